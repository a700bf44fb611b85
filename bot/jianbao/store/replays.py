"""Documents that were read before, for plugins that were mended or are new since."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, func, select, update

from jianbao.model import Alert, Document, Statistic
from jianbao.store.alerts import Audience, republish
from jianbao.store.documents import Commit, Shapes
from jianbao.store.engine import Database
from jianbao.store.matching import News
from jianbao.store.rows import article_of, statistic_of
from jianbao.store.tables import article, document, statistic
from jianbao.store.wishes import Wishes


class Stored(NamedTuple):
    """A document as it was read, its number in the store, and the source that brought it."""

    number: int
    source: str
    document: Document


class Replays:
    """Gives documents out again, and takes back what plugins say of them now."""

    def __init__(self, database: Database, zone: str) -> None:
        self._database = database
        self._zone = zone
        self._wishes = Wishes(database)

    def count(self, since: datetime) -> int:
        """Return how many documents were stored since then."""
        with self._database.read() as connection:
            asked = select(func.count()).select_from(document).where(document.c.stored >= since)
            return connection.scalar(asked) or 0

    def after(self, number: int, since: datetime, limit: int) -> list[Stored]:
        """Return documents that were stored *since*, in the order of their numbers, from behind *number* on."""
        chosen = (document.c.id > number) & (document.c.stored >= since)
        with self._database.read() as connection:
            rows = connection.execute(select(document).where(chosen).order_by(document.c.id).limit(limit)).all()
            return [
                Stored(row.id, row.source, _document(connection, row.id, row.name, row.url, row.text)) for row in rows
            ]

    def commit(
        self,
        stored: Stored,
        *,
        alerts: Sequence[Alert],
        texts: Mapping[str, str],
        shapes: Shapes,
        now: datetime,
    ) -> Commit:
        """Write what plugins say of a document now, and what is owed because of it: all or nothing.

        Args:
            stored: With the findings of today.
            alerts: What its readers would be told.
            texts: By id of the alert, the text of its article.
            shapes: The channels that are served.
            now: The time to be written down.

        Returns:
            ``alerts`` counts those that have readers or topics that they did not have before.
        """
        bodies = {each.id: {channel: tuple(shape(each)) for channel, shape in shapes.items()} for each in alerts}
        told = {each.id: News.of(each, texts.get(each.id, ""), stored.source) for each in alerts}
        with self._wishes.transaction(asked=bool(alerts)) as (connection, wishes):
            for position, each in enumerate(stored.document.articles):
                mine = (article.c.document_id == stored.number) & (article.c.position == position)
                connection.execute(update(article).where(mine).values(findings=each.findings))
            owed = [
                republish(connection, told[each.id], Audience(wishes, bodies[each.id], self._zone), stored.number, now)
                for each in alerts
            ]
        news = [count for count in owed if count is not None]
        return Commit(new=False, alerts=len(news), deliveries=sum(news))


def _document(connection: Connection, number: int, name: str, url: str | None, text: str) -> Document:
    figures: dict[int, list[Statistic]] = defaultdict(list)
    mine = select(article.c.id).where(article.c.document_id == number)
    asked = select(statistic).where(statistic.c.article_id.in_(mine)).order_by(statistic.c.position)
    for row in connection.execute(asked):
        figures[row.article_id].append(statistic_of(row))
    rows = connection.execute(select(article).where(article.c.document_id == number).order_by(article.c.position))
    return Document(id=name, text=text, url=url, articles=tuple(article_of(row, text, figures[row.id]) for row in rows))
