"""Sites on loopback that answer as real ones do, and as bad ones do."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field

import pytest
import trustme
from aiohttp import web

from jianbao.fetch.fetcher import Fetcher, Limits

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class Site:
    """A web server; ``site.pages[path]`` answers, ``site.requests`` are those it saw."""

    base: str = ""
    pages: dict[str, Handler] = field(default_factory=dict)
    requests: list[web.Request] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.requests.append(request)
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            return await self.pages[request.path](request)
        finally:
            self.at_once -= 1

    def says(self, path: str, body: str | bytes = "", status: int = 200, **headers: str) -> str:
        """Serve *body* at *path*; returns the address."""
        data = body.encode() if isinstance(body, str) else body

        async def handler(request: web.Request) -> web.StreamResponse:
            names = {name.replace("_", "-"): value for name, value in headers.items()}
            return web.Response(body=data, status=status, headers={"Content-Type": "text/html; charset=utf-8"} | names)

        self.pages[path] = handler
        return self.base + path


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    site = Site()
    app = web.Application()
    app.router.add_route("*", "/{tail:.*}", site.answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    listener = web.TCPSite(runner, "127.0.0.1", 0)
    await listener.start()
    host, port = runner.addresses[0][:2]
    site.base = f"http://{host}:{port}"
    yield site
    await runner.cleanup()


@pytest.fixture
async def fetcher() -> AsyncIterator[Fetcher]:
    async with Fetcher(allow_private=True, pause=0, limits=Limits(read=0.5, total=1.0, body=100_000)) as fetcher:
        yield fetcher


@pytest.fixture
async def wire() -> AsyncIterator[Callable[..., Awaitable[str]]]:
    """Servers that say exactly the given bytes, then hang up, reset or fall silent; returns the address."""
    servers: list[asyncio.Server] = []

    async def start(*parts: bytes, then: str = "close") -> str:
        async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.readuntil(b"\r\n\r\n")
            for part in parts:
                writer.write(part)
            try:
                await writer.drain()
                if then == "reset":
                    writer.transport.abort()
                elif then == "silence":
                    await reader.read()
                elif then == "forever":
                    while not writer.is_closing():
                        writer.write(parts[-1])
                        await writer.drain()
            except ConnectionError:
                pass
            finally:
                writer.close()

        server = await asyncio.start_server(talk, "127.0.0.1", 0)
        servers.append(server)
        host, port = server.sockets[0].getsockname()[:2]
        return f"http://{host}:{port}/"

    yield start
    for server in servers:
        server.close()


@pytest.fixture
async def tls_site() -> AsyncIterator[str]:
    """A site whose certificate nobody knows."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    server = await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", 0, ssl=context)
    yield f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    server.close()
