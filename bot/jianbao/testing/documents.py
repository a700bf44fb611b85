"""Articles for tests of topics, made as the pipeline makes them, out of a text alone."""

from dataclasses import replace
from typing import TypedDict, Unpack

from jianbao import elements, figures
from jianbao.chinese.reflow import reflow
from jianbao.model import Article, Check, Deadline, Document, Link, Span, Statistic


class Fields(TypedDict, total=False):
    """What a test says of an article itself; see :class:`~jianbao.model.Article`."""

    title: str | None
    region: str | None
    issuer: str | None
    doc_number: str | None
    published: str | None
    source: str | None
    cited: tuple[str, ...]
    deadlines: tuple[Deadline, ...]
    statistics: tuple[Statistic, ...]
    checks: tuple[Check, ...]
    links: tuple[Link, ...]


def article(text: str, **fields: Unpack[Fields]) -> Article:
    """Return *text* as an article, as a plugin's ``find`` receives it.

    Hard wraps are undone, and place, issuer, number, dates and figures are read from the text. What *fields* name is
    taken as it is, even when it is None.

    Args:
        text: The body; offsets of figures and spans count its code points.
        fields: Fields of :class:`~jianbao.model.Article`.
    """
    known = replace(Article(title=None, body=(Span(0, len(text)),), passage=reflow(text)), **fields)
    complete = replace(elements.complete(known, Document(id="test", text=text, articles=(known,))), **fields)
    context = figures.Context(region=complete.region, published=complete.published)
    found = figures.read(text, context, complete.passage)
    return replace(replace(complete, statistics=found.statistics, checks=found.checks), **fields)
