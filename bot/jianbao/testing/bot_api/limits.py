"""Flood control: how many messages Telegram takes in how much time.

The numbers are those of https://core.telegram.org/bots/faq (My bot is hitting limits). Telegram allows short bursts;
this allows none, so that who passes here passes there.
"""

import math
from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from jianbao.testing.bot_api.chats import Chat
from jianbao.testing.bot_api.refusal import too_many_requests

SENDING = frozenset({"sendMessage", "sendPhoto", "sendDocument", "sendRichMessage"})


@dataclass(frozen=True, slots=True)
class Rate:
    """So many calls in any stretch of so many seconds."""

    calls: int
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What is allowed; None lifts a limit.

    Attributes:
        overall: All chats together.
        chat: Each chat.
        group: Each group, supergroup and channel, besides ``chat``.
        counted: The methods that are limited.
    """

    overall: Rate | None = Rate(30, 1)
    chat: Rate | None = Rate(1, 1)
    group: Rate | None = Rate(20, 60)
    counted: frozenset[str] = SENDING


UNLIMITED = Limits(counted=frozenset())


@dataclass(slots=True)
class _Window:
    """The last calls under one limit, and until when a 429 has closed it."""

    times: deque[datetime] = field(default_factory=deque)
    closed_until: datetime | None = None

    def is_closed(self, now: datetime) -> bool:
        return self.closed_until is not None and now < self.closed_until

    def wait(self, rate: Rate, now: datetime) -> float:
        """Return the seconds until one more call fits."""
        length = timedelta(seconds=rate.seconds)
        while self.times and self.times[0] + length <= now:
            self.times.popleft()
        free = self.times[-rate.calls] + length if len(self.times) >= rate.calls else now
        return (max(free, self.closed_until or now) - now).total_seconds()


class Flood:
    """Counts messages and refuses those that come too fast.

    A refused call does not count. But a 429 means what it says: who comes back before ``retry_after`` is over is
    refused again, even if the window has room by then.
    """

    def __init__(self, limits: Limits, clock: Callable[[], datetime]) -> None:
        self.limits = limits
        self._clock = clock
        self._windows: dict[object, _Window] = defaultdict(_Window)

    def admit(self, method: str, chat: Chat) -> None:
        """Count a message to *chat*.

        Raises:
            Refused: 429.
        """
        if method not in self.limits.counted:
            return
        now = self._clock()
        windows = list(self._limits_of(chat))
        waits = [(window, window.wait(rate, now)) for window, rate in windows]
        longest = max((wait for _, wait in waits), default=0.0)
        if longest > 0:
            retry_after = math.ceil(longest)
            for window, wait in waits:
                if wait > 0 and not window.is_closed(now):
                    window.closed_until = now + timedelta(seconds=retry_after)
            raise too_many_requests(retry_after)
        for window, _ in windows:
            window.times.append(now)

    def _limits_of(self, chat: Chat) -> Iterator[tuple[_Window, Rate]]:
        limits = self.limits
        if limits.overall:
            yield self._windows["overall"], limits.overall
        if limits.chat:
            yield self._windows["chat", chat.id], limits.chat
        if limits.group and chat.type != "private":
            yield self._windows["group", chat.id], limits.group
