"""Finds the alert that a text reposts, however the site that reposts it has dressed it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select

from jianbao.model import Alert
from jianbao.store import likeness
from jianbao.store.engine import insert
from jianbao.store.tables import alert, anchor, article, document, sighting

WINDOW = timedelta(days=90)  # in which a text is reposted; what comes later is told again
_MOST = 5  # alerts that are compared: those that share most


def original(connection: Connection, said: Sequence[str], news: Alert, now: datetime) -> int | None:
    """Return the number of the alert whose text *said* repeats; None when there is none.

    Args:
        connection: The caller's transaction.
        said: The sentences of the article.
        news: Its alert: another 发文字号 is another document, whatever it says.
        now: UTC.
    """
    wanted = likeness.anchors(said)
    if len(wanted) < likeness.SHARED:
        return None
    shared = func.count()
    alike = (
        select(anchor.c.alert_number)
        .join(alert, alert.c.number == anchor.c.alert_number)
        .where(anchor.c.sentence.in_(wanted), alert.c.created > now - WINDOW)
        .group_by(anchor.c.alert_number)
        .having(shared >= likeness.SHARED)
        .order_by(shared.desc(), anchor.c.alert_number)
        .limit(_MOST)
    )
    number: int
    for number in connection.scalars(alike).all():
        known = connection.execute(select(alert.c.record).where(alert.c.number == number)).scalar_one()
        other_document = known.doc_number and news.doc_number and known.doc_number != news.doc_number
        if not other_document and any(likeness.same(said, text) for text in _texts(connection, number)):
            return number
    return None


def remember(connection: Connection, said: Sequence[str], number: int) -> None:
    """Let the text of alert *number* be found by its sentences."""
    rows = [{"sentence": each, "alert_number": number} for each in likeness.anchors(said)]
    if rows:
        connection.execute(insert(connection, anchor).on_conflict_do_nothing(), rows)


def _texts(connection: Connection, number: int) -> Iterator[list[str]]:
    """Yield the articles of the document that brought an alert first, as sentences."""
    first = select(func.min(sighting.c.document_id)).where(sighting.c.alert_number == number).scalar_subquery()
    asked = select(document.c.text, article.c.body).join_from(document, article).where(document.c.id == first)
    bodies = defaultdict(list)
    for row in connection.execute(asked):
        bodies[row.text].append(row.body)
    for text, found in bodies.items():
        for body in found:
            yield likeness.sentences("".join(text[start:end] for start, end in body))
