"""A store that an earlier jianbao has written goes on with everything that was in it."""

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import text

from jianbao.model import Channel, Promise
from jianbao.store import State, Store, migrate
from jianbao.store.engine import connect


@pytest.fixture(params=["sqlite", "postgres"])
def old_url(request):
    """The url of a store of the first shape with a subscriber and two deliveries, one of them being sent."""
    url = request.getfixturevalue(f"empty_{request.param}")
    database = connect(url)
    with database.write() as connection:
        config = Config()
        config.set_main_option("script_location", str(migrate.__file__).replace("migrate.py", "migrations"))
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        now = "'2026-03-01 08:00:00'"
        for row in (
            f"subscriber VALUES (1, 'telegram', '7', 0, '', NULL, {now})",
            f"subscription VALUES (1, 1, '', '', FALSE, {now})",
            f"""alert VALUES (1, 'a', NULL, {now}, '{{"id": "a", "title": "a", "topics": ["t"]}}')""",
            "rendering VALUES (1, 'telegram', 1, 2, 'one')",
            "rendering VALUES (1, 'telegram', 2, 2, 'two')",
            f"delivery VALUES (1, 1, 1, 1, 1, 'sending', 1, NULL, NULL, {now}, 60, NULL, NULL)",
            "delivery VALUES (2, 1, 1, 2, 1, 'pending', 0, NULL, NULL, NULL, 0, NULL, NULL)",
        ):
            connection.execute(text(f"INSERT INTO {row.replace(chr(58), chr(92) + chr(58))}"))  # : names no parameter
    database.close()
    return url


def test_deliveries_of_the_first_shape_are_still_owed_and_their_chats_never_told_twice(old_url, make_town):
    with Store.open(old_url) as store:
        town = make_town(store)
        [someone] = store.subscribers.all()
        assert (someone.channel, someone.promise) == (Channel.TELEGRAM, Promise.NEVER_TWICE)
        store.outbox.recover(town.now)
        [due] = town.deliveries()
        assert (due.body, due.parts) == ("two", 2)
        store.outbox.begin(due.id, town.now)
        store.outbox.sent(due.id, 5, town.now)
        counts = store.outbox.counts()
        assert (counts[State.UNKNOWN], counts[State.SENT]) == (1, 1)
        assert store.ledger.retry([1]) == 1
