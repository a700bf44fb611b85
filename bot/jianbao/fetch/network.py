"""The way to the wire: names are resolved here, and what they resolve to is checked before anything connects."""

import asyncio
import socket
import ssl
import threading
from collections.abc import AsyncIterator, Iterable
from contextlib import suppress
from ipaddress import ip_address
from typing import Any

import httpcore
import httpx

from jianbao.errors import NeedsAttention
from jianbao.fetch.addresses import refusal, refusals

LOOKUPS = 32  # names resolved at once: each holds a thread for as long as the system's resolver pleases


class Resolver:
    """Resolves names without ever blocking the loop, the other workers or the end of the process.

    The system's resolver cannot be interrupted, and without a network it takes its time. Its threads are therefore
    its own (the loop's default pool does the reading and the writing of documents) and daemons (nobody waits for
    them at exit); an abandoned one keeps its place until the system answers, so that they stay bounded.
    """

    def __init__(self, lookups: int = LOOKUPS) -> None:
        self._places = asyncio.Semaphore(lookups)

    async def addresses(self, host: str, port: int) -> list[str]:
        """Return the addresses of *host*, each once, in the system's order.

        Raises:
            OSError: When the name cannot be resolved.
        """
        await self._places.acquire()
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[list[str]] = loop.create_future()
        threading.Thread(target=self._ask, args=(host, port, loop, answer), name=f"resolve {host}", daemon=True).start()
        return await answer

    def _ask(self, host: str, port: int, loop: asyncio.AbstractEventLoop, answer: "asyncio.Future[list[str]]") -> None:
        found: list[str] | OSError
        try:
            infos = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found = list(dict.fromkeys(str(info[4][0]) for info in infos))
        except OSError as error:
            found = error
        except UnicodeError as error:  # a label that is empty or longer than 63 octets
            found = OSError(f"not a host name: {error}")
        with suppress(RuntimeError):  # the loop has ended before the system answered
            loop.call_soon_threadsafe(self._deliver, answer, found)

    def _deliver(self, answer: "asyncio.Future[list[str]]", found: list[str] | OSError) -> None:
        self._places.release()
        if answer.done():  # whoever asked has given up
            return
        if isinstance(found, OSError):
            answer.set_exception(found)
        else:
            answer.set_result(found)


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Connects to the very address that was checked, so that no second answer of a name server can change it.

    Args:
        allow_private: True for sources marked as internal: nothing is refused.
        resolver: Who resolves names.
    """

    def __init__(self, *, allow_private: bool = False, resolver: Resolver | None = None) -> None:
        self._allow_private = allow_private
        self._resolver = resolver or Resolver()
        self._inner = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Resolve *host*, refuse what is not public, connect to the first address that answers.

        Raises:
            NeedsAttention: Every address of the host is refused.
            httpcore.ConnectError: The name cannot be resolved, or nobody answers.
            httpcore.ConnectTimeout: *timeout* seconds were over.
        """
        try:
            async with asyncio.timeout(timeout):
                addresses = await self._checked(host, port)
                return await self._first(addresses, port, local_address, socket_options)
        except TimeoutError as error:
            raise httpcore.ConnectTimeout(f"no connection came about within {timeout:g} s") from error

    async def _checked(self, host: str, port: int) -> list[str]:
        try:
            found = [host] if _is_literal(host) else await self._resolver.addresses(host, port)
        except OSError as error:
            raise httpcore.ConnectError(f"its name cannot be resolved ({error.strerror or error})") from error
        allowed = found if self._allow_private else [address for address in found if refusal(address) is None]
        if not allowed:
            raise NeedsAttention(
                f"{host} is not a public address: {refusals(found)}; mark its source as internal if it is meant to be"
            )
        return allowed

    async def _first(
        self, addresses: list[str], port: int, local_address: str | None, socket_options: Iterable[Any] | None
    ) -> httpcore.AsyncNetworkStream:
        for address in addresses[:-1]:
            try:
                return await self._inner.connect_tcp(address, port, None, local_address, socket_options)
            except httpcore.ConnectError:
                continue
        return await self._inner.connect_tcp(addresses[-1], port, None, local_address, socket_options)

    async def sleep(self, seconds: float) -> None:
        """Wait between httpcore's own attempts."""
        await asyncio.sleep(seconds)


def _is_literal(host: str) -> bool:
    """Tell whether *host* is an address as every system writes it: nothing is there to be resolved."""
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _pool(proxy: str | None, common: dict[str, Any]) -> httpcore.AsyncConnectionPool:
    if proxy is None:
        return httpcore.AsyncConnectionPool(**common)
    url = httpx.URL(proxy)
    auth = (url.username.encode(), url.password.encode()) if url.username else None
    address = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=b"/")
    kind = httpcore.AsyncSOCKSProxy if url.scheme.startswith("socks5") else httpcore.AsyncHTTPProxy
    return kind(proxy_url=address, proxy_auth=auth, **common)


class _Stream(httpx.AsyncByteStream):
    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for part in self._response.aiter_stream():
            yield part

    async def aclose(self) -> None:
        await self._response.aclose()


class GuardedTransport(httpx.AsyncBaseTransport):
    """httpx over a guarded httpcore pool: httpx's own transport takes no network backend.

    httpcore's exceptions come through as they are; :mod:`jianbao.fetch.fetcher` translates them with httpx's.
    """

    def __init__(
        self,
        backend: httpcore.AsyncNetworkBackend,
        context: ssl.SSLContext,
        *,
        proxy: str | None = None,
        http2: bool = False,
    ) -> None:
        common: dict[str, Any] = {
            "ssl_context": context,
            "max_connections": None,  # the hosts' turns and the engine's places are the bounds
            "max_keepalive_connections": 50,
            "keepalive_expiry": 5.0,  # seconds; longer than the pause between two pages of a host
            "http2": http2,
            "network_backend": backend,
        }
        self._pool = _pool(proxy, common)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send *request* and return the response with its body still to be read."""
        url = request.url
        response = await self._pool.handle_async_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            status_code=response.status,
            headers=response.headers,
            stream=_Stream(response),
            extensions=response.extensions,
        )

    async def aclose(self) -> None:
        """Close every connection."""
        await self._pool.aclose()
