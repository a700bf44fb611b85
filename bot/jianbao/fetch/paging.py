"""Where a list goes on: the address of the page with older items."""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urljoin, urlsplit

from jianbao.read.decode import decode

_LINK = re.compile(r"<(?:a|link|atom:link)\b(?P<attributes>[^>]*)>", re.IGNORECASE)
_ANCHOR = re.compile(r"<a\b(?P<attributes>[^>]*)>(?P<words>(?:(?!</a).){0,200})</a", re.IGNORECASE | re.DOTALL)
_HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""", re.IGNORECASE)
_REL_NEXT = re.compile(r"""\brel\s*=\s*["']?[^"'>]*\bnext\b""", re.IGNORECASE)
_MARKUP = re.compile(r"<[^>]*>|[\s>»›]+")
_NEXT_WORDS = frozenset({"下一页", "下页", "后一页", "后页", "下一頁", "next", "nextpage", "older"})
# TRS, the commonest system of government sites, draws its pages by script: total, current from 0, name, suffix; some
# put the name of an element first and count from 1.
_TRS = re.compile(
    r"""createPageHTML\(\s*(?P<element>["'][^"']*["']\s*,\s*)?(?P<total>\d{1,4})\s*,\s*(?P<current>\d{1,4})\s*,"""
    r"""\s*["'](?P<name>[\w-]+)["']\s*,\s*["'](?P<suffix>\w+)["']"""
)


def further(body: bytes, url: str, *, feed: bool) -> str | None:
    """Return the address of the page that follows the one at *url*, on the same host; None when it shows none.

    Args:
        body: The page or feed.
        url: Its address.
        feed: It is a feed: only ``rel="next"`` counts there (RFC 5005).
    """
    text = decode(body, url, None)
    found = _related(text) if feed else _candidates(text)
    host = urlsplit(url).hostname
    for href in found:
        try:
            address = urljoin(url, unescape(href).strip()).partition("#")[0]
            parts = urlsplit(address)
        except ValueError:
            continue
        if parts.scheme in {"http", "https"} and parts.hostname == host and address != url.partition("#")[0]:
            return address
    return None


def _candidates(text: str) -> Iterator[str]:
    yield from _related(text)
    yield from _worded(text)
    yield from _scripted(text)


def _related(text: str) -> Iterator[str]:
    for link in _LINK.finditer(text):
        if _REL_NEXT.search(link["attributes"]):
            yield from _href(link["attributes"])


def _worded(text: str) -> Iterator[str]:
    for anchor in _ANCHOR.finditer(text):
        if _MARKUP.sub("", unescape(_MARKUP.sub("", anchor["words"]))).lower() in _NEXT_WORDS:
            yield from _href(anchor["attributes"])


def _scripted(text: str) -> Iterator[str]:
    for call in _TRS.finditer(text):
        following = int(call["current"]) + 1
        # Counted from 0, page 0 is index.html and page 1 index_1.html; counted from 1, page 2 is index_2.html.
        last = int(call["total"]) if call["element"] else int(call["total"]) - 1
        if following <= last:
            yield f"{call['name']}_{following}.{call['suffix']}"


def _href(attributes: str) -> Iterator[str]:
    if match := _HREF.search(attributes):
        href = match[1] or match[2] or match[3] or ""
        if href and not href.lower().startswith(("javascript:", "#")):
            yield href
