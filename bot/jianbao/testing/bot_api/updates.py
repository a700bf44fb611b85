"""What the bot is told: one queue, kept until the bot confirms it with an offset, read by one poller at a time."""

import asyncio
import json
from collections import deque
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from jianbao.testing.bot_api.refusal import Refused, conflict

# https://core.telegram.org/bots/api#getting-updates: what is sent only to bots that name it.
_ONLY_ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
_MOST_AT_ONCE = 100
_LONGEST_WAIT = 50  # seconds; longer timeouts are cut, as the real server does
_FIRST_ID = 300_000_001


class Updates:
    """The queue, and whoever waits for it.

    Attributes:
        allowed: What ``allowed_updates`` named last; empty for the default.
        webhook: Where updates would go instead; empty when they are polled. (Nothing is ever delivered there.)
    """

    def __init__(self) -> None:
        self.allowed: frozenset[str] = frozenset()
        self.webhook = ""
        self._next_id = _FIRST_ID
        self._pending: deque[tuple[int, str]] = deque()
        self._waiting: asyncio.Future[None] | None = None

    def __len__(self) -> int:
        """Return how many updates wait to be fetched or confirmed."""
        return len(self._pending)

    def allow(self, names: Iterable[str] | None) -> None:
        """Take over ``allowed_updates`` of a call; None leaves what was said before."""
        if names is not None:
            self.allowed = frozenset(names)

    def put(self, kind: str, payload: dict[str, Any]) -> None:
        """Tell the bot, unless it did not ask for this kind. May be called from any thread."""
        if kind not in self.allowed if self.allowed else kind in _ONLY_ON_REQUEST:
            return
        # As text: what is told now stays as it is, whatever happens to the message later.
        self._pending.append((self._next_id, json.dumps({"update_id": self._next_id, kind: payload})))
        self._next_id += 1
        self._wake(None)

    def drop(self) -> None:
        """Forget everything (``drop_pending_updates``)."""
        self._pending.clear()

    def set_webhook(self, url: str) -> None:
        """Send updates to *url* from now on; whoever waits is sent away."""
        self.webhook = url
        if url:
            self._wake(conflict("terminated by setWebhook request"))

    def close(self) -> None:
        """Let nobody wait any longer."""
        self._wake(None)

    async def poll(self, offset: int, limit: int, timeout: int) -> list[Any]:  # noqa: ASYNC109 - the method's own word
        """Return updates from *offset* on and forget those before; wait up to *timeout* seconds for the first.

        Raises:
            Refused: 409: a webhook is set, or somebody else began to wait.
        """
        if self.webhook:
            raise conflict(
                "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
            )
        found = self._take(offset, limit)
        if found or timeout <= 0:
            return found
        self._wake(conflict("terminated by other getUpdates request; make sure that only one bot instance is running"))
        self._waiting = mine = asyncio.get_running_loop().create_future()
        try:
            with suppress(TimeoutError):
                await asyncio.wait_for(mine, min(timeout, _LONGEST_WAIT))
        finally:
            if self._waiting is mine:
                self._waiting = None
        return self._take(offset, limit)

    def _take(self, offset: int, limit: int) -> list[Any]:
        if offset < 0:
            while len(self._pending) > -offset:
                self._pending.popleft()
        while self._pending and self._pending[0][0] < offset:
            self._pending.popleft()
        most = min(limit, _MOST_AT_ONCE) if limit > 0 else _MOST_AT_ONCE
        return [json.loads(update) for _, update in list(self._pending)[:most]]

    def _wake(self, error: Refused | None) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            waiting.get_loop().call_soon_threadsafe(_finish, waiting, error)


def _finish(waiting: asyncio.Future[None], error: Refused | None) -> None:
    if waiting.done():
        return
    if error:
        waiting.set_exception(error)
    else:
        waiting.set_result(None)
