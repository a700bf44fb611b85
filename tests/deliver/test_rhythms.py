"""When a chat is written to: each command and each button of the settings, on a real store."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from jianbao.deliver.telegram.desk import Desk
from jianbao.deliver.telegram.here import Here
from jianbao.deliver.wording import EN, ZH
from jianbao.model import Rhythm

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)  # 16:00 in China
HERE = Here(address="42", title="小王", words=ZH)


@pytest.fixture
def desk(store, topics):
    made = Desk(store, tuple(topics.values()), lambda: NOW, "0.1", ZoneInfo("Asia/Shanghai"))
    someone = made.subscriber(HERE)
    store.subscribers.subscribe(someone.id, "child_welfare", None, NOW)
    store.subscribers.subscribe(someone.id, "social_organizations", "北京市", NOW)
    return made


def rhythms_of(store, desk):
    return [each.rhythm for each in store.subscribers.subscriptions(desk.subscriber(HERE).id)]


def press(desk, reply, text):
    data = next(button.data for row in reply.buttons for button in row if text in button.text)
    return desk.tap(data, HERE)


@pytest.mark.parametrize("words", [ZH, EN], ids=["zh", "en"])
def test_settings_show_all_that_was_chosen_and_change_it_by_button(desk, store, words):
    here = Here(address="42", words=words)
    page = desk.rhythms.settings(desk.subscriber(here), words)
    assert "Asia/Shanghai" in page.html
    assert page.html.count("\n• ") == 2
    page = press(desk, page, "22:00")
    assert desk.subscriber(HERE).hours.quiet == (time(22), time(7, 30))
    page = press(desk, page, "工作日")
    assert desk.subscriber(HERE).hours.workdays
    page = press(desk, page, "日报")
    assert rhythms_of(store, desk) == [Rhythm.DAILY, Rhythm.DAILY]
    assert "日报" in page.html
    page = press(desk, page, "关闭免打扰")
    page = press(desk, page, "每天都发")
    hours = desk.subscriber(HERE).hours
    assert (hours.quiet, hours.workdays) == (None, False)


def test_the_rhythm_of_one_subscription_changes_no_other(desk, store):
    reply = desk.rhythms.rhythm(("周报", "社会组织"), desk.subscriber(HERE), ZH)
    assert "社会组织 · 北京市：周报" in reply.html
    assert rhythms_of(store, desk) == [Rhythm.AT_ONCE, Rhythm.WEEKLY]
    desk.rhythms.rhythm(("hourly",), desk.subscriber(HERE), ZH)
    assert rhythms_of(store, desk) == [Rhythm.HOURLY, Rhythm.HOURLY]
    assert "没有这样的订阅" in desk.rhythms.rhythm(("日报", "青海"), desk.subscriber(HERE), ZH).html


@pytest.mark.parametrize(
    ("said", "quiet"),
    [
        ("22:00-07:30", (time(22), time(7, 30))),
        ("22-8", (time(22), time(8))),
        ("23:00至6:00", (time(23), time(6))),
        ("0:00—24:00", None),
        ("25:00-7:00", None),
        ("晚上", None),
        ("off", None),
    ],
)
def test_quiet_hours_are_read_as_people_write_them(desk, said, quiet):
    desk.rhythms.quiet((said,), desk.subscriber(HERE), ZH)
    assert desk.subscriber(HERE).hours.quiet == quiet


@pytest.mark.parametrize(
    ("said", "quiet", "zone"),
    [
        (("europe/berlin",), None, "Europe/Berlin"),
        (("22-7", "Asia/Urumqi"), (time(22), time(7)), "Asia/Urumqi"),
        (("Mars/Olympus",), None, ""),
        (("../../etc/passwd",), None, ""),
        (("22-7", "nonsense"), None, ""),
    ],
)
def test_a_chat_may_live_by_another_clock(desk, said, quiet, zone):
    reply = desk.rhythms.quiet(said, desk.subscriber(HERE), ZH)
    hours = desk.subscriber(HERE).hours
    assert (hours.quiet, hours.zone) == (quiet, zone)
    assert (zone or "/quiet 22:00-07:30") in reply.html


@pytest.mark.parametrize(
    ("said", "span"),
    [
        ("8h", timedelta(hours=8)),
        ("2d", timedelta(days=2)),
        ("3天", timedelta(days=3)),
        ("5", timedelta(days=5)),
        ("两天", timedelta(days=2)),
        ("半天", timedelta(hours=12)),
        ("3个小时", timedelta(hours=3)),
        ("一个星期", timedelta(days=7)),
        ("十二小时", timedelta(hours=12)),
        ("1个月", timedelta(days=30)),
        ("9999d", timedelta(days=30)),
    ],
)
def test_a_chat_is_mute_for_a_while_and_no_longer_than_a_month(desk, said, span):
    reply = desk.silence.mute((said,), desk.subscriber(HERE), ZH)
    assert desk.subscriber(HERE).hours.mute_until == NOW + span
    assert "之前不发" in reply.html
    desk.silence.unmute((), desk.subscriber(HERE), ZH)
    assert desk.subscriber(HERE).hours.mute_until is None


@pytest.mark.parametrize("words", [(), ("x",), ("0d",), ("天",), ("三",)])
def test_what_is_not_understood_is_explained(desk, words):
    someone = desk.subscriber(HERE)
    assert "/mute" in desk.silence.mute(words, someone, ZH).html
    assert "/quiet" in desk.rhythms.quiet(words, someone, ZH).html
    assert "/rhythm" in desk.rhythms.rhythm(words, someone, ZH).html
