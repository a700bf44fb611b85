"""The daemon as an operator meets it: a process, a folder, a terminal, signals."""

import signal
from datetime import UTC, datetime, timedelta

import pytest

from jianbao.model import Alert, Channel, Document
from jianbao.store import State, Store
from jianbao.testing.bot_api import FakeBotApi

TOLD = "提取："  # the last line of every alert: which plugins made it


async def test_what_lies_in_the_folder_is_told_whoever_is_away_and_a_second_start_tells_nothing_twice(
    house, start, news
):
    house.configure(
        nobody='kind = "feed"\nurl = "http://nobody.invalid/feed"',
        refused='kind = "list"\nurl = "http://127.0.0.1:9/"\ninternal = true',
        private='kind = "list"\nurl = "http://127.0.0.1:9/"',
    )
    house.drop("a.txt", news(1))
    first = await start()
    await first.tells("第1区社会组织", TOLD)
    for trouble in ("nobody is away", "refused is away", "private needs a person"):
        await first.logs(f"source {trouble}")
    assert await first.end(signal.SIGTERM) == 0
    for words in ("no Telegram token", "1 feed, 1 folder, 2 list; plugins: child_welfare"):
        assert sum(words in line for line in first.logged) == 1

    house.drop("b.txt", news(2))
    second = await start()
    await second.tells("第2区社会组织", TOLD)
    assert await second.end(signal.SIGTERM) == 0
    assert (first.count("第1区"), second.count("第1区"), second.count(TOLD)) == (1, 0, 1)
    assert not any("WARNING source" in line for line in second.logged)


async def test_ctrl_c_ends_with_zero(start):
    daemon = await start()
    await daemon.logs("watches")
    assert await daemon.end(signal.SIGINT) == 0


async def test_once_tells_what_is_there_and_ends(house, start, news):
    house.drop("a.txt", news(1))
    daemon = await start("once")
    assert await daemon.gone() == 0
    assert daemon.count(TOLD) == 1


async def test_a_start_after_a_kill_says_what_may_have_arrived_and_sources_shows_it(house, start):
    """One message was on the wire when its process died: one line with the count and with what to do."""
    now = datetime.now(UTC)
    with Store.open(house.database) as store:
        someone = store.subscribers.ensure(Channel.TELEGRAM, "42", now=now)
        store.subscribers.subscribe(someone.id, None, None, now)
        store.documents.commit(
            Document(id="a", text="x"), source="inbox", key="a", alerts=[Alert(id="a", title="通知", topics=("t",))],
            shapes={Channel.TELEGRAM: lambda each: (each.title,)}, now=now,
        )  # fmt: skip
        [delivery] = store.outbox.claim(Channel.TELEGRAM, now, timedelta(minutes=5), 1)
        store.outbox.begin(delivery.id, now)

    for new in (" (1 of them were being sent when jianbao was ended)", ""):
        daemon = await start("once")
        assert await daemon.gone() == 0
        [line] = [line for line in daemon.logged if "may or may not have arrived" in line]
        assert f"1 message(s) may or may not have arrived{new} and are not sent again" in line
        assert "jianbao outbox list --state unknown" in line
    shown = await start("sources")
    assert await shown.gone() == 0
    [line] = [line for line in shown.told if line.startswith("!")]
    assert "1 may or may not have arrived" in line
    assert "jianbao outbox list" in line
    with Store.open(house.database) as store:
        store.ledger.drop([delivery.id], "seen to")
        assert store.outbox.counts()[State.UNKNOWN] == 0
    settled = await start("once")
    assert await settled.gone() == 0
    assert not any("may or may not" in line for line in settled.logged)


BROKEN = """
from jianbao import Topic, hookimpl

@hookimpl
def topics():
    return [Topic(id="broken", names={"zh": "坏"})]

@hookimpl
def find(article):
    raise ValueError("so nicht")
"""


@pytest.fixture
def broken_plugin(house):
    """A foreign distribution on the path whose find() raises."""
    site = house.root / "site"
    info = site / "broken-1.0.dist-info"
    info.mkdir(parents=True)
    (site / "broken_topic.py").write_text(BROKEN, encoding="utf-8")
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: broken\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[jianbao]\nbroken = broken_topic\n")
    house.environment["PYTHONPATH"] = str(site)


@pytest.mark.usefixtures("broken_plugin")
async def test_a_plugin_that_raises_is_one_message_costs_no_alert_and_is_shown_until_it_is_forgotten(
    house, start, news
):
    """Told with plugin, document, exception and remedy, without a trace; once ends with 2; later runs still show it."""
    for number in (1, 2):
        house.drop(f"{number}.txt", news(number))
    daemon = await start("once")
    assert await daemon.gone() == 2
    assert daemon.count(TOLD) == 2
    [line] = [line for line in daemon.logged if "WARNING plugin" in line]
    for words in ("broken failed in find on", "ValueError: so nicht (broken_topic.py:10)", 'disabled = ["broken"]'):
        assert words in line
    assert not any("Traceback" in line for line in daemon.logged)
    assert "plugin broken" in daemon.logged[-1]

    shown = await start("plugins")
    assert await shown.gone() == 2
    assert any("failed 2×" in line for line in shown.told)
    assert any("ValueError: so nicht" in line and "(last on " in line for line in shown.logged)

    (house.root / "site" / "broken_topic.py").write_text(BROKEN.replace("raise ValueError", "return []  #"))
    mended = await start("once")
    assert await mended.gone() == 0


async def test_once_with_a_token_that_telegram_refuses_says_so_once_and_ends_with_two(house, start, news):
    house.drop("a.txt", news(1))
    async with FakeBotApi() as api:
        house.environment = {"JIANBAO_TELEGRAM_TOKEN": "1:refused", "JIANBAO_TELEGRAM_BASE_URL": api.base_url}
        now = datetime.now(UTC)
        with Store.open(house.database) as store:
            someone = store.subscribers.ensure(Channel.TELEGRAM, "42", now=now)
            store.subscribers.subscribe(someone.id, None, None, now)
        daemon = await start("once")
        assert await daemon.gone() == 2
    assert sum("does not accept the bot's token" in line for line in daemon.logged) == 1
    assert "not all went well" in daemon.logged[-1]
    with Store.open(house.database) as store:
        assert store.outbox.owed() == 1
