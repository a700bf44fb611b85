"""A chat or one subscription is silent for a while, by command, from the alert, from its card; and speaks again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from time import monotonic

import pytest

from jianbao.deliver.telegram.commands import Wish
from jianbao.deliver.telegram.desk import Desk
from jianbao.deliver.telegram.here import Here
from jianbao.deliver.wording import EN, ZH
from jianbao.model import UNTIL_TOLD, Alert, Channel, Document, Keywords, Narrowing

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)  # 16:00 in China
HERE = Here(address="42", title="小王", words=ZH)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def desk(store, topics, clock):
    clock.now = NOW
    made = Desk(store, tuple(topics.values()), lambda: clock.now, "0.1")
    someone = made.subscriber(HERE)
    store.subscribers.subscribe(someone.id, "child_welfare", None, NOW)
    store.subscribers.subscribe(someone.id, "social_organizations", "北京市", NOW)
    return made


@pytest.fixture
def publish(store, desk):
    numbers = count()

    def publish(topic):
        name = f"n{next(numbers)}"
        store.documents.commit(
            Document(id=name, text="x"), source="s", key=name, alerts=[Alert(id=name, title=name, topics=(topic,))],
            shapes={Channel.TELEGRAM: lambda _: (name,)}, now=NOW,
        )  # fmt: skip

    return publish


def mute(desk, *said, words=ZH):
    return desk.silence.mute(said, desk.subscriber(HERE), words)


def unmute(desk, *said):
    return desk.silence.unmute(said, desk.subscriber(HERE), ZH)


def silences(store, desk):
    return [each.mute_until for each in store.subscribers.subscriptions(desk.subscriber(HERE).id)]


def press(desk, reply, text, here=HERE):
    data = next(button.data for row in reply.buttons for button in row if text in button.text)
    return desk.tap(data, here)


@pytest.mark.parametrize(
    ("said", "first", "second"),
    [
        (("社会组织", "8h"), None, NOW + 8 * HOUR),
        (("北京", "2d"), None, NOW + 2 * DAY),
        (("#2", "1周"), None, NOW + 7 * DAY),
        (("1", "3小时"), NOW + 3 * HOUR, None),
        (("社会组织", "一直"), None, UNTIL_TOLD),
        (("#1", "forever"), UNTIL_TOLD, None),
        (("全部", "1d"), NOW + DAY, NOW + DAY),
        (("社会组织", "9999d"), None, NOW + 30 * DAY),
        (("#9", "1d"), None, None),
        (("#0", "1d"), None, None),
        (("青海", "1d"), None, None),
        (("社会组织", "儿童福利", "1d"), None, None),
    ],
)
def test_one_subscription_is_muted_by_name_or_number_for_a_time(desk, store, said, first, second):
    mute(desk, *said)
    assert silences(store, desk) == [first, second]
    assert desk.subscriber(HERE).hours.mute_until is None


def test_a_number_alone_is_a_time_of_the_whole_chat_and_with_its_sign_a_subscription(desk, store):
    mute(desk, "2")
    assert desk.subscriber(HERE).hours.mute_until == NOW + 2 * DAY
    asked = mute(desk, "#2")
    assert "社会组织 · 北京市" in asked.html
    labels = [button.text for row in asked.buttons for button in row]
    assert labels == ["8 小时", "1 天", "1 周", "直到我恢复", "‹ 返回"]
    assert silences(store, desk) == [None, None]


def test_where_several_are_meant_the_command_asks_which(desk, store):
    asked = mute(desk, "全部")
    asked = press(desk, asked, "儿童福利")
    press(desk, asked, "1 天")
    assert silences(store, desk) == [NOW + DAY, None]


@pytest.mark.parametrize(
    ("label", "until"), [("8 小时", 8 * HOUR), ("1 天", DAY), ("1 周", 7 * DAY), ("直到我恢复", None)]
)
def test_every_choice_is_taken_and_taken_back(desk, store, label, until):
    done = press(desk, mute(desk, "#1"), label)
    assert silences(store, desk)[0] == (NOW + until if until else UNTIL_TOLD)
    assert "合成一条" in done.html
    done = press(desk, done, "🔔 恢复")
    assert "不再静音" in done.html
    assert silences(store, desk) == [None, None]


def test_what_comes_in_silence_is_held_back_and_told_when_it_ends(desk, store, publish):
    mute(desk, "儿童福利", "一直")
    for topic in ("child_welfare", "child_welfare", "social_organizations"):
        publish(topic)
    assert "您恢复时" in desk.rhythms.settings(desk.subscriber(HERE), ZH).html
    assert "2 条消息马上发来" in unmute(desk, "儿童福利").html
    [backlog] = store.backlogs.find(Channel.TELEGRAM, NOW - DAY, 9, NOW)
    assert (backlog.held, len(backlog.alerts)) == (True, 2)


def test_what_a_subscription_that_is_ended_in_silence_held_back_is_said_to_follow(desk, store, publish):
    mute(desk, "儿童福利", "一直")
    publish("child_welfare")
    listed = desk.list(HERE)
    ended = press(desk, press(desk, listed, "1. 🔕 儿童福利"), "✖ 退订")
    assert "1 条消息马上发来" in ended.html
    assert len(store.outbox.claim(Channel.TELEGRAM, NOW, HOUR, 9)) == 1


def test_unmute_ends_the_chats_silence_and_offers_what_is_silent_by_itself(desk, store):
    mute(desk, "1d")
    mute(desk, "#2", "1d")
    offered = unmute(desk)
    assert desk.subscriber(HERE).hours.mute_until is None
    assert silences(store, desk) == [None, NOW + DAY]
    press(desk, offered, "社会组织")
    assert silences(store, desk) == [None, None]
    assert unmute(desk).buttons == ()
    mute(desk, "全部", "1d")
    unmute(desk, "全部")
    assert silences(store, desk) == [None, None]
    assert "没有这样的订阅" in unmute(desk, "#7").html


def test_a_silence_is_shown_wherever_the_subscription_is_and_until_it_is_over(desk, clock):
    mute(desk, "社会组织", "8h")
    card = press(desk, desk.list(HERE), "2. 🔕 社会组织")
    assert "静音到 11-25 00:00" in card.html
    assert "静音到 11-25 00:00" in desk.rhythms.settings(desk.subscriber(HERE), ZH).html
    clock.now = NOW + 9 * HOUR
    assert "🔕" not in str(desk.list(HERE).buttons)
    assert "静音" not in desk.rhythms.settings(desk.subscriber(HERE), ZH).html


def test_subscribing_again_to_what_is_silent_says_so(desk, store):
    mute(desk, "社会组织", "1d")
    reply = press(desk, desk.plain_words(("社会组织", "北京"), HERE), "✅ 订阅")
    assert "正在静音" in reply.html
    press(desk, reply, "🔔")
    assert silences(store, desk) == [None, None]


def test_words_that_narrow_name_only_the_subscription_that_asks_for_them(desk, store):
    store.subscribers.subscribe(
        desk.subscriber(HERE).id, "social_organizations", "北京市", NOW, Narrowing(keywords=Keywords.parse("基金会"))
    )
    mute(desk, "社会组织", "北京", "基金会", "1d")
    assert silences(store, desk) == [None, None, NOW + DAY]


def test_nobody_silences_a_subscription_of_another_chat(desk, store):
    asked = mute(desk, "#1", words=EN)
    assert "no more" in press(desk, asked, "1 day", replace(HERE, address="666", words=EN)).html
    assert silences(store, desk) == [None, None]


def test_many_subscriptions_are_muted_in_a_message_that_telegram_takes(desk, store, telegram_parse):
    someone = desk.subscriber(HERE)
    for number in range(90):
        words = Keywords.parse(" ".join(f"{'很长的词' * 5}{number}号{each}" for each in range(8)))
        store.subscribers.subscribe(someone.id, None, None, NOW, Narrowing(keywords=words))
    for reply in (mute(desk, "全部", "1d"), unmute(desk, "全部"), desk.rhythms.rhythm(("日报",), someone, ZH),
                  desk.rhythms.settings(someone, ZH), desk.list(HERE), desk.share(HERE)):  # fmt: skip
        assert len(telegram_parse(reply.html)["text"]) <= 4096
        assert len(str(reply.buttons).encode()) < 8000


def test_a_hundred_subscriptions_are_changed_within_a_second(desk, store):
    someone = desk.subscriber(HERE)
    for number in range(98):
        store.subscribers.subscribe(someone.id, None, None, NOW, Narrowing(keywords=Keywords.parse(f"词{number}号")))
    begin = monotonic()
    mute(desk, "全部", "1d")
    desk.rhythms.rhythm(("日报",), someone, ZH)
    unmute(desk, "全部")
    desk.unsubscribe(Wish(limitless=True), HERE)
    assert monotonic() - begin < 2  # four answers; each transaction of its own would cost as much
    assert silences(store, desk) == []
