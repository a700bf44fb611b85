"""What one visit takes in, what it leaves for the next one, and what it says."""

import logging
from dataclasses import replace
from datetime import timedelta

import pytest

from jianbao.engine import visit as visit_module
from jianbao.engine.due import FIRST_RETRY
from jianbao.errors import StoreError
from jianbao.model import Source, SourceKind
from jianbao.plugins import Plugins


@pytest.fixture
def listing(room, site, page):
    """A list page of numbered articles; call it with the numbers, newest first."""

    def show(*numbers: int, missing: tuple[int, ...] = ()) -> None:
        rows = ""
        for number in numbers:
            title = f"第{number}区社会组织登记数量稳步增长情况的通报"
            rows += f'<li><a href="a{number}.html" title="{title}">{title}</a><span>2022-01-{number:02}</span></li>'
            site.says(f"/n/a{number}.html", page(number), status=503 if number in missing else 200)
        site.says("/n/", f"<html><body><ul class='list'>{rows}</ul></body></html>", ETag=f'"{numbers}"')

    show(3, 2, 1)
    room.add(Source(name="list", kind=SourceKind.LIST, url=f"{site.base}/n/", region="北京市"))
    return show


def heads(titles: list[str]) -> list[str]:
    return [title.partition("区")[0] + "区" for title in titles]


async def test_everything_in_a_folder_is_told_from_the_first_look(room, news):
    source, path = room.folder()
    for number in (1, 2, 3):
        (path / f"{number}.txt").write_text(news(number))
    assert (await room.visit(source)).new_items == 3
    assert heads(room.owed()) == ["第1区", "第2区", "第3区"]


async def test_first_contact_with_a_list_tells_the_newest_and_remembers_the_rest(room, site, listing):
    listing(5, 4, 3)
    await room.visit(room.sources["list"])
    assert heads(room.owed()) == ["第5区"]
    assert [request.path for request in site.requests] == ["/n/", "/n/a5.html"]
    listing(7, 6, 5, 4, 3)
    await room.visit(room.sources["list"])
    assert heads(room.owed()) == ["第6区", "第7区"]


@pytest.mark.parametrize(("newest", "told"), [(0, []), (2, ["第4区", "第5区"]), (9, ["第3区", "第4区", "第5区"])])
async def test_how_many_are_told_at_first_is_the_operators_choice(room, site, listing, newest, told):
    listing(5, 4, 3)
    source = room.add(Source(name="list", kind=SourceKind.LIST, url=f"{site.base}/n/", newest=newest))
    await room.visit(source)
    assert heads(room.owed()) == told


async def test_an_unchanged_list_costs_one_request(room, site, listing):
    await room.visit(room.sources["list"])
    site.requests.clear()
    await room.visit(room.sources["list"])
    assert len(site.requests) == 1
    assert room.stats.counts()["look/unchanged"] == 1


async def test_an_article_that_is_away_is_told_when_it_is_back_although_the_list_is_unchanged(room, listing):
    await room.visit(room.sources["list"])
    room.owed()
    listing(5, 4, 3, 2, 1, missing=(4,))
    visit = await room.visit(room.sources["list"])
    assert heads(room.owed()) == ["第5区"]
    assert visit.next_due - room.now() < FIRST_RETRY * 1.2
    listing(5, 4, 3, 2, 1)
    await room.visit(room.sources["list"])
    assert heads(room.owed()) == ["第4区"]


async def test_an_article_that_stays_away_is_given_up_in_public(room, site, listing, caplog):
    await room.visit(room.sources["list"])
    listing(4, 3, 2, 1, missing=(4,))
    for _ in range(12):
        await room.visit(room.sources["list"])
    given_up = [record for record in caplog.records if "given up" in record.message]
    assert len(given_up) == 1
    assert "a4.html" in given_up[0].message
    site.requests.clear()
    await room.visit(room.sources["list"])
    assert len(site.requests) == 1


async def test_a_host_that_went_away_is_not_asked_for_every_article(room, site, listing):
    await room.visit(room.sources["list"])
    room.owed()
    site.requests.clear()
    numbers = tuple(range(13, 0, -1))
    listing(*numbers, missing=numbers)
    await room.visit(room.sources["list"])
    assert len(site.requests) == 4  # the list, and three articles
    listing(*numbers)
    await room.visit(room.sources["list"])
    assert heads(room.owed()) == [f"第{number}区" for number in range(4, 14)]


async def test_what_the_store_refuses_is_never_given_up(room, news, monkeypatch):
    def full(*_: object, **__: object) -> None:
        raise StoreError("the disk is full")

    source, path = room.folder()
    (path / "a.txt").write_text(news(1))
    with monkeypatch.context() as patched:
        patched.setattr(room.store.documents, "commit", full)
        for _ in range(20):
            await room.visit(source)
    await room.visit(source)
    assert heads(room.owed()) == ["第1区"]


async def test_an_interrupted_first_contact_still_tells_the_newest(room, listing):
    """Stopped after the old items were remembered, before the newest was safe: it is new at the next start."""
    listing(5, 4, 3, missing=(5,))
    await room.visit(room.sources["list"])
    assert room.owed() == []
    listing(6, 5, 4, 3)
    await room.visit(room.sources["list"])
    assert heads(room.owed()) == ["第5区", "第6区"]


async def test_a_feed_is_followed_to_its_articles(room, site, page):
    site.says("/a1.html", page(1))
    item = f"<item><title>t</title><link>{site.base}/a1.html</link></item>"
    site.says("/feed", f'<rss version="2.0"><channel><title>x</title>{item}</channel></rss>')
    source = room.add(Source(name="feed", kind=SourceKind.FEED, url=f"{site.base}/feed", issuer="某市民政局"))
    await room.visit(source)
    (alert,) = room.store.documents.latest()
    assert alert.title.startswith("第1区")
    assert alert.url == f"{site.base}/a1.html"
    assert alert.published == "2022-01-01"
    assert alert.issuer == "某市民政局"


async def test_a_file_that_cannot_be_read_is_reported_once_and_stops_nobody(room, news, caplog):
    source, path = room.folder()
    (path / "a.bin").write_bytes(bytes(range(256)) * 64)
    (path / "b.txt").write_text(news(1))
    assert (await room.visit(source)).ok
    assert heads(room.owed()) == ["第1区"]
    assert sum("a.bin is given up" in record.message for record in caplog.records) == 1
    assert (await room.visit(source)).ok
    assert "a.bin" in (room.store.sources.state(source.name).error or "")
    (path / "c.txt").write_text(news(2))
    await room.visit(source)
    assert heads(room.owed()) == ["第2区"]
    assert sum("a.bin" in record.message for record in caplog.records) == 1


async def test_a_fault_of_ours_in_one_document_is_reported_and_costs_no_other(room, news, caplog, monkeypatch):
    real = visit_module.understand

    def understand(raw, *args, **kwargs):
        if raw.name == "a.txt":
            raise IndexError("our own")
        return real(raw, *args, **kwargs)

    monkeypatch.setattr(visit_module, "understand", understand)
    source, path = room.folder()
    (path / "a.txt").write_text(news(1))
    (path / "b.txt").write_text(news(2))
    await room.visit(source)
    assert heads(room.owed()) == ["第2区"]
    (record,) = [record for record in caplog.records if "a.txt" in record.message]
    assert record.exc_info
    assert record.levelno == logging.ERROR


async def test_a_repost_in_another_source_is_not_told_again(room, news):
    (one, first), (two, second) = room.folder("one"), room.folder("two")
    (first / "a.txt").write_text(news(1))
    (second / "b.txt").write_text(news(1).replace("，", "，\n"))
    await room.visit(one)
    await room.visit(two)
    assert len(room.owed()) == 1
    assert room.store.documents.counts()["sightings"] == 2


async def test_operators_hear_once_when_a_source_goes_and_once_when_it_is_back(room, site, listing, caplog):
    caplog.set_level(logging.INFO)
    source = room.sources["list"]
    await room.visit(source)
    site.says("/n/", status=503)
    for _ in range(3):
        assert not (await room.visit(source)).ok
    assert room.store.sources.state("list").failures == 3
    listing(4, 3, 2, 1)
    assert (await room.visit(source)).ok
    said = [record.message for record in caplog.records if "source list" in record.message]
    assert ["away" in said[0], "is back after 3" in said[1], len(said)] == [True, True, 2]


async def test_a_source_whose_answer_breaks_our_own_code_fails_alone(room, listing, caplog, monkeypatch):
    async def broken(*_: object, **_named: object) -> None:
        raise KeyError("our own")

    monkeypatch.setattr(visit_module, "look", broken)
    visit = await room.visit(room.sources["list"])
    assert not visit.ok
    assert "our own" in (visit.error or "")
    assert any(record.exc_info for record in caplog.records)


async def test_the_wait_that_a_source_asks_for_is_kept(room, site, listing):
    site.says("/n/", status=429, Retry_After="7200")
    visit = await room.visit(room.sources["list"])
    assert visit.next_due >= visit.at + timedelta(hours=2)
    assert room.store.sources.claim_due(room.now() + timedelta(hours=1), 5, timedelta(minutes=1)) == []


async def test_documents_without_a_plugin_are_kept_and_not_told(room, news):
    source, path = room.folder()
    (path / "a.txt").write_text(news(1))
    room.visitor = replace(room.visitor, plugins=Plugins())
    await room.visit(source)
    assert room.owed() == []
    assert room.store.documents.counts()["documents"] == 1
