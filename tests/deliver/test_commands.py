"""What people write is understood in any order and by any name; what is not gets an answer that fits."""

import pytest

from jianbao.deliver.telegram.buttons import short
from jianbao.deliver.telegram.commands import Trouble, Wish, read_wish, similar, words_of
from jianbao.deliver.telegram.taps import Tap, decode, encode
from jianbao.deliver.wording import EN, ZH, words_for
from jianbao.model import Keywords, Narrowing, Topic

TOPICS = (
    Topic(id="social_organizations", names={"zh": "社会组织", "en": "Social organisations"}, emoji="🏢"),
    Topic(id="child_welfare", names={"zh": "儿童福利", "en": "Child welfare"}, emoji="🧒"),
)


@pytest.mark.parametrize(
    ("text", "topic", "region"),
    [
        ("社会组织 北京", "social_organizations", "北京市"),
        ("北京市，社会组织", "social_organizations", "北京市"),
        ("社会组织北京", "social_organizations", "北京市"),
        ("广东儿童福利", "child_welfare", "广东省"),
        ("child_welfare", "child_welfare", None),
        ("CHILD_WELFARE 全国", "child_welfare", None),
        ("#社会组织", "social_organizations", None),
        ("🧒 青海", "child_welfare", "青海省"),
        ("北京 海淀区", None, "海淀区"),
        ("海淀区 北京", None, "海淀区"),
        ("福州市鼓楼区", None, "鼓楼区"),
        ("全部", None, None),
        ("", None, None),
    ],
)
def test_topic_and_place_are_understood_in_any_order_and_by_any_name(text, topic, region):
    wish = read_wish(words_of(text), TOPICS)
    assert isinstance(wish, Wish)
    assert (wish.topic, wish.region) == (topic, region)


@pytest.mark.parametrize(
    ("text", "narrowing"),
    [
        ("社会组织 北京 基金会 -招聘", Narrowing(keywords=Keywords((("基金会",),), ("招聘",)))),
        ("社会组织 基金会|慈善会 “年度 检查”", Narrowing(keywords=Keywords((("基金会", "慈善会"), ("年度 检查",))))),
        ("全部 发文:民政部 有数字", Narrowing(issuer="民政部", figures=True)),
        ('北京 来源："民政部 通知公告"', Narrowing(source="民政部 通知公告")),
        ("child_welfare issuer:民政部 source:要闻 figures", Narrowing(issuer="民政部", source="要闻", figures=True)),
        ("有数字", Narrowing(figures=True)),
        ("全部 发文: 民政部 -来源：　招标网", Narrowing(issuer="民政部", source="-招标网")),
        ("全部 发文:民政部|财政部", Narrowing(issuer="民政部|财政部")),
        ("全部 发文:民政部 issuer:财政部 -发文:办公厅", Narrowing(issuer="民政部|财政部|-办公厅")),
        ("全部 来源:-招标网｜采购网", Narrowing(source="采购网|-招标网")),
        ("全部 发文:“民政部 办公厅”|财政部", Narrowing(issuer="民政部 办公厅|财政部")),
        ("全部 发文:民政部 -发文:民政部", Narrowing(issuer="-民政部")),
        ("全部 “乡村 振兴”|慈善", Narrowing(keywords=Keywords((("乡村 振兴", "慈善"),)))),
        ("全部 慈善|“乡村 振兴”|扶贫", Narrowing(keywords=Keywords((("慈善", "乡村 振兴", "扶贫"),)))),
    ],
)
def test_conditions_stand_beside_topic_and_place(text, narrowing):
    wish = read_wish(words_of(f"/subscribe {text}"), TOPICS)
    assert isinstance(wish, Wish)
    assert wish.narrowing == narrowing


@pytest.mark.parametrize("written", [" ".join, lambda words: "发文:" + "|".join(words)], ids=["words", "issuers"])
def test_too_many_keywords_or_names_are_refused_with_the_reason(written):
    trouble = read_wish(words_of("社会组织 " + written([f"词{number}号" for number in range(20)])), TOPICS)
    assert isinstance(trouble, Trouble)
    assert trouble.key == "too_many_words"


def test_no_words_and_all_are_told_apart():
    assert read_wish((), TOPICS).empty
    assert not read_wish(("全部",), TOPICS).empty


@pytest.mark.parametrize("channel", ["@minzheng_news", "-1001234567890"])
def test_a_channel_is_named_by_name_or_id(channel):
    assert read_wish((channel, "社会组织"), TOPICS) == Wish(topic="social_organizations", channel=channel)


@pytest.mark.parametrize(
    ("text", "key", "suggestions"),
    [
        ("社会组", "unknown_word", ("社会组织",)),
        ("childwelfare", "unknown_word", ("child_welfare", "Child welfare")),
        ("火星", "unknown_word", ()),
        ("社会组织 儿童福利", "two_topics", ()),
        ("北京 上海", "two_places", ()),
        ("<b>", "unknown_word", ()),
        ("社会组织 发文:", "condition_unfinished", ()),
        ("社会组织 -来源：|", "condition_unfinished", ()),
        ("社会组织 - 招聘", "condition_unfinished", ()),
        ("社会组织 |", "condition_unfinished", ()),
        ("社会组织 “”", "condition_unfinished", ()),
    ],
)
def test_what_is_not_understood_says_why_and_suggests(text, key, suggestions):
    trouble = read_wish(words_of(text), TOPICS)
    assert isinstance(trouble, Trouble)
    assert (trouble.key, trouble.suggestions) == (key, suggestions)


def test_the_command_is_no_word():
    assert words_of("/subscribe@jianbao_bot  社会组织、北京\n") == ("社会组织", "北京")
    assert words_of("社会组织") == ("社会组织",)


LONG = "a_very_long_topic_id_" * 5
TAPS = [
    Tap(act="topics"),
    Tap(act="regions", topic="child_welfare"),
    Tap(act="regions", topic=LONG),
    Tap(act="end", number=123456789),
    Tap(act="restore", number=2**31 - 1),
    Tap(act="card", number=12, text="8h"),
    Tap(act="list", number=3, text=""),
    Tap(act="page", number=2, text="北京 读不到"),
    Tap(act="build", text="hub:r110101:3:=0123456789abcdef"),
]


@pytest.mark.parametrize("tap", TAPS, ids=range(len(TAPS)))
def test_a_button_comes_back_as_it_was_made_within_64_bytes(tap):
    data = encode(tap, short)
    assert len(data.encode()) <= 64
    assert decode(data, [*(topic.id for topic in TOPICS), LONG], short) == tap


@pytest.mark.parametrize(
    "data",
    ["", "x", "r:gone", "r", "e:x", "e:1:2", "q:*:*", "s:*:*", "e:-1", "u:1", "u:x:8h", "n::", "e:٣", "e:" + "9" * 62,
     f"u:{2**31}:on", "b", "w:0123456789abcdef"],
)  # fmt: skip
def test_a_button_of_another_time_or_a_forged_one_is_no_tap(data):
    assert decode(data, ["child_welfare"], short) in {None, Tap(act="build", text="")}


def test_similar_names_are_found_by_what_they_contain_and_by_how_they_look():
    assert similar("subscrib", ("start", "subscribe", "unsubscribe"))[0] == "subscribe"
    assert similar("x", ("start",)) == ()


def test_the_language_follows_the_client():
    assert [words_for(tag) for tag in (None, "", "zh", "zh-hans", "ZH-TW", "en", "de")] == [ZH] * 5 + [EN] * 2


def test_digits_and_signs_of_chinese_keyboards_are_those_of_any_other():
    assert words_of("/quiet ２２:００－０７:３０") == ("22:00-07:30",)
    assert words_of("/subscribe 社会组织 －招聘") == ("社会组织", "-招聘")
