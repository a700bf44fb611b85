"""A fetcher with short limits, and servers that answer badly."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
import trustme

from jianbao.fetch.fetcher import Fetcher, Limits


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
