"""The day of a row of a list: which of the days that stand in it is that of the document.

Teasers speak of days too (自2025年12月1日起施行). What holds nothing but a day is the list's own column; a day in a
sentence only stands in where there is no such column.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from jianbao.read import dates

_BARE = re.compile(
    r"(?=.*[0-9〇零○一二三四五六七八九十])[0-9〇零○一二三四五六七八九十年月日/.:：,，|\s()（）【】［］\[\]—–-]+"
)
_AGO = re.compile(r"[\[(（]?\s*(?:[0-9]+\s*(?:分钟|小时|天|周)\s*前|刚刚|今天|昨天|前天)\s*[\])）]?")
_MONTH_AND_DAY = re.compile(r"(?<![0-9])(?P<y>20[0-9]{2})\s*[-/.年]\s*(?P<m>[01]?[0-9])(?![0-9]|\s*[-/.月]\s*[0-9])")
_PUBLISHED = re.compile(r"(?:发布|公开|公布)(?:日期|时间)")
_SHORT_YEAR = re.compile(r"(?<![0-9./:-])(?P<day>[0-4][0-9]-[01][0-9]-[0-3][0-9])(?![0-9./-])")
_LONE_DAY = re.compile(r"(?<![0-9./:-])(?P<d>[0-3]?[0-9])(?![0-9./:-])日?")
_DAY_IN_URL = re.compile(r"(?P<y>20[0-9]{2})[-/]?(?P<m>[01][0-9])[-/]?(?P<d>[0-3][0-9])?")
_ANY_DAY = date(2024, 12, 31)  # of a leap year, so that 02-29 is seen to be a day


def of_row(inside: Sequence[str], around: Sequence[str], href: str, today: date | None) -> str | None:
    """Return the day of a document, None when none is certain.

    Args:
        inside: The texts of its row beside the title, one an element.
        around: The texts that stand beside the row where a title stands alone in it.
        href: Where it leads; its year is that of a day without one.
        today: Day to count from for 09-30 and 3天前; without it they have no year but that of the address.
    """
    ways = tuple(_ways(href, today))
    bare, bare_around = _bare(inside), _bare(around)
    return (
        _published(" ".join(inside))
        or _first(ways, bare)
        or _first(ways, bare_around)
        or dates.labelled(" ".join(inside))
        # A column of days without a year is the list's own all the same: no sentence may speak in its place.
        or (None if _lacks_year(bare) or _lacks_year(bare_around) else _first(ways, " ".join(inside)))
        or _first(ways, " ".join(around))
    )


def _bare(texts: Sequence[str]) -> str:
    """Return what holds nothing but days, or parts of them."""
    return " ".join(text for text in texts if _BARE.fullmatch(text) or _AGO.fullmatch(text))


def _lacks_year(words: str) -> bool:
    return bool(dates.find(words, _ANY_DAY))


def _first(ways: Sequence[Callable[[str], str | None]], words: str) -> str | None:
    return next((day for way in ways if (day := way(words))), None) if words else None


def _ways(href: str, today: date | None) -> Iterator[Callable[[str], str | None]]:
    """Yield the ways to read a day, the most certain first."""
    yield dates.find
    yield _in_two_parts
    yield lambda words: _with_year_of_address(words, href)
    yield _in_short
    if today:
        yield lambda words: dates.find(words, today)


def _published(words: str) -> str | None:
    """Return the day of publication where it is called that."""
    named = _PUBLISHED.search(words)
    return dates.find(words[named.end() :]) if named else None


def _in_two_parts(words: str) -> str | None:
    """Read 30 and 2026-09 that stand apart, as calendars are drawn."""
    month = _MONTH_AND_DAY.search(words)
    if not month:
        return None
    rest = words[: month.start()] + " " + words[month.end() :]
    day = _LONE_DAY.search(rest)
    return dates.find(f"{month['y']}-{month['m']}-{day['d']}") if day else None


def _in_short(words: str) -> str | None:
    """Read 26-09-30."""
    day = _SHORT_YEAR.search(words)
    return dates.find(f"20{day['day']}") if day else None


def _with_year_of_address(words: str, href: str) -> str | None:
    """Read 09-30 in the year and month that stand in the address, where the month agrees."""
    stamp = _DAY_IN_URL.search(href)
    if not stamp:
        return None
    day = dates.find(words, date(int(stamp["y"]), 12, 31))
    return day if day and day[5:7] == stamp["m"] else None
