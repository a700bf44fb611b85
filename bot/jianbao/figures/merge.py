"""A table's figures among those of the prose around it."""

from collections import defaultdict
from collections.abc import Sequence

from jianbao.figures.drafts import Draft, Sentence
from jianbao.figures.heads import Cell
from jianbao.figures.quantity import Quantity
from jianbao.figures.units import Sort, sort_of
from jianbao.model import Direction, Kind

_NOWHERE = Sentence(0, 0, -1, ())  # a cell stands in no sentence


def with_cells(drafts: list[Draft], cells: Sequence[Cell], region: str | None, year: str | None) -> list[Draft]:
    """Return the figures of prose and tables in the order of the text.

    Cells whose heads say nothing else hold for the article's *region* and the *year* of its title.
    """
    if not cells:
        return drafts
    made = {id(cell): _draft(cell, region, year) for cell in cells}
    for cell in cells:
        for link in ("part_of", "of", "from_"):
            if (other := getattr(cell, link)) is not None:
                setattr(made[id(cell)], link, made[id(other)])
    _put_under_totals(drafts, cells, made)
    return sorted([*drafts, *made.values()], key=lambda draft: draft.quantity.start)


def _draft(cell: Cell, region: str | None, year: str | None) -> Draft:
    sort = sort_of(cell.unit)
    value = abs(cell.value) if cell.changes else cell.value
    quantity = Quantity(cell.start, cell.end, cell.start, value, cell.unit, sort, cell.bound, step=cell.last_digit)
    kind, direction = Kind.SHARE if sort is Sort.PERCENT else Kind.LEVEL, None
    if cell.changes:
        kind = Kind.GROWTH if sort is Sort.PERCENT else Kind.CHANGE
        direction = Direction.DOWN if cell.value < 0 else Direction.UP
    return Draft(
        quantity,
        _NOWHERE,
        "",
        "",
        "",
        None,
        kind=kind,
        direction=direction,
        indicator=cell.indicator,
        target=cell.target,
        as_of=cell.as_of or year,
        region=cell.region or region,
    )


def _put_under_totals(drafts: Sequence[Draft], cells: Sequence[Cell], made: dict[int, Draft]) -> None:
    """Link a table's totals to the figure of the text that they add up to: 社会组织90.2万个 and its three types."""
    tops: dict[tuple[str, str], list[Cell]] = defaultdict(list)
    for cell in cells:
        if cell.part_of is None and cell.subject:
            tops[cell.subject, cell.unit].append(cell)
    for draft in drafts:
        row = tops.get((draft.indicator, draft.quantity.unit), [])
        adds_up = abs(sum(cell.value for cell in row) - draft.scalar) <= 0.5 * draft.quantity.step
        if len(row) > 1 and adds_up and draft.quantity.start < row[0].start:
            for cell in row:
                made[id(cell)].part_of = draft
