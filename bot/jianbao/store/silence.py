"""Chats that want no message now. What is due there waits, whatever has made it late: an outage, a 429, a long queue.

What was owed in time has its moment already. This is asked once more when it is about to go.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, exists, or_, update

from jianbao.calendar.moments import next_moment
from jianbao.model import ALWAYS, Hours, Rhythm
from jianbao.store.delivery import WAITING, State
from jianbao.store.subscribers import hours_of
from jianbao.store.tables import delivery

_GOES_ON = timedelta(hours=1)  # what of an alert has arrived this long ago is followed by its other parts at any hour


def columns(now: datetime, silent_until: ColumnElement[Any]) -> tuple[ColumnElement[Any], ...]:
    """Return what a question about deliveries must ask for, for :func:`silence`, besides all of the subscriber.

    Args:
        now: UTC.
        silent_until: Until when the subscription of the delivery is silent.
    """
    its = delivery.c
    return its.not_before, its.asked, _goes_on(now).label("goes_on"), silent_until.label("silent_until")


def silence(row: Row[Any], now: datetime, zone: str) -> datetime | None:
    """Return until when the delivery of a row must wait, by the hours of its chat and the silence of its subscription.

    What somebody has asked for does not wait, nor does the rest of an alert that has begun to arrive.

    Args:
        row: With all columns of the subscriber, those of :func:`columns`, and the delivery's own body.
        now: UTC.
        zone: IANA name of the zone that chats live in which have not named theirs.
    """
    let_go = row.not_before is not None and row.not_before <= row.created
    if row.asked or let_go or row.goes_on:
        return None
    own = None if row.own_body else row.silent_until  # a digest tells of other subscriptions too
    hours = with_mute(hours_of(row), own)
    return None if hours == ALWAYS else next_moment(now, Rhythm.AT_ONCE, hours, zone)


def with_mute(hours: Hours, until: datetime | None) -> Hours:
    """Return *hours* with the silence of a single subscription: the later end counts."""
    ends = [end for end in (hours.mute_until, until) if end is not None]
    return replace(hours, mute_until=max(ends)) if ends else hours


def put_off(connection: Connection, rows: Sequence[Row[Any]], now: datetime, zone: str) -> bool:
    """Hold back, in the caller's transaction, what of *rows* comes at a wrong time; tell whether there was any.

    With one of them goes all else that is due in its chat, or by its subscription where that alone is silent.
    """
    found = False
    for row in rows:
        until = silence(row, now, zone)
        if until is None:
            continue
        found = True
        its = delivery.c
        free = its.state.in_(WAITING) & its.leased_until.is_(None) & ~its.asked & ~_goes_on(now)
        due = or_(its.not_before.is_(None), (its.not_before <= now) & (its.not_before > row.created))
        chat = next_moment(now, Rhythm.AT_ONCE, hours_of(row), zone)
        mine = its.subscriber_id == row.id
        if chat is None:
            mine &= (its.subscription_id == row.subscription_id) & its.own_body.is_(None)
        connection.execute(update(delivery).where(mine, free, due).values(not_before=chat or until))
    return found


def _goes_on(now: datetime) -> ColumnElement[bool]:
    other = delivery.alias()
    same = (other.c.subscriber_id == delivery.c.subscriber_id) & (other.c.alert_number == delivery.c.alert_number)
    return exists().where(same, other.c.state == State.SENT, other.c.sent > now - _GOES_ON)
