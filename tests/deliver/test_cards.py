"""What is subscribed is listed page by page, and each of it is changed, shared, ended and taken back by its card."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from jianbao.deliver.list_words import EN as EN_LIST
from jianbao.deliver.list_words import ZH as ZH_LIST
from jianbao.deliver.telegram.commands import Wish
from jianbao.deliver.telegram.desk import Desk
from jianbao.deliver.telegram.here import Here
from jianbao.deliver.wording import EN, ZH
from jianbao.model import Channel, Keywords, Narrowing, Rhythm

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
HERE = Here(address="42", title="小王", words=ZH, person="7", hears=True, bot="jianbao_bot")


@pytest.fixture
def desk(store, topics):
    return Desk(store, tuple(topics.values()), lambda: NOW, "0.1")


@pytest.fixture
def many(desk):
    for number in range(1, 21):
        desk.subscribe(Wish(topic="child_welfare", narrowing=Narrowing(keywords=Keywords.parse(f"词{number}号"))), HERE)
    return desk


def wishes(store, address="42"):
    return store.subscribers.subscriptions(store.subscribers.ensure(Channel.TELEGRAM, address, now=NOW).id)


def labels(reply):
    return [button.text for row in reply.buttons for button in row]


def press(desk, reply, *texts, here=HERE):
    for text in texts:
        found = [button for row in reply.buttons for button in row if text in button.text]
        assert found, f"{text} is none of {labels(reply)}"
        reply = desk.tap(found[0].data, here)
    return reply


def test_a_long_list_is_turned_page_by_page_and_round(many):
    first = many.list(HERE)
    assert labels(first) == [
        *(f"{number}. 儿童福利 · 全国各地 · 词{number}号" for number in range(1, 9)), "◀", "1 / 3", "▶",
    ]  # fmt: skip
    last = press(many, first, "◀")
    assert labels(last)[:4] == [f"{number}. 儿童福利 · 全国各地 · 词{number}号" for number in range(17, 21)]
    assert press(many, last, "▶") == press(many, first, "1 / 3") == first


def test_a_page_that_is_there_no_more_shows_the_last_one(many, store):
    for each in wishes(store)[8:]:
        store.subscribers.unsubscribe(each.id)
    assert many.tap("n:2:", HERE) == many.list(HERE)
    assert "◀" not in labels(many.list(HERE))


def test_a_card_changes_the_rhythm_of_its_subscription_and_of_no_other(many, store):
    card = press(many, many.list(HERE), "▶", "9. ")
    assert "词9号</b>\n频率：即时" in card.html
    card = press(many, card, "周报")
    assert "频率：周报" in card.html
    assert "✓ 周报" in labels(card)
    assert [each.rhythm for each in wishes(store)].count(Rhythm.WEEKLY) == 1
    assert wishes(store)[8].rhythm is Rhythm.WEEKLY
    assert press(many, card, "‹ 全部订阅") == many.list(HERE)


def test_a_card_gives_the_link_to_its_subscription(many):
    shared = press(many, many.list(HERE), "3. ", "🔗")
    payload = shared.html.rpartition("https://t.me/jianbao_bot?start=")[2]
    assert "词3号" in many.start(HERE, payload).html
    assert press(many, shared, "‹ 返回").html == press(many, many.list(HERE), "3. ").html


def test_an_end_by_button_can_be_taken_back_with_its_rhythm(many, store):
    card = press(many, many.list(HERE), "2. ", "日报")
    ended = press(many, card, "✖ 退订")
    assert ended.html == "已取消 <b>儿童福利 · 全国各地 · 词2号</b>"
    assert len(wishes(store)) == 19
    assert press(many, card, "周报").html == ZH_LIST.gone
    for _ in range(2):  # a second tap does no harm
        restored = press(many, ended, "↩")
        assert "已恢复" in restored.html
    assert [(each.rhythm, str(each.narrowing.keywords)) for each in wishes(store)[19:]] == [(Rhythm.DAILY, "词2号")]


def test_what_was_ended_cannot_come_back_beyond_the_most_that_a_chat_has(many, store):
    ended = press(many, many.list(HERE), "2. ", "✖")
    for number in range(100):
        many.subscribe(Wish(region="北京市", narrowing=Narrowing(keywords=Keywords.parse(f"字{number}"))), HERE)
    assert "100" in press(many, ended, "↩").html
    assert len(wishes(store)) == 100


def test_unsubscribe_without_words_asks_which_page_by_page(many, store):
    asked = many.unsubscribe(Wish(), HERE)
    assert asked.html == ZH.ask_unsubscribe
    press(many, asked, "▶", "✖ 儿童福利 · 全国各地 · 词10号")
    assert "词10号" not in [str(each.narrowing.keywords) for each in wishes(store)]
    assert len(wishes(store)) == 19


def test_links_are_given_page_by_page(many):
    first = many.share(HERE)
    assert first.html.count("https://t.me/jianbao_bot?start=w") == 5
    assert labels(first) == ["◀", "1 / 4", "▶"]
    assert "词20号" in press(many, first, "◀").html


@pytest.mark.parametrize("verb", ["", "mute", "8h", "on", "off", "0", "end", "share", "no such thing"])
def test_nobody_reaches_a_subscription_of_another_chat(many, store, verb):
    stranger = replace(HERE, address="666", words=EN)
    before = wishes(store)
    assert many.tap(f"u:{before[0].id}:{verb}", stranger).html == EN_LIST.gone
    assert many.tap(f"e:{before[0].id}", stranger).html == EN_LIST.gone
    assert many.tap(f"o:{before[0].id}", stranger).html == EN_LIST.gone
    assert wishes(store) == before
    assert wishes(store, "666") == []


def test_a_forged_verb_shows_the_card(many, store):
    card = many.tap(f"u:{wishes(store)[0].id}:<b>", HERE)
    assert "词1号" in card.html
    assert all(each.rhythm is Rhythm.AT_ONCE for each in wishes(store))


def test_a_channels_list_is_as_long_as_a_message_and_counts_the_rest(many, telegram_parse):
    listed = many.list(replace(HERE, elsewhere=True, title="频<道"))
    assert listed.buttons == ()
    text = telegram_parse(listed.html)["text"]
    assert text.count("• ") == 20
    for number in range(80):
        words = Keywords.parse(f"{'很长的词语' * 5}{number}")
        many.subscribe(Wish(narrowing=Narrowing(keywords=words)), HERE)
    text = telegram_parse(many.list(replace(HERE, elsewhere=True)).html)["text"]
    assert len(text) <= 4096
    assert text.endswith("项，/list 查看全部。")


def test_the_empty_list_says_how_to_begin(desk):
    for reply in (desk.list(HERE), desk.share(HERE), desk.unsubscribe(Wish(), HERE)):
        assert reply.html == ZH.list_empty
