"""What goes into the database comes out equal, on both databases."""

import dataclasses
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import insert, select, text, update

from jianbao.errors import StoreError
from jianbao.model import (
    Alert,
    Bound,
    Check,
    CheckKind,
    Deadline,
    Direction,
    Earlier,
    Fact,
    Finding,
    Kind,
    Span,
    Statistic,
    Verdict,
)
from jianbao.store.columns import storable
from jianbao.store.tables import alert, seen

FULL = Alert(
    id="full",
    title="三个“字段”\n全有\\的",
    topics=("child_welfare", "social_organizations"),
    region="北京市",
    issuer="北京市民政局",
    doc_number="民发〔2022〕12号",
    published="2022-03-01",
    source="中国社会报",
    url="https://example.org/a?b=c&d=%E6%B0%91",
    statistics=(
        Statistic(
            quote="3—5个", start=1, end=5, value=(3, 5), unit="个", bound=Bound.ABOUT, indicator="机构", part_of=1
        ),
        Statistic(quote="1.70%", start=6, end=11, value=1.7, unit="%", kind=Kind.SHARE, of=0),
        Statistic(
            quote="2.0亿", start=12, end=16, value=200_000_000, unit="", target=True, as_of="2025", region="全国"
        ),
        Statistic(
            quote="60%", start=17, end=20, value=60.0, unit="%", kind=Kind.GROWTH, direction=Direction.UP, from_=0
        ),
        Statistic(quote="1∶0.5", start=21, end=26, value=(1, 0.5), unit=""),
        Statistic(quote="大数", start=27, end=29, value=9_007_199_254_740_993, unit="元"),  # no double holds it
    ),
    checks=(Check(kind=CheckKind.SUM, verdict=Verdict.OFF, subject=0, operands=(1, 2), stated=3.0, computed=None),),
    key=(2, 0),
    deadlines=(Deadline(quote="3月底前", date="2022-03-31", what="报送"),),
    findings=(
        Finding(
            topic="child_welfare",
            score=0.75,
            reasons=("儿童",),
            key=(1,),
            facts=(Fact(name="host", label="会议", value="全国会议", quote="会议", span=Span(3, 5)),),
            provenance="child_welfare 0.1",
        ),
    ),
    earlier=(Earlier(figure=0, statistic=Statistic(quote="2个", start=3, end=5, value=2, unit="个"), title="去年"),),
)


def types(value):
    return [type(each.value) for each in value.statistics], type(value.findings[0].facts[0].span)


def test_an_alert_comes_back_equal_with_every_field_and_type(town):
    town.publish(FULL)
    with town.store._database.write() as connection:  # coming in, an alert is compared with what the store holds
        connection.execute(update(alert).values(record=FULL))
    [back] = town.store.documents.latest()
    assert back == FULL
    assert types(back) == types(FULL)


def test_no_field_of_the_full_alert_is_left_at_its_default():
    plain = Alert(id="", title="", topics=())
    fields = [each.name for each in dataclasses.fields(Alert)]
    assert [name for name in fields if getattr(FULL, name) == getattr(plain, name)] == []


def test_characters_that_databases_refuse_become_replacement_characters(town, make_alert):
    town.subscriber()
    broken = dataclasses.replace(make_alert(), title="a\x00b\ud800c\U0001f600")
    town.publish(broken, key="k\x00\udfff")
    assert town.store.documents.latest()[0].title.replace("\x00", "\ufffd") == "a\ufffdb\ufffdc\U0001f600"
    assert town.store.sources.unseen("s", ["k\x00\udfff", "other"]) == ["other"]


def test_alerts_of_other_versions_can_still_be_read(town, make_alert):
    """A field that has gone is ignored, a field that was not there yet has its default."""
    town.publish(make_alert())
    other = '{"id": "a", "title": "old", "topics": ["t"], "gone": {"x": [1]}}'
    with town.store._database.write() as connection:
        connection.execute(text("UPDATE alert SET record = :record"), {"record": other})
    assert town.store.documents.latest() == [Alert(id="a", title="old", topics=("t",))]


def test_a_replaced_character_keeps_its_place():
    assert storable("数\x00字\ud800。") == "数\ufffd字\ufffd。"


def test_moments_come_back_in_utc_whatever_zone_they_had(store):
    beijing = datetime(2026, 3, 1, 7, 30, 0, 123456, tzinfo=timezone(timedelta(hours=8)))
    with store._database.write() as connection:
        connection.execute(insert(seen).values(source="s", key="k", at=beijing))
        back = connection.scalar(select(seen.c.at))
        same = connection.scalar(select(seen.c.key).where(seen.c.at == beijing))
    assert back == beijing
    assert back.tzinfo is UTC
    assert same == "k"


def test_a_moment_without_a_zone_is_refused(store):
    with pytest.raises(StoreError, match="has no time zone"):
        store.sources.remember("s", ["k"], datetime(2026, 3, 1))  # noqa: DTZ001 - that is the mistake
