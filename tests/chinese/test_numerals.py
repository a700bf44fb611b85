from hypothesis import given
from hypothesis import strategies as st

from jianbao.chinese.numerals import decimal, read_chinese, scale_exponent
from jianbao.model import Bound

_DIGITS = "零一二三四五六七八九"


def _below_ten_thousand(number: int) -> str:
    words, gap = "", False
    for power, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            words += ("零" if gap and words else "") + _DIGITS[digit] + name
            gap = False
        else:
            gap = True
    return words


def spell(number: int) -> str:
    """Write *number* the way a clerk writes it: 10,200,030 is 一千零二十万零三十."""
    if number < 10_000:
        return _below_ten_thousand(number)
    for power, name in ((10**8, "亿"), (10**4, "万")):
        if number >= power:
            high, low = divmod(number, power)
            return spell(high) + name + (("零" if low < power // 10 else "") + spell(low) if low else "")
    raise AssertionError(number)


@given(st.integers(min_value=1, max_value=10**12 - 1))
def test_any_number_spelled_in_chinese_digits_reads_back_to_itself(number: int) -> None:
    numeral = read_chinese(spell(number))

    assert numeral is not None
    assert (numeral.value, numeral.bound) == (number, Bound.EXACT)


@given(st.integers(min_value=1000, max_value=2999))
def test_a_year_written_digit_by_digit_reads_as_that_year(year: int) -> None:
    numeral = read_chinese("".join(_DIGITS[int(digit)] for digit in str(year)))

    assert numeral is not None
    assert numeral.value == year


@given(
    st.integers(min_value=0, max_value=10**9), st.integers(min_value=0, max_value=4), st.sampled_from(["", "万", "亿"])
)
def test_arabic_digits_with_a_scale_are_exact(units: int, decimals: int, scale: str) -> None:
    digits = f"{units / 10**decimals:.{decimals}f}"

    value = decimal(digits, scale_exponent(scale))

    assert abs(value - units * 10 ** (scale_exponent(scale) - decimals)) < 1e-6
    if scale_exponent(scale) >= decimals:
        assert isinstance(value, int)


def test_vague_numerals_say_that_they_are_at_least_their_stem() -> None:
    cases = {"三千五百余": 3500, "十余万": 100_000, "百余": 100, "上千": 1000, "数百": 100, "二十几": 20}

    read = {words: read_chinese(words) for words in cases}

    assert {words: numeral and numeral.value for words, numeral in read.items()} == cases
    assert {numeral.bound for numeral in read.values() if numeral} == {Bound.AT_LEAST}


def test_two_neighbouring_digits_are_a_range() -> None:
    cases = {"两三百": (200, 300), "四五十": (40, 50), "十七八": (17, 18), "三五": (3, 5)}

    assert {words: numeral.value for words in cases if (numeral := read_chinese(words))} == cases


def test_two_words_that_meet_are_no_number() -> None:
    assert read_chinese("一三千") is None
    assert read_chinese("民一") is None


def test_colloquial_short_forms_take_the_next_lower_power() -> None:
    cases = {"三百五": 350, "一千二": 1200, "一千零五": 1005, "两百一十万": 2_100_000, "一点五万": 15_000, "廿三": 23}

    assert {words: numeral.value for words in cases if (numeral := read_chinese(words))} == cases
