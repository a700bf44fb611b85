"""Records as the rows of a sheet: one for each figure, with what is known of its article beside it."""

import csv
import re
from collections.abc import Iterator
from typing import Any, TextIO

from jianbao.model import Article, Document
from jianbao.record.fields import said, statistic_record

_ARTICLE = ("id", "article", "title", "topics", "article_region", "issuer", "doc_number", "published", "index")
_FIGURE = ("quote", "start", "end", "value", "value_to", "unit", "bound", "indicator", "kind", "direction", "target")
_REST = ("as_of", "region", "part_of", "from", "of", "inferred")
COLUMNS = (*_ARTICLE, *_FIGURE, *_REST)
"""``value_to`` is a range's or ratio's second number; ``index`` is what ``part_of``, ``from`` and ``of`` point at."""

_BOM = "\ufeff"

# A spreadsheet runs what begins with one of these as a formula, and titles come from anywhere; in full width they count
# in Chinese and Japanese sheets. The apostrophe before it is what spreadsheets themselves write for "this is text".
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
# A sign, one number and its measure, -3.9%, +1,200 个, calculate nothing: they stay the document's own words. Anything
# that a formula is made of besides (letters, operators, brackets, quotes) keeps its guard.
_SIGNED = re.compile(r"[+\-＋－]\s*[\d０-９][\d０-９\s.,．，]*[%‰％\u4e00-\u9fff\s]*")


def sheet_writer(out: TextIO, *, bom: bool = False) -> "csv.DictWriter[str]":
    """Return a writer for :func:`rows`, its head already written; *bom* tells Excel that it is UTF-8."""
    out.write(_BOM * bom)
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    return writer


def rows(document: Document) -> Iterator[dict[str, Any]]:
    """Yield a row for each figure of *document*."""
    for number, article in enumerate(document.articles):
        about = _about(document, number, article)
        for index, statistic in enumerate(article.statistics):
            figure = statistic_record(statistic)
            value = figure["value"]
            figure["value"], figure["value_to"] = value if isinstance(value, list) else (value, None)
            yield {key: _safe(cell) for key, cell in (about | {"index": index} | figure).items()}


def _about(document: Document, number: int, article: Article) -> dict[str, Any]:
    return {
        "id": document.id,
        "article": number,
        "title": article.title,
        "topics": " ".join(article.topics),
        "article_region": article.region,
        "issuer": said(article, "issuer"),
        "doc_number": article.doc_number,
        "published": said(article, "published"),
        "inferred": " ".join(f"{name}={getattr(article, name)}" for name in sorted(article.inferred)),
    }


def _safe(cell: object) -> object:
    if not isinstance(cell, str) or not cell.startswith(_FORMULA) or _SIGNED.fullmatch(cell):
        return cell
    return f"'{cell}"
