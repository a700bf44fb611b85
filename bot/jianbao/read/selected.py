"""The documents that a CSS selector of the configuration names on a list page.

Here BeautifulSoup reads the page: an operator's selector may say all that its selector engine knows (``:has``,
``:-soup-contains``), and a page that is looked at once in a while may cost the slower tree.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from bs4 import BeautifulSoup, Tag
from soupsieve import SelectorSyntaxError

from jianbao.errors import ConfigError

_DECLARATION = re.compile(r"^(?:\s*<\?xml(?:[^>]*\?>)?)+", re.IGNORECASE)


class Selected(NamedTuple):
    """A link that the selector names: its address as written, its title, and the texts of its row beside it."""

    href: str
    title: str
    beside: tuple[str, ...]


def links(text: str, selector: str) -> Iterator[Selected]:
    """Yield the links that *selector* names, or that the elements it names hold first.

    Args:
        text: The page.
        selector: CSS selector of links, or of rows with a link in each.

    Raises:
        ConfigError: The selector is none.
    """
    # Without its XML declaration, and without a look at what is no markup, BeautifulSoup has nothing to warn of.
    soup = BeautifulSoup(_DECLARATION.sub("", text) if "<" in text else "", "lxml")
    try:
        chosen = soup.select(selector)
    except (SelectorSyntaxError, NotImplementedError) as error:
        reason = " ".join(str(error).split())
        message = f"entry_selector {selector!r} is no CSS selector ({reason}); correct it or leave it out"
        raise ConfigError(message) from None
    anchors = [anchor for element in chosen if (anchor := _anchor(element)) is not None]
    # How many of the links each element holds: a row is the outermost element that holds one of them alone.
    held = Counter(id(above) for anchor in {id(a): a for a in anchors}.values() for above in (anchor, *anchor.parents))
    for anchor in anchors:
        title = _words(anchor)
        full = " ".join(str(anchor.get("title") or "").split())
        title = full if full.startswith(title.rstrip(".…")) else title
        beside = tuple(_beside(_row(anchor, held), anchor))
        yield Selected(str(anchor.get("href") or "").strip(), title, beside)


def _anchor(element: Tag) -> Tag | None:
    found = element if element.name == "a" else element.find("a")
    return found if isinstance(found, Tag) else None


def _row(anchor: Tag, held: Mapping[int, int]) -> Tag:
    row = anchor
    for above in anchor.parents:
        if above.name == "body" or held[id(above)] > 1:
            break
        row = above
    return row


def _beside(row: Tag, anchor: Tag) -> Iterator[str]:
    """Yield the texts of *row* outside of *anchor*."""
    if row is anchor:
        return
    shown = _words(anchor)
    within = {id(text) for text in anchor.strings}
    for text in row.strings:
        if id(text) not in within and (clean := " ".join(text.split())) and clean != shown:
            yield clean


def _words(element: Tag) -> str:
    return " ".join(element.get_text(" ").split())
