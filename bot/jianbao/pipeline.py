"""One document's way from bytes to alerts: read, elements, figures, plugins. Pure apart from what plugins do."""

import hashlib
import re
import unicodedata
from dataclasses import replace
from datetime import datetime

from jianbao import elements, figures
from jianbao.chinese.places import NATION
from jianbao.model import Alert, Article, Document, Source
from jianbao.plugins import Plugins
from jianbao.read import Raw, read

_SENTENCE_END = re.compile(r"(?<=[。！？!?])|\n")
_NATIONAL = re.compile(r"全国|我国|中国|中央|国务院|民政部")
_LONGEST_TITLE = 60  # characters; longer first sentences end in …


def understand(
    raw: Raw,
    plugins: Plugins,
    *,
    source: Source | None = None,
    listed: str | None = None,
    fetched: datetime | None = None,
) -> Document:
    """Return everything that is known of a document.

    Args:
        raw: Its bytes.
        plugins: Who recognises topics; each is fenced.
        source: Where it comes from: its region and issuer hold for articles that name none.
        listed: ISO date under which the source listed it, for documents that show none.
        fetched: When it was brought in, UTC.

    Raises:
        ReadError: The bytes hold no document.
    """
    document = read(plugins.converted(raw) or raw)
    articles = tuple(_article(article, document, plugins, source, listed) for article in document.articles)
    name = source.name if source else document.source
    return replace(document, articles=articles, source=name, fetched=fetched)


def _article(
    article: Article, document: Document, plugins: Plugins, source: Source | None, listed: str | None
) -> Article:
    complete = elements.complete(article, document)
    known = replace(
        complete,
        region=_region(complete, source),
        issuer=complete.issuer or (source.issuer if source else None),
        published=complete.published or listed,
    )
    context = figures.Context(region=known.region, published=known.published, title=known.title)
    found = figures.read(document.text, context, known.passage)
    measured = replace(known, statistics=found.statistics, checks=found.checks)
    return replace(measured, findings=plugins.find(measured, document.url or document.id))


def _region(article: Article, source: Source | None) -> str | None:
    """Return the article's place; 全国 for want of any other gives way to the place of its source."""
    ours = source.region if source else None
    unnamed = article.region == NATION and article.issuer is None and not _NATIONAL.search(_all_words(article))
    return ours if ours and (unnamed or not article.region) else article.region


def _all_words(article: Article) -> str:
    return f"{article.title or ''}\n{article.text}"


def alerts_of(document: Document) -> tuple[Alert, ...]:
    """Return an alert for each article that is about a topic, each text once."""
    alerts = {identity(article): _alert(article, document) for article in document.articles if article.topics}
    return tuple(alerts.values())


def readings_of(document: Document) -> tuple[Alert, ...]:
    """Return what alerts would say of each article that has a topic or figures: for whoever brings a document."""
    telling = (article for article in document.articles if article.topics or article.statistics)
    return tuple({identity(article): _alert(article, document) for article in telling}.values())


def texts_of(document: Document) -> dict[str, str]:
    """Return, by id of its alert, the text of each article that is about a topic."""
    return {identity(article): article.text for article in document.articles if article.topics}


def _alert(article: Article, document: Document) -> Alert:
    return Alert(
        id=identity(article),
        title=article.title or _first_sentence(article.text),
        topics=tuple(dict.fromkeys(article.topics)),
        region=article.region,
        issuer=article.issuer,
        doc_number=article.doc_number,
        published=article.published,
        source=article.source or document.source,
        url=document.url,
        statistics=article.statistics,
        checks=article.checks,
        key=tuple(dict.fromkeys(index for finding in article.findings for index in finding.key)),
        deadlines=article.deadlines,
        findings=article.findings,
    )


def identity(article: Article) -> str:
    """Return a hash of the words of *article*: a repost with other blanks, wraps or punctuation has the same."""
    return identity_of(article.text if _words(article.text) else article.title or "")


def identity_of(text: str) -> str:
    """Return the hash of :func:`identity` for the words of an article."""
    return hashlib.sha256(_words(text).encode()).hexdigest()


def _words(text: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text))).casefold()


def _first_sentence(text: str) -> str:
    sentences = (sentence.strip() for sentence in _SENTENCE_END.split(text))
    first = next(filter(None, sentences), "")
    return first if len(first) <= _LONGEST_TITLE else first[: _LONGEST_TITLE - 1] + "…"
