"""A digest: its totals are right whatever documents are about, and what changed is called our own comparison."""

import itertools
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from jianbao.deliver.telegram.digest import digest
from jianbao.deliver.telegram.html import MESSAGE_UNITS, shown, units
from jianbao.deliver.telegram.render import render
from jianbao.model import ALWAYS, Alert, Channel, Document, Earlier, Finding, Kind, Statistic, Subscriber
from jianbao.store import Backlog

NOW = datetime(2026, 11, 24, 0, 30, tzinfo=UTC)
SINCE = NOW - timedelta(days=1)
CHINA = ZoneInfo("Asia/Shanghai")
READER = Subscriber(id=1, channel=Channel.TELEGRAM, address="1")
FIGURE = Statistic(
    quote="1,300 家", start=0, end=7, value=1300, unit="家", indicator="社会组织", as_of="2025-12-31", region="北京市"
)
EARLIER = Earlier(
    figure=0,
    statistic=replace(FIGURE, quote="1,200 家", value=1200, as_of="2024-12-31"),
    title="2024年<通报>",
    url="https://e.cn/2024",
)
_names = map(str, itertools.count())


def alert(*topics, region=None, figures=()):
    name = next(_names)
    findings = tuple(Finding(topic=topic, facts=(), provenance="p 1") for topic in topics)
    return Alert(
        id=name, title=f"第{name}号", topics=topics, region=region, statistics=tuple(figures), findings=findings
    )


def backlog(*alerts, reader=READER, **more):
    known = {"held": True, "documents": len(alerts)} | more
    return Backlog(subscriber=reader, alerts=alerts, since=SINCE, numbers=(), **known)


@pytest.fixture
def write(topics):
    return lambda what, **more: digest(what, topics, lambda: NOW, CHINA, **more)


def test_totals_count_a_document_of_several_findings_under_each_topic_and_list_it_once(write):
    both = alert("social_organizations", "child_welfare", region="北京市海淀区", figures=[FIGURE, FIGURE])
    text = shown(write(backlog(both, alert("child_welfare", region="上海市"), alert("child_welfare"), reposts=3)))
    assert "3 条消息，2 项数字（11-23 08:30 以来）" in text
    assert "主题：儿童福利 3 · 社会组织 1（1 条不止属于一个主题）" in text
    assert "地区：北京市 1 · 上海市 1 · 全国 1" in text
    assert "另有 3 次转载" in text
    assert "份文件" not in text, "as many as there are messages"
    assert text.count("号") == 3


def test_a_newspaper_page_of_several_articles_is_one_document(write):
    text = shown(write(backlog(alert("child_welfare"), alert("child_welfare"), alert("child_welfare"), documents=2)))
    assert "来自 2 份文件" in text
    assert "主题：" not in text, "of one topic there is nothing to count apart"


def test_counts_are_of_all_alerts_although_not_all_are_listed(write, telegram_parse):
    many = [alert("social_organizations", region="北京市") for _ in range(150)]
    few = [alert("child_welfare", region=name) for name in ("上海市", "广东省", "四川省", "青海省", "海南省", "浙江省")]
    text = write(backlog(*many, *few), before=lambda *_: EARLIER)
    parsed = telegram_parse(text)
    assert units(parsed["text"]) <= MESSAGE_UNITS
    assert len(parsed["entities"]) < 100
    assert "社会组织 150 · 儿童福利 6" in shown(text)
    assert "北京市 150" in shown(text)
    assert "其他 1" in shown(text)
    listed = text.count("号")
    assert f"另有 {156 - listed} 条没有列出" in shown(text)


def test_what_a_figure_was_is_said_to_be_our_own_comparison_with_its_time_and_document(write, telegram_parse):
    text = write(backlog(alert("child_welfare", figures=[FIGURE]), alert("child_welfare")), before=lambda *_: EARLIER)
    telegram_parse(text)
    assert "↳ 简报对照（非原文）：2024年底为 1,200 家，+8.3%；见2024年<通报>" in shown(text)
    assert '<a href="https://e.cn/2024">' in text


@pytest.mark.parametrize(("value", "change"), [(1300, "±0"), (1301, "−0.1%"), (650, "+100%")])
def test_the_change_goes_the_right_way(write, value, change):
    was = replace(EARLIER, statistic=replace(EARLIER.statistic, value=value))
    text = write(backlog(alert("child_welfare", figures=[FIGURE]), alert("child_welfare")), before=lambda *_: was)
    assert f"，{change}；" in text


def test_where_the_document_compares_itself_we_do_not(write):
    pair = (replace(FIGURE, as_of="2020-12-31", value=900), replace(FIGURE, from_=0))
    grown = (FIGURE, replace(FIGURE, kind=Kind.GROWTH, quote="5%", value=5, unit="%", of=0))
    for figures in (pair, grown):
        told = backlog(alert("child_welfare", figures=figures), alert("child_welfare"))
        assert "↳" not in write(told, before=lambda *_: EARLIER)


def test_an_alert_says_below_its_figure_what_that_was_and_that_it_is_our_own_comparison(topics, telegram_parse):
    told = replace(alert("child_welfare", figures=[FIGURE]), title="2025年通报", region="北京市", earlier=(EARLIER,))
    [text] = render(told, topics)
    telegram_parse(text)
    assert "1,300 家（2025年底）\n简报对照（非原文）：2024年底为 1,200 家，+8.3%；见2024年<通报>" in shown(text)
    grown = replace(FIGURE, kind=Kind.GROWTH, quote="5%", value=5, unit="%", of=0)
    [text] = render(replace(told, statistics=(FIGURE, grown)), topics)
    assert "简报对照" not in text, "the document's own comparison is the better one"


def test_a_chat_gets_its_digest_in_its_language_and_by_its_clock(write):
    reader = replace(READER, language="en", hours=replace(ALWAYS, zone="Europe/Berlin"))
    told = backlog(alert("child_welfare", figures=[FIGURE]), alert("child_welfare"), reader=reader, reposts=1)
    text = shown(write(told, before=lambda *_: EARLIER))
    assert "2 messages, figures: 1 (since 11-23 01:30)" in text
    assert "1 repost is not listed again" in text
    assert "jianbao's comparison, not the document's: 1,200 家" in text


def test_the_store_counts_documents_and_reposts(store):
    someone = store.subscribers.ensure(Channel.TELEGRAM, "1", now=NOW)
    store.subscribers.subscribe(someone.id, None, None, NOW)
    store.holding.set_hours(someone.id, replace(ALWAYS, mute_until=NOW + timedelta(hours=1)), NOW)
    first, second, third = (alert("child_welfare", "social_organizations") for _ in range(3))
    told = {"page": (first, second), "other": (third,), "repost": (first,), "again": (first, third)}
    for key, alerts in told.items():
        store.documents.commit(
            Document(id=key, text="x"), source="s", key=key, alerts=alerts,
            shapes={Channel.TELEGRAM: lambda each: (each.title,)}, now=NOW,
        )  # fmt: skip
    later = NOW + timedelta(hours=2)
    [found] = store.backlogs.find(Channel.TELEGRAM, NOW - timedelta(days=1), 3, later)
    assert (len(found.alerts), found.documents, found.reposts) == (3, 2, 3)
