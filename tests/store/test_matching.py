"""Whom an alert concerns: topic, place, issuer, source, figures and words."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianbao.model import Alert, Keywords, Narrowing, Statistic, Subscription
from jianbao.store.matching import Index, News, refusal

FIGURE = Statistic(quote="12家", start=0, end=3, value=12, unit="家")
ALERT = Alert(
    id="a",
    title="关于开展基金会年度检查的通知",
    topics=("social_organizations",),
    region="海淀区",
    issuer="北京市民政局、北京市财政局",
    source="北京日报",
    statistics=(FIGURE,),
)
NEWS = News.of(ALERT, "各基金会：\n请于 5月31日前报送。欢迎 ＮＧＯ 参加。", "北京市民政局 通知公告")


def wish(number=1, subscriber=1, topic=None, region=None, **narrowing):
    if words := narrowing.pop("keywords", ""):
        narrowing["keywords"] = Keywords.parse(words)
    return Subscription(id=number, subscriber=subscriber, topic=topic, region=region, narrowing=Narrowing(**narrowing))


@pytest.mark.parametrize(
    ("asked", "refused"),
    [
        (wish(), None),
        (wish(topic="child_welfare"), "topic"),
        (wish(region="北京市"), None),
        (wish(region="上海市"), "region"),
        (wish(figures=True), None),
        (wish(issuer="民政局"), None),
        (wish(issuer="北京市财政局"), None),
        (wish(issuer="民政部"), "issuer"),
        (wish(issuer="民政部|财政局"), None),
        (wish(issuer="-民政部"), None),
        (wish(issuer="民政局|-财政局"), "issuer"),
        (wish(source="要闻|通知公告"), None),
        (wish(source="北京|-日报"), "source"),
        (wish(source="通知公告"), None),
        (wish(source="北京日报"), None),
        (wish(source="人民日报"), "source"),
        (wish(keywords="基金会 年度检查"), None),
        (wish(keywords="基金会 年会"), "keywords"),
        (wish(keywords="年会|年度检查"), None),
        (wish(keywords="-招聘"), None),
        (wish(keywords="基金会 -报送"), "keywords"),
        (wish(keywords="“请于5月31日前”"), None),
        (wish(keywords="ngo"), None),
    ],
)
def test_each_condition_decides_by_itself_and_is_named(asked, refused):
    assert refusal(asked, NEWS) == refused
    assert bool(Index([asked]).choose(NEWS)) == (refused is None)


def test_only_documents_with_figures_reach_those_who_want_figures():
    assert refusal(wish(figures=True), News.of(replace(ALERT, statistics=()))) == "figures"


def test_the_narrowest_wish_of_a_subscriber_brings_the_alert():
    wishes = [
        wish(1),
        wish(2, region="北京市"),
        wish(3, topic="social_organizations"),
        wish(4, topic="social_organizations", region="北京市"),
        wish(5, topic="social_organizations", region="北京市", keywords="基金会"),
        wish(6, topic="social_organizations", region="北京市", keywords="年会"),
        wish(7, subscriber=2),
    ]
    chosen = Index(reversed(wishes)).choose(NEWS)
    assert {subscriber: each.id for subscriber, each in chosen.items()} == {1: 5, 2: 7}


# Few letters and short texts, so that words of every length are found, found in part, and missing.
WISHES = st.lists(
    st.builds(
        lambda topic, region, issuer, figures, keywords: wish(
            topic=topic, region=region, issuer=issuer, figures=figures, keywords=keywords
        ),
        st.sampled_from((None, "social_organizations", "child_welfare")),
        st.sampled_from((None, "北京市", "海淀区", "上海市")),
        st.sampled_from(("", "民政局", "民政部")),
        st.booleans(),
        st.text("甲乙|- ", max_size=12),
    ),
    max_size=12,
)


@given(WISHES, st.text("甲乙丙", max_size=12), st.booleans())
def test_the_index_finds_what_asking_each_by_itself_finds(made, text, figures):
    wishes = [replace(each, id=number, subscriber=number % 3) for number, each in enumerate(made)]
    news = News.of(replace(ALERT, statistics=(FIGURE,) if figures else ()), text)
    met = [each for each in wishes if refusal(each, news) is None]
    narrow_first = sorted(met, key=lambda each: (not each.topic, not each.region, -each.narrowing.conditions, each.id))
    expected = {each.subscriber: each for each in reversed(narrow_first)}
    assert Index(wishes).choose(news) == expected
