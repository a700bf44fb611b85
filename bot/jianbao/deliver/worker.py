"""Empties the outbox of one channel: claim, begin, send, settle, each part on its own.

::

    claimed --> begin --> network call --+--> sent
       |                                 +--> failed, tried again at its time
       |                                 +--> unknown, never tried again by itself
       |                                 +--> dead
       +--> failed before it left: as it was, tried again

The store is synchronous and is called in threads. Nothing that happens to one delivery touches another, but for a token
that is refused, which ends the channel.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

from jianbao.deliver.outcome import Dead, Failed, Moved, Outcome, Sent, Unknown, Unreachable
from jianbao.errors import ConfigError, LeaseLost
from jianbao.model import Channel
from jianbao.store import Delivery, Store

_log = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)  # longer than a chat's turn (a minute) and a request (half a minute) can take
WIDTH = 32  # deliveries under way at once: Telegram takes 30 a second
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=5), timedelta(minutes=10)
_LOOK_AGAIN = 1.0  # seconds after which newly owed deliveries are seen while slow ones are under way


class Sender(Protocol):
    """A channel's way out."""

    async def send(self, delivery: Delivery, begin: Callable[[], Awaitable[None]]) -> Outcome:
        """Send one part; await *begin* as the last thing before it leaves the house.

        Raises:
            ConfigError: Nothing can be sent until a person has acted.
        """


def utc_now() -> datetime:
    """Return the time."""
    return datetime.now(UTC)


def patience(attempts: int) -> timedelta:
    """Return how long to wait after so many attempts: twice as long each time, up to ten minutes."""
    doublings = min(attempts, 10)  # beyond this it is the longest anyway
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


@dataclass(frozen=True, slots=True)
class _Worker:
    store: Store
    sender: Sender
    clock: Callable[[], datetime]

    async def deliver(self, delivery: Delivery) -> str:
        """Send one part and settle it; return what came of it, for the tally."""
        begun = False

        async def begin() -> None:
            nonlocal begun
            await asyncio.to_thread(self.store.outbox.begin, delivery.id, self.clock())
            begun = True

        try:
            outcome = await self.sender.send(delivery, begin)
        except LeaseLost as lost:
            _log.warning("%s", lost)
            return "lost"
        except ConfigError as error:
            await asyncio.to_thread(self._settle, delivery, Failed(str(error)))
            raise
        except Exception as error:  # noqa: BLE001 - the fence round a sender: a fault in it costs this delivery, not the others
            _log.exception("sending delivery %d of alert %s went wrong", delivery.id, delivery.alert.id)
            reason = f"{type(error).__name__}: {error}"
            outcome = Unknown(reason) if begun else Failed(reason)
        await asyncio.to_thread(self._settle, delivery, outcome)
        return type(outcome).__name__.lower()

    def _settle(self, delivery: Delivery, outcome: Outcome) -> None:
        outbox, subscribers, now = self.store.outbox, self.store.subscribers, self.clock()
        address = delivery.subscriber.address
        match outcome:
            case Sent(message_id):
                outbox.sent(delivery.id, message_id, now)
            case Failed(reason, wait):
                outbox.failed(delivery.id, reason, now + (wait or patience(delivery.attempts)))
            case Unknown(reason):
                _log.warning("delivery %d may or may not have arrived: %s", delivery.id, reason)
                outbox.unknown(delivery.id, reason)
            case Dead(reason):
                _log.error("delivery %d of alert %s is given up: %s", delivery.id, delivery.alert.id, reason)
                outbox.dead(delivery.id, reason)
            case Unreachable(reason):
                _log.info("nothing more is sent to %s until it comes back: %s", address, reason)
                subscribers.pause(address, reason)
                outbox.failed(delivery.id, reason, now)  # kept for when the subscriber comes back
            case Moved(new):
                _log.info("chat %s has moved to %s", address, new)
                subscribers.migrate(address, new)
                outbox.failed(delivery.id, f"moved to {new}", now)


async def drain(
    store: Store,
    channel: Channel,
    sender: Sender,
    *,
    clock: Callable[[], datetime] = utc_now,
    stop: asyncio.Event | None = None,
    width: int = WIDTH,
    lease: timedelta = LEASE,
) -> Counter[str]:
    """Send what is owed on *channel* until nothing more can be sent now; return how many came to what.

    Args:
        store: Whose outbox.
        channel: Which deliveries.
        sender: Sends them.
        clock: Now, UTC.
        stop: When set, nothing new is begun; what is under way is finished.
        width: How many at once.
        lease: How long a claimed delivery is kept from other workers.

    Raises:
        ConfigError: Nothing can be sent until a person has acted; what was under way is finished.
    """
    worker = _Worker(store, sender, clock)
    tally: Counter[str] = Counter()
    running: set[asyncio.Task[str]] = set()
    try:
        while True:
            stopping = stop is not None and stop.is_set()
            free = 0 if stopping else width - len(running)
            owed = await asyncio.to_thread(store.outbox.claim, channel, clock(), lease, free) if free else []
            running |= {asyncio.create_task(worker.deliver(delivery)) for delivery in owed}
            if not running:
                return tally
            done, running = await asyncio.wait(running, timeout=_LOOK_AGAIN, return_when=asyncio.FIRST_COMPLETED)
            results = await asyncio.gather(*done, return_exceptions=True)
            for error in (result for result in results if isinstance(result, BaseException)):
                raise error
            tally.update(result for result in results if isinstance(result, str))
    finally:  # an error on the way: what has left the house must still be noted
        await asyncio.gather(*running, return_exceptions=True)
