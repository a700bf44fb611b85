"""The fake Bot API on the wire: HTTP on loopback, as api.telegram.org speaks it."""

import asyncio
import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self, Unpack

from aiohttp import web

from jianbao.testing.bot_api.arguments import Arguments, read_arguments
from jianbao.testing.bot_api.faults import Fault, Faults, Kind
from jianbao.testing.bot_api.files import MOST_BYTES
from jianbao.testing.bot_api.methods import METHODS, check_names, spelled
from jianbao.testing.bot_api.refusal import Refused
from jianbao.testing.bot_api.world import Setup, World
from jianbao.testing.threads import in_thread

TOKEN = "123456789:AAF-jianbao_fake_bot_api_for_tests_0"  # noqa: S105 - of no bot that exists
_GATEWAY = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>nginx</body>\r\n</html>\r\n"
_PATIENCE = 0.1  # seconds that open requests get when the server stops


@dataclass(slots=True)
class Call:
    """A request that arrived, and what it was answered.

    Attributes:
        arguments: What was asked.
        status: HTTP status of the answer; None while there is none, and for good when a fault swallowed it.
        description: The error, if it was one.
    """

    arguments: Arguments
    status: int | None = None
    description: str = ""

    @property
    def method(self) -> str:
        """Its name."""
        return self.arguments.method


class FakeBotApi(World):
    """A strict Telegram on loopback, with one bot.

    Use it as ``async with FakeBotApi() as api`` in the loop of the test, or as ``with FakeBotApi.in_thread() as api``
    beside synchronous code and other processes, and give ``api.token`` and ``api.base_url`` to the bot::

        async with FakeBotApi() as api, Bot(api.token, base_url=api.base_url) as bot:
            anna = api.user("安娜")
            await bot.send_message(anna.id, "<b>7965</b> 家", "HTML")
            assert anna.private.texts == ["7965 家"]

    Attributes:
        base_url: Up to and with ``/bot``.
        calls: Every request with the right token and a known method, in the order of arrival.
        faults: Trouble on demand.
    """

    def __init__(self, token: str = TOKEN, **setup: Unpack[Setup]) -> None:
        super().__init__(token, **setup)
        self.base_url = ""
        self.calls: list[Call] = []
        self.faults = Faults()
        self._runner: web.AppRunner | None = None
        self._stopping = asyncio.Event()

    def calls_of(self, method: str) -> list[Call]:
        """Return the calls of one method."""
        return [call for call in self.calls if call.method == method]

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=MOST_BYTES)
        app.router.add_route("*", "/{bot:bot[^/]*}/{method}", self._serve)
        app.router.add_get("/file/{bot:bot[^/]*}/{path:.+}", self._download)
        app.router.add_route("*", "/{anything:.*}", _not_found)
        # Cancelled when the client is gone: else a poller that left would still be one of two.
        self._runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=_PATIENCE)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port = self._runner.addresses[0][:2]
        self.base_url = f"http://{host}:{port}/bot"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopping.set()
        self.updates.close()
        if self._runner:
            await self._runner.cleanup()

    @classmethod
    @contextmanager
    def in_thread(cls, token: str = TOKEN, **setup: Unpack[Setup]) -> Iterator["FakeBotApi"]:
        """Serve in a thread of its own. People and chats may be used from any thread."""
        with in_thread(lambda: cls(token, **setup), "fake-bot-api") as api:
            yield api

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        try:
            self._check_token(request.match_info["bot"].removeprefix("bot"))
            arguments = await read_arguments(request, spelled(request.match_info["method"]))
        except Refused as refused:
            return _error(refused)
        except web.HTTPRequestEntityTooLarge:
            return _error(Refused(413, "Request Entity Too Large"))
        call = Call(arguments)
        with self.changing():
            self.calls.append(call)
            fault = self.faults.take(arguments, self.find)
        if fault is None:
            return self._noted(call, await self._answer(arguments))
        if fault.delivered:
            answer = await self._answer(arguments)
        else:
            answer = _error(fault.refusal) if fault.refusal else web.Response(status=502, text=_GATEWAY)
        return self._noted(call, await self._suffer(fault, request, answer))

    async def _download(self, request: web.Request) -> web.StreamResponse:
        """Hand out a file that ``getFile`` has named."""
        try:
            self._check_token(request.match_info["bot"].removeprefix("bot"))
        except Refused as refused:
            return _error(refused)
        with self.changing():
            found = next((each for each in self.files.values() if each.path == request.match_info["path"]), None)
        return web.Response(body=found.data) if found else await _not_found(request)

    def _check_token(self, token: str) -> None:
        if token == self.token:
            return
        well_formed = token.partition(":")[0].isdigit() and ":" in token
        raise Refused(401, "Unauthorized") if well_formed else Refused(404, "Not Found")

    def _noted(self, call: Call, answer: web.Response) -> web.Response:
        with self.changing():
            call.status = answer.status
            call.description = "" if answer.status == 200 else answer.text or ""
        return answer

    async def _answer(self, arguments: Arguments) -> web.Response:
        """Do what was asked."""
        try:
            check_names(arguments)
            run = METHODS[arguments.method].run
            if run is None:
                return _result(await self._get_updates(arguments))
            with self.changing():
                return _result(run(self, arguments))
        except Refused as refused:
            return _error(refused)

    async def _get_updates(self, arguments: Arguments) -> list[Any]:
        self.updates.allow(arguments.json("allowed_updates"))
        return await self.updates.poll(
            arguments.integer("offset"), arguments.integer("limit", 100), arguments.integer("timeout")
        )

    async def _suffer(self, fault: Fault, request: web.Request, answer: web.Response) -> web.Response:
        match fault.kind:
            case Kind.RESET:
                _reset(request)
            case Kind.HANG:
                await self._stopping.wait()
            case Kind.SLOW:
                await asyncio.sleep(fault.seconds)
        return answer


def _reset(request: web.Request) -> None:
    """Close the connection with RST instead of FIN, as a crash at the other end does."""
    if request.transport is None:
        return
    connection = request.transport.get_extra_info("socket")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    request.transport.abort()


async def _not_found(_: web.Request) -> web.Response:
    return _error(Refused(404, "Not Found"))


def _result(result: Any) -> web.Response:
    return web.json_response({"ok": True, "result": result})


def _error(refused: Refused) -> web.Response:
    headers = (
        {"Retry-After": str(refused.parameters["retry_after"])} if refused.code == 429 and refused.parameters else {}
    )
    return web.json_response(refused.answer, status=refused.code, headers=headers)
