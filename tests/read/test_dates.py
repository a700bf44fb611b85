"""Dates of pages, feeds and lists are read with certainty or not at all."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianbao.read import dates

TODAY = date(2022, 10, 1)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2022-09-30", "2022-09-30"),
        ("2022年9月30日", "2022-09-30"),
        ("2022 年 9 月 30 日 08:30", "2022-09-30"),
        ("２０２２年９月３０日", "2022-09-30"),
        ("2022/09/30", "2022-09-30"),
        ("2022.9.3", "2022-09-03"),
        ("2022——09——30 21:37", "2022-09-30"),
        ("20220930", "2022-09-30"),
        ("二〇二二年九月三十日", "2022-09-30"),
        ("二○二二年十月二十一日", "2022-10-21"),
        ("[09-30]", "2022-09-30"),
        ("9月30日", "2022-09-30"),
        ("12-31", "2021-12-31"),  # the latest that is not in the future
        ("3天前", "2022-09-28"),
        ("昨天 10:11", "2022-09-30"),
        ("刚刚", "2022-10-01"),
        ("2022-02-30", None),
        ("2022-13-01", None),
        ("第2022930号", None),
        ("版本1.2.3", None),
        ("", None),
    ],
)
def test_a_day_is_found_in_every_shape_that_sites_print(words, day):
    assert dates.find(words, TODAY) == day


def test_without_a_day_to_count_from_a_date_without_year_is_unknown():
    assert dates.find("09-30") is None
    assert dates.find("3天前") is None


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("Fri, 30 Sep 2022 08:00:00 +0800", "2022-09-30"),
        ("Fri, 30 Sep 2022 20:00:00 GMT", "2022-10-01"),
        ("Fri, 30 Sep 2022 20:00:00 CST", "2022-09-30"),  # China's, not US Central
        ("Fri, 30 Sep 2022 23:30:00", "2022-09-30"),  # no zone: Chinese time
        ("2022-09-30 23:30:00", "2022-09-30"),
        ("2022-09-30T20:00:00Z", "2022-10-01"),
        ("2022-09-30T20:00:00.123+00:00", "2022-10-01"),
        ("2022-09-30 20:00:00 +0000", "2022-10-01"),
        ("Tue, 27 Dec 2005 13:08:54+0900", "2005-12-27"),
        ("30 Sep 2022", "2022-09-30"),
        ("2022年9月30日", "2022-09-30"),
        ("2022/09/30", "2022-09-30"),
        ("soon", None),
    ],
)
def test_a_moment_is_counted_in_chinese_time(stamp, day):
    assert dates.moment(stamp) == day


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("来源：民政局 发布时间：2022-09-30 浏览：12", "2022-09-30"),
        ("日期:2022年9月30日", "2022-09-30"),
        ("成立于2022年", None),
    ],
)
def test_a_labelled_day_is_told_from_others(line, day):
    assert dates.labelled(line) == day


@given(st.text(max_size=60))
def test_no_words_break_the_reading_of_dates(words):
    for day in (dates.find(words, TODAY), dates.moment(words, TODAY), dates.labelled(words), dates.with_clock(words)):
        assert day is None or date.fromisoformat(day)


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2049, 12, 31)))
def test_every_day_is_read_back(day):
    assert dates.find(f"{day.year}年{day.month}月{day.day}日") == day.isoformat()
    assert dates.find(f"发布 {day:%Y-%m-%d} 10:00") == day.isoformat()


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("发布时间：2025-08-12 来源：市民政局", "2025-08-12"),
        ("日期：2025-08-12", "2025-08-12"),
        ("发布于 2025-08-12", "2025-08-12"),
        ("并于2025年9月30日前报送整改报告", None),
        ("报名时间：2025-09-01", None),
        ("截止日期：2025-09-01", None),
    ],
)
def test_only_a_label_of_publication_says_when_a_page_was_published(words, day):
    assert dates.labelled(words) == day
