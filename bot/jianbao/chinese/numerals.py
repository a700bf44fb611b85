"""Numbers as Chinese text writes them: Arabic digits with 万 and 亿, Chinese digits, and mixtures of both.

Values are exact where the text is: ``14.5万`` is the integer 145000, not a float near it. Vague numerals (数百, 十余,
两三百) carry the bound or the range that they mean.
"""

import re
from typing import NamedTuple

from jianbao.model import Bound, Number, Value

DIGITS = {
    "零": 0, "〇": 0, "○": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
    "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9,
}  # fmt: skip
POWERS = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8, "拾": 1, "佰": 2, "仟": 3, "廿": 1, "卅": 1}
_TWENTIES = {"廿": "二十", "卅": "三十"}

_RANGE_OF_DIGITS = re.compile(r"([一二两三四五六七八九])([二两三四五六七八九])(?=[十百千万亿]|$)")


class Numeral(NamedTuple):
    """A number that was read.

    Attributes:
        value: In base units; two numbers for a range such as 两三百.
        bound: What the numeral itself says (余, 多, 几, 数); exact otherwise.
    """

    value: Value
    bound: Bound


def scale_exponent(scale: str | None) -> int:
    """Return the power of ten of 万 (4), 亿 (8), 万亿 (12), 千万 (7); 0 for none."""
    return sum(POWERS[character] for character in scale) if scale else 0


def decimal(digits: str, exponent: int = 0) -> Number:
    """Return ``digits × 10^exponent`` without rounding: an integer whenever it is one.

    Args:
        digits: Arabic digits with at most one point; thousands separators are allowed.
        exponent: Power of ten, 0 or more.
    """
    whole, _, fraction = digits.replace(",", "").replace("，", "").partition(".")
    fraction = fraction.rstrip("0") if exponent < len(fraction) else fraction
    shift = exponent - len(fraction)
    if shift >= 0:
        return int(whole + fraction) * int(10**shift)
    return float(f"{whole}.{fraction}e{exponent}")


def read_chinese(text: str) -> Numeral | None:
    """Read a numeral in Chinese digits: 三千五百余, 一亿二千万, 廿三, 两三百, 数百, 二〇二一, 一点五万.

    Returns:
        None when the characters are no numeral.
    """
    body, bound = _strip_vague(text)
    for short, long in _TWENTIES.items():
        body = body.replace(short, long)
    if not body:
        return None
    if len(body) > 2 and all(character in DIGITS for character in body):
        return Numeral(int("".join(str(DIGITS[character]) for character in body)), bound)
    pair = _RANGE_OF_DIGITS.search(body)
    if pair and (DIGITS[pair[2]] - DIGITS[pair[1]] == 1 or pair[1] + pair[2] == "三五"):
        low = _plain(body[: pair.start()] + pair[1] + body[pair.end() :])
        high = _plain(body[: pair.start()] + pair[2] + body[pair.end() :])
        return Numeral((low, high), bound) if low is not None and high is not None else None
    value = _plain(body)
    return None if value is None else Numeral(value, bound)


def _strip_vague(text: str) -> tuple[str, Bound]:
    """Take 余, 多, 几, 来, 数 and 上 out of a numeral; they say that it is at least what remains."""
    body = text.replace("余", "").replace("多", "").replace("来", "").replace("几", "").replace("数", "")
    if body.startswith("上"):
        return body[1:], Bound.AT_LEAST
    return body, Bound.EXACT if body == text else Bound.AT_LEAST


def _plain(text: str) -> Number | None:
    """Read a numeral without vague words; None when a character is none of a numeral's."""
    whole, point, fraction = text.partition("点")
    if point:
        return _with_fraction(whole, fraction)
    return _integer(whole)


def _with_fraction(whole: str, fraction: str) -> Number | None:
    stem = fraction.rstrip("百千万亿")
    head = _integer(whole)
    if head is None or not stem or any(character not in DIGITS for character in stem):
        return None
    digits = "".join(str(DIGITS[character]) for character in stem)
    return decimal(f"{head}.{digits}", scale_exponent(fraction[len(stem) :]))


def _integer(text: str) -> int | None:
    """Sum sections of 亿, 万 and below; the last digit after a power takes the next lower one (三百五 is 350)."""
    total = section = digit = 0
    power = 0  # of the last unit, for a trailing digit without one
    ceiling = 4  # powers fall inside a section: 七十百 is no number
    seen_zero = False
    for character in text:
        if character in DIGITS:
            if digit:
                return None  # 一三千: two words that meet, not a number
            digit = DIGITS[character]
            seen_zero = seen_zero or digit == 0
            continue
        power = POWERS.get(character, 0)
        if not power:
            return None
        seen_zero = False
        if power < 4 and power >= ceiling:
            return None
        ceiling = min(4, power)
        if power >= 4:
            base = section + digit
            total = (total + base) * 10**power if power == 8 and total else total + (base or 1) * 10**power
            section = 0
        else:
            section += (digit or 1) * 10**power
        digit = 0
    if digit and power > 1 and not seen_zero and digit < 10:
        digit *= 10 ** (power - 1)
    return total + section + digit
