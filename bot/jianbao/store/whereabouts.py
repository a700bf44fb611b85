"""What became of one document: who brought it, what alerts it made, and whether a chat was owed them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from jianbao.model import Alert
from jianbao.store.delivery import State
from jianbao.store.engine import Database
from jianbao.store.sources import fit
from jianbao.store.tables import alert, article, delivery, document, sighting


@dataclass(frozen=True, slots=True)
class Told:
    """An alert that a document made or repeated.

    Attributes:
        alert: The same.
        created: When it came to be.
        state: Where its message to the chat stands; None when the chat was owed none.
        not_before: Until when that message is held back; None for not at all.
    """

    alert: Alert
    created: datetime
    state: State | None
    not_before: datetime | None


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
    asked = (
        select(alert.c.record, alert.c.created, delivery.c.state, delivery.c.not_before)
        .join_from(sighting, alert)
        .join(delivery, mine & (delivery.c.part == 1), isouter=True)
        .where(sighting.c.document_id == document_id)
        .order_by(alert.c.number)
    )
    return [
        Told(row.record, row.created, State(row.state) if row.state else None, row.not_before)
        for row in connection.execute(asked)
    ]
