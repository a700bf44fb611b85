"""Alerts: written once, however often they are reposted, together with everything that is owed because of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, func, select, update

from jianbao.chinese.places import NATION, covers
from jianbao.model import Alert, Channel, form_of
from jianbao.store import reposts
from jianbao.store.delivery import owe
from jianbao.store.engine import insert
from jianbao.store.holding import terms
from jianbao.store.matching import Index, News
from jianbao.store.tables import alert, alert_topic, delivery, fingerprint, rendering, sighting

Bodies = Mapping[Channel, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Audience:
    """Who may hear of an alert, and what they would get.

    Attributes:
        wishes: The subscriptions of each channel.
        bodies: The messages that the alert is, in each channel that is served.
        zone: IANA name of the zone that chats live in which have not named theirs.
        heard: Ids of subscribers who are owed it already.
    """

    wishes: Mapping[Channel, Index]
    bodies: Bodies
    zone: str
    heard: frozenset[int] = frozenset()


def publish(connection: Connection, told: News, audience: Audience, document_id: int, now: datetime) -> int | None:
    """Write an alert and what it owes, in the caller's transaction.

    Args:
        connection: The transaction that also writes the document.
        told: The alert, with the words that subscriptions look at.
        audience: Who may hear of it.
        document_id: The row of the document that brought it.
        now: The time to be written down.

    Returns:
        How many deliveries are owed; None for a repost, of which only the sighting is noted, and for what was read
        before as no news.
    """
    news = told.alert
    if connection.scalar(select(fingerprint.c.id).where(fingerprint.c.id == news.id)):
        return None
    dressed = _dressed_anew(connection, told, now)
    number = None if dressed else _write(connection, news, now)
    if number is None:
        _sight(connection, [dressed or news.id], document_id, now)
        return None
    reposts.remember(connection, told.said, number)
    connection.execute(sighting.insert().values(alert_number=number, document_id=document_id, at=now))
    return _address(connection, told, number, audience, now)


def republish(connection: Connection, told: News, audience: Audience, document_id: int, now: datetime) -> int | None:
    """Write what is known by now of an alert that may be there already; arguments and result as for :func:`publish`.

    Of one that is there, only those hear who follow a topic that it did not have, and were not owed it. It tells of the
    document that brought it first; what reposts say of it changes nothing.
    """
    known = connection.execute(select(alert.c.number, alert.c.record).where(alert.c.id == told.alert.id)).one_or_none()
    if known is None:
        return publish(connection, told, audience, document_id, now)
    if (
        connection.scalar(select(func.min(sighting.c.document_id)).where(sighting.c.alert_number == known.number))
        != document_id
    ):
        return None
    connection.execute(update(alert).where(alert.c.number == known.number).values(record=told.alert))
    topics = tuple(topic for topic in told.alert.topics if topic not in known.record.topics)
    if not topics:
        return None
    rows = [{"topic": topic, "alert_number": known.number} for topic in topics]
    connection.execute(insert(connection, alert_topic).on_conflict_do_nothing(), rows)
    bodies = {form: _rewritten(connection, known.number, form, parts) for form, parts in audience.bodies.items()}
    asked = select(delivery.c.subscriber_id).where(delivery.c.alert_number == known.number)
    new = replace(told, alert=replace(told.alert, topics=topics))
    others = Audience(audience.wishes, bodies, audience.zone, frozenset(connection.scalars(asked)))
    return _address(connection, new, known.number, others, now)


def _rewritten(connection: Connection, number: int, form: Channel, bodies: Sequence[str]) -> Sequence[str]:
    """Write an alert anew in *form*, if it is as many messages as it was: some of them may be on their way."""
    mine = (rendering.c.alert_number == number) & (rendering.c.channel == form)
    old = connection.scalars(select(rendering.c.body).where(mine).order_by(rendering.c.part)).all()
    if old and len(old) != len(bodies):
        return old
    for part, body in enumerate(bodies, 1) if old else ():
        connection.execute(update(rendering).where(mine, rendering.c.part == part).values(body=body))
    return bodies


def _dressed_anew(connection: Connection, told: News, now: datetime) -> str | None:
    """Return the id of the alert that this one repeats in other letters; None when it is new, or is known as it is."""
    if connection.scalar(select(alert.c.number).where(alert.c.id == told.alert.id)) is not None:
        return None
    number = reposts.original(connection, told.said, told.alert, now)
    return None if number is None else connection.scalar(select(alert.c.id).where(alert.c.number == number))


def mark_known(connection: Connection, ids: Sequence[str], document_id: int, now: datetime) -> None:
    """Note, in the caller's transaction, that the texts of *ids* are no news; of those that once were, a sighting."""
    rows = [{"id": each, "document_id": document_id, "at": now} for each in sorted(set(ids))]
    if rows:
        connection.execute(insert(connection, fingerprint).on_conflict_do_nothing(), rows)
        _sight(connection, ids, document_id, now)


def _sight(connection: Connection, ids: Sequence[str], document_id: int, now: datetime) -> None:
    for number in connection.scalars(select(alert.c.number).where(alert.c.id.in_(ids))).all():
        seen = {"alert_number": number, "document_id": document_id, "at": now}
        connection.execute(insert(connection, sighting).values(seen).on_conflict_do_nothing())


def _write(connection: Connection, news: Alert, now: datetime) -> int | None:
    """Write the alert itself and return its number, None when it is there already."""
    row = {"id": news.id, "region": news.region, "created": now, "record": news}
    new = insert(connection, alert).values(row).on_conflict_do_nothing().returning(alert.c.number)
    number = connection.execute(new).scalar_one_or_none()
    topics = [{"topic": topic, "alert_number": number} for topic in dict.fromkeys(news.topics)]
    if number is not None and topics:
        connection.execute(alert_topic.insert(), topics)
    return number


def _address(connection: Connection, told: News, number: int, audience: Audience, now: datetime) -> int:
    """Write the messages of each channel in which somebody asked for this, and who is owed them; return how many."""
    owed = 0
    for channel, wishes in audience.wishes.items():
        full = audience.bodies.get(channel, ())
        chosen = {one: wish for one, wish in wishes.choose(told).items() if one not in audience.heard} if full else {}
        how = terms(connection, chosen, now, audience.zone)
        for style in sorted({each.style for each in how.values()}):
            form = form_of(channel, style) if audience.bodies.get(form_of(channel, style)) else channel
            theirs = {someone: wish for someone, wish in chosen.items() if how[someone].style is style}
            parts = _render(connection, number, form, audience.bodies[form])
            owed += owe(connection, number, parts, theirs, how, form.removeprefix(channel))
    return owed


def _render(connection: Connection, number: int, form: Channel, bodies: Sequence[str]) -> int:
    """Write the messages of an alert in one form, if they are not there yet; return how many they are."""
    same = {"alert_number": number, "channel": form, "parts": len(bodies)}
    written = [{"part": part, "body": body, **same} for part, body in enumerate(bodies, start=1)]
    connection.execute(insert(connection, rendering).on_conflict_do_nothing(), written)
    return len(bodies)


def newest(connection: Connection, topic: str | None, region: str | None, limit: int) -> list[Alert]:
    """Return the newest alerts, newest first, about *topic* and a place inside *region* where these are given."""
    chosen = select(alert.c.record).order_by(alert.c.number.desc()).limit(limit)
    if topic is not None:
        about = select(alert_topic.c.alert_number).where(alert_topic.c.topic == topic)
        chosen = chosen.where(alert.c.number.in_(about))
    if region is not None and not covers(region, NATION):  # the whole country holds the unknown places too
        chosen = chosen.where(alert.c.region.in_(_inside(connection, region)))
    return list(connection.scalars(chosen))


def _inside(connection: Connection, region: str) -> list[str]:
    """Return the places of all alerts that lie in *region*: a few thousand at most, for the country has no more."""
    places = connection.scalars(select(alert.c.region).distinct().where(alert.c.region.is_not(None)))
    return [place for place in places if covers(region, place)]
