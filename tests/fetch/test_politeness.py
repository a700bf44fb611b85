"""What a site asks for is kept: its robots.txt, its pace, its moves, its wish to be left alone."""

import ssl
from datetime import UTC, datetime, timedelta

import pytest
import trustme

from jianbao.errors import BadCertificate, Blocked, ConfigError, Unavailable
from jianbao.fetch.fetcher import Fetcher, user_agent
from jianbao.fetch.fetchers import Fetchers, Manners
from jianbao.fetch.robots import SLOWEST, Robots, parsed
from jianbao.fetch.wishes import NO_WISHES, Wishes, freshness, of_feed
from jianbao.model import Source, SourceKind


@pytest.fixture
async def polite():
    async with Fetcher(allow_private=True, pause=0, robots=Robots()) as fetcher:
        yield fetcher


def paths(site):
    return [request.path for request in site.requests]


async def test_what_robots_txt_forbids_is_not_asked_for(site, polite):
    site.says("/robots.txt", "User-agent: *\nDisallow: /inner/\nAllow: /inner/news$")
    site.says("/inner/news", "news")
    assert (await polite.get(site.base + "/inner/news")).body == b"news"
    with pytest.raises(Blocked, match=r"robots\.txt .* robots = false"):
        await polite.get(site.base + "/inner/other")
    assert "/inner/other" not in paths(site)


async def test_robots_txt_is_asked_for_once_a_day_and_not_once_a_page(site, polite):
    site.says("/robots.txt", "User-agent: *\nDisallow:")
    for name in ("/a", "/b", "/c"):
        await polite.get(site.says(name))
    assert paths(site) == ["/robots.txt", "/a", "/b", "/c"]


async def test_a_redirect_into_a_forbidden_place_is_not_followed(site, polite):
    site.says("/robots.txt", "User-agent: jianbao\nDisallow: /b")
    with pytest.raises(Blocked):
        await polite.get(site.says("/a", status=302, Location="/b"))
    assert "/b" not in paths(site)


@pytest.mark.parametrize("status", [401, 403, 404, 410])
async def test_a_site_without_robots_txt_allows_everything(site, polite, status):
    site.says("/robots.txt", status=status)
    assert (await polite.get(site.says("/a", "x"))).body == b"x"


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_a_site_that_cannot_say_what_it_allows_is_asked_later(site, polite, status):
    site.says("/robots.txt", status=status, Retry_After="77")
    with pytest.raises(Unavailable, match="cannot say what it allows") as raised:
        await polite.get(site.says("/a", "x"))
    assert raised.value.retry_after == 77
    assert paths(site) == ["/robots.txt"]


@pytest.mark.parametrize("body", [b"", b"<html>not found</html>", b"\xff\xfe\x00garbage", b"x" * 10_000_000])
def test_a_robots_txt_that_is_none_forbids_nothing(body):
    assert parsed(body).allow("https://www.mca.gov.cn/n152/n165/index.html")


@pytest.mark.parametrize(("written", "meant"), [("7", 7.0), ("0.5", 0.5), ("86400", SLOWEST), ("soon", 0.0)])
def test_a_crawl_delay_is_kept_up_to_a_minute(written, meant):
    assert parsed(f"User-agent: *\nCrawl-delay: {written}\nDisallow: /x".encode()).delay == meant


def test_the_user_agent_says_whom_to_reach():
    assert user_agent("https://example.org/bot").endswith("; +https://example.org/bot)")


async def test_a_source_with_consent_is_asked_in_spite_of_robots_txt(site):
    site.says("/robots.txt", "User-agent: *\nDisallow: /")
    allowed = Source(name="a", kind=SourceKind.LIST, url=site.says("/a", "x"), robots=False)
    async with Fetchers(Manners(pause=0)) as fetchers:
        own = Source(name="b", kind=SourceKind.LIST, url=allowed.url, internal=True)
        assert (await fetchers.of(own).get(own.url)).body == b"x"
        assert fetchers.of(own) is not fetchers.of(allowed)
        assert fetchers.of(allowed) is fetchers.of(Source(name="c", kind=SourceKind.LIST, url="x", robots=False))
    assert "/robots.txt" not in paths(site)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, 0),
        ({"Cache-Control": "public, max-age=600"}, 600),
        ({"Cache-Control": "max-age=600", "Age": "100"}, 500),
        ({"Cache-Control": "max-age=600, no-cache"}, 0),
        ({"Cache-Control": "max-age=99999999"}, 86400),
        ({"Expires": "Fri, 30 Sep 2022 09:00:00 GMT", "Date": "Fri, 30 Sep 2022 08:00:00 GMT"}, 3600),
        ({"Expires": "Fri, 30 Sep 2022 07:00:00 GMT", "Date": "Fri, 30 Sep 2022 08:00:00 GMT"}, 0),
        ({"Expires": "0", "Date": "Fri, 30 Sep 2022 08:00:00 GMT"}, 0),
        ({"Cache-Control": "max-age=60", "Expires": "never"}, 60),
    ],
)
def test_for_how_long_an_answer_holds_is_read_from_its_headers(headers, seconds):
    import httpx  # noqa: PLC0415

    assert freshness(httpx.Headers(headers)) == seconds


def test_a_feed_says_how_often_and_when_it_wants_to_be_read():
    feed = (
        b"<rss><channel><ttl>90</ttl><skipHours><hour>0</hour><hour>24</hour><hour>5</hour></skipHours>"
        b"<skipDays><day>Sunday</day><day>saturday</day></skipDays><item><ttl>9999</ttl></item></channel></rss>"
    )
    assert of_feed(feed) == Wishes(ttl=5400, skip_hours=(0, 5), skip_days=(5, 6))
    module = b"<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>"
    assert of_feed(b"<rss><channel>" + module).ttl == 6 * 3600
    assert of_feed(b"<html>") == NO_WISHES


def test_hours_and_days_that_a_feed_wants_skipped_are_skipped():
    saturday = datetime(2026, 9, 26, 23, 30, tzinfo=UTC)
    assert Wishes(skip_days=(5, 6)).after(saturday) == datetime(2026, 9, 28, tzinfo=UTC)
    assert Wishes(skip_hours=(23,)).after(saturday) == datetime(2026, 9, 27, tzinfo=UTC)
    assert Wishes(skip_hours=tuple(range(24))).after(saturday) == saturday


@pytest.fixture
async def tls(tmp_path):
    """A site with a certificate of an authority of its own, whose file is ``tls.ca``."""
    import asyncio  # noqa: PLC0415
    from types import SimpleNamespace  # noqa: PLC0415

    ca = trustme.CA()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    until = datetime.now(UTC) + timedelta(days=9)
    ca.issue_cert("127.0.0.1", not_after=until).configure_cert(context)
    ca.cert_pem.write_to_path(str(tmp_path / "ca.pem"))

    async def talk(reader, writer):
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0, ssl=context)
    port = server.sockets[0].getsockname()[1]
    yield SimpleNamespace(url=f"https://127.0.0.1:{port}/", ca=str(tmp_path / "ca.pem"), until=until)
    server.close()


async def test_a_source_may_bring_its_own_authority(tls):
    source = Source(name="a", kind=SourceKind.LIST, url=tls.url, internal=True, ca=tls.ca)
    async with Fetchers(Manners(pause=0)) as fetchers:
        answer = await fetchers.of(source).get(tls.url)
        assert answer.body == b"ok"
        assert abs(answer.certificate - tls.until) < timedelta(minutes=1)
        stranger = Source(name="b", kind=SourceKind.LIST, url=tls.url, internal=True)
        with pytest.raises(BadCertificate, match=r"unknown, or the site leaves out .* ca = "):
            await fetchers.of(stranger).get(tls.url)


async def test_an_authority_that_is_no_file_is_a_mistake_of_the_configuration(tmp_path):
    async with Fetchers() as fetchers:
        with pytest.raises(ConfigError, match="is not there; correct ca"):
            fetchers.of(Source(name="a", kind=SourceKind.LIST, url="https://x", ca=str(tmp_path / "none.pem")))


async def test_plain_http_behind_https_is_explained(site, fetcher):
    with pytest.raises(BadCertificate, match="does not speak TLS there; use http://"):
        await fetcher.get(site.base.replace("http:", "https:") + "/")


async def test_a_proxy_is_used_by_the_sources_that_name_it(site):
    """A proxy gets the whole address; the host itself is never resolved here."""
    site.pages["/news"] = None
    seen = []

    async def proxy(request):
        from aiohttp import web  # noqa: PLC0415

        seen.append(str(request.url))
        return web.Response(text="through")

    site.pages["/news"] = proxy
    async with Fetcher(proxy=site.base, pause=0) as fetcher:
        assert (await fetcher.get("http://far.example/news")).body == b"through"
    assert seen == ["http://far.example/news"]


async def test_http2_is_spoken_where_it_is_wanted_and_http1_where_the_site_has_no_more(site):
    async with Fetcher(allow_private=True, pause=0, http2=True) as fetcher:
        assert (await fetcher.get(site.says("/a", "x"))).body == b"x"
