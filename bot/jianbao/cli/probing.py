"""``jianbao sources probe``: what would be taken from feeds and list pages."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TextIO

from jianbao.cli.complaints import complain
from jianbao.cli.inputs import Inputs
from jianbao.errors import JianbaoError, ReadError
from jianbao.read import Entry, Raw, read_feed, read_list
from jianbao.read.dates import CHINA


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How pages are probed.

    Attributes:
        kind: ``feed``, ``list``, or ``auto``: a feed when it is one, a list otherwise.
        selector: Of a list page's links.
        jsonl: One JSON object a page instead of lines for people.
        url: Where a file was found.
    """

    kind: str
    selector: str | None
    jsonl: bool
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Probed:
    """A page that could be read.

    Attributes:
        kind: ``feed`` or ``list``: what it is.
        url: As it was typed, not where it led to; None for a file of which nobody said where it was found.
        entries: What it offers.
    """

    kind: str
    url: str | None
    entries: Sequence[Entry]


def probe(names: Sequence[str], wish: Wish, out: TextIO) -> list[Probed]:
    """Print the entries of each page in the order given, and return them; nothing when one could not be read."""
    found: list[Probed] = []
    troubles = 0
    with Inputs() as inputs:
        for name in names:
            try:
                probed = _probed(inputs.raw(name), wish)
            except JianbaoError as error:
                complain(str(error))
                troubles += 1
                continue
            found.append(probed)
            out.write(_line(probed.entries) if wish.jsonl else _lines(probed.entries))
            out.flush()
            if not probed.entries and not wish.jsonl:
                complain(f"{name} lists no documents; name the links with --selector, like ul.list a")
                troubles += 1
    return [] if troubles else found


def _probed(raw: Raw, wish: Wish) -> Probed:
    fetched = raw.url is not None
    url = raw.name if fetched else wish.url
    page = raw if fetched else replace(raw, url=wish.url)
    if wish.kind != "list":
        try:
            return Probed(kind="feed", url=url, entries=read_feed(page).entries)
        except ReadError:
            if wish.kind == "feed":
                raise
    return Probed(kind="list", url=url, entries=read_list(page, wish.selector, _today() if fetched else None))


def _today() -> date:
    """Return the day in China, where a page that was asked for just now counts its days; a file may be of any year."""
    return datetime.now(UTC).astimezone(CHINA).date()


def _line(entries: Sequence[Entry]) -> str:
    listed = [{"title": entry.title, "url": entry.url, "date": entry.date} for entry in entries]
    return f"{json.dumps({'entries': listed}, ensure_ascii=False)}\n"


def _lines(entries: Sequence[Entry]) -> str:
    return "".join(f"{entry.date or '          '}  {entry.title}\n            {entry.url}\n" for entry in entries)
