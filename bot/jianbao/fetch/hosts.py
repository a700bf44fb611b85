"""Politeness: a host sees one request at a time, and a pause between two."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass(slots=True)
class _Lane:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at: float = 0.0  # loop seconds


class Hosts:
    """Turns at hosts.

    Args:
        pause: Seconds between the end of a request and the start of the next one to the same host.
    """

    def __init__(self, pause: float) -> None:
        self._pause = pause
        self._lanes: dict[str, _Lane] = {}

    @asynccontextmanager
    async def turn(self, host: str, pause: float = 0.0) -> AsyncIterator[None]:
        """Hold the only place at *host*; waits for it and for the pause. Nobody may hold two turns at once.

        Args:
            host: Its name.
            pause: Seconds to leave after this request, when the host asks for more than the house's own pause.
        """
        lane = self._lanes.setdefault(host, _Lane())
        loop = asyncio.get_running_loop()
        async with lane.lock:
            await asyncio.sleep(max(0.0, lane.free_at - loop.time()))
            try:
                yield
            finally:
                lane.free_at = loop.time() + max(self._pause, pause)
