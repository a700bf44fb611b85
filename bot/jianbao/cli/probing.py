"""``jianbao sources probe``: what would be taken from feeds and list pages."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TextIO

from jianbao.cli.complaints import complain
from jianbao.cli.inputs import Inputs
from jianbao.errors import JianbaoError, ReadError
from jianbao.read import Entry, Raw, read_feed, read_list


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How pages are probed.

    Attributes:
        kind: ``feed``, ``list``, or ``auto``: a feed when it is one, a list otherwise.
        selector: Of a list page's links.
        jsonl: One JSON object a page instead of lines for people.
    """

    kind: str
    selector: str | None
    jsonl: bool


def probe(names: Sequence[str], wish: Wish, out: TextIO) -> bool:
    """Print the entries of each page in the order given; True when every one could be read."""
    troubles = 0
    with Inputs() as inputs:
        for name in names:
            try:
                entries = _entries(inputs.raw(name), wish)
            except JianbaoError as error:
                complain(str(error))
                troubles += 1
                continue
            out.write(_line(entries) if wish.jsonl else _lines(entries))
            out.flush()
            if not entries and not wish.jsonl:
                complain(f"{name} lists no documents; name the links with --selector, like ul.list a")
                troubles += 1
    return not troubles


def _entries(raw: Raw, wish: Wish) -> Sequence[Entry]:
    if wish.kind == "list":
        return read_list(raw, wish.selector)
    try:
        return read_feed(raw).entries
    except ReadError:
        if wish.kind == "feed":
            raise
        return read_list(raw, wish.selector)


def _line(entries: Sequence[Entry]) -> str:
    listed = [{"title": entry.title, "url": entry.url, "date": entry.date} for entry in entries]
    return f"{json.dumps({'entries': listed}, ensure_ascii=False)}\n"


def _lines(entries: Sequence[Entry]) -> str:
    return "".join(f"{entry.date or '          '}  {entry.title}\n            {entry.url}\n" for entry in entries)
