"""The rows of the outbox: how they come to be, which of them may be sent now, and what they look like outside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, case, func, or_, select, text, update

from jianbao.model import Alert, Delivery, Promise, Style, Subscription
from jianbao.store.subscribers import subscriber_of
from jianbao.store.tables import OWED, alert, delivery, rendering, subscriber, subscription

_INTERRUPTED = "sending was interrupted: it may or may not have arrived"
MOST_REPEATS = 5  # of a message that may have arrived: a chat that never answers must not be flooded with one alert


class State(StrEnum):
    """Where a delivery stands; the first three are owed."""

    PENDING = "pending"  # not tried yet
    SENDING = "sending"  # the network call has begun
    FAILED = "failed"  # not delivered, tried again at its time
    SENT = "sent"
    UNKNOWN = "unknown"  # may have arrived: never tried again by itself
    DEAD = "dead"  # will never be delivered
    MERGED = "merged"  # told of in a digest that is a delivery of its own


@dataclass(frozen=True, slots=True)
class Owed:
    """How a subscriber is owed an alert: not before then (None: at once), and in which style."""

    not_before: datetime | None
    style: Style


WAITING = (State.PENDING, State.FAILED)


def owe(  # noqa: PLR0917 - one row's columns
    connection: Connection,
    number: int,
    parts: int,
    chosen: Mapping[int, Subscription],
    how: Mapping[int, Owed],
    form: str = "",
) -> int:
    """Write, in the caller's transaction, what the *chosen* are owed of an alert, and return how many rows that is.

    Args:
        connection: The transaction that also writes the alert.
        number: The alert's row.
        parts: How many messages it is in their channel.
        chosen: By subscriber, the subscription that asked for it.
        how: By subscriber, when it may go.
        form: Which of the channel's renderings it is: what follows the channel's name.
    """
    new = {"alert_number": number, "form": form, "state": State.PENDING, "attempts": 0, "lease": 0.0}
    rows = [
        {
            "subscriber_id": someone,
            "subscription_id": wish.id,
            "part": part,
            "not_before": how[someone].not_before,
            **new,
        }
        for someone, wish in sorted(chosen.items())
        for part in range(1, parts + 1)
    ]
    if rows:
        connection.execute(delivery.insert(), rows)
    return len(rows)


def claimable(channel: str, now: datetime, limit: int, more: Sequence[ColumnElement[Any]] = ()) -> Select[Any]:
    """Return the question for what may be sent now: the oldest owed row of each subscriber, if its time has come.

    *more* are columns that the caller asks for besides.

    What is held back for later stands in nobody's way: it goes with the digest that it is held back for.

    Subscribers take turns: who was served longest ago comes first, however much is owed to others. The rows are locked;
    those that another worker has locked are skipped (on PostgreSQL: SQLite's writers are alone).
    """
    other = delivery.alias("other")
    let_go = or_(other.c.not_before.is_(None), other.c.not_before <= now)
    mine = (other.c.subscriber_id == subscriber.c.id) & let_go
    oldest = select(func.min(other.c.id)).where(mine, text(OWED)).scalar_subquery()
    its_time = or_(delivery.c.next_try.is_(None), delivery.c.next_try <= now)
    ready = delivery.c.state.in_(WAITING) & delivery.c.leased_until.is_(None) & its_time
    body = (rendering.c.alert_number == delivery.c.alert_number) & (rendering.c.part == delivery.c.part)
    its = delivery.c
    row = (its.alert_number, its.part, its.attempts, its.form, its.own_body, its.subscription_id)
    return (
        select(its.id.label("delivery_id"), *row, rendering.c.parts, rendering.c.body, subscriber, *more)
        .join_from(subscriber, delivery, delivery.c.id == oldest)
        .join(subscription, subscription.c.id == delivery.c.subscription_id)
        .join(rendering, body & (rendering.c.channel == subscriber.c.channel + delivery.c.form))
        .where(subscriber.c.channel == channel, subscriber.c.paused.is_(None), ready)
        .order_by(subscriber.c.served.asc().nulls_first(), delivery.c.id)
        .limit(limit)
        .with_for_update(of=delivery, skip_locked=True)
    )


def repeatable() -> ColumnElement[bool]:
    """Return the condition for what is sent again although it may have arrived: as its subscriber has chosen."""
    chosen = select(subscriber.c.id).where(subscriber.c.promise == Promise.AT_LEAST_ONCE)
    return delivery.c.subscriber_id.in_(chosen) & (delivery.c.repeats < MOST_REPEATS)


def release(connection: Connection, now: datetime) -> None:
    """Free what was claimed and not settled in time; what was being sent may have arrived."""
    late = select(delivery.c.id).where(delivery.c.leased_until <= now).with_for_update(skip_locked=True)
    sending = delivery.c.state == State.SENDING
    again = sending & repeatable()
    changes = {
        "state": case((again, State.FAILED), (sending, State.UNKNOWN), else_=delivery.c.state),
        "reason": case((sending, _INTERRUPTED), else_=delivery.c.reason),
        "repeats": delivery.c.repeats + case((again, 1), else_=0),
        "leased_until": None,
    }
    connection.execute(update(delivery).where(delivery.c.id.in_(late)).values(changes))


def with_alerts(connection: Connection, rows: Sequence[Row[Any]]) -> list[Delivery]:
    """Return the rows of :func:`claimable` as values; an alert that many of them share is read once."""
    numbers = {row.alert_number for row in rows}
    found = connection.execute(select(alert.c.number, alert.c.record).where(alert.c.number.in_(numbers)))
    alerts = {row.number: row.record for row in found}
    return [_delivery(row, alerts[row.alert_number]) for row in rows]


def _delivery(row: Row[Any], about: Alert) -> Delivery:
    return Delivery(
        id=row.delivery_id,
        subscriber=subscriber_of(row),
        alert=about,
        part=row.part,
        parts=1 if row.own_body else row.parts,
        body=row.own_body or row.body,
        attempts=row.attempts,
        digest=row.own_body is not None,
        style=Style(row.form.removeprefix(":") or Style.FULL),
    )
