"""What each command and button does, on a real store."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from jianbao.deliver.telegram.commands import Wish
from jianbao.deliver.telegram.desk import Desk
from jianbao.deliver.telegram.here import Here
from jianbao.deliver.wording import EN, ZH
from jianbao.model import Channel, Document, Keywords, Narrowing, Topic

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
HERE = Here(address="42", title="小王", words=ZH)


@pytest.fixture
def desk(store, topics):
    return Desk(store, tuple(topics.values()), lambda: NOW, "0.1")


def wishes(store, address="42", thread=None):
    subscriber = store.subscribers.ensure(Channel.TELEGRAM, address, thread, now=NOW)
    return [(each.topic, each.region) for each in store.subscribers.subscriptions(subscriber.id)]


def data(reply, text):
    """Return what the button that says *text* sends."""
    return next(button.data for row in reply.buttons for button in row if button.text == text)


@pytest.mark.parametrize(("words", "yes"), [(ZH, "✅ 订阅"), (EN, "✅ Subscribe")], ids=["zh", "en"])
def test_three_taps_from_start_to_a_subscription(desk, store, topics, words, yes):
    here = replace(HERE, words=words)
    topic = topics["child_welfare"]
    regions = desk.tap(data(desk.start(here), f"🧒 {topic.names[words.language]}"), here)
    confirm = desk.tap(data(regions, "青海"), here)
    assert wishes(store) == []
    done = desk.tap(data(confirm, yes), here)
    assert wishes(store) == [("child_welfare", "青海省")]
    assert topic.names[words.language] in done.html
    assert "青海省" in done.html
    assert done.buttons == ()


def test_every_step_leads_back(desk):
    regions = desk.tap(data(desk.start(HERE), "🧒 儿童福利"), HERE)
    assert desk.tap(data(regions, "‹ 返回"), HERE).buttons == desk.start(HERE).buttons
    confirm = desk.tap(data(regions, "全国各地"), HERE)
    assert desk.tap(data(confirm, "‹ 返回"), HERE) == regions


def test_all_topics_everywhere_can_be_chosen(desk, store):
    regions = desk.tap(data(desk.start(HERE), "全部主题"), HERE)
    desk.tap(data(desk.tap(data(regions, "全国各地"), HERE), "✅ 订阅"), HERE)
    assert wishes(store) == [(None, None)]


def test_every_province_has_a_button_that_works(desk):
    regions = desk.tap(data(desk.start(HERE), "全部主题"), HERE)
    provinces = [button for row in regions.buttons[1:-1] for button in row]
    assert len(provinces) == 34
    for button in provinces:
        assert desk.tap(button.data, HERE).buttons[0][0].text == "✅ 订阅"


def test_subscribing_twice_is_one_subscription(desk, store):
    for _ in range(2):
        reply = desk.subscribe(Wish(topic="child_welfare", region="北京市"), HERE)
    assert "已订阅 <b>儿童福利 · 北京市</b>" in reply.html
    assert wishes(store) == [("child_welfare", "北京市")]


def test_subscribe_without_words_offers_the_topics(desk, store):
    assert desk.subscribe(Wish(), HERE).buttons == desk.start(HERE).buttons
    assert wishes(store) == []


def test_a_channel_is_subscribed_from_elsewhere(desk, store):
    channel = Here(address="-1001", title="民政<b>快讯", elsewhere=True, words=ZH)
    reply = desk.subscribe(Wish(topic="child_welfare"), channel)
    assert reply.html == "✅ 已为 民政&lt;b&gt;快讯 订阅 <b>儿童福利 · 全国各地</b>"
    assert wishes(store, "-1001") == [("child_welfare", None)]


def test_threads_of_a_forum_have_subscriptions_of_their_own(desk, store):
    desk.subscribe(Wish(topic="child_welfare"), replace(HERE, thread=7))
    assert wishes(store, thread=7) == [("child_welfare", None)]
    assert wishes(store) == []


def test_unsubscribe_ends_what_its_words_name_and_nothing_else(desk, store):
    for region in ("北京市", "青海省"):
        desk.subscribe(Wish(topic="child_welfare", region=region), HERE)
    desk.subscribe(Wish(topic="social_organizations"), HERE)
    desk.unsubscribe(Wish(topic="child_welfare", region="北京市"), HERE)
    assert wishes(store) == [("child_welfare", "青海省"), ("social_organizations", None)]
    assert "没有订阅" in desk.unsubscribe(Wish(topic="child_welfare", region="北京市"), HERE).html
    desk.unsubscribe(Wish(limitless=True), HERE)
    assert wishes(store) == []


def test_unsubscribe_without_words_asks_which(desk, store):
    desk.subscribe(Wish(topic="child_welfare"), HERE)
    reply = desk.unsubscribe(Wish(), HERE)
    assert (reply.html, len(reply.buttons)) == (ZH.ask_unsubscribe, 1)
    assert wishes(store) == [("child_welfare", None)]


def test_who_comes_back_is_written_to_again(desk, store):
    desk.subscribe(Wish(topic="child_welfare"), HERE)
    store.subscribers.pause("42", "blocked")
    desk.start(HERE)
    assert [each.paused for each in store.subscribers.all()] == [None]


def test_latest_shows_title_place_and_first_figure(desk, store, newspaper, telegram_parse):
    store.documents.commit(Document(id="n", text="x"), source="s", key="n", alerts=[newspaper], shapes={}, now=NOW)
    text = telegram_parse(desk.latest(Wish(topic="social_organizations", region="北京市"), ZH).html)["text"]
    assert text.splitlines() == [
        "🏢 登记资产超1000亿元",
        "社会组织 · 北京市 · 中国社会报 · 2022年9月30日",
        "依法登记的社会组织　7,965 → 12,700 家（2012年底起） +59.4%（原文“约60%” ✓）",
    ]
    assert "还没有消息" in desk.latest(Wish(topic="child_welfare"), ZH).html


def test_status_counts(desk, store, newspaper, telegram_parse):
    store.documents.commit(Document(id="n", text="x"), source="s", key="n", alerts=[newspaper], shapes={}, now=NOW)
    text = telegram_parse(desk.status(ZH).html)["text"]
    assert "简报 0.1" in text
    assert "文件 1　消息 1" in text
    assert "来源 0 / 0 正常" in text


def test_words_without_a_command_are_taken_for_a_wish_or_answered_with_help(desk, store):
    offer = desk.plain_words(("社会组织", "北京"), HERE)
    desk.tap(data(offer, "✅ 订阅"), HERE)
    assert wishes(store) == [("social_organizations", "北京市")]
    assert desk.plain_words(("你好",), HERE).html == f"{ZH.unknown_text}\n{ZH.hint}"
    assert desk.plain_words((), HERE) == desk.plain_words(("你好",), HERE)


def test_a_misspelt_command_is_answered_with_the_one_that_was_meant(desk):
    assert "/subscribe" in desk.unknown_command("/subscrib", ZH).html
    assert "&lt;b&gt;" in desk.unknown_command("/<b>", EN).html


def test_topics_are_listed_with_their_ids(desk, store, telegram_parse):
    text = telegram_parse(desk.show_topics(ZH).html)["text"]
    assert text == "可以订阅的主题：\n🏢 社会组织　social_organizations\n🧒 儿童福利　child_welfare"
    assert Desk(store, (), lambda: NOW, "0.1").show_topics(ZH).html == ZH.no_topics


def test_a_topic_of_a_hostile_plugin_does_no_harm(store, telegram_parse):
    evil = Topic(id="x" * 90, names={"zh": "<b>&"}, emoji="<i>")
    desk = Desk(store, (evil, evil), lambda: NOW, "0.1")
    telegram_parse(desk.show_topics(ZH).html)
    regions = desk.tap(desk.start(HERE).buttons[0][0].data, HERE)
    telegram_parse(regions.html)
    telegram_parse(desk.tap(data(desk.tap(data(regions, "北京"), HERE), "✅ 订阅"), HERE).html)
    assert wishes(store) == [("x" * 90, "北京市")]


def test_a_chat_has_a_hundred_subscriptions_and_no_more(desk, store):
    for number in range(105):
        keywords = Keywords.parse(f"词{number}")
        reply = desk.subscribe(Wish(topic="child_welfare", narrowing=Narrowing(keywords=keywords)), HERE)
    assert "100" in reply.html
    assert len(wishes(store)) == 100
