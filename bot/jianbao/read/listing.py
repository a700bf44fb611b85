"""The documents that a list page points to, found by structure alone.

A list is rows of one kind, each with a title that links to a document, mostly with a date.
Elements of one tag under one parent are rows of a group; groups whose way from the page's root is the same are one
(lists break every five rows to draw a line). The group whose rows look most like documents, long titles with dates, is
the list.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from operator import itemgetter

from lxml import etree
from lxml.html import HtmlElement

from jianbao.errors import ReadError
from jianbao.read import dates, dom, feed, listing_data, listing_dates, markup, selected
from jianbao.read.decode import decode
from jianbao.read.raw import Entry, Raw, absolute

_ROW_TAGS = frozenset("li tr dd dt dl div p a article section td h2 h3 h4 h5 span".split())
_TITLE_ALONE = frozenset({"dt", "a", "span"})  # rows beside which their day may stand
_NESTED = frozenset({"ul", "ol", "dl", "table"})
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_FEWEST_ROWS = 2
_TITLE = 8  # characters; shorter words are columns and buttons
_SHORT_TITLE = 4  # letters; a row that has a day of its own may be called 地名更名公示
_LONG_TITLE = 30  # characters; longer ones are no better
_MOST_LINKS = 4  # in a row: column, title, related documents; more are a block of the page
_MOST_PARTS = 300  # elements in a row; more are a block of the page
_DATED = 3.0  # how much more a row with a date is worth
_LEADING_MARKS = re.compile(r"^(?:[·•▪■◆●>»\s]|\[(?=\s)|-\s)+")
_CUT = re.compile(r"(?<!\.)\.{2,}+$|(?<!…)…++$")
_WORDS = re.compile(r"[^\W\d_]{2}")
_DATE_BESIDE = re.compile(
    r"\s*[\[(（]?\s*(?:19|20)[0-9]{2}[-/.][01]?[0-9][-/.][0-3]?[0-9](?:\s+[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?)?\s*[\])）]?\s*$"
)
_NO_DOCUMENT = re.compile(r"(?:javascript:|#|mailto:|tel:|$)", re.IGNORECASE)
_OPENED = re.compile(r"""(["'])(?P<address>(?:https?:/|\.{0,2})/[^"'\s]+)\1""")
_IN_SCRIPT = re.compile(r"</?script[^>]*>|<!\[CDATA\[|\]\]>|</?(?:record|recordset|datastore)>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row that may be a document."""

    title: str
    href: str
    date: str | None


@dataclass(slots=True)
class _Group:
    """Lists of one kind: their rows are of one tag, and the way to them from the page's root is the same.

    Attributes:
        place: Number of the way to what the lists stand in; None when they are blocks and no lists by their tag.
        lists: The rows of each, with a number for its place on the page.
    """

    place: int | None
    lists: list[tuple[int, list[_Row]]] = field(default_factory=list)

    @property
    def rows(self) -> list[_Row]:
        return [row for _, rows in self.lists for row in rows]

    def goes_with(self, best: "_Group") -> bool:
        """Tell whether the page shows these beside *best* as its equals: in a place of the same kind, dated throughout.

        A column may be drawn as a list and the next as a table. Boxes of links at the side stand elsewhere, or are not
        dated.
        """
        return self.place is not None and self.place == best.place and all(row.date for row in self.rows + best.rows)


def read_list(raw: Raw, selector: str | None = None, today: date | None = None) -> tuple[Entry, ...]:
    """Return what the page lists, in its order; empty when it shows no list.

    Args:
        raw: A list page, or the JSON that one is drawn from.
        selector: CSS selector of the links (or of elements that each hold one); None finds them by structure.
        today: Day to count dates without a year from; without it they get the year that stands in the address, or None.

    Raises:
        ReadError: The bytes are no page.
        ConfigError: The selector is none.
    """
    text = decode(raw.data, raw.place, raw.charset)
    if (data := listing_data.json_in(text)) is not None:
        return _unique(listing_data.entries(data, raw.url, today))
    if feed.is_feed(text):
        raise ReadError(f'{raw.place} is a feed, not a page; use kind = "feed"')
    base = absolute(raw.url, markup.base(text)) or raw.url
    if selector:
        return _unique(_selected(text, selector, base, today))
    rows = _best_rows(dom.parse(text, raw.place), today)
    if not any(row.date for row in rows):
        drawn = _drawn_by_scripts(text, raw.place, base, today)
        if len(drawn) > len(rows):
            return _unique(drawn)
    return _unique(_entries(rows, base))


def _entries(rows: Iterable[_Row], base: str | None) -> Iterator[Entry]:
    return (Entry(title=row.title, url=absolute(base, row.href) or row.href, date=row.date) for row in rows)


def _unique(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return each address once, as it is listed first."""
    found: dict[str, Entry] = {}
    for entry in entries:
        found.setdefault(entry.url, entry)
    return tuple(found.values())


def _selected(text: str, selector: str, base: str | None, today: date | None) -> Iterator[Entry]:
    """Yield the documents that *selector* names; their dates stand beside the links."""
    for link in selected.links(text, selector):
        if not _NO_DOCUMENT.match(link.href) and link.title:
            day = listing_dates.of_row(link.beside, (), link.href, today)
            yield Entry(title=link.title, url=absolute(base, link.href) or link.href, date=day)


# By structure
# -----------------------------------------------------------------------------------------------------------


def _best_rows(root: HtmlElement, today: date | None) -> list[_Row]:
    groups: dict[tuple[int, str], _Group] = {}
    ways: dict[tuple[int, str], int] = {}  # a number for each way from the root
    way: dict[HtmlElement | None, int] = {None: -1}
    for number, parent in enumerate(root.iter()):
        step = way[parent.getparent()], f"{parent.tag}.{(parent.get('class') or '').strip()}"
        way[parent] = ways.setdefault(step, len(ways))
        for tag, elements in _repeated(parent).items():
            rows = _without_buttons([row for element in elements if (row := _row(element, today))])
            if 2 * len(rows) >= len(elements):
                group = groups.setdefault((way[parent], tag), _Group(way.get(_holder(parent))))
                group.lists.append((number, rows))
    found = [group for group in groups.values() if len(group.rows) >= _FEWEST_ROWS]
    best = max(found, key=lambda group: _worth(group.rows), default=None)
    if best is None:
        return []
    lists = [part for group in found if group is best or group.goes_with(best) for part in group.lists]
    return [row for _, rows in sorted(lists, key=itemgetter(0)) for row in rows]


def _holder(parent: HtmlElement) -> HtmlElement | None:
    """Return what the list stands in whose rows *parent* holds; None when *parent* is no list but a block."""
    table = parent.getparent() if parent.tag == "tbody" else parent
    return table.getparent() if table is not None and table.tag in _NESTED else None


def _without_buttons(rows: Sequence[_Row]) -> list[_Row]:
    """Leave out short titles that come more than once: 点击查看详情 stands beside a title, it is none."""
    count = Counter(row.title for row in rows)
    return [row for row in rows if len(row.title) >= _TITLE or count[row.title] == 1]


def _repeated(parent: HtmlElement) -> dict[str, list[HtmlElement]]:
    """Return the children of *parent* that may be rows, by their tag."""
    found: dict[str, list[HtmlElement]] = defaultdict(list)
    for child in parent:
        if child.tag in _ROW_TAGS:
            found[child.tag].append(child)
    return {tag: rows for tag, rows in found.items() if len(rows) >= _FEWEST_ROWS or tag in {"li", "tr"}}


def _worth(rows: Sequence[_Row]) -> float:
    """Say how much *rows* look like a list of documents: many, with long titles, dated."""
    titles = sum(min(len(row.title), _LONG_TITLE) for row in rows)
    dated = sum(row.date is not None for row in rows) / len(rows)
    distinct = len({row.href for row in rows}) / len(rows)
    return titles * (1 + _DATED * dated) * distinct


def _row(element: HtmlElement, today: date | None) -> _Row | None:
    """Return what *element* lists, None when it is no row of a list."""
    anchors: list[HtmlElement] = []
    targets: set[str] = set()
    for parts, own in enumerate(_own(element)):
        if parts == _MOST_PARTS:
            return None
        if own.tag == "a" and not _NO_DOCUMENT.match(href := _href(own)):
            anchors.append(own)
            targets.add(href)
            if len(targets) > _MOST_LINKS:
                return None
    titled = [(title, a) for a in anchors if len(title := _title(a)) >= _TITLE]
    if not titled and len(targets) == 1:
        titled = [(title, anchors[-1]) for title in _headings(element)] or list(_short(element, anchors, today))
    if not titled:
        return None
    title, anchor = max(titled, key=lambda pair: len(pair[0]))
    if len({_href(a) for _, a in titled}) > 1 + (element.tag == "tr"):
        return None
    return _Row(title, _href(anchor), _date(element, title, _href(anchor), today))


def _short(row: HtmlElement, anchors: Iterable[HtmlElement], today: date | None) -> Iterator[tuple[str, HtmlElement]]:
    """Yield the titles that would pass for buttons if no day stood beside them."""
    for anchor in anchors:
        title = _title(anchor)
        if sum(map(str.isalpha, title)) >= _SHORT_TITLE and _date(row, title, _href(anchor), today):
            yield title, anchor


def _own(row: HtmlElement) -> Iterator[HtmlElement]:
    """Yield *row* and what is in it, but not what a list inside of it holds: related documents.

    Lists are stepped over, not looked through: rows of layouts that are nested a thousand deep would be read a
    thousand times.
    """
    walk = etree.iterwalk(row, events=("start",))
    for _, element in walk:
        if element.tag in _NESTED and element is not row:
            walk.skip_subtree()
        yield element


def _href(anchor: HtmlElement) -> str:
    """Return where *anchor* leads, by itself or by the window that a click opens."""
    href = (anchor.get("href") or "").strip()
    if _NO_DOCUMENT.match(href) and (opened := _OPENED.search(f"{href} {anchor.get('onclick') or ''}")):
        return opened["address"]
    return href


def _title(anchor: HtmlElement) -> str:
    """Return the title that *anchor* shows; where it is cut short, the whole of it from the attribute."""
    shown = longest = ""
    for text in _texts(anchor):
        shown = _DATE_BESIDE.sub("", text)
        if not _WORDS.search(shown):
            continue  # a day, drawn above the title as calendars do
        if len(shown) >= _TITLE:
            break
        longest = max(longest, shown, key=len)
    else:
        shown = longest
    shown = _LEADING_MARKS.sub("", shown).strip()
    full = dom.squeeze(anchor.get("title") or "")
    stem = _CUT.sub("", shown)
    is_whole = stem == shown and len(full) <= len(shown)
    return shown if is_whole or not full.startswith(stem) else full


def _headings(row: HtmlElement) -> Iterator[str]:
    """Yield the title that stands as a heading above a link called 查看详情."""
    for own in _own(row):
        if own.tag in _HEADINGS and len(title := " ".join(_texts(own))) >= _TITLE:
            yield title
            return


def _texts(anchor: HtmlElement) -> Iterator[str]:
    """Yield the lines that *anchor* shows; none when it holds a block of the page, as one that is never closed does."""
    if not len(anchor):
        yield dom.squeeze(anchor.text or "")
    elif sum(1 for _ in islice(anchor.iter(), _MOST_PARTS)) < _MOST_PARTS:
        yield from (block.text for block in dom.stream(anchor))


# Dates
# ------------------------------------------------------------------------------------------------------------------


def _date(row: HtmlElement, title: str, href: str, today: date | None) -> str | None:
    """Return the day that stands in *row* beside the title, or in an element beside the row."""
    around = list(_words_around(row)) if row.tag in _TITLE_ALONE else []
    return listing_dates.of_row(list(_words_beside(row, title)), around, href, today)


def _words_around(row: HtmlElement) -> Iterator[str]:
    """Yield what stands behind *row*, or before it when a day stands before the first title of its line."""
    if (parent := row.getparent()) is None:
        return
    first = next((child for child in islice(parent, _MOST_PARTS) if _href_in(child)), row)
    if dates.find(_leaf(first.getprevious())):
        yield _leaf(row.getprevious())
    else:
        yield row.tail or ""
        yield _leaf(row.getnext())


def _href_in(element: HtmlElement) -> str:
    anchor = element if element.tag == "a" else element.find("a")
    return "" if anchor is None else _href(anchor)


def _leaf(element: HtmlElement | None) -> str:
    return element.text or "" if element is not None and len(element) == 0 and isinstance(element.tag, str) else ""


def _words_beside(row: HtmlElement, title: str) -> Iterator[str]:
    """Yield the texts of *row* that are not its title, those of nested lists left out."""
    for element in _own(row):
        for words in (element.text, element.tail if element is not row else None):
            if words and (clean := words.strip()) and clean not in title:
                yield clean


# Lists that scripts draw
# ------------------------------------------------------------------------------------------------


def _drawn_by_scripts(text: str, place: str, base: str | None, today: date | None) -> list[Entry]:
    """Return what stands in the page's scripts: as data, or as markup inside of strings."""
    found = [listing_data.entries(data, base, today) for data in listing_data.in_scripts(text)]
    if not _has_hidden_links(text):
        return max(found, key=len, default=[])
    unquoted = _IN_SCRIPT.sub("", text).replace('\\"', '"').replace("\\/", "/")
    found.append(list(_entries(_best_rows(dom.parse(unquoted, place), today), base)))
    return max(found, key=len)


def _has_hidden_links(text: str) -> bool:
    """Tell whether a link stands where the page's tree shows none, so that a second look may find more."""
    if '\\"' in text:
        return True
    begin, inside = 0, False
    for mark in (*_IN_SCRIPT.finditer(text), None):
        end = mark.start() if mark else len(text)
        if inside and "<a" in text[begin:end].lower():
            return True
        if mark:
            begin, inside = mark.end(), not mark[0].lower().startswith("</script")
    return False
