"""Killed in the middle: nothing is lost, nothing is doubled, and what nobody can know is owned up to."""

import re
import signal
from collections import Counter
from datetime import UTC, datetime

from jianbao.model import Channel
from jianbao.store import State, Store
from jianbao.testing.bot_api import FakeBotApi


async def test_a_kill_while_telegram_is_sent_to_loses_nothing_and_doubles_nothing(house, start, until, news):
    """Each chat gets each alert once; what was on the wire at that moment is unknown, and is not sent again."""
    count, now = 4, datetime.now(UTC)
    for number in range(count):
        house.drop(f"{number:02}.txt", news(number + 1))
    async with FakeBotApi() as api:
        people = [api.user(name) for name in ("安娜", "建国", "丽华")]
        house.environment = {"JIANBAO_TELEGRAM_TOKEN": api.token, "JIANBAO_TELEGRAM_BASE_URL": api.base_url}
        with Store.open(house.database) as store:
            for person in people:
                subscriber = store.subscribers.ensure(Channel.TELEGRAM, str(person.id), now=now)
                store.subscribers.subscribe(subscriber.id, "social_organizations", None, now)
            first = await start()
            await until(lambda: sum(len(person.private.texts) for person in people) >= 4)
            await first.end(signal.SIGKILL)

            second = await start()
            await until(lambda: store.documents.counts()["documents"] == count and not store.outbox.owed())
            states = store.outbox.counts()
        assert await second.end() == 0
        arrived = Counter(
            (person.id, number)
            for person in people
            for text in person.private.texts
            for number in re.findall("第(.)区", text)
        )
    assert max(arrived.values()) == 1
    assert states[State.SENT] + states[State.UNKNOWN] == count * len(people)
    assert states[State.UNKNOWN] <= len(people)
    assert len(arrived) >= states[State.SENT]
    assert not first.told
    assert not any(api.token in line for line in first.logged + second.logged)
