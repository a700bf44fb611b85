"""Which rows and columns of a table are the total of which: sums that come out are no accident."""

from collections.abc import Sequence
from itertools import pairwise

from jianbao.figures.heads import TOTAL, Cell

_MOST_NESTED = 200  # rows; beyond that sums are no evidence of what belongs to what


def link(grid: Sequence[Sequence[Cell | None]], columns: Sequence[str]) -> list[Cell]:
    """Set ``part_of`` of the cells of *grid* as far as its numbers show it, and return them row by row.

    Every row has as many places as the table has columns; where no number stands in one, it is None.
    """
    rows = [[cell for cell in row if cell] for row in grid]
    if columns and columns[0] in TOTAL:
        for row, full in zip(rows, grid, strict=True):
            if full[0] and len(row) > 2 and _adds_up(row[0], row[1:]):
                for cell in row[1:]:
                    cell.part_of = row[0]
    for row, below in pairwise(rows):
        # A row that repeats the one above in every column is its only part: 精神疾病服务机构, 社会福利医院.
        if len(row) > 1 and [cell.value for cell in row] == [cell.value for cell in below]:
            for total, part in zip(row, below, strict=True):
                part.part_of = part.part_of or total
    for column in zip(*grid, strict=True) if len(grid) <= _MOST_NESTED else ():
        if any(column):
            _nest([cell for cell in column if cell])
    return [cell for row in rows for cell in row]


def _nest(column: list[Cell]) -> None:
    """Link every cell to the nearest one above whose following cells add up to it, or to a total at the foot."""
    *above, foot = column
    if len(above) > 1 and _adds_up(foot, above):
        for cell in above:
            cell.part_of = cell.part_of or foot
        return
    for index in range(len(column) - 2, -1, -1):
        children: list[Cell] = []
        total = column[index]
        for cell in column[index + 1 :]:
            if cell.part_of is None or cell.part_of not in column:
                children.append(cell)
            if len(children) > 1 and _adds_up(total, children):
                for child in children:
                    child.part_of = child.part_of or total
                break


def _adds_up(total: Cell, parts: Sequence[Cell]) -> bool:
    """Compare with room for a rounded last digit of every part."""
    if any(part.unit != total.unit for part in parts):
        return False
    room = 0.5 * max(cell.last_digit for cell in (total, *parts)) * (len(parts) + 1)
    return abs(sum(part.value for part in parts) - total.value) <= (
        room if total.last_digit > 1 or isinstance(total.value, float) else 0
    )
