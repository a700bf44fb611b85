"""A number with its unit, before anything is known of what it means."""

from dataclasses import dataclass

from jianbao.figures.units import Sort
from jianbao.model import Bound, Value


@dataclass(slots=True)
class Quantity:
    """A number with its unit and approximators, at clean-text offsets.

    Attributes:
        start: Where the quote begins, approximators included.
        end: Half-open end of the quote.
        number: Where the number itself begins.
        value: In base units.
        unit: Measure word.
        sort: What the unit measures.
        bound: How exactly.
        spelled: True when written in Chinese digits.
        scaled: True when 万 or 亿 (or a vague 十百千) stands in it.
        fixed: Growth by its very words (翻一番).
        step: What one step of the last digit shown is worth in base units: 1000 for 4.0万.
    """

    start: int
    end: int
    number: int
    value: Value
    unit: str
    sort: Sort
    bound: Bound
    spelled: bool = False
    scaled: bool = False
    fixed: bool = False
    step: float = 1
