"""Nothing is missed when items slide off the first page between two looks, and nothing comes twice."""

from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web

from jianbao.fetch.paging import further
from jianbao.model import Source, SourceKind
from jianbao.store import Visit

PER_PAGE = 5


@pytest.mark.parametrize(
    ("page", "address"),
    [
        ('<a href="index_2.html">下一页</a>', "https://a.cn/n/index_2.html"),
        ('<a class=x href="?page=2&amp;size=5"> 下一页 &gt; </a>', "https://a.cn/n/?page=2&size=5"),
        ("<a href='/n/2'><span>下页</span></a>", "https://a.cn/n/2"),
        ('<link rel="next" href="https://a.cn/n/p2">', "https://a.cn/n/p2"),
        ('<script>createPageHTML(9, 0, "index", "html");</script>', "https://a.cn/n/index_1.html"),
        ('<script>createPageHTML(9, 8, "index", "html");</script>', None),
        ("<script>createPageHTML('page_div',50, 1,'index','shtml',997);</script>", "https://a.cn/n/index_2.shtml"),
        ('<a href="javascript:go(2)">下一页</a>', None),
        ('<a href="https://elsewhere.cn/2">下一页</a>', None),
        ('<a href="http://[bad/2">下一页</a>', None),
        ('<a href="#">下一页</a><a href="/n/2">下一页通知的解读</a>', None),
        ('<a href="./">下一页</a>', None),
        ("<p>", None),
    ],
)
def test_the_next_page_is_found_by_its_words_or_its_script(page, address):
    assert further(page.encode(), "https://a.cn/n/", feed=False) == address


def test_a_feed_goes_on_only_where_it_says_so():
    feed = '<feed><link rel="next" href="/feed?page=2"/><entry><a href="/x">下一页</a></entry></feed>'
    assert further(feed.encode(), "https://a.cn/feed", feed=True) == "https://a.cn/feed?page=2"
    assert further(b"<rss/>", "https://a.cn/feed", feed=True) is None


class Column:
    """A column of a site: numbered articles, newest first, five a page; ``asked`` are the pages that were asked for."""

    def __init__(self, site, page):
        self.site, self.page, self.newest, self.asked, self.broken = site, page, 0, [], {}
        site.pages["/n/"] = self.show

    def publish(self, count):
        for _ in range(count):
            self.newest += 1
            self.site.says(f"/a{self.newest}.html", self.page(self.newest))

    async def show(self, request):
        number = int(request.query.get("page", "1"))
        self.asked.append(number)
        if status := self.broken.get(number):
            return web.Response(status=status)
        last = self.newest - (number - 1) * PER_PAGE
        today = datetime.now(UTC).date().isoformat()
        rows = "".join(
            f'<li><a href="/a{n}.html?from=list&utm_source=p{number}">第{n}区社会组织登记数量稳步增长情况的通报</a>'
            f"<span>{today}</span></li>"
            for n in range(last, max(last - PER_PAGE, 0), -1)
        )
        more = f'<a href="/n/?page={number + 1}">下一页</a>' if last > PER_PAGE else ""
        return web.Response(text=f"<ul>{rows}</ul>{more}", content_type="text/html")


@pytest.fixture
async def column(room, site, page):
    column = Column(site, page)
    column.publish(6)
    source = room.add(Source(name="list", kind=SourceKind.LIST, url=f"{site.base}/n/"))
    await room.visit(source)
    assert len(room.owed()) == 1
    column.asked.clear()
    return column


def told(room):
    return [int(title[1:].partition("区")[0]) for title in room.owed()]


async def test_what_slid_off_the_first_page_is_followed_to_known_ground(room, column):
    column.publish(17)
    await room.visit(room.sources["list"])
    assert told(room) == list(range(7, 24))
    assert column.asked == [1, 2, 3, 4]
    await room.visit(room.sources["list"])
    assert told(room) == []


async def test_a_page_with_known_ground_is_the_last_that_is_asked_for(room, column):
    column.publish(3)
    await room.visit(room.sources["list"])
    assert told(room) == [7, 8, 9]
    assert column.asked == [1]


async def test_a_page_that_cannot_be_had_now_is_followed_later(room, column):
    column.publish(17)
    column.broken[3] = 503
    await room.visit(room.sources["list"])
    first = told(room)
    assert first == list(range(14, 24))
    column.publish(2)
    column.broken.clear()
    await room.visit(room.sources["list"])
    assert sorted(first + told(room)) == list(range(7, 26))


async def test_documents_that_wait_are_not_lost_when_their_list_goes_on_without_them(room, column, site):
    column.publish(9)
    for number in range(7, 16):
        site.says(f"/a{number}.html", status=503)
    await room.visit(room.sources["list"])
    assert told(room) == []
    column.publish(5 * PER_PAGE)
    for number in range(7, 16):
        site.says(f"/a{number}.html", column.page(number))
    await room.visit(room.sources["list"])
    assert sorted(told(room)) == list(range(7, 16 + 5 * PER_PAGE))
    assert room.store.waiting.of("list") == []


async def test_a_redesign_with_new_addresses_does_not_bring_up_the_past(room, site, column, page):
    """Every address is new, but the dates are old: remembered quietly, and no further page is asked for."""
    state = room.store.sources.state("list")
    later = state.succeeded + timedelta(days=400)
    room.store.sources.record("list", Visit(at=later, ok=True, next_due=later))
    column.publish(20)
    await room.visit(room.sources["list"])
    assert column.asked == [1, 2]
