"""What has waited too long: many messages of one chat become one that tells of them."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, exists, func, or_, select, update

from jianbao.model import Alert, Channel, Subscriber
from jianbao.store import silence
from jianbao.store.delivery import WAITING, State
from jianbao.store.engine import Database
from jianbao.store.subscribers import subscriber_of
from jianbao.store.tables import alert, delivery, sighting, subscriber, subscription

_DIGEST = 2  # alerts that were held back and are told of together
MOST_AT_ONCE = 2000  # messages looked at in one question; what is left is found by the next


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlog:
    """Alerts that one subscriber has been owed for too long.

    Attributes:
        subscriber: Whom.
        alerts: Oldest first; none of them has begun to arrive.
        since: When the oldest came to be.
        numbers: Their deliveries, oldest first, all parts of each.
        held: True when all of them were held back on purpose: none is late.
        documents: How many documents brought them: a newspaper page brings several.
        reposts: How often other documents repeated them by now.
    """

    subscriber: Subscriber
    alerts: tuple[Alert, ...]
    since: datetime
    numbers: tuple[int, ...]
    held: bool = False
    documents: int = 0
    reposts: int = 0


class Backlogs:
    """Finds what has waited too long, and puts one message in the place of many.

    Args:
        database: The store's.
        zone: IANA name of the zone that chats live in which have not named theirs.
    """

    def __init__(self, database: Database, zone: str) -> None:
        self._database = database
        self._zone = zone

    def find(self, channel: Channel, before: datetime, least: int, now: datetime) -> list[Backlog]:
        """Return, of each subscriber that can be written to, what it is owed of alerts from before then.

        What was held back and may go *now* belongs together however young it is, from two alerts on. What somebody has
        asked for comes by itself, however old.

        Args:
            channel: Which subscribers.
            before: Alerts that came to be later are news.
            least: Fewer alerts than this are no backlog.
            now: UTC.
        """
        other = delivery.alias("other")
        same = (other.c.subscriber_id == delivery.c.subscriber_id) & (other.c.alert_number == delivery.c.alert_number)
        begun = exists().where(same, other.c.state.not_in(WAITING) | other.c.leased_until.is_not(None))
        held = delivery.c.not_before.is_not(None)
        late = or_(alert.c.created < before, held) & or_(~held, delivery.c.not_before <= now)
        row = (
            delivery.c.id.label("delivery_id"),
            delivery.c.alert_number,
            alert.c.created.label("came"),
            delivery.c.own_body,
        )
        columns: tuple[Any, ...] = (*row, subscriber, *silence.columns(now, subscription.c.mute_until))
        asked = (
            select(*columns)
            .join_from(delivery, subscriber)
            .join(alert)
            .join(subscription, subscription.c.id == delivery.c.subscription_id)
            .where(subscriber.c.channel == channel, subscriber.c.paused.is_(None))
            .where(delivery.c.state.in_(WAITING), delivery.c.own_body.is_(None), ~delivery.c.asked, late, ~begun)
            .order_by(delivery.c.id)
            .limit(MOST_AT_ONCE)
        )
        with self._database.read() as connection:
            found = defaultdict(list)
            for row in connection.execute(asked):
                if silence.silence(row, now, self._zone) is None:
                    found[row.id].append(row)
            heaps = [rows for rows in found.values() if len({row.alert_number for row in rows}) >= _least(rows, least)]
            records = _records(connection, {row.alert_number for rows in heaps for row in rows})
            seen = _seen(connection, records.keys())
        return [_backlog(rows, records, seen) for rows in heaps]

    def merge(self, backlog: Backlog, body: str) -> bool:
        """Let the oldest of the deliveries carry *body*, and the others be told of by it.

        Returns:
            False when a worker has taken one of them in the meantime: nothing was changed.
        """
        first, *rest = backlog.numbers
        free = delivery.c.state.in_(WAITING) & delivery.c.leased_until.is_(None)
        with self._database.write() as connection:
            mine = select(delivery.c.id).where(delivery.c.id.in_(backlog.numbers), free).with_for_update()
            if len(connection.scalars(mine).all()) < len(backlog.numbers):
                return False
            carried = {"own_body": body, "state": State.PENDING, "reason": None, "next_try": None}
            connection.execute(update(delivery).where(delivery.c.id == first).values(carried))
            told = {"state": State.MERGED, "merged_into": first, "next_try": None}
            connection.execute(update(delivery).where(delivery.c.id.in_(rest)).values(told))
            return True


def _backlog(rows: Sequence[Row[Any]], records: Mapping[int, Alert], seen: Mapping[int, tuple[int, int]]) -> Backlog:
    numbers = tuple(dict.fromkeys(row.alert_number for row in rows))
    return Backlog(
        subscriber=subscriber_of(rows[0]),
        alerts=tuple(records[number] for number in numbers),
        since=rows[0].came,
        numbers=tuple(row.delivery_id for row in rows),
        held=all(row.not_before for row in rows),
        documents=len({seen[number][0] for number in numbers if number in seen}),
        reposts=sum(seen[number][1] - 1 for number in numbers if number in seen),
    )


def _seen(connection: Connection, numbers: Collection[int]) -> dict[int, tuple[int, int]]:
    """Return, by alert, the document that brought it first, and how many have brought it."""
    its = sighting.c
    asked = select(its.alert_number, func.min(its.document_id), func.count()).where(its.alert_number.in_(numbers))
    return {number: (first, count) for number, first, count in connection.execute(asked.group_by(its.alert_number))}


def _least(rows: Sequence[Row[Any]], least: int) -> int:
    return min(least, _DIGEST) if any(row.not_before for row in rows) else least


def _records(connection: Connection, numbers: set[int]) -> dict[int, Alert]:
    rows = connection.execute(select(alert.c.number, alert.c.record).where(alert.c.number.in_(numbers)))
    return {row.number: row.record for row in rows}
