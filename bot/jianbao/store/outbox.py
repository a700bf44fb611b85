"""What is owed to whom, part by part, and what became of it."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select, text, update

from jianbao.errors import LeaseLost, StoreError
from jianbao.model import Channel, Delivery
from jianbao.store import silence
from jianbao.store.delivery import WAITING, State, claimable, release, repeatable, with_alerts
from jianbao.store.engine import Database
from jianbao.store.tables import OWED, delivery, subscriber, subscription


class Outbox:
    """Deliveries, safe between several workers.

    A row is claimed for a time, then begun, then settled. Whoever claims also frees what others have claimed and not
    settled in time, so that a process that died holds nobody up longer than its lease.

    Args:
        database: The store's.
        zone: IANA name of the zone that chats live in which have not named theirs.
    """

    def __init__(self, database: Database, zone: str) -> None:
        self._database = database
        self._zone = zone

    def claim(self, channel: Channel, now: datetime, lease: timedelta, limit: int) -> list[Delivery]:
        """Return what to send now, subscribers taking turns, and keep it from others until *lease* has passed.

        Of each subscriber only the oldest owed part is ever given out: what failed and waits holds back what comes
        after it in the same chat, and nothing in others. Paused subscribers get nothing, nor do chats that want no
        message at this hour: what is due there is put off.
        """
        with self._database.write() as connection:
            release(connection, now)
            question = claimable(channel, now, limit, silence.columns(now, subscription.c.mute_until))
            rows = connection.execute(question).all()
            while silence.put_off(connection, rows, now, self._zone):
                rows = connection.execute(question).all()
            mine = delivery.c.id.in_([row.delivery_id for row in rows])
            until = {"leased_until": now + lease, "lease": lease.total_seconds()}
            connection.execute(update(delivery).where(mine).values(until))
            return with_alerts(connection, rows)

    def begin(self, delivery_id: int, now: datetime) -> None:
        """Note that the network call follows: the last thing to do before it. The lease starts again.

        Raises:
            LeaseLost: It is not yours any more, or was never claimed: do not send it.
        """
        row = delivery.c.id == delivery_id
        claimed = row & delivery.c.state.in_(WAITING) & delivery.c.leased_until.is_not(None)
        changes = {"state": State.SENDING, "attempts": delivery.c.attempts + 1, "begun": now}
        begun = update(delivery).where(claimed).values(changes).returning(delivery.c.lease, delivery.c.subscriber_id)
        with self._database.write() as connection:
            mine = connection.execute(begun).one_or_none()
            if mine is None:
                raise LeaseLost(f"delivery {delivery_id} is not claimed any more: do not send it, claim again")
            until = now + timedelta(seconds=mine.lease)
            connection.execute(update(delivery).where(row).values(leased_until=until))
            served = update(subscriber).where(subscriber.c.id == mine.subscriber_id).values(served=now)
            connection.execute(served)

    def postpone(self, delivery_id: int, until: datetime) -> None:
        """Give back what was claimed and not begun: its chat's turn comes later. Nothing was tried."""
        waiting = (delivery.c.id == delivery_id) & delivery.c.state.in_(WAITING)
        with self._database.write() as connection:
            connection.execute(update(delivery).where(waiting).values(leased_until=None, next_try=until))

    def sent(self, delivery_id: int, message_id: int | str | None, now: datetime, note: str | None = None) -> None:
        """Note that it has arrived: the last word, whatever was believed before. *note* says what was not as it is."""
        number = None if message_id is None else str(message_id)
        self._settle(delivery_id, State.SENT, reason=note, message_id=number, sent=now)

    def failed(self, delivery_id: int, reason: str, next_try: datetime) -> None:
        """Note that it has certainly not arrived, and when to try again."""
        self._settle(delivery_id, State.FAILED, reason=reason, next_try=next_try)

    def unknown(self, delivery_id: int, reason: str, next_try: datetime | None = None) -> bool:
        """Note that nobody knows whether it has arrived: the call was made and its answer lost.

        Returns:
            True when it will be sent again, at *next_try*, because its subscriber wants each message at least once.
        """
        again = (delivery.c.id == delivery_id) & (delivery.c.state == State.SENDING) & repeatable()
        changes = {"state": State.FAILED, "reason": reason, "next_try": next_try, "leased_until": None}
        with self._database.write() as connection:
            repeated = update(delivery).where(again).values(repeats=delivery.c.repeats + 1, **changes)
            if connection.execute(repeated).rowcount:
                return True
        self._settle(delivery_id, State.UNKNOWN, reason=reason)
        return False

    def dead(self, delivery_id: int, reason: str) -> None:
        """Note that it will never arrive."""
        self._settle(delivery_id, State.DEAD, reason=reason)

    def _settle(self, delivery_id: int, state: State, **values: Any) -> None:
        """Move a row to *state*: what was sent stays sent, and what is dead can only turn out to have been sent.

        Raises:
            StoreError: There is no such row.
        """
        final = [State.SENT] if state is State.SENT else [State.SENT, State.DEAD, State.MERGED]
        changes = {"state": state, "leased_until": None, "next_try": None} | values
        row = delivery.c.id == delivery_id
        with self._database.write() as connection:
            done = connection.execute(update(delivery).where(row, delivery.c.state.not_in(final)).values(changes))
            if not done.rowcount and connection.scalar(select(delivery.c.id).where(row)) is None:
                raise StoreError(f"there is no delivery {delivery_id}: settle what claim() gave out")

    def recover(self, now: datetime) -> None:
        """Free what was claimed and not settled before its lease ended.

        What had not been begun is owed as before; what had been becomes unknown, for it must not arrive twice, unless
        its subscriber prefers that to its not arriving at all.
        """
        with self._database.write() as connection:
            release(connection, now)

    def counts(self) -> dict[State, int]:
        """Return how many deliveries are in each state."""
        with self._database.read() as connection:
            grouped = select(delivery.c.state, func.count()).group_by(delivery.c.state)
            found = {State(state): count for state, count in connection.execute(grouped)}
        return {state: found.get(state, 0) for state in State}

    def owed(self) -> int:
        """Return how many deliveries are not settled: not tried, being sent, or waiting for their next try."""
        with self._database.read() as connection:
            return connection.scalar(select(func.count()).select_from(delivery).where(text(OWED))) or 0

    def repeated(self) -> int:
        """Return how many calls were made although an earlier one of the same message may have arrived."""
        with self._database.read() as connection:
            return connection.scalar(select(func.sum(delivery.c.repeats))) or 0
