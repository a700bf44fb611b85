"""What tests of several areas need."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field

import pytest
from aiohttp import web

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
def news() -> Callable[[int], str]:
    """Return a short text about social organisations that no other number repeats; its headline is ``第{n}区…``."""

    def write(number: int) -> str:
        return (
            f"第{number}区社会组织登记数量稳步增长\n"
            f"截至2021年底，全市共有登记社会组织{12000 + number}家，其中社会团体{4000 + number}家，"
            f"基金会{800 + number}家。市民政部门依法查处社会组织违法违规案件{number + 10}起。\n"
        )

    return write
