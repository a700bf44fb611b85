"""A limit of so many messages in so much time, kept so that the other side can never count more."""

import asyncio
import heapq
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from itertools import count

Later = Callable[[float, Callable[[], None]], object]
_order = count()


def later(delay: float, call: Callable[[], None]) -> object:
    """Call *call* after *delay* seconds."""
    return asyncio.get_running_loop().call_later(delay, call)


class Places:
    """A number of places, each of which stays taken for a while after it was used.

    A message holds a place from before it leaves until its answer came, and the place rests for the limit's time after
    that. So however long requests are under way, never more arrive in a window than the limit has places.

    Args:
        number: How many.
        rest: Seconds that a place rests after its use.
        clock: Monotonic seconds.
        call_later: Calls a function after so many seconds.

    Attributes:
        slowness: Factor on ``rest``: 2 halves the rate.
    """

    def __init__(self, number: int, rest: float, clock: Callable[[], float], call_later: Later = later) -> None:
        self.slowness = 1.0
        self._number = number
        self._free = number
        self._rest = rest
        self._clock = clock
        self._later = call_later
        self._resting: list[float] = []  # when each place that was given back is free again; a heap
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []  # a heap: urgent first, then in order

    @property
    def quiet(self) -> bool:
        """True when all places are free and rested."""
        return self._free == self._number

    def wait(self) -> float:
        """Return about how many seconds whoever comes now would wait; 0 when a place is free."""
        ahead = sum(not future.done() for *_, future in self._waiting)
        if self._free > ahead:
            return 0.0
        needed = ahead + 1 - self._free
        if needed <= len(self._resting):
            return max(heapq.nsmallest(needed, self._resting)[-1] - self._clock(), 0.0)
        return self._rest * self.slowness

    @asynccontextmanager
    async def one(self, urgency: int = 0) -> AsyncIterator[None]:
        """Wait for a place and hold it; a lower *urgency* goes first, equal ones in the order in which they came."""
        await self._take(urgency)
        try:
            yield
        finally:
            self._put_to_rest(self._rest * self.slowness)

    def used(self, age: float) -> None:
        """Count a use that is *age* seconds over."""
        if age < self._rest:
            self._free -= 1  # below zero, when more were used than there are: the next wait for all of them
            self._put_to_rest(self._rest - age)

    async def _take(self, urgency: int) -> None:
        if self._free > 0:
            self._free -= 1
            return
        place = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (urgency, next(_order), place))
        try:
            await place
        except asyncio.CancelledError:
            if place.done() and not place.cancelled():  # it was given, and is not used
                self._give()
            raise

    def _put_to_rest(self, seconds: float) -> None:
        heapq.heappush(self._resting, self._clock() + seconds)
        self._later(seconds, self._rested)

    def _rested(self) -> None:
        heapq.heappop(self._resting)
        self._give()

    def _give(self) -> None:
        self._free += 1
        while self._free > 0 and self._waiting:
            *_, place = heapq.heappop(self._waiting)
            if not place.done():
                self._free -= 1
                place.set_result(None)
