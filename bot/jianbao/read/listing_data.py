"""Lists that are data: JSON that a page's script draws its rows from (TRS data sources, Guangdong gkmlpt, gov.cn)."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

import chompjs

from jianbao.read import dates
from jianbao.read.dom import plain
from jianbao.read.raw import Entry, absolute

# Names of fields, best first; compared in lower case.
_URL = re.compile(
    r"^(?:url|link|href|puburl|publishurl|docpuburl|pageurl|linkurl|post_url|detailurl|htmlurl|path)$|url$|link$",
    re.IGNORECASE,
)
_TITLE = re.compile(r"^(?:title|showtitle|doctitle|subject|name|topic|headline|bt)$|title$", re.IGNORECASE)
_DATE = re.compile(
    r"(?:pub|rel|show|create|display|issue|release|save|write).*(?:time|date)|^(?:date|time|rq)$|(?:time|date)$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"^(?:https?:)?/|^\.{0,2}/|\.[a-z]?html?$|\.pdf$|^[\w.]*\?\w+=", re.IGNORECASE)
_MILLISECONDS = 10**11  # a moment after 1973 in milliseconds is greater, in seconds it is smaller until the year 5138
_SECONDS = 10**8  # before 1973 nobody published on the web: what is smaller is no moment
_MOST_STARTS = 40  # places in a page's scripts at which data is tried for
_DEEPEST = 12
_ARRAY = re.compile(r"\[\s*+\{\s*+[\"'\w]")


def json_in(text: str) -> Any | None:
    """Return the data that *text* is, None when it is no JSON (or JSON with a callback round it)."""
    start = re.match(r"\s*+(?:[\w.$]++\s*+\()?\s*+(?=[\[{])", text)
    if not start:
        return None
    try:
        return json.JSONDecoder().raw_decode(text, start.end())[0]
    except (ValueError, RecursionError):
        return None


def in_scripts(text: str) -> Iterator[Any]:
    """Yield the arrays of objects that stand in the source of a page, as JSON or as scripts write them."""
    position = 0
    for _ in range(_MOST_STARTS):
        found = _ARRAY.search(text, position)
        if not found:
            return
        position = found.end()
        try:
            data, position = json.JSONDecoder().raw_decode(text, found.start())
        except (ValueError, RecursionError):
            data = _literal(text[found.start() :])
        if data is not None:
            yield data


def _literal(text: str) -> Any | None:
    """Return the value of the JavaScript literal that *text* begins with: other quotes, names without any."""
    try:
        return chompjs.parse_js_object(text)
    except (ValueError, RecursionError):
        return None


def entries(data: Any, base: str | None, today: date | None = None) -> list[Entry]:
    """Return the longest list of documents in *data*."""
    lists = [[entry for item in items if (entry := _entry(item, base, today))] for items in _lists(data, 0)]
    return max(lists, key=len, default=[])


def _lists(data: Any, depth: int) -> Iterator[Sequence[Mapping[str, Any]]]:
    if depth > _DEEPEST:
        return
    if isinstance(data, list):
        rows = [item for item in data if isinstance(item, dict)]
        if rows:
            yield rows
    for value in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        if isinstance(value, dict | list):
            yield from _lists(value, depth + 1)


def _entry(item: Mapping[str, Any], base: str | None, today: date | None) -> Entry | None:
    url = _value(item, _URL, lambda value: bool(_ADDRESS.search(value)))
    title = plain(_value(item, _TITLE, lambda value: len(value) > 1) or "")
    if not url or not title:
        return None
    return Entry(title=title, url=absolute(base, url) or url, date=_date(item, today))


def _value(item: Mapping[str, Any], name: re.Pattern[str], fits: Any) -> str | None:
    named = [(key, value) for key, value in item.items() if isinstance(value, str) and name.search(key) and fits(value)]
    # The plainest name first: url before thumburl, title before subtitle.
    return min(named, key=lambda pair: len(pair[0]), default=(None, None))[1]


def _date(item: Mapping[str, Any], today: date | None) -> str | None:
    fields = [(name.search(key), key, value) for key, value in item.items() for name in (_DATE,)]
    for _, _, value in sorted((field for field in fields if field[0]), key=lambda field: _rank(field[1])):
        if day := _day(value, today):
            return day
    return None


def _rank(key: str) -> tuple[bool, int]:
    """Put the time of publication before others."""
    return (not re.search(r"pub|rel|display|show|issue", key, re.IGNORECASE), len(key))


def _day(value: Any, today: date | None) -> str | None:
    if isinstance(value, str):
        if value.isdigit() and len(value) in (10, 13):
            return _day(int(value), today)
        return dates.moment(value, today)
    if isinstance(value, bool) or not isinstance(value, int | float) or value < _SECONDS:
        return None
    seconds = value / 1000 if value >= _MILLISECONDS else value
    try:
        return datetime.fromtimestamp(seconds, UTC).astimezone(dates.CHINA).date().isoformat()
    except (ValueError, OverflowError, OSError):
        return None
