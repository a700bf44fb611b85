"""Asking a web server for one document: politely, safely, within bounds."""

import asyncio
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib.metadata import version
from types import TracebackType
from typing import NamedTuple, Self

import httpcore
import httpx

from jianbao.errors import BadCertificate, Blocked, NeedsAttention, Unavailable
from jianbao.fetch import certificates
from jianbao.fetch.addresses import written_refusal
from jianbao.fetch.answer import NOTHING_KNOWN, Fetched, Validators, fetched, refusal, unmodified
from jianbao.fetch.body import read_body
from jianbao.fetch.hosts import Hosts
from jianbao.fetch.network import GuardedBackend, GuardedTransport
from jianbao.fetch.reach import unreachable
from jianbao.fetch.robots import ANYTHING, Robots, Rules

REDIRECTS = 5
_PERMANENT = frozenset({301, 308})
_NETWORK_ERRORS = (
    httpx.TransportError,
    httpcore.NetworkError,
    httpcore.TimeoutException,
    httpcore.ProtocolError,
    OSError,  # TLS errors among them
)


def user_agent(contact: str | None = None) -> str:
    """Return how the house introduces itself: by its name, never as a browser, with where to reach who runs it."""
    reach = f"; +{contact}" if contact else ""
    return f"jianbao/{version('jianbao')} (monitor of civil-affairs documents{reach})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one request may cost.

    Attributes:
        connect: Seconds until the connection stands, name resolution included.
        read: Seconds of silence between two parts of an answer.
        total: Seconds for everything, redirects included; waiting for the host's turn does not count.
        body: Bytes of a body, after decompression.
    """

    connect: float = 10.0
    read: float = 15.0
    total: float = 30.0
    body: int = 15 * 2**20


class _Hop(NamedTuple):
    request: httpx.Request
    permanent: bool


class Fetcher:
    """An HTTP client that can be let loose on addresses which other people write.

    Args:
        limits: What one request may cost.
        pause: Seconds between two requests to one host.
        allow_private: True for sources marked as internal: addresses inside the own network may be asked.
        context: TLS settings; by default certifi's authorities.
        backend: Who resolves, checks and connects; by default what *allow_private* says.
        hosts: Turns that are shared with other fetchers; by default its own, with *pause*.
        robots: Rules of sites, which are then kept; None asks for what it is told to, as a person does.
        contact: Where those who run a site can reach those who run this house: an address of a page or of mail.
        proxy: Through which everything is asked. It resolves names, so that only written addresses can be checked.
        http2: Speak HTTP/2 where a site does; needs the ``http2`` extra.
    """

    def __init__(
        self,
        *,
        limits: Limits | None = None,
        pause: float = 1.0,
        allow_private: bool = False,
        context: ssl.SSLContext | None = None,
        backend: GuardedBackend | None = None,
        hosts: Hosts | None = None,
        robots: Robots | None = None,
        contact: str | None = None,
        proxy: str | None = None,
        http2: bool = False,
    ) -> None:
        self._limits = limits or Limits()
        self._hosts = hosts or Hosts(pause)
        self._robots = robots
        self._blind = proxy is not None and not allow_private
        network = backend or GuardedBackend(allow_private=allow_private or proxy is not None)
        self._client = httpx.AsyncClient(
            transport=GuardedTransport(network, context or certificates.context(), proxy=proxy, http2=http2),
            trust_env=False,  # no proxy and no .netrc from the surroundings: what is asked is what is configured
            timeout=httpx.Timeout(self._limits.read, connect=self._limits.connect),
            headers={
                "User-Agent": user_agent(contact),
                "Accept": "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, */*;q=0.5",
                "Accept-Language": "zh-CN, zh;q=0.9, en;q=0.5",
                "Accept-Encoding": "gzip, deflate",  # nothing that body.py cannot bound
            },
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close every connection."""
        await self._client.aclose()

    async def get(self, url: str, known: Validators = NOTHING_KNOWN) -> Fetched:
        """Fetch *url*, following at most :data:`REDIRECTS` redirects, each checked like the first address.

        Args:
            url: http or https.
            known: What is remembered of the last answer.

        Raises:
            Unavailable: Not now.
            NeedsAttention: Refused, not there, not http, too large, too many redirects, not a public address.
            Gone: HTTP 410.
        """
        return await self._follow(url, known, self._robots)

    async def _follow(self, url: str, known: Validators, robots: Robots | None) -> Fetched:
        clock = asyncio.get_running_loop().time
        hop, spent = _Hop(self._request(url, known), permanent=True), 0.0
        first = hop.request.url
        for _ in range(REDIRECTS + 1):
            self._check(hop.request.url)
            rules = await self._rules(hop.request.url, robots)
            async with self._hosts.turn(hop.request.url.host, rules.delay):
                started = clock()
                answer = await self._exchange(hop, known, self._limits.total - spent)
                spent += clock() - started
            if isinstance(answer, Fetched):
                moved = hop.permanent and hop.request.url != first
                return replace(answer, moved=answer.url if moved else None, seconds=spent)
            hop = answer
        raise NeedsAttention(f"{url} leads through more than {REDIRECTS} redirects; correct the source's address")

    async def _rules(self, url: httpx.URL, robots: Robots | None) -> Rules:
        """Return what the site of *url* asks for.

        Raises:
            Blocked: It asks us not to fetch *url*.
        """
        if robots is None:
            return ANYTHING
        rules = await robots.rules(f"{url.scheme}://{url.netloc.decode('ascii')}", self._plain)
        if not rules.allow(str(url)):
            raise Blocked(
                f"{url} must not be fetched by programs, says the robots.txt of the site; ask it for its consent and"
                " write robots = false, or remove the source"
            )
        return rules

    async def _plain(self, url: str) -> bytes:
        return (await self._follow(url, NOTHING_KNOWN, None)).body

    def _request(self, url: str, known: Validators) -> httpx.Request:
        try:
            return self._client.build_request("GET", url, headers=known.headers())
        except httpx.InvalidURL as error:
            raise NeedsAttention(f"{url!r} is not an address: {error}; write http://… or https://…") from error

    def _check(self, url: httpx.URL) -> None:
        if url.scheme not in {"http", "https"} or not url.host:
            raise NeedsAttention(f"{url} is not a web address; only http and https are fetched")
        if self._blind and (reason := written_refusal(url.host)):
            raise NeedsAttention(f"{url.host} is not a public address ({reason}) and is not asked for through a proxy")

    async def _exchange(self, hop: _Hop, known: Validators, seconds: float) -> Fetched | _Hop:
        """Send one request; its answer, or where it leads."""
        url = str(hop.request.url)
        with _translated(url):
            async with asyncio.timeout(seconds):
                response = await self._client.send(hop.request, stream=True)
                try:
                    return await self._understood(hop, response, known)
                finally:
                    await response.aclose()

    async def _understood(self, hop: _Hop, response: httpx.Response, known: Validators) -> Fetched | _Hop:
        if response.next_request is not None:
            return _Hop(response.next_request, hop.permanent and response.status_code in _PERMANENT)
        if response.status_code == httpx.codes.NOT_MODIFIED and known.headers():
            return unmodified(response, known)
        if error := refusal(response):
            raise error
        coding = response.headers.get("Content-Encoding", "")
        body = await read_body(response.aiter_raw(), coding, self._limits.body, str(response.url))
        return fetched(response, body, known)


@contextmanager
def _translated(url: str) -> Iterator[None]:
    """Turn what the network layers raise into the house's errors."""
    try:
        yield
    except httpx.InvalidURL as error:
        raise NeedsAttention(
            f"{url} leads to something that is no address ({error}); only http and https are fetched"
        ) from error
    except TimeoutError as error:
        raise Unavailable(f"{url} did not finish its answer in time; it is worth another try later") from error
    except _NETWORK_ERRORS as error:
        if meaning := certificates.meaning(error):
            raise BadCertificate(f"{url} cannot be trusted: {meaning}") from error
        raise unreachable(url, error) from error
