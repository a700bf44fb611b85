"""One document: what kind of bytes it is, and who reads them."""

import re
from collections.abc import Iterator

from jianbao.chinese.reflow import reflow
from jianbao.errors import ReadError
from jianbao.model import Article, Document, Link, Span
from jianbao.read import dom, feed, files, page, plain
from jianbao.read.decode import decode
from jianbao.read.markup import first_element
from jianbao.read.raw import Entry, Raw

_PLAIN_SUFFIXES = frozenset({".txt", ".text", ".md"})
_PAGE_SUFFIXES = frozenset({".html", ".htm", ".shtml", ".xhtml", ".jhtml"})
_PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_WHOLE_PAGE = frozenset({"html", "head", "body"})
_TAG = re.compile(r"</?(?:html|head|body|div|p|table|tr|td|ul|li|span|br|h[1-6]|meta|script|a)\b[^<>]*>", re.IGNORECASE)
_LOOKED_AT = 4096  # characters
_ENOUGH_TAGS = 5
_JSON = re.compile(r"\s*[\[{]\s*(?:[\"{\[]|[\]}]\s*$)")


def read(raw: Raw) -> Document:
    """Return the document that *raw* is, with its articles; nothing of what they say is interpreted yet.

    Plain text stays as it is, so that offsets are those of the input; of a page or a feed the document's text is what
    it shows of its articles, of a PDF or an office file what it says, one paragraph a line.

    Raises:
        ReadError: The bytes hold no document that can be read; says why, and what helps.
    """
    if (document := files.read(raw, read)) is not None:
        return document
    text = decode(raw.data, raw.place, raw.charset)
    if feed.is_feed(text) or feed.is_json_feed(text):
        return _feed_document(raw)
    if _is_page(raw, text):
        return page.read(raw, text)
    if _JSON.match(text) and raw.suffix not in _PLAIN_SUFFIXES:
        raise ReadError(f"{raw.place} is data (JSON), no document; give the addresses of the documents that it lists")
    return Document(id=raw.id, text=text, url=raw.url, articles=plain.articles(text))


def _is_page(raw: Raw, text: str) -> bool:
    if first_element(text) in _WHOLE_PAGE:
        return True
    if raw.suffix in _PLAIN_SUFFIXES or raw.media_type == "text/plain":
        return False
    if raw.media_type in _PAGE_TYPES or raw.suffix in _PAGE_SUFFIXES:
        return "<" in text
    return len(_TAG.findall(text[:_LOOKED_AT])) >= _ENOUGH_TAGS


def _feed_document(raw: Raw) -> Document:
    """Return the entries of a feed as the articles of one document."""
    text = ""
    articles: list[Article] = []
    for entry in feed.read_feed(raw).entries:
        start = len(text) + len(entry.title) + 1
        shown = "\n".join(_lines(entry))
        text += f"{entry.title}\n{shown}\n"
        span = (Span(start, start + len(shown)),) if shown else ()
        links = (Link(url=entry.url, title=entry.title),) if entry.url else ()
        articles.append(
            Article(title=entry.title, body=span, passage=reflow(text, span), published=entry.date, links=links)
        )
    return Document(id=raw.id, url=raw.url, text=text, articles=tuple(articles))


def _lines(entry: Entry) -> Iterator[str]:
    if entry.summary_html and entry.summary_html.strip():
        try:
            yield from (block.text for block in dom.blocks(dom.parse(entry.summary_html, entry.url)))
        except ReadError:
            return
