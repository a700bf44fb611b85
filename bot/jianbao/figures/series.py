"""Columns of a table that say how the columns before them have changed: 2023年, 2024年, 增长（%）."""

from collections.abc import Sequence

from jianbao.figures.heads import Cell


def link(row: Sequence[Cell]) -> None:
    """Give every change of a row the level before it, and that level the one of the period before."""
    levels: list[Cell] = []
    for cell in row:
        if not cell.changes:
            levels.append(cell)
        elif levels:
            cell.of, cell.indicator = levels[-1], levels[-1].indicator
            cell.as_of = cell.of.as_of
            if len(levels) > 1 and _follows(*levels[-2:]):
                levels[-1].from_ = levels[-2]


def _follows(earlier: Cell, later: Cell) -> bool:
    """Tell whether two cells count the same, one year after the other."""
    years = (earlier.as_of or "")[:4], (later.as_of or "")[:4]
    alike = earlier.indicator == later.indicator and earlier.unit == later.unit
    return alike and all(map(str.isdigit, years)) and int(years[0]) + 1 == int(years[1])
