"""What is wrong with a source, and who hears of it when."""

import logging
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from jianbao.engine import experience, health
from jianbao.errors import BadCertificate, Blocked, Gone, LayoutChanged, NeedsAttention, ReadError, Unavailable
from jianbao.fetch.answer import Fetched
from jianbao.fetch.look import Look
from jianbao.model import Source, SourceKind, Trouble, Watched

NOW = datetime(2026, 9, 21, 4, tzinfo=UTC)
SOURCE = Source(name="a", kind=SourceKind.LIST, url="https://old.example/n/", rhythm=timedelta(days=1))


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        (Gone("x"), Trouble.CLOSED),
        (Blocked("x"), Trouble.BLOCKED),
        (LayoutChanged("x"), Trouble.LAYOUT),
        (ReadError("x"), Trouble.LAYOUT),
        (BadCertificate("x"), Trouble.CERTIFICATE),
        (NeedsAttention("x"), Trouble.FAULT),
        (KeyError("x"), Trouble.FAULT),
    ],
)
def test_a_failure_is_called_by_its_name(error, trouble):
    assert health.of_failure(error, 1, Watched(since=NOW)) is trouble


def test_a_source_that_may_come_back_is_called_away_after_three_failures():
    known = Watched(since=NOW)
    assert [health.of_failure(Unavailable("x"), streak, known) for streak in (1, 2, 3)] == [None, None, Trouble.AWAY]
    assert health.of_failure(Unavailable("x"), 1, Watched()) is Trouble.AWAY  # it has never worked


def test_a_source_is_silent_when_nothing_came_for_much_longer_than_its_rhythm():
    daily = Watched(
        since=NOW - timedelta(days=90),
        arrivals=tuple(int((NOW - timedelta(days=n)).timestamp()) for n in range(20, 4, -1)),
    )
    assert not health.is_silent(SOURCE, daily, NOW)
    assert health.is_silent(SOURCE, daily, NOW + timedelta(days=10))
    assert health.is_silent(SOURCE, Watched(since=NOW - timedelta(days=30)), NOW)
    assert not health.is_silent(replace(SOURCE, rhythm=None), Watched(since=NOW - timedelta(days=30)), NOW)


def test_a_week_of_holidays_makes_nobody_silent():
    last = datetime(2026, 9, 30, 4, tzinfo=UTC)
    daily = Watched(
        since=last - timedelta(days=90),
        arrivals=tuple(int((last - timedelta(days=n)).timestamp()) for n in range(20, -1, -1)),
    )
    assert not health.is_silent(SOURCE, daily, datetime(2026, 10, 9, 4, tzinfo=UTC))


def test_a_certificate_is_told_of_two_weeks_before_its_end():
    assert health.of_success(SOURCE, Watched(certificate=NOW + timedelta(days=13)), NOW) is Trouble.EXPIRING
    assert health.of_success(SOURCE, Watched(certificate=NOW + timedelta(days=15)), NOW) is None


def test_operators_hear_when_it_goes_when_it_gets_worse_and_when_it_is_back_and_no_more():
    way = [None, Trouble.SILENT, Trouble.SILENT, Trouble.AWAY, Trouble.BLOCKED, Trouble.AWAY, None, None]
    said = [health.news(SOURCE, before, after, "") for before, after in pairwise(way)]
    assert [bool(words) for words in said] == [True, False, True, False, False, True, False]


def looked(moved=None, **changes):
    return Look(answer=Fetched(url="https://old.example/n/", seconds=0.5, size=100, **changes), moved=moved)


def test_a_permanent_move_is_followed_after_three_looks_and_told():
    watched = Watched()
    for count in (1, 2, 3):
        assert experience.present(SOURCE, watched).url == SOURCE.url
        watched = experience.after_success(SOURCE, watched, looked(moved="https://new.example/n/"), NOW, new=False)
        assert watched.moves == count
    assert experience.present(SOURCE, watched).url == "https://new.example/n/"
    watched = experience.after_success(SOURCE, watched, looked(), NOW, new=False)
    assert experience.present(SOURCE, watched).url == "https://new.example/n/"
    assert experience.after_failure(watched, Unavailable("x"), 1).moved
    assert experience.present(SOURCE, experience.after_failure(watched, NeedsAttention("404"), 1)).url == SOURCE.url


def test_a_move_that_is_taken_back_is_forgotten():
    once = experience.after_success(SOURCE, Watched(), looked(moved="https://new.example/n/"), NOW, new=False)
    assert experience.after_success(SOURCE, once, looked(), NOW, new=False).moves == 0


def test_latency_bytes_and_certificates_are_kept():
    until = NOW + timedelta(days=90)
    watched = experience.after_success(SOURCE, Watched(), looked(certificate=until), NOW, new=True)
    again = experience.after_success(SOURCE, watched, looked(), NOW + timedelta(hours=1), new=True)
    assert (watched.since, watched.arrivals, watched.certificate) == (NOW, (), until)
    assert (again.received, again.latency, len(again.arrivals)) == (200, 0.5, 1)


async def test_operators_are_notified_of_a_source_that_has_worked_before(room, site, page, caplog):
    caplog.set_level(logging.INFO)
    heard: list[str] = []
    room.visitor = replace(room.visitor, notify=heard.append)
    site.says("/a1.html", page(1))
    row = '<li><a href="/a1.html">第1区社会组织登记数量稳步增长情况的通报</a><span>2022-01-01</span></li>'
    fine = f"<ul>{row}{row.replace('a1', 'a2')}</ul>"
    site.says("/n/", fine)
    site.says("/a2.html", page(2))
    source = room.add(Source(name="list", kind=SourceKind.LIST, url=f"{site.base}/n/"))
    await room.visit(source)
    site.says("/n/", "<script>var arg1='x'; acw_sc__v2</script>")
    for _ in range(4):
        await room.visit(source)
    assert len(heard) == 1
    assert "turns us away" in heard[0]
    site.says("/n/", fine + "<p>new layout</p>")
    await room.visit(source)
    await room.visit(source)
    assert len(heard) == 2
    assert "is back after 4" in heard[1]


async def test_what_has_never_worked_is_logged_and_not_told_in_the_chat(room, site, caplog):
    heard: list[str] = []
    room.visitor = replace(room.visitor, notify=heard.append)
    source = room.add(Source(name="list", kind=SourceKind.LIST, url=site.says("/n/", "<p>nothing</p>")))
    for _ in range(3):
        await room.visit(source)
    assert heard == []
    assert sum("has changed its layout" in record.message for record in caplog.records) == 1
    assert room.store.sources.state("list").watched.trouble is Trouble.LAYOUT
