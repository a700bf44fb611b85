"""One indicator over the years: what other documents in the store gave for a figure at other times."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from jianbao.model import Alert, Bound, Kind, Past, Statistic
from jianbao.store.comparable import MOST_YEARS, Measured, eligible, frame, other_times, same
from jianbao.store.engine import Database
from jianbao.store.rows import statistic_of
from jianbao.store.tables import alert, article, document, sighting, statistic

_MOST = 200  # rows that are looked at: of an indicator that every report repeats, the newest
_LONGEST = 20  # years back and ahead that a picture shows


@dataclass(frozen=True, slots=True)
class Earlier:
    """What was counted before, by :func:`jianbao.store.comparable.same`.

    Attributes:
        statistic: The figure.
        title: Headline of the article that gave it.
        url: Of its document.
    """

    statistic: Statistic
    title: str
    url: str | None

    @property
    def value(self) -> float:
        """The value, which is one number, in base units."""
        return float(self.statistic.value if not isinstance(self.statistic.value, tuple) else self.statistic.value[0])


class Series:
    """Finds the same figure in other documents."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, told: Alert) -> dict[int, list[Past]]:
        """Return, by index of a figure of *told*, what other documents gave for the same, of other times."""
        found: dict[int, list[Past]] = {}
        with self._database.read() as connection:
            shelf = _Shelf(connection)
            for index in range(len(told.statistics)):
                others = shelf.others(told, index, back=_LONGEST, ahead=_LONGEST)
                past = [Past(when, each.value) for when, each in others if each]
                if past:
                    found[index] = past
        return found

    def before(self, told: Alert, index: int) -> Earlier | None:
        """Return the last earlier value of the figure at *index* of *told*; None when none is certainly the same."""
        with self._database.read() as connection:
            _, earlier = next(_Shelf(connection).others(told, index, back=MOST_YEARS, ahead=0), ("", None))
            return earlier


class _Shelf:
    """The documents of one question, each of them read once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._texts: dict[int, str] = {}
        self._statistics: dict[int, tuple[Statistic, ...]] = {}

    def others(self, told: Alert, index: int, *, back: int, ahead: int) -> Iterator[tuple[str, Earlier | None]]:
        """Yield the figure at other times, latest first; None where the publisher has given different values."""
        if not eligible(told.statistics, told.checks, index):
            return
        figure = told.statistics[index]
        times = other_times(figure.as_of or "", back=back, ahead=ahead)
        candidates = self._connection.execute(_alike(figure, times)).all() if times else []
        here = self._connection.execute(_standing(told, index)).one_or_none() if candidates else None
        if here is None:
            return
        mine = self._measured(here, told.statistics, index)
        for when in times:
            then = list(self._said([row for row in candidates if row.as_of == when], mine.publisher))
            certain = [row for row, measured in then if same(mine, measured)]
            if certain and len({row.low for row, _ in then}) == 1:
                yield when, Earlier(statistic_of(certain[0]), certain[0].title or "", certain[0].url)
            elif certain:
                yield when, None

    def _said(self, rows: Sequence[Row[Any]], publisher: str) -> Iterator[tuple[Row[Any], Measured]]:
        """Yield what *publisher* gave for one time, newest document first."""
        for row in rows:
            if _publisher(row) == publisher:
                statistics = self._statistics_of(row.article_id)
                if eligible(statistics, row.checks, row.position):
                    yield row, self._measured(row, statistics, row.position)

    def _measured(self, row: Row[Any], statistics: Sequence[Statistic], index: int) -> Measured:
        figure = statistics[index]
        inside = figure.part_of is not None and 0 <= figure.part_of < len(statistics)
        whole = statistics[figure.part_of] if inside and figure.part_of is not None else None
        return Measured(
            statistic=figure,
            whole=(whole.indicator, whole.unit) if whole else None,
            publisher=_publisher(row),
            title=row.title or "",
            frame=frame(self._text(row.document_id), figure.start),
        )

    def _text(self, number: int) -> str:
        if number not in self._texts:
            asked = select(document.c.text).where(document.c.id == number)
            self._texts[number] = self._connection.execute(asked).scalar_one()
        return self._texts[number]

    def _statistics_of(self, number: int) -> tuple[Statistic, ...]:
        if number not in self._statistics:
            asked = select(statistic).where(statistic.c.article_id == number).order_by(statistic.c.position)
            self._statistics[number] = tuple(statistic_of(row) for row in self._connection.execute(asked))
        return self._statistics[number]


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
