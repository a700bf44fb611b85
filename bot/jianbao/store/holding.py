"""What is held back: by the rhythm of its subscription or the hours of its chat."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, exists, func, or_, select, update

from jianbao.calendar.moments import next_moment
from jianbao.model import Hours, Rhythm, Style, Subscription
from jianbao.store.delivery import WAITING, Owed, State
from jianbao.store.engine import Database
from jianbao.store.silence import with_mute
from jianbao.store.subscribers import hours_of
from jianbao.store.tables import alert, delivery, subscriber, subscription

_MANY = 500  # subscribers in one question


class Holding:
    """When chats want to be written to, and what waits for that.

    Args:
        database: The store's.
        zone: IANA name of the zone that chats live in which have not named theirs.
    """

    def __init__(self, database: Database, zone: str) -> None:
        self._database = database
        self._zone = zone

    def set_hours(self, subscriber_id: int, hours: Hours, now: datetime) -> None:
        """Take what a chat has chosen; what is held back for it goes when that allows."""
        quiet = hours.quiet or (None, None)
        chosen = {
            "quiet_from": f"{quiet[0]:%H:%M}" if quiet[0] else None,
            "quiet_to": f"{quiet[1]:%H:%M}" if quiet[1] else None,
            "workdays": hours.workdays,
            "mute_until": hours.mute_until,
            "zone": hours.zone,
        }
        with self._database.write() as connection:
            connection.execute(update(subscriber).where(subscriber.c.id == subscriber_id).values(chosen))
            self._reschedule(connection, subscriber_id, now)

    def set_rhythm(self, subscription_id: int, rhythm: Rhythm, now: datetime) -> None:
        """Let a subscription bring what it finds in *rhythm*; what it has found already goes likewise."""
        self.set_rhythms([subscription_id], rhythm, now)

    def set_rhythms(self, numbers: Sequence[int], rhythm: Rhythm, now: datetime) -> None:
        """Do as :meth:`set_rhythm` to several subscriptions, all or none."""
        with self._database.write() as connection:
            self._change(connection, numbers, {"rhythm": rhythm}, now)

    def mute(self, subscription_id: int, until: datetime | None, now: datetime) -> int:
        """Hold back until then what a subscription finds, and what it has found already; None ends the silence.

        Returns:
            How many of its alerts are held back now.
        """
        return self.mute_all([subscription_id], until, now)[subscription_id]

    def mute_all(self, numbers: Sequence[int], until: datetime | None, now: datetime) -> dict[int, int]:
        """Do as :meth:`mute` to several subscriptions, all or none; return its number of each."""
        with self._database.write() as connection:
            self._change(connection, numbers, {"mute_until": until}, now)
            return _held(connection, numbers)

    def end(self, subscription_id: int, now: datetime) -> int:
        """End a subscription and its silence with it; return how many alerts that were held back go now.

        Ended in silence, it would otherwise hold back for ever what nobody can ask for any more.
        """
        return self.end_all([subscription_id], now)[subscription_id]

    def end_all(self, numbers: Sequence[int], now: datetime) -> dict[int, int]:
        """Do as :meth:`end` to several subscriptions, all or none; return its number of each."""
        mine = subscription.c.id.in_(numbers)
        with self._database.write() as connection:
            silent = connection.scalars(select(subscription.c.id).where(mine, subscription.c.mute_until.is_not(None)))
            spoken = list(silent)
            connection.execute(update(subscription).where(mine).values(ended=True))
            if not spoken:
                return dict.fromkeys(numbers, 0)
            self._change(connection, spoken, {"mute_until": None}, now)
            return dict.fromkeys(numbers, 0) | _held(connection, spoken)

    def _change(self, connection: Connection, numbers: Sequence[int], values: dict[str, Any], now: datetime) -> None:
        mine = subscription.c.id.in_(numbers)
        connection.execute(update(subscription).where(mine).values(values))
        for someone in connection.scalars(select(subscription.c.subscriber_id).distinct().where(mine)).all():
            self._reschedule(connection, someone, now)

    def release(self, subscriber_id: int) -> int:
        """Let go at once what is held back for a chat; return how many alerts."""
        held = (delivery.c.subscriber_id == subscriber_id) & delivery.c.not_before.is_not(None) & _unsent()
        with self._database.write() as connection:
            count = connection.scalar(select(func.count(delivery.c.alert_number.distinct())).where(held)) or 0
            first = select(func.min(subscriber.c.created)).where(subscriber.c.id == subscriber_id).scalar_subquery()
            connection.execute(update(delivery).where(held).values(not_before=first))
            return count

    def held(self, subscriber_id: int, now: datetime) -> tuple[int, datetime | None]:
        """Return how many alerts are held back for a chat, and when the first of them goes."""
        mine = (delivery.c.subscriber_id == subscriber_id) & (delivery.c.not_before > now) & _unsent()
        asked = select(func.count(delivery.c.alert_number.distinct()), func.min(delivery.c.not_before)).where(mine)
        with self._database.read() as connection:
            count, first = connection.execute(asked).one()
        return count, first

    def _reschedule(self, connection: Connection, subscriber_id: int, now: datetime) -> None:
        chosen = (delivery.c.not_before, subscription.c.rhythm, subscription.c.mute_until)
        chat = connection.execute(select(subscriber).where(subscriber.c.id == subscriber_id)).one()
        waiting = select(delivery.c.id, *chosen, alert.c.created).join_from(delivery, subscription).join(alert)
        mine = (delivery.c.subscriber_id == subscriber_id) & _unsent() & delivery.c.own_body.is_(None)
        # What somebody has asked for, all of it or by itself, goes as they have said.
        mine &= ~delivery.c.asked & or_(delivery.c.not_before.is_(None), delivery.c.not_before > chat.created)
        hours = hours_of(chat)
        for row in connection.execute(waiting.where(mine)).all():
            here = with_mute(hours, row.mute_until)
            moment = _due(row.created, now, Rhythm(row.rhythm), here, self._zone)
            if moment is None and row.not_before is not None:
                moment = now  # what was held back and may go goes together
            connection.execute(update(delivery).where(delivery.c.id == row.id).values(not_before=moment))


def _due(created: datetime, now: datetime, rhythm: Rhythm, hours: Hours, zone: str) -> datetime | None:
    """Return when an alert of *created* may go by what is chosen *now*; None for at once.

    The digest that it belongs to counts from when it came to be: a choice that changes late puts nothing off again.
    """
    moment = next_moment(created, rhythm, hours, zone) or created
    return next_moment(max(moment, now), Rhythm.AT_ONCE, hours, zone) or (moment if moment > now else None)


def terms(connection: Connection, chosen: Mapping[int, Subscription], now: datetime, zone: str) -> dict[int, Owed]:
    """Return, by subscriber, how it is owed an alert that comes to be *now*.

    Args:
        connection: The caller's transaction.
        chosen: By subscriber, the subscription that asked for the alert.
        now: UTC.
        zone: As of :class:`Holding`.
    """
    ids, rows = sorted(each.id for each in chosen.values()), list[Any]()
    wish = (subscription.c.rhythm, subscription.c.mute_until.label("silent_until"))
    asked = select(subscriber, *wish).join_from(subscription, subscriber)
    for start in range(0, len(ids), _MANY):
        rows += connection.execute(asked.where(subscription.c.id.in_(ids[start : start + _MANY]))).all()
    moments = {
        row.id: next_moment(now, Rhythm(row.rhythm), with_mute(hours_of(row), row.silent_until), zone) for row in rows
    }
    return {row.id: Owed(moments[row.id], Style(row.style)) for row in rows}


def _held(connection: Connection, numbers: Sequence[int]) -> dict[int, int]:
    """Return, by subscription, how many of its alerts are held back."""
    count = func.count(delivery.c.alert_number.distinct())
    held = delivery.c.subscription_id.in_(numbers) & delivery.c.not_before.is_not(None) & _unsent()
    asked = select(delivery.c.subscription_id, count).where(held).group_by(delivery.c.subscription_id)
    return dict.fromkeys(numbers, 0) | {row[0]: row[1] for row in connection.execute(asked)}


def _unsent() -> Any:
    """Return the condition for what has not begun to arrive: of an alert of several messages, none has."""
    other = delivery.alias()
    same = (other.c.subscriber_id == delivery.c.subscriber_id) & (other.c.alert_number == delivery.c.alert_number)
    begun = exists().where(same, other.c.state.in_([State.SENT, State.SENDING, State.UNKNOWN]))
    return delivery.c.state.in_(WAITING) & delivery.c.leased_until.is_(None) & ~begun
