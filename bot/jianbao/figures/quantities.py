"""Numbers with a unit in clean text: where they stand, what they are worth, and how exactly they are stated.

Everything that looks like a quantity is found here; :mod:`jianbao.figures.lookalikes` throws out what measures nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jianbao.chinese.numerals import DIGITS, POWERS, decimal, read_chinese, scale_exponent
from jianbao.figures import units
from jianbao.figures.lexicon import words
from jianbao.figures.units import Sort
from jianbao.model import Bound, Number, Value


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


_N = r"[0-9]{1,15}(?:,[0-9]{3})*(?:\.[0-9]{1,10})?"
_SCALE = r"万亿|[十百千]?[万亿]|[百千](?!瓦|米|克|伏|分点|赫|帕|卡|吨)"
_MAGNITUDE = rf"({_N})([余多几来])?({_SCALE})?([余多])?"
_POST = r"(?:及?以上|及?以下|以内|之内|左右|上下|之多)"
_DASH = r"(?:—+|–|-|－|～|~|至|到)"
_ARABIC = re.compile(
    rf"{_MAGNITUDE}({units.PATTERN})?(?:{_DASH}{_MAGNITUDE}({units.PATTERN})?)?(?:((?<=[万亿])[0-9]{{1,4}}[百千]?万)({units.PATTERN})?)?({_POST})?"
)
_CN = "〇零一二两三四五六七八九十百千万亿廿卅"
_SPELLED = re.compile(
    rf"(?<![{_CN}几数])([一二两三四五六七八九十百千万亿廿卅几数][{_CN}几数]{{0,24}}(?:点[{_CN}]{{1,8}})?[余多来几]?[万亿]?[余多]?)({units.PATTERN})({_POST})?"
)
_PAIR_OF_SPELLED = re.compile(rf"(?<![{_CN}])([{_CN}]{{1,12}}){_DASH}([{_CN}]{{1,12}})({units.PATTERN})")
_FRACTION = re.compile(
    rf"(?P<of>[百千万])分之(?P<parts>[{_CN}点]{{1,12}}|{_N})"
    rf"|(?P<below>(?<![0-9])[0-9]{{1,5}}|[二三四五六七八九十百千万]{{1,6}})分之(?P<above>[一二两三四五六七八九十]{{1,6}}|[0-9]{{1,5}})"
    r"|(?:(?P<from>[一二两三四五六七八])(?:成?[至到—-])?)?(?P<tenths>[一二两三四五六七八九])成(?P<more>半|[一二三四五六七八九])?(?![员立为长功果绩就本型人熟品分效都])"
    r"|(?P<half>半数)"
    r"|翻了?(?P<double>[一两二三四])番"
)
_RATIO = re.compile(rf"({_N})[∶:：]({_N})(?![0-9:：∶])")
_AFTER = re.compile(_POST)
_BARE = re.compile(rf"(?<![0-9.,])({_N})({_SCALE})?$")

_APPROXIMATORS = {
    Bound.AT_LEAST: "不少于 不低于 不小于 不下于 不止 至少 最少 超过 突破 超出 高于 多于 大于 超 逾 过",
    Bound.AT_MOST: "不超过 不多于 不高于 不大于 不足 不到 不超 接近 将近 至多 最多 低于 少于 小于 近",
    Bound.ABOUT: "大约 大概 约",
}
# Longest first; what stands right before the number.
_BEFORE = sorted(
    ((word, bound) for bound, listing in _APPROXIMATORS.items() for word in words(listing)),
    key=lambda entry: -len(entry[0]),
)
_LAST_OF_BEFORE = frozenset(word[-1] for word, _ in _BEFORE)
_NOT_ABOUT = frozenset("节条预合违公签制协特契邀简")  # 节约, 条约, 预约 …
_NOT_NEAR = frozenset("附最临邻亲靠")  # 附近, 最近 …
_NOT_OVER = frozenset("通经超不难路渡度")  # 通过, 经过: 过 alone means over only before 万, 亿, 半 (过万个)

_BOUND_AFTER = {"上": Bound.AT_LEAST, "下": Bound.AT_MOST, "内": Bound.AT_MOST, "右": Bound.ABOUT}


def find(text: str) -> list[Quantity]:
    """Find everything in *text* that has the form of a quantity, in order and without overlap."""
    found = list(_arabic(text))
    found += _spelled(text)
    found += _fractions(text)
    found.sort(key=lambda quantity: (quantity.number, -quantity.end))
    kept: list[Quantity] = []
    for quantity in found:
        if not kept or quantity.start >= kept[-1].end:
            kept += _sharing_its_unit(text, quantity, kept[-1].end if kept else 0)
            kept.append(quantity)
    return kept


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
        if number and (_continues_a_token(text[number - 1]) or text[number - 1] in "年月日第"):
            break
        shared.append(
            Quantity(
                number,
                match.end(),
                number,
                _magnitude(match[1], match[2]),
                quantity.unit,
                quantity.sort,
                Bound.EXACT,
                scaled=bool(match[2]),
            )
        )
        end = number
    return shared[::-1]


def _bound(text: str, number: int, own: Bound, after: str | None) -> tuple[int, Bound]:
    """Return where the quote begins and the bound, from the words on both sides of the number."""
    start = number
    bound = own
    if number and text[number - 1] in _LAST_OF_BEFORE:
        before = text[max(0, number - 3) : number]
        for word, meaning in _BEFORE:
            if before.endswith(word) and not _is_other_word(text, number, word):
                start, bound = number - len(word), meaning
                break
    if after:
        bound = Bound.ABOUT if after == "上下" else _BOUND_AFTER.get(after[-1], bound)
    return start, bound


def _is_other_word(text: str, number: int, word: str) -> bool:
    previous = text[number - len(word) - 1] if number > len(word) else ""
    if word == "约":
        return previous in _NOT_ABOUT and previous != ""
    if word == "近":
        return previous in _NOT_NEAR and previous != ""
    if word == "过":
        return text[number] not in "万亿半百千" or (previous in _NOT_OVER and previous != "")
    return False


def _arabic(text: str) -> Iterator[Quantity]:
    position = 0
    while match := _ARABIC.search(text, position):
        position = match.end()
        number = match.start()
        if number and _continues_a_token(text[number - 1]):
            position = _skip_token(text, position)
            continue
        if match[6] and not _is_range(match, text):
            position = match.start(6)
            yield from _single(text, match, cut=position)
        elif match[6]:
            yield from _range(text, match)
        else:
            yield from _single(text, match)


def _continues_a_token(previous: str) -> bool:
    """Tell whether a number goes on a word, a version or a code: FTI2023, v2, 0771-5860326."""
    return previous.isascii() and (previous.isalnum() or previous in "._-/@#&=+")


def _skip_token(text: str, position: int) -> int:
    while position < len(text) and (text[position].isdigit() and text[position].isascii()):
        position += 1
    return position


def _is_range(match: re.Match[str], text: str) -> bool:
    low_unit, high_unit = match[5], match[10]
    if low_unit and low_unit != high_unit:
        return False
    before = text[max(0, match.start() - 12) : match.start()]
    return not ("从" in before or "由" in before) or match[5] is None


def _magnitude(digits: str, scale: str | None) -> Number:
    return decimal(digits, scale_exponent(scale))


def _single(text: str, match: re.Match[str], cut: int | None = None) -> Iterator[Quantity]:
    digits, vague, scale, vague_too, unit = match[1], match[2], match[3], match[4], match[5] or ""
    value = _magnitude(digits, scale)
    end = match.end(5) if match[5] else max(match.end(group) for group in (1, 2, 3, 4))
    after = match[13]
    if cut is not None:
        after = None
    elif match[11]:
        value += _magnitude(match[11][:-1].rstrip("百千"), match[11][len(match[11][:-1].rstrip("百千")) :])
        unit, end = match[12] or "", match.end(12) if match[12] else match.end(11)
    if after:
        end = match.end(13)
    if not unit and not scale:
        return
    own = Bound.AT_LEAST if vague or vague_too else Bound.EXACT
    if not after and not unit and (post := _AFTER.match(text, end)):
        after, end = post.group(), post.end()
    start, bound = _bound(text, match.start(), own, after)
    unit = unit[1:] if unit.startswith("个") and len(unit) > 1 else unit
    unit = "%" if unit == "％" else unit
    step = 10.0 ** (scale_exponent(scale) - len(digits.partition(".")[2]))
    yield Quantity(start, end, match.start(), value, unit, units.sort_of(unit), bound, scaled=bool(scale), step=step)


def _range(text: str, match: re.Match[str]) -> Iterator[Quantity]:
    low_scale, high_scale = match[3], match[8]
    unit = match[10] or ""
    if not unit and not high_scale:
        return
    low = _magnitude(match[1], low_scale or (high_scale if not match[5] else None))
    high = _magnitude(match[6], high_scale)
    end = match.end(13) if match[13] and not match[11] else max(match.end(group) for group in (6, 7, 8, 9, 10))
    start, bound = _bound(text, match.start(), Bound.EXACT, match[13] if not match[11] else None)
    unit = unit[1:] if unit.startswith("个") and len(unit) > 1 else unit
    unit = "%" if unit == "％" else unit
    yield Quantity(start, end, match.start(), (low, high), unit, units.sort_of(unit), bound, scaled=bool(high_scale))


def _spelled(text: str) -> Iterator[Quantity]:
    for match in _SPELLED.finditer(text):
        numeral = read_chinese(match[1])
        if numeral is None or _is_run_of_digits(match[1]):
            continue
        number = match.start()
        own = numeral.bound
        start, bound = _bound(text, number, own, match[3])
        if start == number and number and text[number - 1] == "上" and match[1][0] in "百千万亿十":
            start, bound = number - 1, Bound.AT_LEAST
        unit = match[2]
        unit = unit[1:] if unit.startswith("个") and len(unit) > 1 else unit
        step = 10.0 ** scale_exponent(match[1][-1] if match[1][-1] in POWERS else None)
        scaled = any(character in POWERS for character in match[1]) and bound is not Bound.EXACT
        yield Quantity(
            start,
            match.end(),
            number,
            numeral.value,
            unit,
            units.sort_of(unit),
            bound,
            spelled=True,
            scaled=scaled,
            step=step,
        )
    for match in _PAIR_OF_SPELLED.finditer(text):
        low, high = read_chinese(match[1]), read_chinese(match[2])
        if (
            low
            and high
            and not isinstance(low.value, tuple)
            and not isinstance(high.value, tuple)
            and low.value < high.value
        ):
            start, bound = _bound(text, match.start(), Bound.EXACT, None)
            yield Quantity(
                start,
                match.end(),
                match.start(),
                (low.value, high.value),
                match[3],
                units.sort_of(match[3]),
                bound,
                spelled=True,
            )


def _is_run_of_digits(numeral: str) -> bool:
    """Digits without a power are a year or two words that meet (唯一|一位); two rising ones are a range (三五个)."""
    return (
        len(numeral) > 1
        and all(character in DIGITS for character in numeral)
        and not (len(numeral) == 2 and 0 < DIGITS[numeral[0]] < DIGITS[numeral[1]])
    )


def _fractions(text: str) -> Iterator[Quantity]:
    for match in _FRACTION.finditer(text):
        value, unit = _fraction_value(match)
        if value is None:
            continue
        after = _AFTER.match(text, match.end())
        end = after.end() if after else match.end()
        start, bound = _bound(text, match.start(), Bound.EXACT, after.group() if after else None)
        yield Quantity(
            start, end, match.start(), value, unit, units.sort_of(unit), bound, fixed=match["double"] is not None
        )
    for match in _RATIO.finditer(text):
        number = match.start()
        if number and _continues_a_token(text[number - 1]):
            continue
        if "∶" in match.group() or "比" in text[max(0, number - 6) : number]:
            yield Quantity(
                number, match.end(), number, (decimal(match[1]), decimal(match[2])), "∶", Sort.RATIO, Bound.EXACT
            )


def _fraction_value(match: re.Match[str]) -> tuple[Value | None, str]:
    """Return value and unit: 百分之六十 is 60 %, 三分之二 66.667 %, 九成 90 %, 翻两番 growth by 3 times."""
    if match["of"]:
        parts = match["parts"]
        numeral = None if parts[0].isdigit() else read_chinese(parts)
        value = decimal(parts) if parts[0].isdigit() else numeral.value if numeral else None
        if value is None or isinstance(value, tuple):
            return None, ""
        return (value, {"百": "%", "千": "‰", "万": "‱"}[match["of"]])
    if match["below"]:
        below, above = _small(match["below"]), _small(match["above"])
        return (round(100 * above / below, 3), "%") if below and above else (None, "")
    if match["tenths"]:
        more = {"半": 5}.get(match["more"] or "", DIGITS.get(match["more"] or "", 0))
        value = 10 * DIGITS[match["tenths"]] + more
        return (10 * DIGITS[match["from"]], value) if match["from"] else value, "%"
    if match["half"]:
        return 50, "%"
    return 2 ** DIGITS[match["double"]] - 1, "倍"


def _small(text: str) -> int:
    if text[0].isdigit():
        return int(text)
    numeral = read_chinese(text)
    return int(numeral.value) if numeral and not isinstance(numeral.value, tuple) else 0
