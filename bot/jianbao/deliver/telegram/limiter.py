"""Telegram's flood limits, kept by ourselves: 30 messages a second, one a second per chat, 20 a minute per group.

A 429 does not say whom it is for. It stops the chat that it was given for and no other; when several chats are refused
one after the other and nothing gets through in between, Telegram stops all, and so do we. Each time, what was too fast
becomes slower, and quick again little by little.

What was sent in the last minute and where we have to wait is asked of a :class:`Past`, so that a restart forgives
nothing. python-telegram-bot's own limiter stops all chats at a 429, knows no limit per chat, and takes a channel's
``@name`` and its id for two chats.
"""

import asyncio
import math
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from time import monotonic
from typing import Any, Protocol

from telegram.error import ChatMigrated, RetryAfter
from telegram.ext import BaseRateLimiter

from jianbao.deliver.telegram.places import Later, Places, later

Answer = bool | dict[str, Any] | list[dict[str, Any]]

ALL_CHATS = ""
_COUNTED = ("send", "copy", "forward", "edit")  # methods that make or change messages; others are not limited
_CHATS_REMEMBERED = 4096  # beyond this many, those that have been quiet are forgotten
_GAP = 1 / 40  # seconds between two departures: what leaves in one burst is in doubt together when the process dies
_SEVERAL = 3  # chats refused in a row: it is not for one of them
_OVERALL_SLOWER, _CHAT_SLOWER, _SLOWEST = 1.3, 2.0, 8.0
_A_LITTLE_SLOWER, _LONG_AGO = 1.1, 60.0  # factor for who had become quick again, seconds after a refusal
_QUICKER, _QUIET = 0.97, 20.0  # factor, and seconds without a refusal, after which we are that much quicker


async def _nothing() -> None:
    """Do nothing before the request."""


@dataclass(frozen=True, slots=True)
class Urge:
    """How a request wants to be treated, as ``rate_limit_args`` of a bot's method.

    Attributes:
        begin: Awaited when the request's turn has come, as the last thing before it is written to the network.
        retries: How often to try again after a 429, once its time has passed.
        patience: Seconds that it waits for its chat's turn; when it would be longer, :exc:`NotYet` is raised at once
            and nothing was asked of Telegram. None waits as long as it takes.
        bulk: True lets those go first who answer a person.
    """

    begin: Callable[[], Awaitable[None]] = _nothing
    retries: int = 0
    patience: float | None = None
    bulk: bool = False


class NotYet(Exception):
    """A chat's turn comes later than the request wants to wait.

    Args:
        wait: Seconds.
    """

    def __init__(self, wait: float) -> None:
        super().__init__(f"its turn comes in {wait:.1f} seconds")
        self.wait = wait


class Past(Protocol):
    """What outlives the process."""

    async def recall(self) -> tuple[Sequence[tuple[str, float]], Mapping[str, float]]:
        """Return addresses and ages (seconds) of the last minute's messages, and how long to wait at which address."""

    async def halt(self, address: str, seconds: float) -> None:
        """Remember that *address* (:data:`ALL_CHATS`: everybody) must not be asked for so long."""


@dataclass(slots=True)
class _Chat:
    """What one chat is allowed; ``stopped_until`` is what a 429 asked for, on the clock of the limiter."""

    limits: tuple[Places, ...]
    stopped_until: float = 0.0

    @property
    def quiet(self) -> bool:
        return all(limit.quiet for limit in self.limits)

    def wait(self, now: float) -> float:
        return max(self.stopped_until - now, *(limit.wait() for limit in self.limits))


@dataclass(slots=True)
class _Pace:
    """How much slower than its limit something is, because it was refused."""

    limits: Sequence[Places]
    slower: float
    spacing: Places | None = None
    changed: float = -math.inf
    refused: float = -math.inf

    def refuse(self, departed: float, now: float) -> None:
        """Become slower, once for all that left before it was known."""
        if departed >= self.refused:
            slower = _A_LITTLE_SLOWER if now - self.refused > _LONG_AGO and self.limits[0].slowness > 1 else self.slower
            self._set(min(self.limits[0].slowness * slower, _SLOWEST), now)
            self.refused = now

    def recover(self, now: float) -> None:
        """Become quicker, a little for each quiet time."""
        if self.limits[0].slowness > 1 and now - self.changed >= _QUIET:
            self._set(max(self.limits[0].slowness * _QUICKER, 1.0), now)

    def _set(self, slowness: float, now: float) -> None:
        self.changed = now
        for limit in self.limits:
            limit.slowness = slowness
        if self.spacing:  # else a burst after a pause would be as quick as ever
            self.spacing.slowness = slowness / (30 * _GAP) if slowness > 1 else 1.0


@dataclass(slots=True)
class _Suspicion:
    """Chats that were refused since anything got through."""

    since: float = math.inf
    chats: set[str] = field(default_factory=set)

    def refused(self, key: str, now: float) -> bool:
        """Return whether it is too many to be for one of them."""
        self.since = min(self.since, now)
        self.chats.add(key)
        return len(self.chats) >= _SEVERAL

    def arrived(self, departed: float) -> None:
        if departed > self.since:
            self.since, self.chats = math.inf, set()


class ChatLimiter(BaseRateLimiter[Urge]):
    """The limiter that the bot's application is built with.

    Args:
        past: What was sent before this process began; None for a bot that has none.
        patience: Seconds that an answer to a person waits for a chat that a 429 has stopped; when longer are left,
            :exc:`RetryAfter` is raised at once and without asking Telegram.
        retries: For requests that bring no :class:`Urge`: answers to commands, mostly.
        clock: Monotonic seconds.
        call_later: Calls a function after so many seconds.
    """

    def __init__(
        self,
        *,
        past: Past | None = None,
        patience: float = 5.0,
        retries: int = 1,
        clock: Callable[[], float] = monotonic,
        call_later: Later = later,
    ) -> None:
        self._past = past
        self._recalling: asyncio.Task[None] | None = None
        self._patience = patience
        self._ordinary = Urge(retries=retries)
        self._clock = clock
        self._later = call_later
        self._overall = Places(30, 1.0, clock, call_later)
        self._gap = Places(1, _GAP, clock, call_later)
        self._pace = _Pace((self._overall,), _OVERALL_SLOWER, self._gap)
        self._stopped_until = 0.0
        self._suspicion = _Suspicion()
        self._chats: dict[str, _Chat] = {}
        self._paces: dict[str, _Pace] = {}  # of chats that were refused
        self._ids: dict[str, str] = {}  # of channels that were addressed by @name, of groups that moved

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
        """Make the request when its chat's turn has come.

        Raises:
            NotYet: That is later than its urge waits.
        """
        urge = rate_limit_args or self._ordinary
        address = data.get("chat_id")
        if address is None or not endpoint.startswith(_COUNTED):
            await urge.begin()
            return await callback(*args, **kwargs)
        await self._recall()
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
        self._refuse_to_wait(chat, urge)
        async with AsyncExitStack() as places:
            for limit in chat.limits:
                await places.enter_async_context(limit.one(urge.bulk))
            await self._wait(chat, urge)
            await places.enter_async_context(self._overall.one(urge.bulk))
            async with self._gap.one(urge.bulk):
                await self._wait(chat, urge)  # somebody may have been refused in the meantime
            await urge.begin()
            departed = self._clock()
            try:
                answer = await callback(*args, **kwargs)
            except RetryAfter as error:
                await self._refused(address, chat, departed, wait_of(error).total_seconds())
                raise
            except ChatMigrated as error:
                self._moved(address, str(error.new_chat_id))
                raise
        self._suspicion.arrived(departed)
        self._recover(address)
        self._learn(address, answer)
        return answer

    # Waiting

    def _refuse_to_wait(self, chat: _Chat, urge: Urge) -> None:
        now = self._clock()
        wait = max(chat.wait(now), self._stopped_until - now)
        if urge.patience is not None and wait > urge.patience:
            raise NotYet(wait)

    async def _wait(self, chat: _Chat, urge: Urge) -> None:
        """Wait until nothing is stopped, or say that it will take too long."""
        while (left := max(chat.stopped_until, self._stopped_until) - self._clock()) > 0:
            if urge.patience is not None and left > urge.patience:
                raise NotYet(left)
            if left > self._patience:
                raise RetryAfter(timedelta(seconds=math.ceil(left)))
            rested = asyncio.Event()
            self._later(left, rested.set)
            await rested.wait()

    # Refusals

    async def _refused(self, address: str, chat: _Chat, departed: float, seconds: float) -> None:
        now, key = self._clock(), self._key(address)
        chat.stopped_until = max(chat.stopped_until, now + seconds)
        stops_all = self._suspicion.refused(key, now)
        if stops_all:
            self._stopped_until = max(self._stopped_until, now + seconds)
            self._pace.refuse(departed, now)
        else:
            self._paces.setdefault(key, _Pace(chat.limits, _CHAT_SLOWER)).refuse(departed, now)
        if self._past:
            await self._past.halt(ALL_CHATS if stops_all else key, seconds)

    def _recover(self, address: str) -> None:
        now, key = self._clock(), self._key(address)
        self._pace.recover(now)
        if pace := self._paces.get(key):
            pace.recover(now)
            if pace.limits[0].slowness <= 1:
                del self._paces[key]

    # Chats

    def _key(self, address: str) -> str:
        return self._ids.get(address.lower(), address.lower())

    def _chat(self, address: str) -> _Chat:
        """Return the chat's state, the same for ``@name`` and id once both are known to mean one chat."""
        key = self._key(address)
        if key not in self._chats:
            self._forget_quiet()
            is_private = not key.startswith(("-", "@"))
            minute = () if is_private else (self._places(20, 60.0),)
            self._chats[key] = _Chat((self._places(1, 1.0), *minute))
        return self._chats[key]

    def _places(self, number: int, rest: float) -> Places:
        return Places(number, rest, self._clock, self._later)

    def _learn(self, address: str, answer: Answer) -> None:
        """Take from an answer which id a ``@name`` has."""
        if address.startswith("@") and isinstance(answer, dict) and "chat" in answer:
            self._moved(address, str(answer["chat"]["id"]))

    def _moved(self, address: str, identity: str) -> None:
        """Let two addresses be one chat from now on; what the first has used up counts."""
        name = address.lower()
        if self._ids.get(name) == identity:
            return
        self._ids[name] = identity
        if used := self._chats.pop(name, None):
            known = self._chats.setdefault(identity, used)
            known.stopped_until = max(known.stopped_until, used.stopped_until)

    def _forget_quiet(self) -> None:
        if len(self._chats) < _CHATS_REMEMBERED:
            return
        now = self._clock()
        self._chats = {k: chat for k, chat in self._chats.items() if not chat.quiet or chat.stopped_until > now}
        self._paces = {k: pace for k, pace in self._paces.items() if k in self._chats}

    # Before this process

    async def _recall(self) -> None:
        if self._past is None:
            return
        if self._recalling is None:
            self._recalling = asyncio.create_task(self._remember(self._past))
        await asyncio.shield(self._recalling)

    async def _remember(self, past: Past) -> None:
        recent, halts = await past.recall()
        now = self._clock()
        for address, age in recent:
            for limit in (*self._chat(address).limits, self._overall):
                limit.used(age)
        for address, seconds in halts.items():
            if address == ALL_CHATS:
                self._stopped_until = now + seconds
            else:
                self._chat(address).stopped_until = now + seconds


def wait_of(error: RetryAfter) -> timedelta:
    """Return how long a 429 asks to wait, whichever of its two types the library was told to use."""
    wait = error.retry_after
    return wait if isinstance(wait, timedelta) else timedelta(seconds=wait)
