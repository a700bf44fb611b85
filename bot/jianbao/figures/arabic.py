"""Numbers in Arabic digits: 14.5万人, 3至5万元, 7亿5000万元, -22.2%."""

import re
from collections.abc import Iterator

from jianbao.chinese.numerals import decimal, scale_exponent
from jianbao.figures import units
from jianbao.figures.approximators import AFTER, bound
from jianbao.figures.quantity import Quantity
from jianbao.model import Bound, Number

NUMBER = r"[0-9]{1,15}(?:[,，][0-9]{3}(?![0-9]))*(?:\.[0-9]{1,10})?"
SCALE = r"万亿|[十百千]?[万亿]|[百千](?!瓦|米|克|伏|分点|赫|帕|卡|吨)"
DASH = r"(?:—+|–|-|－|～|~|至|到)"


def _magnitude(tag: str) -> str:
    """Return the pattern of a number with scale and vague words; its groups end in *tag*."""
    return rf"(?P<digits{tag}>{NUMBER})(?P<vague{tag}>[余多几来])?(?P<scale{tag}>{SCALE})?(?P<rest{tag}>[余多])?"


_ARABIC = re.compile(
    rf"{_magnitude('')}(?P<unit>{units.PATTERN})?"
    rf"(?:{DASH}{_magnitude('2')}(?P<unit2>{units.PATTERN})?"  # 3至5万元
    rf"|(?<=[万亿])(?P<more>[0-9]{{1,4}})(?P<morescale>[百千]?万)?(?P<moreunit>{units.PATTERN}))?"  # 7亿5000万元
    rf"(?P<post>{AFTER})?"
)
_PAIR_OPENS = 12  # characters in which 从 makes A至B a change and no range


def find(text: str) -> Iterator[Quantity]:
    """Yield every quantity of *text* in Arabic digits."""
    position = 0
    while match := _ARABIC.search(text, position):
        position = match.end()
        if continues_a_token(text, match.start()):
            position = _skip_token(text, position)
            continue
        if match["digits2"] and not _is_range(match, text):
            position = match.start("digits2")
            found = _single(text, match, cut=True)
        else:
            found = _range(text, match) if match["digits2"] else _single(text, match)
        if found is not None:
            yield _signed(text, found)


def continues_a_token(text: str, at: int) -> bool:
    """Tell whether the number at *at* goes on a word, a version or a code: FTI2023, v2, 0771-5860326, %20."""
    previous = text[at - 1] if at else ""
    if previous == " " and _TORN.search(text, max(0, at - _LONGEST_PIECE), at):
        return True  # 2 0 0余万元, 下降5. 6%: a number that was torn apart is not to be read from its last piece
    if previous == "-":
        return at > 1 and text[at - 2].isascii() and text[at - 2].isalnum()
    return previous != "" and previous.isascii() and (previous.isalnum() or previous in "._/@#&=+%")


# Behind 1. at the head of a line stands what it numbers; behind 下降5. stands the rest of a number.
_TORN = re.compile(r"(?:[0-9]|[\u4e00-\u9fff][0-9]{1,3}[.,]) $")
_LONGEST_PIECE = 6


def _signed(text: str, found: Quantity) -> Quantity:
    """Take a minus into the quote: 负3.9%, -22.2%."""
    if (
        found.start == found.number
        and found.start
        and text[found.start - 1] in "-负"
        and not isinstance(found.value, tuple)
    ):
        found.start -= 1
        found.value = -found.value
    return found


def _skip_token(text: str, position: int) -> int:
    while position < len(text) and (text[position].isdigit() and text[position].isascii()):
        position += 1
    return position


def _is_range(match: re.Match[str], text: str) -> bool:
    low_unit, high_unit = match["unit"], match["unit2"]
    if low_unit and low_unit != high_unit:
        return False
    before = text[max(0, match.start() - _PAIR_OPENS) : match.start()]
    return not ("从" in before or "由" in before) or low_unit is None


def _value(digits: str, scale: str | None) -> Number:
    return decimal(digits, scale_exponent(scale))


def plain_unit(unit: str | None) -> str:
    """Take the classifier off 个百分点, and write every percent sign the same."""
    return "%" if unit == "％" else (unit or "").removeprefix("个") or (unit or "")


def _single(text: str, match: re.Match[str], *, cut: bool = False) -> Quantity | None:
    """Read one number; with *cut* what the pattern took for the end of a range is another one's."""
    digits, scale = match["digits"], match["scale"]
    value = _value(digits, scale)
    unit, post = match["unit"], None if cut else match["post"]
    ends = ["digits", "vague", "scale", "rest", "unit"]
    if match["more"] and not cut:
        value += _value(match["more"], match["morescale"])
        unit = match["moreunit"]
        ends.append("moreunit")
    if not unit and not scale:
        return None
    end = match.end("post") if post else max(match.end(group) for group in ends)
    own = Bound.AT_LEAST if match["vague"] or match["rest"] else Bound.EXACT
    start, stated = bound(text, match.start(), own, post)
    plain = plain_unit(unit)
    step = 10.0 ** (scale_exponent(scale) - len(digits.partition(".")[2]))
    return Quantity(
        start, end, match.start(), value, plain, units.sort_of(plain), stated, scaled=bool(scale), step=step
    )


def _range(text: str, match: re.Match[str]) -> Quantity | None:
    """Read 3至5万元 and 50万至100万元: a scale that only the upper end shows holds for both."""
    low_scale, high_scale = match["scale"], match["scale2"]
    if not match["unit2"] and not high_scale:
        return None
    low = _value(match["digits"], low_scale or (None if match["unit"] else high_scale))
    high = _value(match["digits2"], high_scale)
    post = match["post"]
    ends = ["digits2", "vague2", "scale2", "rest2", "unit2"]
    end = match.end("post") if post else max(match.end(group) for group in ends)
    start, stated = bound(text, match.start(), Bound.EXACT, post)
    unit = plain_unit(match["unit2"])
    return Quantity(start, end, match.start(), (low, high), unit, units.sort_of(unit), stated, scaled=bool(high_scale))
