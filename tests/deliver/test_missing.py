"""/miss: what became of a document that somebody misses, on a real store."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from jianbao.deliver import shapes
from jianbao.deliver.telegram.missing import Missing
from jianbao.deliver.telegram.names import Names
from jianbao.deliver.telegram.readings import Readings
from jianbao.deliver.wording import EN, ZH
from jianbao.errors import Unavailable
from jianbao.fetch.identity import key_of
from jianbao.model import ALWAYS, UNTIL_TOLD, Channel, Document, Keywords, Narrowing, Span
from jianbao.pipeline import alerts_of, identity, texts_of, understand
from jianbao.plugins import Plugins
from jianbao.read import Raw

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
ADDRESS = "https://mzj.example.gov.cn/a/1.html?from=feed"
PAGE = "<h1>社会组织登记情况通报</h1><p>2024年，全市登记社会组织1200家，其中基金会30家。社会组织年检合格率95%。</p>"


@pytest.fixture
def miss(store, topics):
    plugins = Plugins.load()
    pages = {}

    async def fetch(address):
        if address not in pages:
            raise Unavailable(f"{address} is away")
        return Raw(data=pages[address].encode(), name="a.html", url=address, content_type="text/html; charset=utf-8")

    readings = Readings(lambda raw: understand(raw, plugins), fetch, topics, lambda: NOW)
    missing = Missing(store, Names(topics), readings, lambda: NOW, ZoneInfo("Asia/Shanghai"))
    someone = store.subscribers.ensure(Channel.TELEGRAM, "42", now=NOW)

    async def ask(*words, language=ZH):
        here = next(each for each in store.subscribers.all() if each.id == someone.id)
        return (await missing.answer(words, here, 1, language)).html

    ask.pages, ask.someone = pages, someone
    return ask


def publish(store, topics, alert):
    store.documents.commit(
        Document(id="n", text="x", url=ADDRESS),
        source="某某市民政局",
        key=key_of(ADDRESS),
        alerts=[alert] if alert else [],
        shapes=shapes(topics.values()),
        now=NOW,
    )


async def test_without_an_address_or_a_subscription_it_says_what_is_needed(miss):
    assert "/miss" in await miss()
    assert "/start" in await miss(ADDRESS)


async def test_the_condition_that_kept_it_away_is_named(miss, store, topics, newspaper):
    store.subscribers.subscribe(miss.someone.id, "social_organizations", "上海市", NOW)
    publish(store, topics, newspaper)
    said = await miss(ADDRESS.replace("https", "http"))
    assert "某某市民政局" in said
    assert "地区不同" in said
    assert "another place" in await miss(ADDRESS, language=EN)


async def test_what_came_is_held_back_or_is_about_no_topic_is_said(miss, store, topics, newspaper):
    store.subscribers.subscribe(miss.someone.id, None, None, NOW)
    store.holding.set_hours(miss.someone.id, replace(ALWAYS, mute_until=NOW + timedelta(days=1)), NOW)
    publish(store, topics, newspaper)
    assert "留到 2026-11-25 16:00" in await miss(ADDRESS)
    store.holding.set_hours(miss.someone.id, ALWAYS, NOW)
    assert "正在发来" in await miss(ADDRESS)
    [due] = store.outbox.claim(Channel.TELEGRAM, NOW, timedelta(minutes=1), 1)
    store.outbox.begin(due.id, NOW)
    store.outbox.sent(due.id, 1, NOW)
    assert "已经发到这里" in await miss(ADDRESS)


async def test_a_document_that_is_about_no_topic_is_told_as_such(miss, store, topics):
    store.subscribers.subscribe(miss.someone.id, None, None, NOW)
    publish(store, topics, None)
    assert "不属于任何主题" in await miss(ADDRESS)


async def test_what_no_source_has_listed_is_read_and_held_against_the_subscriptions(miss, store):
    store.subscribers.subscribe(miss.someone.id, "social_organizations", None, NOW)
    miss.pages[ADDRESS] = PAGE
    said = await miss(ADDRESS)
    assert "没有来源列出它" in said
    assert "一旦有来源列出它就会发来" in said
    assert "没有来源列出它" in await miss("https://nobody.example/x")


async def test_on_a_page_of_several_articles_words_of_the_others_do_not_count(miss, store, topics):
    narrowing = Narrowing(keywords=Keywords.parse("养老"))
    store.subscribers.subscribe(miss.someone.id, "social_organizations", None, NOW, narrowing)
    page = understand(Raw(data=PAGE.encode(), name="a.html", url=ADDRESS, content_type="text/html"), Plugins.load())
    [article] = page.articles
    text = f"{page.text}养老服务。"
    other = replace(article, title="养老服务", body=(Span(len(page.text), len(text)),), findings=())
    both = replace(page, text=text, articles=(article, other))
    store.documents.commit(
        both,
        source="某某日报",
        key=key_of(ADDRESS),
        alerts=alerts_of(both),
        texts=texts_of(both),
        shapes=shapes(topics.values()),
        now=NOW,
    )
    assert "关键词不符" in await miss(ADDRESS)


async def test_what_was_read_as_history_is_told_as_such(miss, store):
    store.subscribers.subscribe(miss.someone.id, "social_organizations", None, NOW)
    page = understand(Raw(data=PAGE.encode(), name="a.html", url=ADDRESS, content_type="text/html"), Plugins.load())
    old = [identity(article) for article in page.articles]
    store.documents.commit(page, source="某局", key=key_of(ADDRESS), alerts=(), shapes={}, now=NOW, no_news=old)
    said = await miss(ADDRESS)
    assert "不算新消息" in said
    assert "不属于任何主题" not in said


async def test_of_a_chat_that_is_paused_it_says_since_when_why_and_how_to_go_on(miss, store, topics, newspaper):
    store.subscribers.subscribe(miss.someone.id, None, None, NOW)
    publish(store, topics, newspaper)
    store.subscribers.pause("42", "Forbidden: <blocked>", now=NOW - timedelta(hours=1))
    store.subscribers.pause("42", "Forbidden: <blocked>", now=NOW)
    said = await miss(ADDRESS)
    assert "2026-11-24 15:00 起这里停发" in said
    assert "Forbidden: &lt;blocked&gt;" in said
    assert "/start" in said
    assert "正在发来" not in said
    store.subscribers.resume("42")
    assert "正在发来" in await miss(ADDRESS)
    store.subscribers.pause("42", "blocked")
    assert "Nothing is sent here; all of it waits" in await miss(ADDRESS, language=EN)


async def test_of_a_repost_it_names_the_original_and_when_that_came(miss, store, topics, newspaper):
    store.subscribers.subscribe(miss.someone.id, None, None, NOW)
    store.documents.commit(
        Document(id="o", text="x", url="https://other.example/original"),
        source="某某日报",
        key="original",
        alerts=[newspaper],
        shapes=shapes(topics.values()),
        now=NOW - timedelta(hours=2),
    )
    publish(store, topics, newspaper)
    said = await miss(ADDRESS)
    assert "它是转载" in said
    assert '<a href="https://other.example/original">登记资产超1000亿元</a>' in said
    assert "2026-11-24 14:00 由“某某日报”读到" in said
    assert "正在发来" in said
    [due] = store.outbox.claim(Channel.TELEGRAM, NOW, timedelta(minutes=1), 1)
    store.outbox.begin(due.id, NOW)
    store.outbox.sent(due.id, 1, NOW - timedelta(hours=1))
    assert "2026-11-24 15:00 已经发到这里" in await miss(ADDRESS)


async def test_what_a_digest_tells_of_has_not_come_before_the_digest_has(miss, store, topics, newspaper):
    store.subscribers.subscribe(miss.someone.id, None, None, NOW)
    store.holding.set_hours(miss.someone.id, replace(ALWAYS, mute_until=NOW - timedelta(hours=1)), NOW)
    other = Document(id="o", text="y")
    first = replace(newspaper, id="first")
    store.documents.commit(
        other, source="s", key="o", alerts=[first], shapes=shapes(topics.values()), now=NOW - timedelta(hours=9)
    )
    publish(store, topics, newspaper)
    [backlog] = store.backlogs.find(Channel.TELEGRAM, NOW + timedelta(days=1), 2, NOW)
    assert store.backlogs.merge(backlog, "digest")
    assert "正在发来" in await miss(ADDRESS)
    [due] = store.outbox.claim(Channel.TELEGRAM, NOW, timedelta(minutes=1), 1)
    store.outbox.begin(due.id, NOW)
    store.outbox.sent(due.id, 1, NOW)
    assert "2026-11-24 16:00 已经发到这里" in await miss(ADDRESS)


async def test_what_a_silent_subscription_holds_back_until_told_is_said(miss, store, topics, newspaper):
    wish = store.subscribers.subscribe(miss.someone.id, None, None, NOW)
    store.holding.mute(wish.id, UNTIL_TOLD, NOW)
    publish(store, topics, newspaper)
    assert "/unmute" in await miss(ADDRESS)
    assert "is silent" in await miss(ADDRESS, language=EN)
