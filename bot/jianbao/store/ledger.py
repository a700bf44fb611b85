"""The outbox for people: what became of messages, and what an operator or a reader decides about them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, case, func, select, update

from jianbao.model import Alert, Channel, Subscription
from jianbao.store.delivery import WAITING, State
from jianbao.store.engine import Database
from jianbao.store.subscribers import subscription_of
from jianbao.store.tables import alert, delivery, subscriber, subscription

_OPEN = (*WAITING, State.UNKNOWN, State.DEAD, State.MERGED)  # what may be decided about: not on the wire, not arrived
_ASKED_AGAIN = "asked for again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A message as its operator sees it.

    Attributes:
        id: The store's number.
        channel: How it goes.
        address: Where to.
        thread: Forum topic, if any.
        title: Of the chat.
        paused: Why nothing is sent there now.
        alert: What it is about.
        part: Which message of the alert, from 1.
        state: Where it stands.
        attempts: Network calls that were begun.
        repeats: Those of them made although an earlier one may have arrived.
        reason: Why it stands there.
        created: When the alert came to be.
        begun: The last network call.
        sent: When it arrived.
        next_try: When it is tried again.
        merged_into: The delivery whose digest tells of it.
    """

    id: int
    channel: Channel
    address: str
    thread: int | None
    title: str
    paused: str | None
    alert: Alert
    part: int
    state: State
    attempts: int
    repeats: int
    reason: str | None
    created: datetime
    begun: datetime | None
    sent: datetime | None
    next_try: datetime | None
    merged_into: int | None


class Ledger:
    """All messages, sent or not."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def entries(
        self,
        states: Collection[State],
        *,
        subscriber_id: int | None = None,
        noted: bool = False,
        since: datetime | None = None,
        limit: int = 50,
    ) -> list[Entry]:
        """Return the newest messages in *states*, newest first.

        Args:
            states: Which.
            subscriber_id: Only this one's.
            noted: Only those with a reason: of sent ones, those that did not arrive as rendered.
            since: Only of alerts that came to be after.
            limit: At most so many.
        """
        chosen: list[ColumnElement[bool]] = [delivery.c.state.in_(states)]
        if subscriber_id is not None:
            chosen.append(delivery.c.subscriber_id == subscriber_id)
        if noted:
            chosen.append(delivery.c.reason.is_not(None))
        if since is not None:
            chosen.append(alert.c.created > since)
        columns = (delivery, alert.c.record, alert.c.created)
        where = (subscriber.c.channel, subscriber.c.address, subscriber.c.thread, subscriber.c.title)
        asked = select(*columns, *where, subscriber.c.paused).join_from(delivery, subscriber).join(alert)
        with self._database.read() as connection:
            rows = connection.execute(asked.where(*chosen).order_by(delivery.c.id.desc()).limit(limit))
            return [_entry(row) for row in rows]

    def retry(self, numbers: Sequence[int], *, of: int | None = None) -> int:
        """Let messages that did not arrive, or of which nobody knows, be sent; return how many.

        Args:
            numbers: Their ids; those that have arrived or are on the wire are passed over.
            of: Only those of this subscriber.
        """
        doubtful = delivery.c.state == State.UNKNOWN
        changes = {
            "state": State.PENDING,
            "reason": _ASKED_AGAIN,
            "repeats": delivery.c.repeats + case((doubtful, 1), else_=0),
            "attempts": 0,
            "merged_into": None,
            "next_try": None,
            "asked": True,
        }
        return self._change(self._open(numbers, of), changes)

    def drop(self, numbers: Sequence[int], reason: str) -> int:
        """Give messages up; return how many were not given up, sent or being sent already."""
        alive = self._open(numbers, None) & (delivery.c.state != State.DEAD)
        return self._change(alive, {"state": State.DEAD, "reason": reason, "next_try": None})

    def arrived(self, numbers: Sequence[int], now: datetime, *, of: int | None = None) -> int:
        """Settle unknown messages as arrived: their reader says so; return how many."""
        unknown = self._open(numbers, of) & (delivery.c.state == State.UNKNOWN)
        return self._change(unknown, {"state": State.SENT, "sent": now, "reason": "the reader has it"})

    def resend(self, subscriber_id: int, since: datetime) -> int:
        """Owe a subscriber again what it was owed of the alerts since then, sent or not; return how many messages.

        What waits anyway is left as it is, and a digest gives way to the messages it told of.
        """
        recent = select(alert.c.number).where(alert.c.created > since)
        mine = (delivery.c.subscriber_id == subscriber_id) & delivery.c.alert_number.in_(recent)
        told = mine & delivery.c.state.in_([State.SENT, State.UNKNOWN, State.DEAD, State.MERGED])
        changes = {"state": State.PENDING, "reason": _ASKED_AGAIN, "attempts": 0, "own_body": None}
        return self._change(told, changes | {"merged_into": None, "next_try": None, "asked": True})

    def asked_by(
        self, subscriber_id: int, message_id: str | None = None, number: int | None = None
    ) -> tuple[Alert, Subscription] | None:
        """Return the alert that a message of a chat brought, and the wish that it followed.

        Args:
            subscriber_id: Whose.
            message_id: The channel's name for the message; the latest without one.
            number: Our own number for it, instead: whatever has become of it.

        Returns:
            None when no alert came by that message.
        """
        chosen = delivery.c.subscriber_id == subscriber_id
        if number is not None:
            chosen &= delivery.c.id == number
        else:
            chosen &= delivery.c.state == State.SENT
        if message_id is not None:
            chosen &= delivery.c.message_id == message_id
        joined = select(subscription, alert.c.record).join_from(delivery, subscription).join(alert).where(chosen)
        with self._database.read() as connection:
            row = connection.execute(
                joined.order_by(delivery.c.sent.desc(), delivery.c.id.desc()).limit(1)
            ).one_or_none()
        return None if row is None else (row.record, subscription_of(row))

    def waiting(self, address: str) -> int:
        """Return how many alerts wait to be sent to *address*, in all its threads."""
        here = select(subscriber.c.id).where(subscriber.c.address == address)
        owed = delivery.c.state.in_(WAITING) & delivery.c.subscriber_id.in_(here)
        asked = select(func.count(delivery.c.alert_number.distinct())).where(owed)
        with self._database.read() as connection:
            return connection.scalar(asked) or 0

    def _open(self, numbers: Sequence[int], of: int | None) -> ColumnElement[bool]:
        mine = delivery.c.id.in_(numbers) & delivery.c.state.in_(_OPEN) & delivery.c.leased_until.is_(None)
        return mine if of is None else mine & (delivery.c.subscriber_id == of)

    def _change(self, which: ColumnElement[bool], changes: dict[str, Any]) -> int:
        with self._database.write() as connection:
            return connection.execute(update(delivery).where(which).values(changes)).rowcount


def _entry(row: Row[Any]) -> Entry:
    return Entry(
        id=row.id,
        channel=Channel(row.channel),
        address=row.address,
        thread=row.thread or None,
        title=row.title,
        paused=row.paused,
        alert=row.record,
        part=row.part,
        state=State(row.state),
        attempts=row.attempts,
        repeats=row.repeats,
        reason=row.reason,
        created=row.created,
        begun=row.begun,
        sent=row.sent,
        next_try=row.next_try,
        merged_into=row.merged_into,
    )
