"""One text's way to its statistics: quantities, what they count, what belongs to what, when, where, do they add up."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from jianbao.chinese import times
from jianbao.chinese.forms import plain
from jianbao.chinese.reflow import reflow
from jianbao.chinese.times import Time
from jianbao.figures import (
    bounds,
    checks,
    distribution,
    indicators,
    kinds,
    lookalikes,
    merge,
    parts,
    planned,
    quantities,
    relations,
    tables,
    when,
    where,
)
from jianbao.figures.drafts import Draft, arrange
from jianbao.figures.heads import Cell
from jianbao.figures.quantity import Quantity
from jianbao.model import Check, Passage, Statistic


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the caller knows of a text.

    Attributes:
        region: Full official name of the place the text is about; figures without a place of their own get it.
        published: ISO date from which 今年, 上年 and the like are counted; without it they stay unresolved.
        title: Headline; its year holds for figures without a time, and it tells a regulation from a report.
    """

    region: str | None = None
    published: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """All statistics of a text in its order, and the checks of its arithmetic; relations and checks index into it."""

    statistics: tuple[Statistic, ...]
    checks: tuple[Check, ...]


def read(text: str, context: Context | None = None, passage: Passage | None = None) -> Figures:
    """Return every statistic of *text*.

    Args:
        text: Raw text; quotes are taken from it and offsets count its code points.
        context: What is known of the text.
        passage: The part of *text* to read, with its hard wraps undone; the whole of it when None.
    """
    known = context or Context()
    passage = passage or reflow(text)
    clean = plain(passage.text)
    mentions = times.find(clean, known.published or _end_of_title_year(known.title or ""))
    cells = tables.find(clean)
    drafts = arrange(clean, _figures_only(clean, quantities.find(clean), mentions, cells), mentions)
    _understand(drafts, clean, mentions, known)
    return _finish(merge.with_cells(drafts, cells, known.region, _year_of_title(known.title or "")), passage, text)


def _figures_only(
    text: str, found: Sequence[Quantity], mentions: Sequence[Time], cells: Sequence[Cell]
) -> list[Quantity]:
    """Drop what is part of a time expression or of a table, and what measures nothing."""
    kept = []
    at = 0
    taken = {cell.start for cell in cells}
    for quantity in found:
        while at < len(mentions) and mentions[at].end <= quantity.number:
            at += 1
        if at < len(mentions) and mentions[at].start <= quantity.number:
            continue
        if quantity.number not in taken and lookalikes.is_figure(text, quantity):
            kept.append(quantity)
    return kept


def _understand(drafts: list[Draft], text: str, mentions: Sequence[Time], known: Context) -> None:
    for draft in drafts:
        kinds.decide(draft)
        bounds.refine(draft, text)
    relations.link(drafts)
    parts.by_sum(drafts)
    parts.by_sum_before(drafts)
    parts.by_segments(drafts)
    parts.before_total(drafts)
    breakdowns = parts.Breakdowns(text)
    for draft in drafts:
        breakdowns.assign(draft)
        relations.rebase(draft)
        relations.retie(draft)
        indicators.name(draft)
    distribution.distribute(drafts)
    title = known.title or ""
    planned.mark(drafts, text, mentions, title, known.published)
    when.assign(drafts, text, mentions, _year_of_title(title))
    where.assign(drafts, text, known.region)


# Titles whose year is the year of every figure below them: bulletins, budgets, the standards of a year.
_YEARLY = re.compile(r"[0-9]年度|公报|统计|标准|年报|决算|预算|报告|总结|情况|数据|快报|简报|简析|盘点")


def _year_of_title(title: str) -> str | None:
    if not _YEARLY.search(title):
        return None
    return next((time.value for time in times.find(title) if time.value), None)


def _end_of_title_year(title: str) -> str | None:
    """Return the day from which a bulletin without a date speaks: in 2025年上半年统计, 6月底 is 2025-06-30."""
    year = times.year_of(_year_of_title(title))
    return f"{year}-12-31" if year else None


def _finish(drafts: Sequence[Draft], passage: Passage, text: str) -> Figures:
    place = {id(draft): index for index, draft in enumerate(drafts)}

    def index_of(draft: Draft | None) -> int | None:
        return None if draft is None else place[id(draft)]

    statistics = []
    for draft in drafts:
        quantity = draft.quantity
        span = passage.span(quantity.start, quantity.end)
        statistics.append(
            Statistic(
                quote=text[span.start : span.end],
                start=span.start,
                end=span.end,
                value=quantity.value,
                unit=quantity.unit,
                bound=quantity.bound,
                indicator=draft.indicator,
                kind=draft.kind,
                direction=draft.direction,
                target=draft.target,
                as_of=draft.as_of,
                region=draft.region,
                part_of=index_of(draft.part_of),
                from_=index_of(draft.from_),
                of=index_of(draft.of),
            )
        )
    annual = frozenset(index for index, draft in enumerate(drafts) if draft.annual or draft.elsewhere)
    shares = [
        (index, place[id(draft.share_of[0])], place[id(draft.share_of[1])])
        for index, draft in enumerate(drafts)
        if draft.share_of is not None and not isinstance(draft.quantity.value, tuple)
    ]
    return Figures(
        tuple(statistics), checks.check(statistics, [draft.quantity.step for draft in drafts], annual, shares)
    )
