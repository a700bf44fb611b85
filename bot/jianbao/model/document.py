"""A document and the articles in it."""

from dataclasses import dataclass
from datetime import datetime

from jianbao.model.finding import Finding
from jianbao.model.statistic import Check, Statistic
from jianbao.model.text import Passage, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A date by which something has to be done.

    Attributes:
        quote: The words for the date, verbatim.
        date: Like :attr:`Statistic.as_of`.
        what: What has to be done by then, in the document's words.
    """

    quote: str
    date: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link in an article's body, or a file attached to it (附件).

    Attributes:
        url: Absolute where the document's own address is known.
        title: The words of the link.
        attachment: True for files offered for download.
    """

    url: str
    title: str
    attachment: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One self-contained piece of a document: most documents are one, a newspaper page holds several.

    Attributes:
        title: Headline, None when the document shows none.
        body: Where the running text stands in the document's text.
        passage: The running text with hard wraps undone, which rules and plugins read.
        topics: Filled from ``findings``.
        region: Full official name of the place it is about, ``全国`` for national matters.
        issuer: The body that issues the document or holds the meeting; several joined with 、.
        doc_number: 发文字号 with 〔〕: ``民发〔2022〕12号``.
        published: ISO date that the text or the page shows.
        source: Who is named as the source (来源, 据…), as written.
        cited: Titles inside 《》 of policy documents, laws and plans, each once.
        deadlines: Dates by which something has to be done.
        statistics: All figures, in the order of the text.
        checks: What the article's own arithmetic says.
        findings: What the topic plugins say.
        links: Links and attachments of the body.
        inferred: Names of those fields that its web page leaves unsaid and that were read out of the running text.
    """

    title: str | None
    body: tuple[Span, ...]
    passage: Passage
    region: str | None = None
    issuer: str | None = None
    doc_number: str | None = None
    published: str | None = None
    source: str | None = None
    cited: tuple[str, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    statistics: tuple[Statistic, ...] = ()
    checks: tuple[Check, ...] = ()
    findings: tuple[Finding, ...] = ()
    links: tuple[Link, ...] = ()
    inferred: frozenset[str] = frozenset()

    @property
    def text(self) -> str:
        """The running text without hard wraps; offsets into it go back through ``passage``."""
        return self.passage.text

    @property
    def topics(self) -> tuple[str, ...]:
        """The ids of the topics that a plugin recognised."""
        return tuple(finding.topic for finding in self.findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Something that was published: a page, a file, a feed's entry.

    Attributes:
        id: Stable name: the file's stem, or the normalised address.
        text: The extracted text; every span of every article counts its code points.
        articles: In reading order; empty for a page that holds none.
        url: Where it was found.
        source: The name of the configured source that brought it.
        fetched: When, in UTC.
        page: True for a web page: it says who issued a document, and when, beside the text; other documents only in it.
    """

    id: str
    text: str
    articles: tuple[Article, ...] = ()
    url: str | None = None
    source: str | None = None
    fetched: datetime | None = None
    page: bool = False
