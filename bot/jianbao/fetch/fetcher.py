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

from jianbao.errors import NeedsAttention, Unavailable
from jianbao.fetch.answer import NOTHING_KNOWN, Fetched, Validators, fetched, refusal
from jianbao.fetch.body import read_body
from jianbao.fetch.hosts import Hosts
from jianbao.fetch.network import GuardedBackend, GuardedTransport

REDIRECTS = 5
_PERMANENT = frozenset({301, 308})
_NETWORK_ERRORS = (
    httpx.TransportError,
    httpcore.NetworkError,
    httpcore.TimeoutException,
    httpcore.ProtocolError,
    OSError,  # TLS errors among them
)


def user_agent() -> str:
    """Return how the house introduces itself: by its name, never as a browser."""
    return f"jianbao/{version('jianbao')} (monitor of civil-affairs documents)"


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
    """

    def __init__(
        self,
        *,
        limits: Limits | None = None,
        pause: float = 1.0,
        allow_private: bool = False,
        context: ssl.SSLContext | None = None,
        backend: GuardedBackend | None = None,
    ) -> None:
        self._limits = limits or Limits()
        self._hosts = Hosts(pause)
        self._client = httpx.AsyncClient(
            transport=GuardedTransport(
                backend or GuardedBackend(allow_private=allow_private),
                context or httpx.create_ssl_context(trust_env=False),
            ),
            trust_env=False,  # no proxy and no .netrc from the surroundings: what is asked is what is configured
            timeout=httpx.Timeout(self._limits.read, connect=self._limits.connect),
            headers={
                "User-Agent": user_agent(),
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
        clock = asyncio.get_running_loop().time
        hop, left = _Hop(self._request(url, known), permanent=True), self._limits.total
        first = hop.request.url
        for _ in range(REDIRECTS + 1):
            _check_scheme(hop.request.url)
            async with self._hosts.turn(hop.request.url.host):
                started = clock()
                answer = await self._exchange(hop, known, left)
                left -= clock() - started
            if isinstance(answer, Fetched):
                moved = hop.permanent and hop.request.url != first
                return replace(answer, moved=answer.url if moved else None)
            hop = answer
        raise NeedsAttention(f"{url} leads through more than {REDIRECTS} redirects; correct the source's address")

    def _request(self, url: str, known: Validators) -> httpx.Request:
        try:
            return self._client.build_request("GET", url, headers=known.headers())
        except httpx.InvalidURL as error:
            raise NeedsAttention(f"{url!r} is not an address: {error}; write http://… or https://…") from error

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
            return Fetched(url=str(response.url), validators=known, unchanged=True)
        if error := refusal(response):
            raise error
        coding = response.headers.get("Content-Encoding", "")
        body = await read_body(response.aiter_raw(), coding, self._limits.body, str(response.url))
        return fetched(response, body, known)


def _check_scheme(url: httpx.URL) -> None:
    if url.scheme not in {"http", "https"} or not url.host:
        raise NeedsAttention(f"{url} is not a web address; only http and https are fetched")


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
        raise Unavailable(f"{url} did not finish its answer in time") from error
    except _NETWORK_ERRORS as error:
        if certificate := _certificate_error(error):
            said = certificate.verify_message
            raise NeedsAttention(f"{url} shows a certificate that cannot be trusted: {said}") from error
        raise Unavailable(f"{url} cannot be reached: {str(error) or type(error).__name__}") from error


def _certificate_error(error: BaseException | None) -> ssl.SSLCertVerificationError | None:
    """Return what TLS said, from under the layers that wrapped it."""
    while error is not None and not isinstance(error, ssl.SSLCertVerificationError):
        error = error.__cause__ or error.__context__
    return error
