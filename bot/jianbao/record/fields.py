"""The record of a document: plain values under names that other people's programs rely on.

Offsets count code points of the document's text, half-open, and ``text[start:end] == quote``.
"""

from typing import Any

from jianbao.model import Alert, Article, Check, Deadline, Document, Fact, Finding, Link, Statistic


def document_record(document: Document) -> dict[str, Any]:
    """Return *document*, read, measured and seen by the plugins, as JSON's own types.

    The text comes along: of a page or a PDF nobody else has the one that offsets count in.
    """
    return {
        "id": document.id,
        "url": document.url,
        "source": document.source,
        "text": document.text,
        "articles": [_article(article) for article in document.articles],
    }


def alert_record(alert: Alert) -> dict[str, Any]:
    """Return *alert* as JSON's own types: an article's fields, its identity, and the figures to show first."""
    return {
        "id": alert.id,
        "title": alert.title,
        "topics": list(alert.topics),
        "region": alert.region,
        "issuer": alert.issuer,
        "doc_number": alert.doc_number,
        "published": alert.published,
        "source": alert.source,
        "url": alert.url,
        "deadlines": [_deadline(deadline) for deadline in alert.deadlines],
        "statistics": [statistic_record(statistic) for statistic in alert.statistics],
        "checks": [_check(check) for check in alert.checks],
        "findings": [_finding(finding) for finding in alert.findings],
        "key": list(alert.key),
    }


def _article(article: Article) -> dict[str, Any]:
    return {
        "title": article.title,
        "body": [[start, end] for start, end in article.body],
        "topics": list(article.topics),
        "region": article.region,
        "issuer": said(article, "issuer"),
        "doc_number": article.doc_number,
        "published": said(article, "published"),
        "source": article.source,
        "cited": list(article.cited),
        "deadlines": [_deadline(deadline) for deadline in article.deadlines],
        "statistics": [statistic_record(statistic) for statistic in article.statistics],
        "checks": [_check(check) for check in article.checks],
        "findings": [_finding(finding) for finding in article.findings],
        "links": [_link(link) for link in article.links],
        "inferred": {name: getattr(article, name) for name in sorted(article.inferred)},
    }


def said(article: Article, name: str) -> str | None:
    """Return a field of *article* as its document gives it; None when it was only inferred from a page's text."""
    value: str | None = getattr(article, name)
    return None if name in article.inferred else value


def statistic_record(statistic: Statistic) -> dict[str, Any]:
    """Return one figure; relations are indices into its article's figures, ranges and ratios lists of two."""
    value = statistic.value
    return {
        "quote": statistic.quote,
        "start": statistic.start,
        "end": statistic.end,
        "value": list(value) if isinstance(value, tuple) else value,
        "unit": statistic.unit,
        "bound": statistic.bound.value,
        "indicator": statistic.indicator,
        "kind": statistic.kind.value,
        "direction": statistic.direction.value if statistic.direction else None,
        "target": statistic.target,
        "as_of": statistic.as_of,
        "region": statistic.region,
        "part_of": statistic.part_of,
        "from": statistic.from_,
        "of": statistic.of,
    }


def _deadline(deadline: Deadline) -> dict[str, Any]:
    return {"quote": deadline.quote, "date": deadline.date, "what": deadline.what}


def _check(check: Check) -> dict[str, Any]:
    return {
        "kind": check.kind.value,
        "verdict": check.verdict.value,
        "subject": check.subject,
        "operands": list(check.operands),
        "stated": check.stated,
        "computed": check.computed,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "topic": finding.topic,
        "score": finding.score,
        "reasons": list(finding.reasons),
        "key": list(finding.key),
        "facts": [_fact(fact) for fact in finding.facts],
        "provenance": finding.provenance,
    }


def _fact(fact: Fact) -> dict[str, Any]:
    start, end = fact.span
    return {
        "name": fact.name,
        "label": fact.label,
        "value": fact.value,
        "quote": fact.quote,
        "start": start,
        "end": end,
        "fields": dict(fact.fields),
    }


def _link(link: Link) -> dict[str, Any]:
    return {"url": link.url, "title": link.title, "attachment": link.attachment}
