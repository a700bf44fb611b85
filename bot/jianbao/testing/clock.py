"""Time in the hands of a test."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

_START = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)  # a Monday, nine in the morning in Beijing


class FakeClock:
    """Stands still until it is told to go on. Pass ``clock.now`` where a clock is asked for.

    Args:
        start: UTC-aware.
    """

    def __init__(self, start: datetime = _START) -> None:
        self._now = start

    def now(self) -> datetime:
        """Return the time, UTC."""
        return self._now

    def advance(self, step: timedelta) -> datetime:
        """Go on by *step* and return the new time.

        Raises:
            ValueError: *step* goes back.
        """
        if step < timedelta():
            raise ValueError(f"a clock does not go back: {step}")
        self._now += step
        return self._now


def steady() -> Callable[[], datetime]:
    """Return a clock that shows the real time, and that nobody sets while it runs."""
    start, began = datetime.now(UTC), time.monotonic()
    return lambda: start + timedelta(seconds=time.monotonic() - began)
