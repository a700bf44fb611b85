"""Alerts: written once, however often they are reposted, together with everything that is owed because of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from jianbao.chinese.places import NATION, covers
from jianbao.model import Alert, Channel, form_of
from jianbao.store import reposts
from jianbao.store.delivery import owe
from jianbao.store.engine import insert
from jianbao.store.holding import terms
from jianbao.store.matching import Index, News
from jianbao.store.tables import alert, alert_topic, fingerprint, rendering, sighting

Bodies = Mapping[Channel, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Audience:
    """Who may hear of an alert, and what they would get.

    Attributes:
        wishes: The subscriptions of each channel.
        bodies: The messages that the alert is, in each channel that is served.
        zone: IANA name of the zone that chats live in which have not named theirs.
    """

    wishes: Mapping[Channel, Index]
    bodies: Bodies
    zone: str


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
        chosen = wishes.choose(told) if full else {}
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
