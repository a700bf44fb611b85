"""Numbers in Chinese digits, and the proportions that have words of their own: 三千五百余个, 三分之二, 九成, 翻一番."""

import re
from collections.abc import Iterator

from jianbao.chinese.numerals import DIGITS, POWERS, decimal, read_chinese, scale_exponent
from jianbao.figures import units
from jianbao.figures.approximators import AFTER, bound
from jianbao.figures.arabic import DASH, NUMBER, continues_a_token, plain_unit
from jianbao.figures.quantity import Quantity
from jianbao.figures.units import Sort
from jianbao.model import Bound, Number, Value

_CN = "〇零一二两三四五六七八九十百千万亿廿卅"
_SPELLED = re.compile(
    rf"(?<![{_CN}几数])([一二两三四五六七八九十百千万亿廿卅几数][{_CN}几数]{{0,24}}(?:点[{_CN}]{{1,8}})?[余多来几]?[万亿]?[余多]?)({units.PATTERN})({AFTER})?"
)
_PAIR_OF_SPELLED = re.compile(rf"(?<![{_CN}])([{_CN}]{{1,12}}){DASH}([{_CN}]{{1,12}})({units.PATTERN})")
_FRACTION = re.compile(
    rf"(?P<of>[百千万])分之(?P<parts>[{_CN}点]{{1,12}}|{NUMBER})"
    rf"|(?P<below>(?<![0-9])[0-9]{{1,5}}|[二三四五六七八九十百千万]{{1,6}})分之(?P<above>[一二两三四五六七八九十]{{1,6}}|[0-9]{{1,5}})"
    r"|(?:(?P<from>[一二两三四五六七八])(?:成?[至到—-])?)?(?P<tenths>十|[一二两三四五六七八九](?:点[一二三四五六七八九])?|(?<![0-9.])[0-9]{1,2}(?:\.[0-9])?)成(?P<more>半|[一二三四五六七八九])?(?P<over>多|余)?(?![员立为长功果绩就本型人熟品分效都])"
    r"|(?P<half>半数|(?<=[占近约超过足达有的于到])一半(?=以上|以下|左右|[，。；的])|一半(?=以上的|左右的))"
    r"|(?<=[占近约超过足达的到于])(?P<part>[1-9])/(?P<parted>[2-9]|10)(?![0-9/])"
    r"|翻了?(?:(?P<nearly>近|将近)|(?P<over2>超过?|不止))?(?P<double>[一两二三四])番(?P<more2>还多|多)?"
)
_RATIO = re.compile(rf"(?<![∶:：])({NUMBER})[∶:：]({NUMBER})(?![0-9:：∶])")
_AFTER = re.compile(AFTER)


def find(text: str) -> Iterator[Quantity]:
    """Yield every quantity of *text* that is written in Chinese."""
    yield from _counted(text)
    yield from _ranges(text)
    yield from _proportions(text)
    yield from _ratios(text)


def _counted(text: str) -> Iterator[Quantity]:
    for match in _SPELLED.finditer(text):
        numeral = read_chinese(match[1])
        if numeral is None or _is_run_of_digits(match[1]):
            continue
        number = match.start()
        own = numeral.bound
        start, stated = bound(text, number, own, match[3])
        if start == number and number and text[number - 1] == "上" and match[1][0] in "百千万亿十":
            start, stated = number - 1, Bound.AT_LEAST
        unit = plain_unit(match[2])
        step = 10.0 ** scale_exponent(match[1][-1] if match[1][-1] in POWERS else None)
        scaled = any(character in POWERS for character in match[1]) and stated is not Bound.EXACT
        yield Quantity(
            start,
            match.end(),
            number,
            numeral.value,
            unit,
            units.sort_of(unit),
            stated,
            spelled=True,
            scaled=scaled,
            step=step,
        )


def _ranges(text: str) -> Iterator[Quantity]:
    for match in _PAIR_OF_SPELLED.finditer(text):
        low, high = read_chinese(match[1]), read_chinese(match[2])
        if (
            low
            and high
            and not isinstance(low.value, tuple)
            and not isinstance(high.value, tuple)
            and low.value < high.value
        ):
            start, stated = bound(text, match.start(), Bound.EXACT, None)
            yield Quantity(
                start,
                match.end(),
                match.start(),
                (low.value, high.value),
                match[3],
                units.sort_of(match[3]),
                stated,
                spelled=True,
            )


def _is_run_of_digits(numeral: str) -> bool:
    """Digits without a power are a year or two words that meet (唯一|一位); two rising ones are a range (三五个)."""
    return (
        len(numeral) > 1
        and all(character in DIGITS for character in numeral)
        and not (len(numeral) == 2 and 0 < DIGITS[numeral[0]] < DIGITS[numeral[1]])
    )


def _proportions(text: str) -> Iterator[Quantity]:
    for match in _FRACTION.finditer(text):
        value, unit = _fraction_value(match)
        if value is None:
            continue
        more = match["over"] or match["more2"] or match["over2"]
        own = Bound.AT_LEAST if more else Bound.AT_MOST if match["nearly"] else Bound.EXACT
        after = _AFTER.match(text, match.end())
        end = after.end() if after else match.end()
        start, stated = bound(text, match.start(), own, after.group() if after else None)
        yield Quantity(
            start, end, match.start(), value, unit, units.sort_of(unit), stated, fixed=match["double"] is not None
        )


def _ratios(text: str) -> Iterator[Quantity]:
    for match in _RATIO.finditer(text):
        number = match.start()
        if continues_a_token(text, number):
            continue
        if "∶" in match.group() or "比" in text[max(0, number - 6) : number]:
            start, stated = bound(text, number, Bound.EXACT, None)
            value = (decimal(match[1]), decimal(match[2]))
            yield Quantity(start, match.end(), number, value, "∶", Sort.RATIO, stated)


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
        value = _tenths(match["tenths"]) + more
        return (10 * DIGITS[match["from"]], value) if match["from"] else value, "%"
    if match["half"]:
        return 50, "%"
    if match["part"]:
        part, whole = int(match["part"]), int(match["parted"])
        return (round(100 * part / whole, 3), "%") if part < whole else (None, "")
    return 2 ** DIGITS[match["double"]] - 1, "倍"


def _tenths(text: str) -> Number:
    """Read the number before 成 in per cent: 九, 八点五, 9.5, 十."""
    if text[0].isdigit():
        return decimal(text, 1)
    numeral = read_chinese(text)
    return 0 if numeral is None or isinstance(numeral.value, tuple) else round(10 * numeral.value, 1)


def _small(text: str) -> int:
    if text[0].isdigit():
        return int(text)
    numeral = read_chinese(text)
    return int(numeral.value) if numeral and not isinstance(numeral.value, tuple) else 0
