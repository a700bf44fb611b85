"""What a subscriber receives, before any channel gives it a shape."""

from dataclasses import dataclass, field

from jianbao.model.document import Deadline
from jianbao.model.finding import Finding
from jianbao.model.statistic import Check, Earlier, Statistic


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """One article as news: everything that a channel needs to show it, and nothing of the store.

    Attributes:
        id: Same for the same article wherever it is reposted (see ``pipeline``); the outbox's identity.
        title: Headline, or the first sentence when the document shows none.
        topics: Topic ids.
        region: Place.
        issuer: Who says so.
        doc_number: 发文字号.
        published: ISO date.
        source: Name of the source that brought it (来源 of the text where there is one).
        url: The original; None for a dropped file.
        statistics: All of the article's figures; relations and checks index into it.
        checks: The document's own arithmetic.
        key: Indices of the figures to show first, best first.
        deadlines: Dates by which something has to be done.
        findings: Facts and provenance per topic.
        earlier: What other documents gave for some of the figures in earlier years.
    """

    id: str
    title: str
    topics: tuple[str, ...]
    region: str | None = None
    issuer: str | None = None
    doc_number: str | None = None
    published: str | None = None
    source: str | None = None
    url: str | None = None
    statistics: tuple[Statistic, ...] = ()
    checks: tuple[Check, ...] = ()
    key: tuple[int, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    findings: tuple[Finding, ...] = field(default=())
    earlier: tuple[Earlier, ...] = ()
