"""An article page of any government or news site: its text, its article, what the page says about it."""

import re
from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from jianbao.chinese.reflow import reflow
from jianbao.errors import ReadError
from jianbao.model import Article, Document, Link, Span
from jianbao.read import body, dom, lines, metadata, roundup
from jianbao.read.dom import Block
from jianbao.read.raw import Raw, absolute

_ATTACHMENT = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|wps|et|ofd|csv|zip|rar|7z|txt|rtf)$", re.IGNORECASE)


def read(raw: Raw, text: str) -> Document:
    """Return the document that the page *text* is.

    The document's text is what the page shows of the article: the title, then one line a paragraph.

    Raises:
        ReadError: The page shows nothing.
    """
    root = dom.parse(text, raw.place)
    blocks = dom.blocks(root)
    found = body.find(blocks)
    if found is None:  # some templates hide all until a script has run
        blocks = dom.blocks(root, hidden=True)
        found = body.find(blocks)
    if not blocks:
        raise ReadError(
            f"{raw.place} is a page without any text; it may be drawn by scripts: use the address of its data"
        )
    if found is None:
        return Document(id=raw.id, url=raw.url, text="\n".join(block.text for block in blocks))
    about = metadata.read(root, blocks, found.first, found.last)
    running = _without_title(blocks[found.first : found.last], about.title)
    shown, span = _assembled(running, about.title)
    links = tuple(_links(found.holder, running, raw.url or root.base_url))
    return Document(id=raw.id, url=raw.url, text=shown, articles=_articles(shown, span, about, links))


def _without_title(running: Sequence[Block], title: str | None) -> Sequence[Block]:
    """Drop the headline and the line of data under it from the top of the running text."""
    if title is None:
        return running
    words = lines.squeeze(title)
    for at, block in enumerate(running[:3]):
        if lines.squeeze(block.text) == words and len(running) > at + 1:
            return running[at + 1 :]
    return running


def _assembled(running: Sequence[Block], title: str | None) -> tuple[str, Span]:
    """Return the text and where in it the article's running text stands."""
    top = f"{title}\n" if title else ""
    shown = "\n".join(block.text for block in running)
    return top + shown, Span(len(top), len(top) + len(shown))


def _articles(text: str, span: Span, about: metadata.Metadata, links: tuple[Link, ...]) -> tuple[Article, ...]:
    """Return the items of a round-up, else the one article."""
    items = roundup.cuts(lines.split(text, *span)) or []
    cut = [(item.title, item.body) for item in items] if len(items) > 1 else [(about.title, (span,))]
    return tuple(
        Article(
            title=title,
            body=spans,
            passage=reflow(text, spans),
            issuer=about.issuer,
            doc_number=about.doc_number,
            published=about.published,
            source=about.source,
            links=links,
        )
        for title, spans in cut
    )


def _links(holder: HtmlElement, running: Sequence[Block], base: str | None) -> Iterator[Link]:
    """Yield the links of the text, each address once."""
    elements = {block.element for block in running}
    seen: set[str] = set()
    for anchor in holder.iter("a"):
        href = (anchor.get("href") or "").strip()
        if not href or href.startswith(("#", "javascript:", "mailto:", "tel:")) or not _is_among(anchor, elements):
            continue
        url = absolute(base, href)
        if url and url not in seen:
            seen.add(url)
            words = dom.squeeze(anchor.text_content()) or anchor.get("title") or ""
            yield Link(url=url, title=words, attachment=_is_attachment(url))


def _is_among(anchor: HtmlElement, elements: set[HtmlElement]) -> bool:
    return any(above in elements for above in anchor.iterancestors())


def _is_attachment(url: str) -> bool:
    return bool(_ATTACHMENT.search(re.split(r"[?#]", url, maxsplit=1)[0]))
