"""What the limiter remembers across restarts, in the store."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from jianbao.model import Channel
from jianbao.store import Store

_SPAN = timedelta(seconds=61)  # the longest of Telegram's windows


class StoredPast:
    """The :class:`~jianbao.deliver.telegram.limiter.Past` of the bot whose outbox is in *store*.

    Args:
        store: Its outbox says what was sent; answers to commands are not written down anywhere.
        clock: Now, UTC.
    """

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    async def recall(self) -> tuple[Sequence[tuple[str, float]], Mapping[str, float]]:
        """Return the last minute's messages and the standing halts; ages and waits in seconds."""
        return await asyncio.to_thread(self._recall)

    async def halt(self, address: str, seconds: float) -> None:
        """Remember a halt."""
        until = self._clock() + timedelta(seconds=seconds)
        await asyncio.to_thread(self._store.halts.note, Channel.TELEGRAM, address, until)

    def _recall(self) -> tuple[list[tuple[str, float]], dict[str, float]]:
        now, halts = self._clock(), self._store.halts
        recent = halts.recent(Channel.TELEGRAM, now, _SPAN)
        ages = [(address, max((now - at).total_seconds(), 0.0) if at else 0.0) for address, at in recent]
        standing = halts.standing(Channel.TELEGRAM, now)
        return ages, {address: (until - now).total_seconds() for address, until in standing.items()}
