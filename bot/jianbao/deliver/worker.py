"""Empties the outbox of one channel: claim, begin, send, settle, each part on its own.

::

    claimed --> begin --> network call --+--> sent
       |                                 +--> failed, tried again at its time
       |                                 +--> unknown: not tried again by itself, unless the chat chose at-least-once
       |                                 +--> dead
       +--> failed before it left, or its turn comes later: as it was, tried again

The store is synchronous and is called in threads. Nothing that happens to one delivery touches another, but for a token
that is refused, which ends the channel.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from time import monotonic

from jianbao.deliver.catchup import CatchUp
from jianbao.errors import ConfigError, LeaseLost, StoreError
from jianbao.model import (
    Channel,
    Dead,
    Delivery,
    Failed,
    Moved,
    Outcome,
    Postponed,
    Promise,
    Sender,
    Sent,
    Unknown,
    Unreachable,
)
from jianbao.store import Store

_log = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)  # longer than a chat's turn (a minute) and a request (half a minute) can take
WIDTH = 64  # deliveries under way at once: Telegram takes 30 a second, and some wait for their chat's turn
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=5), timedelta(minutes=10)
_WRITE_AGAIN = (0.1, 0.5, 2.0, 5.0, 10.0, 20.0, 30.0, 60.0)  # seconds between tries to note what happened
_LOOK_AGAIN = 0.5  # seconds after which newly owed deliveries are seen while slow ones are under way
_FEW = 4  # a claim reads every subscriber's oldest: it is worth it for this part of the width, or after _LOOK_AGAIN


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
    alone: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def deliver(self, delivery: Delivery) -> str:
        """Send one part and settle it; return what came of it, for the tally.

        What is sent again when it may have arrived goes one at a time: so a process that dies doubles at most one.
        """
        repeatable = delivery.subscriber.promise is Promise.AT_LEAST_ONCE
        async with self.alone if repeatable else nullcontext():
            return await self._deliver(delivery)

    async def _deliver(self, delivery: Delivery) -> str:
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
        except StoreError:
            if begun:  # a sender that writes to the store itself; what it raised says nothing of what arrived
                await self._settled(delivery, Unknown("the store failed while it was sent"))
            raise
        except ConfigError as error:
            await self._settled(delivery, Failed(str(error)))
            raise
        except Exception as error:  # noqa: BLE001 - the fence round a sender: a fault in it costs this delivery, not the others
            _log.exception("sending delivery %d of alert %s went wrong", delivery.id, delivery.alert.id)
            reason = f"{type(error).__name__}: {error}"
            outcome = Unknown(reason) if begun else Failed(reason)
        await self._settled(delivery, outcome)
        return type(outcome).__name__.lower()

    async def _settled(self, delivery: Delivery, outcome: Outcome) -> None:
        """Write down what came of it, again and again while the store refuses: only we know what happened.

        Raises:
            StoreError: It still refuses after minutes.
        """
        for wait in (*_WRITE_AGAIN, None):
            try:
                await asyncio.to_thread(self._settle, delivery, outcome)
            except StoreError as error:
                if wait is None:
                    raise
                _log.warning("%s was not noted of delivery %d, trying again: %s", outcome, delivery.id, error)
                await asyncio.sleep(wait)
            else:
                return

    def _settle(self, delivery: Delivery, outcome: Outcome) -> None:
        outbox, subscribers, now = self.store.outbox, self.store.subscribers, self.clock()
        subscriber = delivery.subscriber
        later = now + patience(delivery.attempts)
        match outcome:
            case Sent(message_id, note):
                outbox.sent(delivery.id, message_id, now, note)
            case Postponed(wait):
                outbox.postpone(delivery.id, now + wait)
            case Failed(reason, wait):
                outbox.failed(delivery.id, reason, later if wait is None else now + wait)
            case Unknown(reason):
                again = outbox.unknown(delivery.id, reason, later)
                follows = "sent again, as its chat prefers" if again else "not sent again"
                _log.warning("delivery %d may or may not have arrived and is %s: %s", delivery.id, follows, reason)
            case Dead(reason):
                _log.error("delivery %d of alert %s is given up: %s", delivery.id, delivery.alert.id, reason)
                outbox.dead(delivery.id, reason)
            case Unreachable(reason, thread_only):
                _log.info("nothing more is sent to %s until it comes back: %s", subscriber.address, reason)
                thread = (subscriber.thread or 0) if thread_only else None
                subscribers.pause(subscriber.address, reason, thread, now=now)
                outbox.failed(delivery.id, reason, now)  # kept for when the subscriber comes back
            case Moved(new):
                _log.info("chat %s has moved to %s", subscriber.address, new)
                subscribers.migrate(subscriber.address, new)
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
    catch_up: CatchUp | None = None,
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
        catch_up: What becomes of alerts that have waited too long; None sends each of them.

    Raises:
        ConfigError: Nothing can be sent until a person has acted; what was under way is finished.
    """
    if catch_up and not (stop and stop.is_set()):
        await asyncio.to_thread(catch_up.merge, store, channel, clock())
    worker = _Worker(store, sender, clock)
    tally: Counter[str] = Counter()
    running: set[asyncio.Task[str]] = set()
    looked = -_LOOK_AGAIN
    try:
        while True:
            stopping = stop is not None and stop.is_set()
            free = 0 if stopping else width - len(running)
            if free * _FEW >= width or (free and monotonic() - looked >= _LOOK_AGAIN):
                owed = await asyncio.to_thread(store.outbox.claim, channel, clock(), lease, free)
                running |= {asyncio.create_task(worker.deliver(delivery)) for delivery in owed}
                looked = monotonic()
            if not running:
                return tally
            done, running = await asyncio.wait(running, timeout=_LOOK_AGAIN, return_when=asyncio.FIRST_COMPLETED)
            results = await asyncio.gather(*done, return_exceptions=True)
            for error in (result for result in results if isinstance(result, BaseException)):
                raise error
            tally.update(result for result in results if isinstance(result, str))
    finally:  # an error on the way: what has left the house must still be noted
        await asyncio.gather(*running, return_exceptions=True)
