import pytest

from jianbao.chinese.times import Role, find, year_of


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("2021年年底", "2021-12-31"),
        ("2021年末", "2021-12-31"),
        ("2022年9月", "2022-09"),
        ("2022年9月30日", "2022-09-30"),
        ("2024年6月底", "2024-06-30"),
        ("2026年一季度末", "2026-03-31"),
        ("2023年第三季度", "2023-Q3"),
        ("2023年上半年", "2023-01/2023-06"),
        ("2025年前三季度", "2025-01/2025-09"),
        ("2024年1—10月", "2024-01/2024-10"),
        ("2017—2021年", "2017/2021"),
        ("2020年和2021年", "2020/2021"),
        ("“十四五”期间", "2021/2025"),
        ("“十五五”时期", "2026/2030"),
        ("二〇二二年九月", "2022-09"),
        ("2022-09-30", "2022-09-30"),
    ],
)
def test_an_absolute_time_has_its_record_form(words: str, value: str) -> None:
    assert [time.value for time in find(words)] == [value]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("今年", "2022"),
        ("去年年底", "2021-12-31"),
        ("今年1至9月", "2022-01/2022-09"),
        ("今年前三季度", "2022-01/2022-09"),
        ("上年", "2021"),
        ("今年5月底", "2022-05-31"),
    ],
)
def test_a_relative_time_is_counted_from_the_day_of_publication_and_unknown_without_it(words: str, value: str) -> None:
    assert [time.value for time in find(words, "2022-10-08")] == [value]
    assert [time.value for time in find(words)] == [None]


def test_a_month_without_a_year_is_the_latest_one_before_publication() -> None:
    assert [time.value for time in find("11月10日", "2022-02-01")] == ["2021-11-10"]


@pytest.mark.parametrize(
    "words", ["十年来", "5个工作日内", "三年", "24小时内", "为期五天", "12个月", "8:30", "12时03分"]
)
def test_a_duration_is_no_point_in_time(words: str) -> None:
    (time,) = find(words, "2022-10-08")

    assert (time.role, time.value) == (Role.LENGTH, None)


def test_the_words_on_both_sides_say_what_a_time_is_for() -> None:
    roles = {
        "截至2021年底": Role.AT,
        "到2025年": Role.UNTIL,
        "比2020年": Role.COMPARE,
        "从2012年": Role.FROM,
        "2023年以来": Role.SPAN,
    }

    assert {words: find(words)[0].role for words in roles} == roles


def test_the_year_of_a_period_is_the_one_in_which_it_ends() -> None:
    assert [year_of(value) for value in ("2021-12-31", "2020/2021", "2022-01/2022-09", None)] == [
        "2021",
        "2021",
        "2022",
        None,
    ]
