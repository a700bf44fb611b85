"""Numbers with a unit in clean text: where they stand, what they are worth, and how exactly they are stated.

Everything that looks like a quantity is found here; :mod:`jianbao.figures.lookalikes` throws out what measures nothing.
"""

import re

from jianbao.chinese.numerals import decimal, scale_exponent
from jianbao.figures import arabic, spelled
from jianbao.figures.arabic import NUMBER, SCALE, continues_a_token
from jianbao.figures.quantity import Quantity
from jianbao.model import Bound

_POINTS = frozenset({"百分点", "千分点"})
_JOINTS = frozenset("、和及与")
_BARE = re.compile(rf"(?<![0-9.,])({NUMBER})({SCALE})?$")


def find(text: str) -> list[Quantity]:
    """Find everything in *text* that has the form of a quantity, in order and without overlap."""
    found = [*arabic.find(text), *spelled.find(text)]
    found.sort(key=lambda quantity: (quantity.number, -quantity.end))
    kept: list[Quantity] = []
    for quantity in found:
        if not kept or quantity.start >= kept[-1].end:
            kept += _sharing_its_unit(text, quantity, kept[-1].end if kept else 0)
            kept.append(quantity)
    _share_with_scaled(text, kept)
    return kept


def _share_with_scaled(text: str, found: list[Quantity]) -> None:
    """Give 3.2万、2.7万和2.4万人次 one unit: that of the last of the list."""
    for quantity, following in zip(reversed(found[:-1]), reversed(found[1:]), strict=True):
        joined = following.start == following.number and text[quantity.end : following.start] in _JOINTS
        if joined and quantity.unit == "个" and following.unit in _POINTS:
            quantity.unit, quantity.sort = following.unit, following.sort  # 1.3个和0.8个百分点
        if joined and following.unit and following.scaled and quantity.scaled and not quantity.unit:
            quantity.unit, quantity.sort = following.unit, following.sort


def _sharing_its_unit(text: str, quantity: Quantity, floor: int) -> list[Quantity]:
    """Return the bare numbers of a list that ends in *quantity* and takes its unit from it: 13、10、177项."""
    shared: list[Quantity] = []
    end = quantity.start
    while (
        quantity.unit
        and end > floor + 1
        and text[end - 1] in "、和及"
        and (match := _BARE.search(text, max(floor, end - 14), end - 1))
    ):
        number = match.start()
        if number and (continues_a_token(text, number) or text[number - 1] in "年月日第"):
            break
        shared.append(
            Quantity(
                number,
                match.end(),
                number,
                decimal(match[1], scale_exponent(match[2])),
                quantity.unit,
                quantity.sort,
                Bound.EXACT,
                scaled=bool(match[2]),
            )
        )
        end = number
    return shared[::-1]
