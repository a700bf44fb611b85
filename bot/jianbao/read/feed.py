"""RSS, Atom, RDF and JSON feeds, through feedparser with its traps closed.

- A body that looks like a path or an address would be opened: it only ever gets a stream.
- 2022年9月30日 and 2022/09/30 become the first of this month, CST becomes US Central, moments without a zone become
UTC:
  dates are read again from what the feed wrote, see :mod:`jianbao.read.dates`.
- An encoding is declared wrongly more often than not: it gets UTF-8, decoded by our own rule.
- Links are resolved against the page only where it says so: they are joined with the feed's own address.
"""

import io
import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import feedparser

from jianbao.errors import ReadError
from jianbao.read import dates
from jianbao.read.decode import decode
from jianbao.read.dom import plain
from jianbao.read.markup import first_element
from jianbao.read.raw import Entry, Feed, Raw, absolute

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_ROOTS = frozenset({"rss", "feed", "rdf", "channel"})
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_OFFER = re.compile(r"""<link\b[^>]*type\s*=\s*["']application/(?:rss|atom)\+xml["'][^>]*>""", re.IGNORECASE)
_HREF = re.compile(r"""href\s*=\s*["']([^"']+)["']""", re.IGNORECASE)
_JSON_VERSION = re.compile(r'"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org\b')
_LOOKED_AT = 20_000  # characters in which a page says what it is
_HEADERS = {"content-type": "application/xml; charset=utf-8"}
_DATES = ("published", "updated", "created", "date", "issued")
_MOST_TAGS = 40_000  # about 2,000 entries; feedparser takes most of a second for as many, the unparsable twice
_LONGEST_TITLE = 80  # characters taken from the text of an entry that has no title


def read_feed(raw: Raw, today: date | None = None) -> Feed:
    """Return what the feed lists.

    Args:
        raw: Its bytes.
        today: Day to count dates without a year from; without it they are None.

    Raises:
        ReadError: It is a page, or nothing that a feed reader understands, or has more markup than any feed.
    """
    text = decode(raw.data, raw.place, raw.charset)
    if text.lstrip().startswith("{"):
        return _json_feed(text, raw, today)
    if not is_feed(text):
        raise ReadError(_not_a_feed(text, raw))
    if (tags := _tags(text)) > _MOST_TAGS:
        raise ReadError(f"{raw.place} has {tags:,} tags, a feed at most {_MOST_TAGS:,}; check its address")
    parsed = _parse(text, raw.place)
    if not parsed.get("version") and not parsed.entries:
        raise ReadError(f"{raw.place} begins like a feed but cannot be read as one; check that it is complete")
    site = absolute(raw.url, parsed.feed.get("link"))
    base = raw.url or site
    entries = (_entry(entry, base, today) for entry in parsed.entries)
    return Feed(title=plain(parsed.feed.get("title", "")), url=site, entries=tuple(filter(None, entries)))


def _parse(text: str, place: str) -> feedparser.FeedParserDict:
    try:
        return feedparser.parse(
            io.BytesIO(_DECLARATION.sub("", text).encode("utf-8", "replace")),
            response_headers=_HEADERS,
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    # A fence: feedparser's loose parser raises whatever its handlers stumble over (int(None) for an empty height).
    except Exception as error:
        raise ReadError(f"{place} is a broken feed ({type(error).__name__}: {error}); tell its owner") from error


def _tags(text: str) -> int:
    """Return how many tags *text* has, those not counted that are quoted whole as CDATA."""
    first, *others = text.split("<![CDATA[")
    parts = (part.partition("]]>") for part in others)
    return first.count("<") + sum((after if end else inside).count("<") for inside, end, after in parts)


def is_feed(text: str) -> bool:
    """Tell whether *text* is an RSS, Atom or RDF feed by its root element."""
    return first_element(text) in _ROOTS


def is_json_feed(text: str) -> bool:
    """Tell whether *text* is JSON that says it is a JSON Feed."""
    return text.lstrip().startswith("{") and bool(_JSON_VERSION.search(text))


def _not_a_feed(text: str, raw: Raw) -> str:
    if not _PAGE.search(text[:_LOOKED_AT]):
        return f"{raw.place} is no feed (no rss, feed or rdf element); check its address"
    for link in _OFFER.findall(text):
        if found := _HREF.search(link):
            address = absolute(raw.url, found[1])
            return f"{raw.place} is a page, not a feed; it offers a feed at {address}: use that address"
    return f'{raw.place} is a page, not a feed; use kind = "list", or the address of its feed'


def _entry(entry: dict[str, Any], base: str | None, today: date | None) -> Entry | None:
    summary = _content(entry)
    title = plain(entry.get("title", "")) or plain(summary or "")[:_LONGEST_TITLE]
    url = absolute(base, entry.get("link") or next(_links(entry), None)) or ""
    if not title and not url:
        return None
    return Entry(title=title or url, url=url, date=_date(entry, today), summary_html=summary)


def _content(entry: Mapping[str, Any]) -> str | None:
    """Return the longest text that the feed gives: the content where there is one, else the summary."""
    texts = [part.get("value") or "" for part in entry.get("content", ())]
    texts.append(entry.get("summary") or "")
    return max(texts, key=len) or None


def _links(entry: Mapping[str, Any]) -> Iterator[str]:
    for link in entry.get("links", ()):
        if link.get("href") and link.get("rel", "alternate") == "alternate":
            yield link["href"]
    if re.match(r"https?://", entry.get("id", "")):
        yield entry["id"]


def _date(entry: dict[str, Any], today: date | None) -> str | None:
    # As a plain mapping: feedparser's own would answer for one date with another, and warn of it.
    stamps = (dict.get(entry, name) for name in _DATES)
    return next((day for stamp in stamps if stamp and (day := dates.moment(stamp, today))), None)


def _json_feed(text: str, raw: Raw, today: date | None) -> Feed:
    """Read JSON Feed 1.1 (jsonfeed.org/version/1.1)."""
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ReadError(f"{raw.place} is no feed: it begins like JSON but is none ({error})") from None
    items = feed.get("items")
    if "jsonfeed.org" not in str(feed.get("version")) or not isinstance(items, list):
        raise ReadError(f'{raw.place} is JSON but no JSON Feed; use kind = "list"')
    title, home = str(feed.get("title") or ""), feed.get("home_page_url")
    site = absolute(raw.url, home if isinstance(home, str) else None)
    base = raw.url or site
    entries = (_json_entry(item, base, today) for item in items if isinstance(item, dict))
    return Feed(title=title, url=site, entries=tuple(filter(None, entries)))


def _json_entry(item: Mapping[str, Any], base: str | None, today: date | None) -> Entry | None:
    entry = {
        "title": str(item.get("title") or ""),
        "link": str(item.get("url") or item.get("external_url") or ""),
        "summary": str(item.get("content_html") or item.get("content_text") or item.get("summary") or ""),
        "published": str(item.get("date_published") or ""),
        "updated": str(item.get("date_modified") or ""),
    }
    return _entry(entry, base, today)
