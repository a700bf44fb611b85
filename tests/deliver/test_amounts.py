"""Figures keep the document's own words and only get their typesetting."""

import pytest

from jianbao.deliver.amounts import amount, number, scaled
from jianbao.deliver.times import dated, spoken
from jianbao.deliver.wording import ZH
from jianbao.model import Bound


@pytest.mark.parametrize(
    ("quote", "shown"),
    [
        ("12700 家", "12,700 家"),
        ("超过\n1000 亿元", "超过 1,000 亿元"),
        ("21.39 万人", "21.39 万人"),
        ("2900 多万件", "2,900 多万件"),
        ("20\n余亿元", "20 余亿元"),
        ("约 60%", "约 60%"),
        ("近 3000 家", "近 3,000 家"),
        ("5000 人左右", "5,000 人左右"),
        ("３５００余个", "3,500 余个"),
        ("1,234.5678 元", "1,234.5678 元"),
        ("3—5个", "3—5 个"),
        ("3万至5万元", "3 万至 5 万元"),
        ("1∶3", "1∶3"),
        ("近四倍", "近四倍"),
        ("翻一番", "翻一番"),
        ("12345678901234567890", "12,345,678,901,234,567,890"),
    ],
)
def test_a_quote_is_shown_in_its_own_words_with_readable_digits(figure, quote, shown):
    got = amount(figure(quote, 4, "家"), ZH)
    assert (got.text, got.verbatim) == (shown, True)


def test_long_chinese_numerals_are_shown_in_digits_and_said_not_to_be_verbatim(figure):
    got = amount(figure("三千五百余个", 3500, "个", bound=Bound.AT_LEAST), ZH)
    assert (got.text, got.verbatim) == ("超 3,500 个", False)


def test_a_computed_value_takes_the_scale_of_the_figure_beside_it(figure):
    assert scaled(213900, amount(figure("14.5 万人", 145000, "人"), ZH)) == "21.39"
    assert scaled(12701, amount(figure("12700 家", 12700, "家"), ZH)) == "12,701"


@pytest.mark.parametrize(("value", "shown"), [(0.1 + 0.2, "0.3"), (1000, "1,000"), (1e20, "1e+20"), (-2.50, "-2.5")])
def test_numbers_show_no_noise_of_their_binary_form(value, shown):
    assert number(value) == shown


@pytest.mark.parametrize(
    ("time", "said"),
    [
        ("2021-12-31", "2021年底"),
        ("2022-09-30", "2022年9月底"),
        ("2022-02-27", "2022年2月27日"),
        ("2022-09", "2022年9月"),
        ("2022", "2022年"),
        ("2022-Q3", "2022年三季度"),
        ("2020/2021", "2020—2021年"),
        ("2022-01/2022-09", "2022年1月—2022年9月"),
        ("2022-13", "2022年"),
        ("去年", "去年"),
    ],
)
def test_times_are_said_as_readers_say_them(time, said):
    assert spoken(time, ZH) == said


def test_a_publication_date_names_its_day():
    assert dated("2022-09-30", ZH) == "2022年9月30日"
