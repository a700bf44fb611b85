"""Every rendering is what Telegram takes: its own parser reads it, within its limits, and nothing of a page acts."""

import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jianbao.deliver import shapes
from jianbao.deliver.telegram.html import inert, shown, tag, units
from jianbao.deliver.telegram.parts import Bit, Paragraph, pack
from jianbao.deliver.telegram.render import render
from jianbao.deliver.wording import ZH
from jianbao.model import (
    Alert,
    Bound,
    Channel,
    Check,
    CheckKind,
    Deadline,
    Direction,
    Fact,
    Finding,
    Kind,
    Span,
    Statistic,
    Verdict,
)

LIMIT_UNITS, LIMIT_ENTITIES = 4096, 100


def accepted(markup, telegram_parse):
    """Return the text that a chat shows of *markup*, after Telegram's parser and limits."""
    message = telegram_parse(markup)
    assert 0 < units(message["text"]) <= LIMIT_UNITS
    assert len(message["entities"]) <= LIMIT_ENTITIES
    return message["text"]


NEWSPAPER = """\
🏢 登记资产超1000亿元
#社会组织 · #北京市
中国社会报 · 2022年9月30日

依法登记的社会组织（2012年底起）
7,965 → 12,700 家 +59.4%（原文“约60%” ✓）
社会团体 4,347 · 社会服务机构 7,534 · 基金会 819 = 12,700 ✓

登记资产　超过 1,000 亿元

从业人员
14.5 → 21.39 万人 +47.5%（算得）

市级社会组织　1,589 家（2021年底）
其中 5A级 227 · 4A级 545

脱贫攻坚项目　超 3,500 个
〔原文“三千五百余个”〕

脱贫攻坚项目投入　20 余亿元

活动　第二届推介活动

提取：social_organizations 0.1"""


def test_the_newspaper_alert_reads_like_this(newspaper, topics, telegram_parse):
    (markup,) = render(newspaper, topics)
    assert accepted(markup, telegram_parse) == NEWSPAPER


def test_the_title_leads_to_the_original(newspaper, telegram_parse):
    entities = telegram_parse(render(newspaper)[0])["entities"]
    links = [entity["type"]["url"] for entity in entities if entity["type"]["@type"] == "textEntityTypeTextUrl"]
    assert links == [newspaper.url]


@pytest.mark.parametrize("url", [None, "javascript:alert(1)", "tg://resolve?domain=x", "https://", "https://x" * 600])
def test_an_address_that_is_none_of_the_web_makes_no_link(newspaper, url, telegram_parse):
    entities = telegram_parse(render(replace(newspaper, url=url))[0])["entities"]
    assert not [entity for entity in entities if entity["type"]["@type"] == "textEntityTypeTextUrl"]


def test_what_is_not_key_is_folded_into_a_quote_that_opens(newspaper, figure, telegram_parse):
    more = tuple(figure(f"{i} 家", i, indicator=f"第{i}类") for i in range(2, 12))
    message = telegram_parse(render(replace(newspaper, statistics=newspaper.statistics + more))[0])
    quotes = [e for e in message["entities"] if e["type"]["@type"] == "textEntityTypeExpandableBlockQuote"]
    assert len(quotes) == 1
    units_of = message["text"].encode("utf-16-le")
    start = quotes[0]["offset"] * 2
    folded = units_of[start : start + quotes[0]["length"] * 2].decode("utf-16-le")
    assert folded.splitlines()[0] == "其余 15 项数字"
    assert folded.splitlines()[-1] == "第11类　11 家"


HOSTILE = [
    "<b>未闭合 & <a href='x'>y</a></script>",
    "&lt;b&gt; &amp;nbsp; &#x202e;",
    "\u202e反\u2066向\u2069\u200f标题",
    "@everyone /start http://evil.example/x evil.com #tag $USD a@b.cn tg://resolve?domain=x",
    "长" * 4000,
    "👨\u200d👩\u200d👧\u200d👦" * 700,
    "🇨🇳" * 2500,
    "e" + "\u0301" * 5000,
    "\u200d" * 6000 + "👩",
    "👩" + "\u200d👩" * 5000,
    "\x00\x1b[2J\r\n\t\u2028",
    "\ud800",
    " ",
]


@pytest.mark.parametrize("title", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_anywhere_render_whole_and_do_nothing(title, newspaper, telegram_parse, telegram_finds):
    fact = Fact(name="x", label=title, value=title, quote=title, span=Span(0, 1))
    figure = replace(newspaper.statistics[9], indicator=title, quote=title, as_of=title, region=title, unit=title)
    alert = replace(
        newspaper,
        title=title,
        topics=(title,),
        region=title,
        issuer=title,
        source=title,
        statistics=(*newspaper.statistics, figure),
        deadlines=(Deadline(quote=title, date=title, what=title),),
        findings=(Finding(topic="x", facts=(fact,), provenance=title),),
    )
    for markup in render(alert):
        text = accepted(markup, telegram_parse)
        assert set(telegram_finds(text)) <= {"textEntityTypeHashtag"}
        assert not re.search("[\u202a-\u202e\u2066-\u2069\u200e\u200f\x00-\x08\x1b]", text)


def test_a_long_title_is_shown_to_its_last_character(newspaper, telegram_parse):
    title = "甲乙丙丁" * 1500 + "完"
    text = "".join(accepted(markup, telegram_parse) for markup in render(replace(newspaper, title=title)))
    assert re.sub(r"[^甲乙丙丁完]", "", text).startswith(title)


def test_an_emoji_of_several_characters_is_not_torn_at_the_cut(telegram_parse):
    family = "👨\u200d👩\u200d👧\u200d👦"
    parts = pack([Paragraph(lines=((Bit("x" * n + family * 800, bold=True),),)) for n in range(3)], ZH)
    for markup in parts:
        words = accepted(markup, telegram_parse).split("\n")[0]
        assert re.fullmatch(f"x*(?:{family})*", words)


def test_parts_break_between_figures_and_repeat_their_tags(figure, telegram_parse):
    statistics = tuple(figure(f"{10_000 + i} 家", 10_000 + i, indicator=f"第{i}类机构" * 4) for i in range(150))
    parts = render(Alert(id="a", title="表", topics=(), region="北京市", statistics=statistics))
    texts = [accepted(markup, telegram_parse) for markup in parts]
    assert len(texts) > 1
    shown_figures = re.findall(r"\d\d,\d{3} 家$", "\n".join(texts), re.MULTILINE)
    assert len(shown_figures) == 150
    assert [text.splitlines()[-1] for text in texts] == [f"（{n}/{len(texts)}）" for n in range(1, len(texts) + 1)]


def test_the_plain_version_of_a_message_is_what_the_reader_saw(newspaper, telegram_parse):
    (markup,) = render(newspaper)
    assert shown(markup) == accepted(markup, telegram_parse)


_words = st.text(st.sampled_from("甲社会1,.万%<>&\"'@#/:\n\u202e\u200d👩é\ud83d\x00 —（“。"), max_size=40) | st.text(
    max_size=30
)
_index = st.none() | st.integers(-1, 8)
_number = st.integers(-(10**12), 10**12) | st.floats(-1e12, 1e12)
_statistics = st.builds(
    Statistic,
    quote=_words | st.sampled_from(["约 60%", "超过\n1000 亿元", "三千五百余个"]),
    start=st.just(0),
    end=st.just(1),
    value=_number | st.tuples(_number, _number),
    unit=st.sampled_from(["家", "%", "元", ""]) | _words,
    bound=st.sampled_from(Bound),
    indicator=_words,
    kind=st.sampled_from(Kind),
    direction=st.none() | st.sampled_from(Direction),
    target=st.booleans(),
    as_of=st.none() | _words | st.sampled_from(["2021-12-31", "2020/2021", "0000-12-30", "2021-02-31"]),
    region=st.none() | _words,
    part_of=_index,
    from_=_index,
    of=_index,
)
_checks = st.builds(
    Check,
    kind=st.sampled_from(CheckKind),
    verdict=st.sampled_from(Verdict),
    subject=st.integers(-1, 8),
    operands=st.lists(st.integers(-1, 8), max_size=3).map(tuple),
    stated=st.floats(-1e9, 1e9),
    computed=st.none() | st.floats(-1e9, 1e9),
)
_findings = st.builds(
    Finding,
    topic=_words,
    facts=st.lists(
        st.builds(Fact, name=_words, label=_words, value=_words, quote=_words, span=st.just(Span(0, 1))), max_size=4
    ).map(tuple),
    provenance=_words,
)
_alerts = st.builds(
    Alert,
    id=st.just("a"),
    title=_words,
    topics=st.lists(_words, max_size=3).map(tuple),
    region=st.none() | _words,
    issuer=st.none() | _words,
    doc_number=st.none() | _words,
    published=st.none() | _words,
    source=st.none() | _words,
    url=st.none() | _words | st.just("https://example.org/?a=<&b=\"'"),
    statistics=st.lists(_statistics, max_size=9).map(tuple),
    checks=st.lists(_checks, max_size=4).map(tuple),
    key=st.lists(st.integers(-1, 12), max_size=8).map(tuple),
    deadlines=st.lists(st.builds(Deadline, quote=_words, date=_words, what=_words), max_size=2).map(tuple),
    findings=st.lists(_findings, max_size=2).map(tuple),
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(_alerts)
def test_any_alert_whatsoever_is_accepted_in_every_channel(telegram_parse, alert):
    made = shapes()
    for markup in made[Channel.TELEGRAM](alert):
        accepted(markup, telegram_parse)
    assert made[Channel.CONSOLE](alert)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "@",
                "/",
                ".",
                "#",
                "$",
                ":",
                "//",
                "http",
                "tg",
                "www",
                "com",
                "cn",
                "中国",
                "a",
                "1",
                "1.2",
                "_",
                "-",
                "。",
                "．",
                "｡",
                " ",
                "民政",
                "?",
                "[",
                "]",
                "\u200d",
                "%",
                "=",
                "(",
                "é",
                "٣",
                "\u2060",
            ]
        ),
        max_size=10,
    ).map("".join)
)
def test_telegram_finds_nothing_to_act_on_in_words_from_outside(telegram_finds, text):
    assert telegram_finds(inert(text)) == []


def test_figures_are_not_touched_by_making_words_inert():
    assert inert("21.39 万人，1/3，3:00") == "21.39 万人，1/3，3:00"


def test_a_tag_holds_letters_only(telegram_finds):
    assert tag("社会 组织<b>") == "#社会组织b"
    assert tag("!!") == ""
    assert tag("2022") == ""
    assert telegram_finds(tag("北京市（海淀）")) == ["textEntityTypeHashtag"]


def test_a_deadline_that_is_a_day_is_shown_by_the_reader_s_own_clock(newspaper, topics, telegram_parse):
    day = Deadline(quote="6月30日", date="2025-06-30", what="报送自查报告")
    year = Deadline(quote="2025年", date="2025", what="全面完成")
    (message,) = render(replace(newspaper, deadlines=(day, year)), topics)
    parsed = telegram_parse(message)
    moments = [each for each in parsed["entities"] if each["type"]["@type"] == "textEntityTypeDateTime"]
    assert [each["type"]["unix_time"] for each in moments] == [1751299199]  # 23:59:59 in China
