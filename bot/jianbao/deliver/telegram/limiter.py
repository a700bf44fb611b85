"""Telegram's flood limits, kept by ourselves: 30 messages a second, one a second per chat, 20 a minute per group.

A message occupies a place from before it leaves until its answer came and the limit's time has passed after that. So
however long requests are under way, Telegram never sees more arrivals in a window than the limit has places.

A 429 stops the chat that it was given for and no other. python-telegram-bot's own limiter stops all chats, knows no
limit per chat, and counts ``@name`` and id of a channel separately.
"""

import asyncio
import math
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from time import monotonic
from typing import Any

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

Answer = bool | dict[str, Any] | list[dict[str, Any]]

_COUNTED = ("send", "copy", "forward", "edit")  # methods that make or change messages; others are not limited
_CHATS_REMEMBERED = 4096  # beyond this many, those that have been quiet are forgotten


async def _nothing() -> None:
    """Do nothing before the request."""


@dataclass(frozen=True, slots=True)
class Urge:
    """How a request wants to be treated, as ``rate_limit_args`` of a bot's method.

    Attributes:
        begin: Awaited when the request's turn has come, as the last thing before it is written to the network.
        retries: How often to try again after a 429, once its time has passed.
    """

    begin: Callable[[], Awaitable[None]] = _nothing
    retries: int = 0


Later = Callable[[float, Callable[[], None]], object]


def _later(delay: float, call: Callable[[], None]) -> object:
    return asyncio.get_running_loop().call_later(delay, call)


class Places:
    """A number of places, each of which stays taken for a while after it was used; first come, first served.

    Args:
        count: How many.
        rest: Seconds that a place rests after its use.
        later: Calls a function after so many seconds.
    """

    def __init__(self, count: int, rest: float, later: Later = _later) -> None:
        self._free = asyncio.Semaphore(count)
        self._rest = rest
        self._later = later
        self._taken = 0

    @property
    def quiet(self) -> bool:
        """True when all places are free and rested."""
        return self._taken == 0

    @asynccontextmanager
    async def one(self) -> AsyncIterator[None]:
        """Wait for a place and hold it."""
        self._taken += 1
        try:
            await self._free.acquire()
        except asyncio.CancelledError:
            self._taken -= 1
            raise
        try:
            yield
        finally:
            self._later(self._rest, self._give_back)

    def _give_back(self) -> None:
        self._taken -= 1
        self._free.release()


@dataclass(slots=True)
class _Chat:
    """What one chat is allowed; ``stopped_until`` is what a 429 asked for, on the clock of the limiter."""

    limits: tuple[Places, ...]
    stopped_until: float = 0.0

    @property
    def quiet(self) -> bool:
        return all(limit.quiet for limit in self.limits)


class ChatLimiter(BaseRateLimiter[Urge]):
    """The limiter that the bot's application is built with.

    Args:
        patience: Seconds that a request waits for a stopped chat; when longer are left, :exc:`RetryAfter` is raised at
            once and without asking Telegram, so that whoever sends can turn to other chats.
        retries: For requests that bring no :class:`Urge`: answers to commands, mostly.
        clock: Monotonic seconds.
        later: As for :class:`Places`.
    """

    def __init__(
        self,
        *,
        patience: float = 5.0,
        retries: int = 1,
        clock: Callable[[], float] = monotonic,
        later: Later = _later,
    ) -> None:
        self._patience = patience
        self._ordinary = Urge(retries=retries)
        self._clock = clock
        self._later = later
        self._overall = Places(30, 1.0, later)
        self._chats: dict[str, _Chat] = {}
        self._ids: dict[str, str] = {}  # of channels that were addressed by @name

    async def initialize(self) -> None:
        """Need nothing."""

    async def shutdown(self) -> None:
        """Hold nothing."""

    async def process_request(  # noqa: PLR0917 - the library's signature
        self,
        callback: Callable[..., Coroutine[Any, Any, Answer]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Urge | None,
    ) -> Answer:
        """Make the request when its chat's turn has come."""
        urge = rate_limit_args or self._ordinary
        address = data.get("chat_id")
        if address is None or not endpoint.startswith(_COUNTED):
            await urge.begin()
            return await callback(*args, **kwargs)
        for _ in range(urge.retries):
            try:
                return await self._send(str(address), urge, callback, args, kwargs)
            except RetryAfter as error:
                if wait_of(error).total_seconds() > self._patience:
                    raise
        return await self._send(str(address), urge, callback, args, kwargs)

    async def _send(
        self, address: str, urge: Urge, callback: Callable[..., Coroutine[Any, Any, Answer]], args: Any, kwargs: Any
    ) -> Answer:
        chat = self._chat(address)
        async with AsyncExitStack() as places:
            for limit in chat.limits:
                await places.enter_async_context(limit.one())
            await self._wait(chat)
            await places.enter_async_context(self._overall.one())
            await urge.begin()
            try:
                answer = await callback(*args, **kwargs)
            except RetryAfter as error:
                chat.stopped_until = self._clock() + wait_of(error).total_seconds()
                raise
        self._learn(address, answer)
        return answer

    async def _wait(self, chat: _Chat) -> None:
        """Wait until the chat is no longer stopped, or say that it will take too long."""
        left = chat.stopped_until - self._clock()
        if left > self._patience:
            raise RetryAfter(timedelta(seconds=math.ceil(left)))
        if left > 0:
            rested = asyncio.Event()
            self._later(left, rested.set)
            await rested.wait()

    def _chat(self, address: str) -> _Chat:
        """Return the chat's state, the same for ``@name`` and id once both are known to mean one chat."""
        key = self._ids.get(address.lower(), address.lower())
        if key not in self._chats:
            self._forget_quiet()
            is_private = not key.startswith(("-", "@"))
            minute = () if is_private else (Places(20, 60.0, self._later),)
            self._chats[key] = _Chat((Places(1, 1.0, self._later), *minute))
        return self._chats[key]

    def _learn(self, address: str, answer: Answer) -> None:
        """Take from an answer which id a ``@name`` has; what the name has used up counts for the id from then on."""
        if not address.startswith("@") or not isinstance(answer, dict) or "chat" not in answer:
            return
        name, identity = address.lower(), str(answer["chat"]["id"])
        if self._ids.get(name) != identity:
            self._ids[name] = identity
            if used := self._chats.pop(name, None):
                self._chats.setdefault(identity, used)

    def _forget_quiet(self) -> None:
        if len(self._chats) < _CHATS_REMEMBERED:
            return
        now = self._clock()
        self._chats = {k: chat for k, chat in self._chats.items() if not chat.quiet or chat.stopped_until > now}


def wait_of(error: RetryAfter) -> timedelta:
    """Return how long a 429 asks to wait, whichever of its two types the library was told to use."""
    wait = error.retry_after
    return wait if isinstance(wait, timedelta) else timedelta(seconds=wait)
