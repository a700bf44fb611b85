"""The documents that a CSS selector of the configuration names on a list page.

Here BeautifulSoup reads the page: an operator's selector may say all that its selector engine knows (``:has``,
``:-soup-contains``), and a page that is looked at once in a while may cost the slower tree.
"""

from collections.abc import Iterator
from typing import NamedTuple

from bs4 import BeautifulSoup, Tag
from soupsieve import SelectorSyntaxError

from jianbao.errors import ConfigError


class Selected(NamedTuple):
    """A link that the selector names: its address as written, its title, and the words of its row beside the title."""

    href: str
    title: str
    beside: str


def links(text: str, selector: str) -> Iterator[Selected]:
    """Yield the links that *selector* names, or that the elements it names hold first.

    Args:
        text: The page.
        selector: CSS selector of links, or of rows with a link in each.

    Raises:
        ConfigError: The selector is none.
    """
    soup = BeautifulSoup(text, "lxml")
    try:
        chosen = soup.select(selector)
    except (SelectorSyntaxError, NotImplementedError) as error:
        reason = " ".join(str(error).split())
        message = f"entry_selector {selector!r} is no CSS selector ({reason}); correct it or leave it out"
        raise ConfigError(message) from None
    anchors = [anchor for element in chosen if (anchor := _anchor(element)) is not None]
    for anchor in anchors:
        title = _words(anchor)
        full = " ".join(str(anchor.get("title") or "").split())
        title = full if full.startswith(title.rstrip(".…")) else title
        beside = _words(_row(anchor, anchors)).replace(_words(anchor), " ")
        yield Selected(str(anchor.get("href") or "").strip(), title, beside)


def _anchor(element: Tag) -> Tag | None:
    found = element if element.name == "a" else element.find("a")
    return found if isinstance(found, Tag) else None


def _row(anchor: Tag, anchors: list[Tag]) -> Tag:
    """Return the outermost element round *anchor* that holds none of the other *anchors*."""
    others = {id(other) for other in anchors if other is not anchor}
    row = anchor
    for above in anchor.parents:
        if above.name == "body" or any(id(other) in others for other in above.find_all("a")):
            break
        row = above
    return row


def _words(element: Tag) -> str:
    return " ".join(element.get_text(" ").split())
