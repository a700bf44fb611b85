"""A document of the model as rows. Pure."""

from typing import Any

from jianbao.model import Article, Statistic


def article_row(article: Article, document_id: int, position: int) -> dict[str, Any]:
    """Return *article*, the one at *position* of its document, without its statistics."""
    return {
        "document_id": document_id,
        "position": position,
        "title": article.title,
        "region": article.region,
        "issuer": article.issuer,
        "doc_number": article.doc_number,
        "published": article.published,
        "source": article.source,
        "body": article.body,
        "cited": article.cited,
        "deadlines": article.deadlines,
        "links": article.links,
        "checks": article.checks,
        "findings": article.findings,
    }


def statistic_row(statistic: Statistic, article_id: int, position: int) -> dict[str, Any]:
    """Return *statistic*, the one at *position* of its article."""
    values = statistic.value if isinstance(statistic.value, tuple) else (statistic.value,)
    return {
        "article_id": article_id,
        "position": position,
        "quote": statistic.quote,
        "starts": statistic.start,
        "ends": statistic.end,
        "value": statistic.value,
        "low": float(min(values)),
        "high": float(max(values)),
        "unit": statistic.unit,
        "bound": statistic.bound,
        "indicator": statistic.indicator,
        "kind": statistic.kind,
        "direction": statistic.direction,
        "target": statistic.target,
        "as_of": statistic.as_of,
        "region": statistic.region,
        "part_of": statistic.part_of,
        "from_index": statistic.from_,
        "of_index": statistic.of,
    }
