r"""One figure's words as a reader wants them: ``超过\n1000 亿元`` becomes ``超过 1,000 亿元``.

The document's own scale words stay; only typesetting changes. Digits that the document does not write (a computed
growth, ``三千五百`` in figures) are made here too, so that all numbers of an alert look alike.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from jianbao.deliver.clean import clip, squeeze
from jianbao.deliver.wording import Words
from jianbao.model import Bound, Number, Statistic

_WIDE = str.maketrans("０１２３４５６７８９％．，", "0123456789%.,")
_DIGITS = re.compile(r"(?<![\d.,])\d{4,}(?![\d,])")
_THOUSANDS = re.compile(r"(?<=\d)(?=(?:\d{3})+$)")
_BEFORE_NUMBER = re.compile(r"(?<=[\u4e00-\u9fff])(?=\d)")
_AFTER_NUMBER = re.compile(r"(?<=[\d%‰])(?=[\u4e00-\u9fff])")
_NUMBER_AND_MEASURE = re.compile(r"(?P<number>[^\d]{0,4}[\d.,]+) ?(?P<measure>[十百千万亿]*\D{0,8})")
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_LONGEST = 60  # characters; a quote is the shortest words of a figure, longer ones are a fault
_HUGE = 1e15  # beyond this, digits say nothing to a reader
_SPELLED_OUT = 100  # from here on Chinese numerals are hard to take in at a glance: 三千五百余个


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure as it is shown.

    Attributes:
        number: Approximators and digits: ``超过 1,000``; the whole text where it cannot be taken apart.
        measure: Scale and measure word: ``亿元``, ``家``, ``%``.
        verbatim: True when these are the quote's own words but for blanks and separators.
    """

    number: str
    measure: str = ""
    verbatim: bool = True

    @property
    def text(self) -> str:
        """Number and measure, a blank between digits and Chinese."""
        blank = " " if self.measure and _AFTER_NUMBER.search(self.number[-1:] + self.measure[:1]) else ""
        return f"{self.number}{blank}{self.measure}"

    @property
    def scale(self) -> int:
        """What one of :attr:`number` stands for: 10000 for ``万人``."""
        factor = 1
        for character in self.measure:
            if character not in _SCALES:
                break
            factor *= _SCALES[character]
        return factor


def amount(statistic: Statistic, words: Words) -> Amount:
    """Return how *statistic* is shown."""
    quote = clip(squeeze(statistic.quote), _LONGEST).translate(_WIDE)
    if not any(character.isdecimal() for character in quote):
        return _spelled(statistic, quote, words)
    shown = typeset(quote)
    match = _NUMBER_AND_MEASURE.fullmatch(shown)
    return Amount(match["number"], match["measure"]) if match else Amount(shown)


def _spelled(statistic: Statistic, quote: str, words: Words) -> Amount:
    """Show Chinese numerals as they are while they are short, in digits when they are long."""
    value = statistic.value
    if quote and (isinstance(value, tuple) or abs(value) < _SPELLED_OUT):
        return Amount(quote)
    digits = "–".join(number(each) for each in value) if isinstance(value, tuple) else number(value)
    approximator = words.bounds[statistic.bound] if statistic.bound is not Bound.EXACT else ""
    return Amount(f"{approximator} {digits}".strip(), squeeze(statistic.unit), verbatim=False)


def typeset(quote: str) -> str:
    """Return *quote* with thousands separators, and blanks between Chinese and digits."""
    separated = _DIGITS.sub(lambda match: _THOUSANDS.sub(",", match[0]), quote)
    return _AFTER_NUMBER.sub(" ", _BEFORE_NUMBER.sub(" ", separated))


def number(value: Number, places: int = 2) -> str:
    """Return *value* with thousands separators and at most *places* decimals, without trailing zeros."""
    if abs(value) >= _HUGE:
        return f"{float(value):.4g}"
    text = f"{round(Decimal(repr(value)), places):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def scaled(value: Number, like: Amount) -> str:
    """Return *value*, given in base units, on the scale of *like*: 21390 like ``5 万人`` is ``2.139``."""
    return number(float(Decimal(repr(value)) / like.scale), places=4)
