"""Documents, what was read in them, and the alerts that they gave rise to: all of it in one transaction."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select

from jianbao.model import Alert, Channel, Document
from jianbao.store.alerts import Audience, mark_known, newest, publish
from jianbao.store.engine import Database, insert
from jianbao.store.matching import News
from jianbao.store.rows import article_row, statistic_row
from jianbao.store.series import Series
from jianbao.store.sources import fit, mark_seen
from jianbao.store.tables import alert, article, delivery, document, sighting, statistic
from jianbao.store.wishes import Wishes

Shapes = Mapping[Channel, Callable[[Alert], Sequence[str]]]
"""How each channel that is served writes an alert: as one or more messages."""

_RECENT = 300  # alerts that tell who issues documents on something: older ones name those that are gone
_MOST_ISSUERS = 40
_TOGETHER = re.compile(r"[、，,；;\s]+")
_COUNTED = {
    "documents": document,
    "articles": article,
    "statistics": statistic,
    "alerts": alert,
    "sightings": sighting,
    "deliveries": delivery,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """What a commit wrote.

    Attributes:
        new: False when this item of this source was there already, and nothing was written.
        alerts: New alerts; reposts of known ones are not among them.
        deliveries: Messages owed because of them.
    """

    new: bool
    alerts: int
    deliveries: int


class Documents:
    """What was published, and the news made of it."""

    def __init__(self, database: Database, zone: str) -> None:
        self._database = database
        self._zone = zone
        self._wishes = Wishes(database)
        self._series = Series(database)

    def commit(
        self,
        read: Document,
        *,
        source: str,
        key: str,
        alerts: Sequence[Alert],
        shapes: Shapes,
        now: datetime,
        texts: Mapping[str, str] | None = None,
        no_news: Sequence[str] = (),
    ) -> Commit:
        """Write a document, its articles and figures, its alerts and what they owe, and mark its item as seen.

        All or nothing: an item is never seen whose alerts are not owed. An alert that is known already (a repost) is
        not written or owed again; that it was seen here too is noted.

        Args:
            read: The document with everything that was understood.
            source: Name of the source that brought it.
            key: Its identity there.
            alerts: What its readers are told, in reading order.
            shapes: The channels that are served; subscribers of others are owed nothing.
            now: The time to be written down.
            texts: By id of the alert, the text of its article, for subscriptions that ask for words.
            no_news: Ids that alerts of texts of this document would have, if they were news: whatever brings one of
                these texts later brings a repost.
        """
        alerts = [self._series.compare(each, read, source) for each in alerts]
        # Before the transaction: an alert that cannot be shown must cost nothing, and nobody waits for the writing.
        bodies = {each.id: {channel: tuple(shape(each)) for channel, shape in shapes.items()} for each in alerts}
        told = {each.id: News.of(each, (texts or {}).get(each.id, ""), source) for each in alerts}
        with self._wishes.transaction(asked=bool(alerts)) as (connection, wishes):
            document_id = _write_document(connection, read, source, key, now)
            if document_id is None:
                return Commit(new=False, alerts=0, deliveries=0)
            mark_seen(connection, source, [key], now)
            _write_articles(connection, read, document_id)
            mark_known(connection, no_news, document_id, now)
            owed = [
                publish(connection, told[each.id], Audience(wishes, bodies[each.id], self._zone), document_id, now)
                for each in alerts
            ]
        news = [count for count in owed if count is not None]
        return Commit(new=True, alerts=len(news), deliveries=sum(news))

    def latest(self, topic: str | None = None, region: str | None = None, limit: int = 5) -> list[Alert]:
        """Return the newest alerts, newest first, about *topic* and a place inside *region* where these are given."""
        with self._database.read() as connection:
            return newest(connection, topic, region, limit)

    def issuers(self, topic: str | None = None, region: str | None = None) -> list[str]:
        """Return who issued the newest documents about *topic* and a place inside *region*, the most frequent first.

        Several authorities that issue together are named one by one.
        """
        with self._database.read() as connection:
            told = newest(connection, topic, region, _RECENT)
        names = (name.strip() for each in told for name in _TOGETHER.split(each.issuer or ""))
        return [name for name, _ in Counter(filter(None, names)).most_common(_MOST_ISSUERS)]

    def counts(self) -> dict[str, int]:
        """Return how much there is: documents, articles, statistics, alerts, sightings of alerts, deliveries."""
        with self._database.read() as connection:
            return {
                name: connection.scalar(select(func.count()).select_from(table)) or 0
                for name, table in _COUNTED.items()
            }


def _write_document(connection: Connection, read: Document, source: str, key: str, now: datetime) -> int | None:
    row = {"source": source, "key": fit(key), "name": read.id, "url": read.url, "text": read.text}
    new = insert(connection, document).values(row | {"fetched": read.fetched, "stored": now})
    return connection.execute(new.on_conflict_do_nothing().returning(document.c.id)).scalar_one_or_none()


def _write_articles(connection: Connection, read: Document, document_id: int) -> None:
    figures: list[dict[str, Any]] = []
    for position, each in enumerate(read.articles):
        row = article_row(each, document_id, position)
        number = connection.execute(article.insert().values(row).returning(article.c.id)).scalar_one()
        figures += [statistic_row(figure, number, place) for place, figure in enumerate(each.statistics)]
    if figures:
        connection.execute(statistic.insert(), figures)
