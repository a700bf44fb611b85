"""One indicator over the years: what other documents in the store gave for a figure at other times."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from jianbao.model import Alert, Bound, Document, Earlier, Kind, Number, Past, Statistic
from jianbao.store.comparable import MOST_YEARS, Measured, doubtful, eligible, frame, other_times, same, sound
from jianbao.store.engine import Database
from jianbao.store.rows import statistic_of
from jianbao.store.tables import alert, article, document, sighting, statistic

_MOST = 100  # rows that are looked at: of an indicator that every report repeats, the newest
_MOST_COMPARED = 6  # figures of an alert: as many as are shown first
_LONGEST = 20  # years back and ahead that a picture shows


class Series:
    """Finds the same figure in other documents."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, told: Alert) -> dict[int, list[Past]]:
        """Return, by index of a figure of *told*, what other documents gave for the same, of other times."""
        found: dict[int, list[Past]] = {}
        with self._database.read() as connection:
            shelf = _Shelf(connection)
            for index in eligible(told.statistics, told.checks):
                others = shelf.others(told, index, shelf.stored, back=_LONGEST, ahead=_LONGEST)
                past = [Past(when, float(_number(each.statistic))) for when, each in others if each]
                if past:
                    found[index] = past
        return found

    def before(self, told: Alert, index: int) -> Earlier | None:
        """Return the last earlier value of the figure at *index* of *told*; None when none is certainly the same."""
        if index not in eligible(told.statistics, told.checks):
            return None
        with self._database.read() as connection:
            shelf = _Shelf(connection)
            return _last(shelf.others(told, index, shelf.stored, back=MOST_YEARS, ahead=0))

    def compare(self, told: Alert, read: Document, source: str) -> Alert:
        """Return *told* with the last earlier values of the figures that it shows first.

        Args:
            told: An alert that is not stored yet.
            read: Its document.
            source: Name of the source that brings it.
        """
        mine = next((each for each in read.articles if each.statistics == told.statistics), None)
        if mine is None or not told.statistics:
            return told

        def standing(_: Alert, index: int) -> Measured:
            figure, publisher = told.statistics[index], mine.issuer or mine.source or source
            text = frame(read.text, figure.start)
            return Measured(figure, _whole(told.statistics, figure), publisher, mine.title or "", text)

        fit = eligible(told.statistics, told.checks)
        chosen = [*dict.fromkeys((*(index for index in told.key if index in fit), *fit))][:_MOST_COMPARED]
        with self._database.read() as connection:
            shelf = _Shelf(connection)
            found = (_last(shelf.others(told, index, standing, back=MOST_YEARS, ahead=0)) for index in chosen)
            return replace(told, earlier=tuple(filter(None, found)))


def _last(others: Iterator[tuple[str, Earlier | None]]) -> Earlier | None:
    return next(others, ("", None))[1]


class _Shelf:
    """The documents of one question, each of them read once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._texts: dict[int, str] = {}

    def others(
        self, told: Alert, index: int, standing: Callable[[Alert, int], Measured | None], *, back: int, ahead: int
    ) -> Iterator[tuple[str, Earlier | None]]:
        """Yield an eligible figure at other times, latest first; None where the publisher has given different values.

        *standing* finds the figure where it stands; it is asked only when there is something to be held against it.
        """
        figure = told.statistics[index]
        times = other_times(figure.as_of or "", back=back, ahead=ahead)
        candidates = self._connection.execute(_alike(figure, times)).all() if times else []
        mine = standing(told, index) if candidates else None
        if mine is None:
            return
        for when in times:
            then = list(self._said([row for row in candidates if row.as_of == when], mine.publisher))
            certain = [row for row, measured in then if same(mine, measured)]
            if certain and len({row.low for row, _ in then}) == 1:
                row = certain[0]
                yield when, Earlier(figure=index, statistic=statistic_of(row), title=row.title or "", url=row.url)
            elif certain:
                yield when, None

    def stored(self, told: Alert, index: int) -> Measured | None:
        """Return the figure at *index* of *told* where it stands in the document that brought the alert first."""
        here = self._connection.execute(_standing(told, index)).one_or_none()
        figure = told.statistics[index]
        return self._measured(here, figure, _whole(told.statistics, figure)) if here else None

    def _said(self, rows: Sequence[Row[Any]], publisher: str) -> Iterator[tuple[Row[Any], Measured]]:
        """Yield what *publisher* gave for one time, newest document first."""
        for row in rows:
            figure = statistic_of(row)
            if _publisher(row) != publisher or not sound(figure) or row.position in doubtful(row.checks):
                continue
            if self._given(row.article_id, figure) == 1:
                yield row, self._measured(row, figure, self._whole(row))

    def _measured(self, row: Row[Any], figure: Statistic, whole: tuple[str, str] | None) -> Measured:
        text = frame(self._text(row.document_id), figure.start)
        return Measured(figure, whole, _publisher(row), row.title or "", text)

    def _given(self, number: int, figure: Statistic) -> int:
        """Return how many values an article gives for what *figure* counts: tables can be long, and are not read."""
        its = statistic.c
        named = (its.indicator == figure.indicator) & (its.unit == figure.unit) & (its.region == figure.region)
        asked = select(func.count()).select_from(statistic).where(its.article_id == number, named)
        return self._connection.scalar(asked) or 0

    def _whole(self, row: Row[Any]) -> tuple[str, str] | None:
        its = statistic.c
        asked = select(its.indicator, its.unit).where(its.article_id == row.article_id, its.position == row.part_of)
        found = self._connection.execute(asked).one_or_none() if row.part_of is not None else None
        return None if found is None else (found.indicator, found.unit)

    def _text(self, number: int) -> str:
        if number not in self._texts:
            asked = select(document.c.text).where(document.c.id == number)
            self._texts[number] = self._connection.execute(asked).scalar_one()
        return self._texts[number]


def _whole(statistics: Sequence[Statistic], figure: Statistic) -> tuple[str, str] | None:
    """Return indicator and unit of the total that *figure* is a part of; None when it is none."""
    if figure.part_of is None or not 0 <= figure.part_of < len(statistics):
        return None
    whole = statistics[figure.part_of]
    return whole.indicator, whole.unit


def _number(figure: Statistic) -> Number:
    """Return the value of an eligible figure, which is one number."""
    return figure.value[0] if isinstance(figure.value, tuple) else figure.value


def _publisher(row: Row[Any]) -> str:
    """Return who says so: the issuer, or else the source that the text names, or else the one that brought it."""
    return str(row.issuer or row.source or row.listed)


_ARTICLE = (article.c.title, article.c.issuer, article.c.source, article.c.checks)
_DOCUMENT = (document.c.id.label("document_id"), document.c.source.label("listed"), document.c.url)


def _alike(figure: Statistic, times: Sequence[str]) -> Select[Any]:
    """Return the question for exact levels of the same indicator, unit and place at *times*, newest document first."""
    its, region = statistic.c, statistic.c.region
    named = (its.indicator == figure.indicator) & (its.unit == figure.unit) & (region == figure.region)
    level = (its.kind == Kind.LEVEL) & ~its.target & (its.low == its.high) & (its.bound == Bound.EXACT)
    joined = select(statistic, *_ARTICLE, *_DOCUMENT).join_from(statistic, article).join(document)
    asked = joined.where(named, level, its.as_of.in_(times))
    return asked.order_by(its.article_id.desc(), its.position).limit(_MOST)


def _standing(told: Alert, index: int) -> Select[Any]:
    """Return the question where the figure at *index* of *told* stands: in the document that brought its alert."""
    its, figure = statistic.c, told.statistics[index]
    here = (its.position == index) & (its.starts == figure.start) & (its.quote == figure.quote)
    joined = select(*_ARTICLE, *_DOCUMENT).join_from(alert, sighting).join(document).join(article).join(statistic)
    return joined.where(alert.c.id == told.id, here).order_by(document.c.id, article.c.id).limit(1)
