"""What became of one document: who brought it, what alerts it made, and whether a chat was owed them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from jianbao.model import Alert
from jianbao.store.delivery import State
from jianbao.store.engine import Database
from jianbao.store.sources import fit
from jianbao.store.tables import alert, article, delivery, document, sighting

OWED = (State.PENDING, State.SENDING, State.FAILED)


@dataclass(frozen=True, slots=True)
class Brought:
    """A document that brought an alert: the source that listed it, when it was stored, and its address."""

    source: str
    stored: datetime
    url: str | None


@dataclass(frozen=True, slots=True)
class Told:
    """An alert that a document made or repeated.

    Attributes:
        alert: The same.
        created: When it came to be.
        state: Where its message to the chat stands, or the digest that tells of it; None when the chat was owed none.
        not_before: Until when that message is held back; None for not at all.
        sent: When it arrived, if it has.
        first: The document that brought it first; None when this is the one.
    """

    alert: Alert
    created: datetime
    state: State | None
    not_before: datetime | None
    sent: datetime | None = None
    first: Brought | None = None


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """A document that was read.

    Attributes:
        source: Which brought it.
        stored: When.
        told: Its alerts.
        texts: What its articles say, each by itself, for subscriptions that ask for words.
        about: True when an article is about a topic. If it made no alert nevertheless, it was read as no news.
    """

    source: str
    stored: datetime
    told: tuple[Told, ...]
    texts: tuple[str, ...]
    about: bool


class Finder:
    """Finds documents by what identifies them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, key: str, subscriber_id: int) -> Whereabouts | None:
        """Return what became of the document of that *key* for a subscriber; None when none was read."""
        first = select(document).where(document.c.key == fit(key)).order_by(document.c.id).limit(1)
        with self._database.read() as connection:
            row = connection.execute(first).one_or_none()
            if row is None:
                return None
            told = tuple(_told(connection, row.id, subscriber_id))
            of_it = select(article.c.body, article.c.findings).where(article.c.document_id == row.id)
            articles = connection.execute(of_it.order_by(article.c.position)).all()
            texts = tuple("".join(row.text[start:end] for start, end in each.body) for each in articles)
            return Whereabouts(row.source, row.stored, told, texts, any(each.findings for each in articles))


def _told(connection: Connection, document_id: int, subscriber_id: int) -> list[Told]:
    mine = (delivery.c.alert_number == alert.c.number) & (delivery.c.subscriber_id == subscriber_id)
    carrier = delivery.alias()  # of what was merged, the digest: it may not have arrived yet
    state = func.coalesce(carrier.c.state, delivery.c.state).label("state")
    sent = func.coalesce(carrier.c.sent, delivery.c.sent).label("sent")
    asked = (
        select(alert.c.number, alert.c.record, alert.c.created, state, sent, delivery.c.not_before)
        .join_from(sighting, alert)
        .join(delivery, mine & (delivery.c.part == 1), isouter=True)
        .join(carrier, carrier.c.id == delivery.c.merged_into, isouter=True)
        .where(sighting.c.document_id == document_id)
        .order_by(alert.c.number)
    )
    return [
        Told(
            row.record,
            row.created,
            State(row.state) if row.state else None,
            row.not_before,
            row.sent,
            _first(connection, row.number, document_id),
        )
        for row in connection.execute(asked).all()
    ]


def _first(connection: Connection, number: int, document_id: int) -> Brought | None:
    """Return the document that brought an alert first, unless that is the one."""
    first = select(func.min(sighting.c.document_id)).where(sighting.c.alert_number == number).scalar_subquery()
    row = connection.execute(select(document).where(document.c.id == first)).one()
    return None if row.id == document_id else Brought(row.source, row.stored, row.url)
