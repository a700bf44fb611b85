"""A document of the model as rows, and back. Pure."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row

from jianbao.chinese.reflow import reflow
from jianbao.model import Article, Bound, Direction, Kind, Statistic


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


def article_of(row: Row[Any], text: str, statistics: Sequence[Statistic]) -> Article:
    """Return the article that *row* tells of, in a document that reads *text*."""
    return Article(
        title=row.title,
        body=row.body,
        passage=reflow(text, row.body),
        region=row.region,
        issuer=row.issuer,
        doc_number=row.doc_number,
        published=row.published,
        source=row.source,
        cited=row.cited,
        deadlines=row.deadlines,
        statistics=tuple(statistics),
        checks=row.checks,
        findings=row.findings,
        links=row.links,
    )


def statistic_of(row: Row[Any]) -> Statistic:
    """Return the statistic that *row* tells of."""
    return Statistic(
        quote=row.quote,
        start=row.starts,
        end=row.ends,
        value=row.value,
        unit=row.unit,
        bound=Bound(row.bound),
        indicator=row.indicator,
        kind=Kind(row.kind),
        direction=Direction(row.direction) if row.direction else None,
        target=row.target,
        as_of=row.as_of,
        region=row.region,
        part_of=row.part_of,
        from_=row.from_index,
        of=row.of_index,
    )
