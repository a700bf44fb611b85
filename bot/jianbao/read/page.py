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

_HARDLY_A_TEXT = 150  # characters
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
    if found is None or found.size < _HARDLY_A_TEXT:  # some templates hide all until a script has run
        everything = dom.blocks(root, hidden=True)
        hidden = body.find(everything)
        if hidden is not None and (found is None or hidden.size > 2 * found.size):
            blocks, found = everything, hidden
        blocks = blocks or everything
    if not blocks:
        raise ReadError(
            f"{raw.place} is a page without any text; it may be drawn by scripts: use the address of its data"
        )
    if found is None:
        return Document(id=raw.id, url=raw.url, text="\n".join(block.text for block in blocks), page=True)
    about = metadata.read(root, blocks, found.first, found.last, raw.url)
    running = _without_title(blocks[found.first : found.last], about.title)
    shown, span = _assembled(running, about.title)
    links = tuple(_links(root, running, raw.url or root.base_url))
    return Document(id=raw.id, url=raw.url, text=shown, articles=_articles(shown, span, about, links), page=True)


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
    items = roundup.cuts(lines.split(text, *span), about.title) or []
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


def _links(root: HtmlElement, running: Sequence[Block], base: str | None) -> Iterator[Link]:
    """Yield the links of the text and the files that are offered below it, each address once."""
    holders = {block.element for block in running}
    within: set[HtmlElement] = set()  # the holders and all that is in them
    seen: set[str] = set()
    for element in root.iter():
        in_text = element.getparent() in within
        if in_text or element in holders:
            within.add(element)
        url = _address(element, base) if element.tag == "a" and within else None
        if url is None or url in seen:
            continue
        attachment = _is_attachment(url)
        if attachment or in_text:
            seen.add(url)
            yield Link(
                url=url, title=dom.squeeze(element.text_content()) or element.get("title") or "", attachment=attachment
            )


def _address(anchor: HtmlElement, base: str | None) -> str | None:
    href = (anchor.get("href") or "").strip()
    return None if href.startswith(("#", "javascript:", "mailto:", "tel:")) else absolute(base, href)


def _is_attachment(url: str) -> bool:
    return bool(_ATTACHMENT.search(re.split(r"[?#]", url, maxsplit=1)[0]))
