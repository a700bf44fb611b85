"""Which subscriptions an alert answers."""

import pytest

from jianbao.model import Subscription
from jianbao.store.matching import choose, matches


def wish(number=1, topic=None, region=None, subscriber=1):
    return Subscription(id=number, subscriber=subscriber, topic=topic, region=region)


@pytest.mark.parametrize(
    ("wished", "topics", "place", "expected"),
    [
        ((None, None), ("child_welfare",), "北京市", True),
        ((None, None), ("child_welfare",), None, True),
        (("child_welfare", None), ("child_welfare",), "北京市", True),
        (("child_welfare", None), ("party_building", "child_welfare"), None, True),
        (("child_welfare", None), ("party_building",), "北京市", False),
        ((None, "北京市"), ("child_welfare",), "北京市", True),
        ((None, "北京市"), ("child_welfare",), "北京市海淀区", True),
        ((None, "北京市"), ("child_welfare",), "青海省", False),
        ((None, "北京市"), ("child_welfare",), "全国", False),
        ((None, "北京市"), ("child_welfare",), None, False),
        ((None, "全国"), ("child_welfare",), "青海省", True),
        ((None, "全国"), ("child_welfare",), None, True),
        (("child_welfare", "北京市"), ("child_welfare",), "青海省", False),
        (("child_welfare", "北京市"), ("party_building",), "北京市", False),
        (("child_welfare", "北京市"), ("child_welfare",), "北京市", True),
    ],
)
def test_topic_and_region_must_both_hold_where_they_are_given(make_alert, wished, topics, place, expected):
    topic, region = wished
    assert matches(wish(topic=topic, region=region), make_alert(topics=topics, region=place)) is expected


def test_the_narrowest_wish_of_each_subscriber_is_chosen(make_alert):
    everything, place = wish(1), wish(2, region="北京市")
    topic, both = wish(3, "child_welfare"), wish(4, "child_welfare", "北京市")
    other = wish(5, subscriber=2)
    alert = make_alert(topics=("child_welfare",), region="北京市")
    assert choose(alert, [everything, place, topic, both, other]) == {1: both, 2: other}
    assert choose(alert, [everything, place, topic]) == {1: topic}
    assert choose(alert, [place, everything]) == {1: place}


def test_among_equal_wishes_the_oldest_is_chosen(make_alert):
    older, newer = wish(1, region="北京市"), wish(2, region="全国")
    assert choose(make_alert(region="北京市"), [newer, older]) == {1: older}


def test_nobody_is_chosen_who_did_not_ask(make_alert):
    assert choose(make_alert(region="北京市"), [wish(1, "party_building"), wish(2, region="青海省")]) == {}
