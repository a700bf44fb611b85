"""What a look at a source lists, and how its documents are brought in."""

from datetime import UTC, datetime, timedelta

import pytest

from jianbao.errors import Gone, NeedsAttention, ReadError, Unavailable
from jianbao.fetch.answer import NOTHING_KNOWN, Validators
from jianbao.fetch.look import Item, bring, look
from jianbao.model import Source, SourceKind

NOW = datetime.now(UTC)
ENTRY = "<item><title>{title}</title><link>{link}</link><pubDate>{date}</pubDate>{more}</item>"


def feed(*entries: str) -> str:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>民政</title>{"".join(entries)}</channel></rss>'


def entry(number: int, link: str | None = None, more: str = "") -> str:
    date = f"Fri, {number:02} Sep 2022 08:00:00 +0800"
    return ENTRY.format(title=f"第{number}号", link=link or f"/a{number}.html", date=date, more=more)


def feed_source(url: str) -> Source:
    return Source(name="feed", kind=SourceKind.FEED, url=url)


async def test_a_feed_lists_its_entries_oldest_first(site, fetcher):
    entries = [entry(day, f"{site.base}/a{day}.html") for day in (30, 28, 29)]
    seen = await look(feed_source(site.says("/feed", feed(*entries))), NOTHING_KNOWN, fetcher, NOW)
    assert [item.title for item in seen.items] == ["第28号", "第29号", "第30号"]
    assert [item.date for item in seen.items] == ["2022-09-28", "2022-09-29", "2022-09-30"]


async def test_the_same_entry_under_two_addresses_is_listed_once(site, fetcher):
    link = f"{site.base}/a.html"
    entries = [entry(1, f"{link}?utm_source=feed"), entry(1, link)]
    seen = await look(feed_source(site.says("/feed", feed(*entries))), NOTHING_KNOWN, fetcher, NOW)
    assert len(seen.items) == 1


async def test_entries_that_share_an_address_are_told_apart_by_their_words(site, fetcher):
    texts = [entry(day, site.base + "/", more=f"<description>正文{day}</description>") for day in (1, 2)]
    source = feed_source(site.says("/feed", feed(*texts)))
    seen = await look(source, NOTHING_KNOWN, fetcher, NOW)
    assert len({item.key for item in seen.items}) == 2
    raw = await bring(source, seen.items[0], fetcher)
    assert "正文1" in raw.data.decode()
    assert len(site.requests) == 1


async def test_an_unchanged_feed_is_not_parsed(site, fetcher):
    source = feed_source(site.says("/feed", "<html>no feed at all</html>"))
    known = (await fetcher.get(source.url)).validators
    assert (await look(source, known, fetcher, NOW)).unchanged


async def test_a_feed_that_is_a_web_page_is_refused_with_its_address(site, fetcher):
    url = site.says("/feed", "<html><body><h1>民政局</h1></body></html>")
    with pytest.raises(ReadError, match="feed"):
        await look(feed_source(url), NOTHING_KNOWN, fetcher, NOW)


def list_page(*rows: tuple[str, str, str]) -> str:
    items = "".join(
        f'<li><a href="{href}" title="{title}">{title[:8]}...</a><span>{date}</span></li>' for href, title, date in rows
    )
    return f"<html><body><div class='nav'><a href='/'>首页</a></div><ul class='list'>{items}</ul></body></html>"


ROWS = (
    ("./art/3.html", "民政部办公厅关于开展社会组织年检工作的通知", "2022-09-30"),
    ("./art/2.html", "民政部关于进一步加强儿童福利机构管理的通知", "2022-09-28"),
    ("./art/1.html", "民政部召开社会组织党建工作座谈会的情况通报", "2022-09-20"),
)


async def test_a_list_page_lists_its_articles_with_full_addresses(site, fetcher):
    source = Source(name="list", kind=SourceKind.LIST, url=site.says("/n1/index.html", list_page(*ROWS)))
    seen = await look(source, NOTHING_KNOWN, fetcher, NOW)
    assert [item.url for item in seen.items] == [f"{site.base}/n1/art/{number}.html" for number in (1, 2, 3)]
    assert seen.items[-1].title == ROWS[0][1]


async def test_days_without_a_year_are_the_latest_that_have_come_in_china_on_the_first_page_only(site, fetcher):
    rows = [(href, title, day) for (href, title, _), day in zip(ROWS, ("[01-06]", "[01-07]", "[12-30]"), strict=True)]
    source = Source(name="list", kind=SourceKind.LIST, url=site.says("/n1/", list_page(*rows)))
    evening = datetime(2026, 1, 5, 20, tzinfo=UTC)  # the morning of the sixth in China
    seen = await look(source, NOTHING_KNOWN, fetcher, evening)
    assert {item.title: item.date for item in seen.items} == {
        ROWS[0][1]: "2026-01-06", ROWS[1][1]: "2025-01-07", ROWS[2][1]: "2025-12-30"
    }  # fmt: skip
    further = await look(source, NOTHING_KNOWN, fetcher, evening, page=source.url)
    assert {item.date for item in further.items} == {None}


async def test_a_list_page_that_lists_nothing_may_have_a_new_layout(site, fetcher):
    source = Source(name="list", kind=SourceKind.LIST, url=site.says("/n1/", "<html><body><p>维护中</p></body></html>"))
    with pytest.raises(NeedsAttention, match="layout may have changed"):
        await look(source, NOTHING_KNOWN, fetcher, NOW)


async def test_an_article_is_brought_with_its_final_address(site, fetcher):
    site.says("/end.html", "<p>全文</p>")
    url = site.says("/a.html", status=302, Location="/end.html")
    raw = await bring(feed_source(site.base), Item(key="k", url=url), fetcher)
    assert (raw.data.decode(), raw.url) == ("<p>全文</p>", f"{site.base}/end.html")


async def test_an_article_that_cannot_be_had_is_read_from_the_feed(site, fetcher):
    item = Item(key="k", title="标题<1>", url=site.says("/a", status=403), date="2022-09-30", summary="<p>全文</p>")
    raw = await bring(feed_source(site.base), item, fetcher)
    page = raw.data.decode()
    assert "<p>全文</p>" in page
    assert "标题&lt;1&gt;" in page
    assert raw.url == item.url


async def test_an_article_that_cannot_be_had_anywhere_is_said_to_be_so(site, fetcher):
    with pytest.raises(Gone):
        await bring(feed_source(site.base), Item(key="k", url=site.says("/a", status=410)), fetcher)


async def test_an_article_that_is_only_away_waits_even_when_the_feed_has_a_text(site, fetcher):
    item = Item(key="k", url=site.says("/a", status=503), summary="<p>摘要</p>")
    with pytest.raises(Unavailable):
        await bring(feed_source(site.base), item, fetcher)


async def test_a_folder_lists_its_files_and_gives_their_bytes(tmp_path, fetcher):
    (tmp_path / "b.txt").write_text("二")
    (tmp_path / "a.txt").write_text("一")
    source = Source(name="inbox", kind=SourceKind.FOLDER, path=str(tmp_path))
    later = NOW + timedelta(minutes=1)
    seen = await look(source, NOTHING_KNOWN, fetcher, later)
    assert [item.file for item in seen.items] == ["a.txt", "b.txt"]
    assert (await bring(source, seen.items[0], fetcher)).data.decode() == "一"
    assert (await look(source, seen.validators, fetcher, later)).unchanged
    assert not (await look(source, Validators(content_hash="other"), fetcher, later)).unchanged
