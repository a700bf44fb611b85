"""What a fetch promises to the source, to the house, and to whoever reads its errors."""

import asyncio
import errno
import gzip
import os
import zlib
from collections.abc import Awaitable, Callable

import pytest
from aiohttp import web

from jianbao.errors import Gone, NeedsAttention, OutOfReach, Unavailable
from jianbao.fetch.fetcher import Fetcher, Limits, user_agent

Wire = Callable[..., Awaitable[str]]


async def test_a_page_comes_with_its_type_and_what_is_needed_to_ask_again(site, fetcher):
    url = site.says("/a", "<p>社会组织</p>", ETag='"1"', Last_Modified="Fri, 30 Sep 2022 08:00:00 GMT")
    answer = await fetcher.get(url)
    assert answer.body.decode() == "<p>社会组织</p>"
    assert answer.content_type == "text/html; charset=utf-8"
    assert answer.validators.headers() == {
        "If-None-Match": '"1"',
        "If-Modified-Since": "Fri, 30 Sep 2022 08:00:00 GMT",
    }
    assert not answer.unchanged


async def test_the_house_introduces_itself_by_name(site, fetcher):
    await fetcher.get(site.says("/a"))
    agent = site.requests[0].headers["User-Agent"]
    assert agent == user_agent()
    assert agent.startswith("jianbao/")
    assert "Mozilla" not in agent


async def test_a_304_costs_no_body_and_keeps_what_was_known(site, fetcher):
    async def page(request: web.Request) -> web.StreamResponse:
        same = request.headers.get("If-None-Match") == '"7"'
        return web.Response(status=304) if same else web.Response(text="new", headers={"ETag": '"7"'})

    site.pages["/feed"] = page
    first = await fetcher.get(site.base + "/feed")
    second = await fetcher.get(site.base + "/feed", first.validators)
    assert second.unchanged
    assert second.body == b""
    assert second.validators == first.validators


async def test_a_server_without_validators_is_recognised_as_unchanged_by_its_body(site, fetcher):
    url = site.says("/a", "same")
    first = await fetcher.get(url)
    assert (await fetcher.get(url, first.validators)).unchanged
    site.says("/a", "other")
    assert not (await fetcher.get(url, first.validators)).unchanged


async def test_a_304_that_nobody_asked_for_is_no_success(site, fetcher):
    with pytest.raises(NeedsAttention, match="304"):
        await fetcher.get(site.says("/a", status=304))


async def test_redirects_are_followed_and_a_permanent_move_is_reported(site, fetcher):
    end = site.says("/end", "here")
    moved = site.says("/moved", status=301, Location="/end")
    answer = await fetcher.get(moved)
    assert (answer.body, answer.url, answer.moved) == (b"here", end, end)


async def test_a_temporary_redirect_on_the_way_is_no_move(site, fetcher):
    site.says("/end", "here")
    site.says("/middle", status=302, Location="/end")
    answer = await fetcher.get(site.says("/start", status=301, Location="/middle"))
    assert answer.body == b"here"
    assert answer.moved is None


async def test_a_redirect_loop_ends_after_five_steps(site, fetcher):
    url = site.says("/loop", status=302, Location="/loop")
    with pytest.raises(NeedsAttention, match="more than 5 redirects"):
        await fetcher.get(url)
    assert len(site.requests) == 6


@pytest.mark.parametrize("target", ["file:///etc/hostname", "ftp://example.org/", "gopher://127.0.0.1:70/", "data:,x"])
async def test_a_redirect_cannot_leave_the_web(site, fetcher, target):
    with pytest.raises(NeedsAttention, match="only http and https"):
        await fetcher.get(site.says("/a", status=302, Location=target))


@pytest.mark.parametrize("url", ["file:///etc/hostname", "ftp://example.org/", "http://", "/etc/hostname", "中文", ""])
async def test_only_web_addresses_are_fetched(fetcher, url):
    with pytest.raises(NeedsAttention):
        await fetcher.get(url)


async def test_a_password_is_not_carried_to_another_host(site, fetcher):
    port = site.base.rpartition(":")[2]
    site.says("/end")
    start = site.says("/start", status=302, Location=f"http://localhost:{port}/end")
    await fetcher.get(start.replace("//", "//name:secret@"))
    first, second = site.requests
    assert "Authorization" in first.headers
    assert "Authorization" not in second.headers


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (401, NeedsAttention),
        (403, NeedsAttention),
        (404, NeedsAttention),
        (451, NeedsAttention),
        (408, Unavailable),
        (429, Unavailable),
        (500, Unavailable),
        (502, Unavailable),
        (503, Unavailable),
        (410, Gone),
    ],
)
async def test_a_status_says_what_happens_next(site, fetcher, status, error):
    with pytest.raises(error, match=str(status)):
        await fetcher.get(site.says("/a", status=status))


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry_After": "120"}, 120.0),
        ({"Retry_After": "Fri, 30 Sep 2022 08:10:00 GMT", "Date": "Fri, 30 Sep 2022 08:00:00 GMT"}, 600.0),
        ({"Retry_After": "Fri, 30 Sep 2022 07:00:00 GMT", "Date": "Fri, 30 Sep 2022 08:00:00 GMT"}, 0.0),
        ({"Retry_After": "soon"}, None),
        ({}, None),
    ],
)
async def test_the_wait_that_a_server_asks_for_is_read_against_its_own_clock(site, fetcher, headers, seconds):
    with pytest.raises(Unavailable) as raised:
        await fetcher.get(site.says("/a", status=503, **headers))
    assert raised.value.retry_after == seconds


@pytest.mark.parametrize("coding", ["gzip", "x-gzip", "deflate", "raw deflate", "two members"])
async def test_compressed_bodies_are_read(site, fetcher, coding):
    text = ("儿童福利" * 500).encode()
    raw = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    bodies = {
        "gzip": gzip.compress(text),
        "x-gzip": gzip.compress(text),
        "deflate": zlib.compress(text),
        "raw deflate": raw.compress(text) + raw.flush(),
        "two members": gzip.compress(text[:1000]) + gzip.compress(text[1000:]),
    }
    header = {"raw deflate": "deflate", "two members": "gzip"}.get(coding, coding)
    answer = await fetcher.get(site.says("/a", bodies[coding], Content_Encoding=header))
    assert answer.body == text


async def test_a_bomb_is_stopped_by_what_comes_out_of_it(site, fetcher):
    bomb = gzip.compress(bytes(50_000_000))
    assert len(bomb) < 100_000
    with pytest.raises(NeedsAttention, match="larger than 100000 bytes"):
        await fetcher.get(site.says("/a", bomb, Content_Encoding="gzip"))


async def test_a_body_that_is_too_large_is_not_read(site, fetcher):
    with pytest.raises(NeedsAttention, match="larger than"):
        await fetcher.get(site.says("/a", b"x" * 100_001))
    assert len((await fetcher.get(site.says("/b", b"x" * 100_000))).body) == 100_000


async def test_a_coding_that_was_not_asked_for_is_refused(site, fetcher):
    with pytest.raises(NeedsAttention, match="'br'"):
        await fetcher.get(site.says("/a", b"x", Content_Encoding="br"))


async def test_a_body_that_lies_about_its_coding_is_refused(site, fetcher):
    with pytest.raises(NeedsAttention, match="says that it is gzip"):
        await fetcher.get(site.says("/a", b"plain text", Content_Encoding="gzip"))


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


@pytest.mark.parametrize(
    ("parts", "then"),
    [
        ([], "close"),
        ([], "reset"),
        ([], "silence"),
        ([HEAD + b"Content-Length: 100\r\n\r\nhalf"], "close"),
        ([HEAD + b"Content-Length: 100\r\n\r\nhalf"], "reset"),
        ([HEAD + b"Content-Length: 100\r\n\r\nhalf"], "silence"),
        ([HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nabc"], "close"),
        ([HEAD + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"x" * 5000)[:-12]], "close"),
        ([b"SSH-2.0-OpenSSH_9.9\r\n"], "close"),
        ([b"HTTP/1.1 200 OK\r\nX: " + b"x" * 200_000 + b"\r\n\r\n"], "close"),
        ([HEAD, b"X-More: 1\r\n"], "forever"),
    ],
    ids=[
        "hangs up", "resets", "silent", "half, hangs up", "half, resets", "half, silent", "half chunk", "half gzip",
        "no http", "huge header", "endless header",
    ],
)  # fmt: skip
async def test_half_an_answer_is_no_answer(wire: Wire, fetcher, parts, then):
    with pytest.raises(Unavailable):
        await fetcher.get(await wire(*parts, then=then))


async def test_an_endless_body_ends_at_the_limit(wire: Wire, fetcher):
    with pytest.raises(NeedsAttention, match="larger than"):
        await fetcher.get(await wire(HEAD + b"\r\n", b"x" * 10_000, then="forever"))


async def test_a_slow_drip_ends_at_the_deadline(site):
    async def drip(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b".")
            await asyncio.sleep(0.01)

    site.pages["/drip"] = drip
    async with Fetcher(allow_private=True, limits=Limits(read=5, total=0.2)) as fetcher:
        with pytest.raises(Unavailable, match="in time"):
            await fetcher.get(site.base + "/drip")


async def test_a_host_sees_one_request_at_a_time(site):
    async def page(request: web.Request) -> web.StreamResponse:
        await asyncio.sleep(0.01)
        return web.Response(text=request.path)

    paths = [f"/{number}" for number in range(8)]
    site.pages.update(dict.fromkeys(paths, page))
    async with Fetcher(allow_private=True, pause=0.005) as fetcher:
        answers = await asyncio.gather(*(fetcher.get(site.base + path) for path in paths))
    assert [answer.body.decode() for answer in answers] == paths
    assert site.most_at_once == 1


async def test_a_slow_host_holds_up_nobody_else(site, wire: Wire, fetcher):
    slow = asyncio.ensure_future(fetcher.get((await wire(then="silence")).replace("127.0.0.1", "localhost")))
    await asyncio.sleep(0)
    assert (await fetcher.get(site.says("/a", "fast"))).body == b"fast"
    assert not slow.done()
    with pytest.raises(Unavailable):
        await slow


async def test_a_name_that_does_not_exist_is_said_to_be_so(fetcher):
    with pytest.raises(OutOfReach, match=r"its name cannot be resolved \(.*\); check the network of this machine, and"):
        await fetcher.get("http://nobody.invalid/")


async def test_nobody_at_home_is_for_later(fetcher):
    with pytest.raises(OutOfReach, match=r"cannot be reached: .* no server answers at that port; .* another try later"):
        await fetcher.get("http://127.0.0.1:9/")


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENETUNREACH, "there is no way to its network; check the network of this machine"),
        (errno.EHOSTUNREACH, "there is no way to its machine; check the network of this machine"),
        (errno.ENETDOWN, "this machine has no network; check"),
        (errno.EPERM, "this machine forbids it; check"),
        (errno.EMFILE, "too many connections open; raise its limit"),
        (errno.EXDEV, "All connection attempts failed; check the network of this machine"),
    ],
)
@pytest.mark.parametrize("several", [False, True], ids=["one address", "several"])
async def test_why_no_connection_came_about_is_told_with_a_remedy(fetcher, monkeypatch, number, said, several):
    """The layers below say nothing but "All connection attempts failed"; the reason lies under them, or in a group."""

    async def refuse(*_, **__):
        reasons = [OSError(number, os.strerror(number)) for _ in range(1 + several)]
        wrong = OSError("All connection attempts failed")
        raise wrong from (ExceptionGroup("several", reasons) if several else reasons[0])

    monkeypatch.setattr("anyio.connect_tcp", refuse)
    with pytest.raises(OutOfReach) as raised:
        await fetcher.get("http://127.0.0.1:9/")
    assert f"http://127.0.0.1:9/ cannot be reached: {said}" in str(raised.value).replace("this process has ", "")


@pytest.mark.parametrize("then", ["close", "reset", "silence"])
async def test_what_breaks_off_in_the_middle_is_worth_another_try(wire, fetcher, then):
    with pytest.raises(Unavailable, match="another try later") as raised:
        await fetcher.get(await wire(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx", then=then))
    assert not isinstance(raised.value, OutOfReach)


async def test_a_certificate_that_cannot_be_trusted_needs_a_person(tls_site, fetcher):
    with pytest.raises(NeedsAttention, match=r"cannot be trusted: .* ca = "):
        await fetcher.get(tls_site)
