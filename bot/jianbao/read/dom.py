"""HTML as a tree, and a tree as blocks of text: what a reader sees, line by line.

Inline elements join with nothing, because real pages cut numbers in two (``16.1</span><span>0</span>元`` is 16.10元);
blocks break. The tree is lxml's: BeautifulSoup's costs twenty times as much.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree, html
from lxml.html import HtmlElement

from jianbao.errors import ReadError

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
# Headers that are pasted in bring their own ends of the page, behind which the parser would drop everything.
_EARLY_END = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)
_PARSER = html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True)

# Elements that begin and end a line of their own.
_BLOCK = frozenset(
    (
        "address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset figcaption"
        " figure footer form founder-content h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p"
        " pre section summary table tbody td tfoot th thead tr ul"
    ).split()
)
# Elements whose text no reader sees.
_UNSEEN = frozenset(
    (
        "applet audio base button canvas datalist embed frame frameset head iframe input link map meta noframes"
        " noscript object option param script select style svg template textarea title track video"
    ).split()
)
# Elements whose end does not end a row of a table of data.
_IN_ROW = frozenset("br table tbody thead tfoot".split())
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_WRAP = re.compile(r"(?<=[^\x00-\xff])[ \t\r]*+\n[ \t\r\n]*+(?=[^\x00-\xff])")
_BLANKS = re.compile(r"[\s\u00a0\u3000\u200b\ufeff]+")
_EDGES = " \t\n\r\u00a0\u3000\u200b\ufeff"
_LONGEST_CELL = 200  # characters; a table with longer cells lays out a page
_FEWEST_CELLS = 4
_MOST_TAGS = 250_000  # a table of 10,000 organisations has half as many; as many are read in about a second


@dataclass(slots=True)
class Block:
    """One line of a page.

    Attributes:
        text: Its words, white space squeezed; cells of a table's row are separated by tabs.
        linked: How many of its characters are words of links.
        element: The innermost element that holds all of it.
    """

    text: str
    linked: int
    element: HtmlElement


def parse(text: str, place: str) -> HtmlElement:
    """Return the tree of *text*.

    Raises:
        ReadError: There is nothing in it, or more markup than any page has.
    """
    if (tags := text.count("<")) > _MOST_TAGS:
        raise ReadError(f"{place} has {tags:,} tags, a page at most {_MOST_TAGS:,}; get it in parts")
    try:
        return html.document_fromstring(_EARLY_END.sub("", _DECLARATION.sub("", text)), parser=_PARSER)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise ReadError(f"{place} is an empty page; check that it was downloaded whole") from None


def squeeze(text: str) -> str:
    """Return *text* as one line: a break between two Chinese characters vanishes, other blanks become one."""
    return _BLANKS.sub(" ", _WRAP.sub("", text.strip(_EDGES))).strip()


def plain(markup: str) -> str:
    """Return the words of a short text that may be HTML: a feed's title."""
    words = markup
    if "<" in markup or "&" in markup:
        try:
            words = html.fragment_fromstring(markup, create_parent="div").text_content()
        except (etree.ParserError, etree.XMLSyntaxError, ValueError):
            words = re.sub(r"<[^>]*>", "", markup)
    return _BLANKS.sub(" ", words).strip()


def blocks(root: HtmlElement, *, hidden: bool = False) -> list[Block]:
    """Return what *root* shows, in the order of the source, without empty lines.

    Args:
        root: A page or a part of one.
        hidden: Take in what is hidden until a script shows it.
    """
    return list(stream(root, hidden=hidden))


def stream(root: HtmlElement, *, hidden: bool = False) -> Iterator[Block]:
    """Yield what :func:`blocks` returns, reading no further than the last line that is asked for."""
    return iter(_Walk(root, hidden=hidden))


class _Walk:
    """One pass over a tree; the state of the line that is being put together."""

    def __init__(self, root: HtmlElement, *, hidden: bool) -> None:
        self._root = root
        self._hidden = hidden
        self._words: list[str] = []
        self._linked = 0
        self._links = 0  # how many links are open
        self._table: HtmlElement | None = None  # the table of data that we are in

    def __iter__(self) -> Iterator[Block]:
        unseen: HtmlElement | None = None
        for event, element in etree.iterwalk(self._root, events=("start", "end")):
            if unseen is None:
                if event == "start":
                    if element is not self._root and self._is_unseen(element):
                        unseen = element
                        continue
                    yield from self._start(element)
                else:
                    yield from self._end(element)
            elif event == "end" and element is unseen:
                unseen = None
            if unseen is None and event == "end" and element is not self._root and element.tail:
                self._add(element.tail)
        yield from self._flush(self._root)

    def _is_unseen(self, element: HtmlElement) -> bool:
        return element.tag in _UNSEEN or (not self._hidden and bool(_HIDDEN.search(element.get("style", ""))))

    def _start(self, element: HtmlElement) -> Iterator[Block]:
        if self._table is None and element.tag in _BLOCK:
            yield from self._flush(element.getparent() if element is not self._root else element)
            if element.tag == "table" and _is_data(element):
                self._table = element
        if element.tag == "a":
            self._links += 1
        if element.text:
            if element.tag == "pre":
                for line in element.text.split("\n"):
                    self._add(line)
                    yield from self._flush(element)
            else:
                self._add(element.text)

    def _end(self, element: HtmlElement) -> Iterator[Block]:
        if element.tag == "a":
            self._links -= 1
        if self._table is not None:
            yield from self._end_in_table(element)
        elif element.tag in _BLOCK:
            yield from self._flush(element)

    def _end_in_table(self, element: HtmlElement) -> Iterator[Block]:
        if element.tag in ("td", "th"):
            self._words.append("\t")
        elif element.tag in ("tr", "caption") or element is self._table:
            yield from self._flush(element)
        elif element.tag in _BLOCK - _IN_ROW:
            self._words.append(" ")
        if element is self._table:
            self._table = None

    def _add(self, words: str) -> None:
        self._words.append(words)
        if self._links:
            self._linked += len(words.strip(_EDGES))

    def _flush(self, element: HtmlElement) -> Iterator[Block]:
        line, linked = "".join(self._words), self._linked
        self._words, self._linked = [], 0
        if "\t" in line and self._table is not None:
            cells = [squeeze(cell) for cell in line.removesuffix("\t").split("\t")]
            text = "\t".join(cells) if any(cells) else ""
        else:
            text = squeeze(line)
        if text:
            yield Block(text, min(linked, len(text)), element)


def _is_data(table: HtmlElement) -> bool:
    """Tell whether *table* holds data and does not lay out a page."""
    if next(table.iterdescendants("table"), None) is not None:
        return False
    cells = 0
    for cell in table.iter("td", "th"):
        cells += 1
        if next(cell.iter("ul", "h1", "h2", "img"), None) is not None or _is_longer(cell, _LONGEST_CELL):
            return False
    return cells >= _FEWEST_CELLS


def _is_longer(element: HtmlElement, most: int) -> bool:
    """Tell whether *element* holds more than *most* characters, without reading on from there."""
    size = 0
    for words in element.itertext():
        size += len(words)
        if size > most:
            return True
    return False
