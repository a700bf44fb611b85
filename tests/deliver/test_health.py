"""``/sources``: how hundreds of sources are, readable on a telephone."""

from dataclasses import fields
from datetime import UTC, datetime, timedelta

import pytest

from jianbao.deliver.source_words import EN as SAID_EN
from jianbao.deliver.source_words import SHAKY, WELL, SourceWords
from jianbao.deliver.source_words import ZH as SAID_ZH
from jianbao.deliver.telegram.health import PAGE, Health, fitting
from jianbao.deliver.telegram.html import shown, units
from jianbao.deliver.telegram.taps import Tap, decode, encode
from jianbao.deliver.wording import EN, ZH
from jianbao.model import Source, SourceKind, Trouble, Watched
from jianbao.store import Visit

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


@pytest.fixture
def health(store):
    return Health(store, lambda: NOW)


@pytest.fixture
def know(store):
    """Let the store know sources by name: ``None`` was never looked at, a trouble, or ``WELL`` and ``SHAKY``."""

    def write(**conditions):
        named = {name.replace("_", " "): how for name, how in conditions.items()}
        sources = [Source(name=name, kind=SourceKind.FEED, url="https://inner.example/secret") for name in named]
        store.sources.sync(sources, NOW)
        for name, how in named.items():
            if how is not None:
                watched = Watched(trouble=None if how in {WELL, SHAKY} else how)
                ok = how in {WELL, Trouble.SILENT, Trouble.EXPIRING}
                visit = Visit(at=NOW - timedelta(hours=3), ok=ok, next_due=NOW, error="secret", watched=watched)
                store.sources.record(name, visit)

    return write


def test_counts_come_first_and_those_in_trouble_after_them(health, know):
    know(北京=WELL, 上海=Trouble.AWAY, 天津=None, 重庆=Trouble.BLOCKED, 河北=SHAKY)
    first, _, *lines = shown(health.show((), ZH).html).splitlines()
    assert first == "📡 来源 5　正常 1 · 还没看过 1 · 刚刚读不到 1 · 读不到 1 · 拒绝访问 1"
    assert [line.partition("，")[0] for line in lines[:4]] == [
        "⛔ 重庆　拒绝访问",
        "⛔ 上海　读不到",
        "🔸 河北　刚刚读不到",
        "",
    ]


def test_a_line_tells_since_when_and_how_often_it_was_tried(health, know, store):
    know(上海=WELL)
    for _ in range(4):
        away = Watched(trouble=Trouble.AWAY)
        store.sources.record("上海", Visit(at=NOW, ok=False, next_due=NOW, error="secret", watched=away))
    assert "⛔ 上海　读不到，连续失败 4 次，上次读到：3 小时前" in shown(health.show((), ZH).html)
    assert "⛔ 上海　away, failed 4×, read: 3 h ago" in shown(health.show((), EN).html)


def test_what_the_bot_tells_anybody_holds_no_address_and_no_error(health, know):
    know(上海=Trouble.AWAY)
    for asked in ((), ("上海",)):
        assert "secret" not in health.show(asked, ZH).html


def test_words_narrow_to_names_and_conditions_in_either_language(health, know):
    know(北京_要闻=WELL, 北京_通知=Trouble.AWAY, 上海_通知=Trouble.AWAY)
    assert [line for line in shown(health.show(("北京",), ZH).html).splitlines() if "　" in line] == [
        "📡 来源 2　正常 1 · 读不到 1",
        "⛔ 北京 通知　读不到，从未读到",
        "✅ 北京 要闻　正常，上次读到：3 小时前",
    ]
    for asked in (("读不到",), ("AWAY",), ("通知", "读不到")):
        assert "来源 2" in shown(health.show(asked, ZH).html)
    assert shown(health.show(("火星", "<b>"), ZH).html) == "没有名称或状况含“火星 <b>”的来源。"


def test_without_trouble_or_without_sources_that_is_what_is_said(health, know):
    assert health.show((), ZH).html == SAID_ZH.nothing_configured
    know(a=WELL)
    assert SAID_ZH.all_well in health.show((), ZH).html


def test_a_source_that_is_switched_off_is_not_counted(health, know, store):
    know(a=Trouble.AWAY)
    store.sources.sync([], NOW)
    assert health.show((), ZH).html == SAID_ZH.nothing_configured


def test_hundreds_in_trouble_are_turned_page_by_page_each_within_telegrams_limits(health, know):
    know(**{f"第{number:03}号民政局_{'通知公告' * 20}": Trouble.AWAY for number in range(400)})
    seen, reply = [], health.show((), ZH)
    while True:
        assert units(shown(reply.html)) < 4096
        assert reply.html.count("<b>") <= 100
        seen += [line for line in shown(reply.html).splitlines() if line.startswith("⛔")]
        onward = [button for row in reply.buttons for button in row if button.text.endswith("›")]
        if not onward:
            break
        tap = decode(onward[0].data, (), str)
        reply = health.show(tap.text.split(), ZH, tap.number)
    assert len(seen) == len(set(seen)) == 400
    assert f"第 {-(-400 // PAGE)} / {-(-400 // PAGE)} 页" in reply.html
    assert health.show((), ZH, 999).html == reply.html


def test_a_filter_survives_the_button_that_turns_the_page(health, know):
    know(**{f"北京_{number:02}": Trouble.AWAY for number in range(20)}, 上海=Trouble.AWAY)
    (((onward),),) = health.show(("北京",), ZH).buttons
    assert onward.text == "2 ›"
    tap = decode(onward.data, (), str)
    assert "来源 20" in health.show(tap.text.split(), ZH, tap.number).html


@pytest.mark.parametrize("asked", [("北京市民政局" * 10,), ("a:b",), ("😀" * 30, "x"), ()])
def test_a_filter_of_any_length_fits_into_a_button(asked):
    narrowed = fitting(asked)
    tap = Tap(act="page", number=99999, text=" ".join(narrowed))
    data = encode(tap, str)
    assert len(data.encode()) <= 64
    assert decode(data, (), str) == tap
    assert fitting(narrowed) == narrowed


@pytest.mark.parametrize("data", ["v", "v:", "v:x:", "v:-1:", "v:1"])
def test_a_page_button_of_another_time_is_no_tap(data):
    assert decode(data, (), str) is None


@pytest.mark.parametrize("said", [SAID_ZH, SAID_EN], ids=["zh", "en"])
def test_every_sentence_is_html_that_telegram_takes(said, telegram_parse):
    for field in fields(SourceWords):
        if isinstance(text := getattr(said, field.name), str):
            telegram_parse(text)
