"""One of several names, and none of some others: as people write it, as it is kept, as it is held against names."""

import pytest

from jianbao.model import NamesAsked, TooMuchAskedError
from jianbao.model.keywords import plain
from jianbao.model.names_asked import LONGEST_NAME, MOST_NAMES, named


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("民政部", "民政部"),
        ("民政部|财政部", "民政部|财政部"),
        ("民政部｜ 财政部 |", "民政部|财政部"),
        ("“民政部 办公厅”|「财政部」", "民政部 办公厅|财政部"),
        ("-办公厅|民政部", "民政部|-办公厅"),
        ("－“社会 事务司”", "-社会 事务司"),
        ("民政部|民政部", "民政部"),
        ("", ""),
        ("-", ""),
        ("|“”|--", ""),
        ("长" * 99, "长" * LONGEST_NAME),
    ],
)
def test_what_people_write_is_kept_in_one_way_and_read_again_as_the_same(written, kept):
    asked = NamesAsked.parse(written)
    assert str(asked) == kept
    assert NamesAsked.parse(str(asked)) == asked
    assert bool(asked) is bool(kept)


@pytest.mark.parametrize(
    ("asked", "said", "fits"),
    [
        ("民政部", ["民政部、财政部"], True),
        ("教育部|财政部", ["民政部、财政部"], True),
        ("教育部|卫健委", ["民政部、财政部"], False),
        ("民政部|-财政部", ["民政部、财政部"], False),
        ("-教育部", ["民政部"], True),
        ("-教育部", [""], True),
        ("民政部", [""], False),
        ("北京市 民政局", ["北京市民政局"], True),
        ("ＭＣＡ", ["mca.gov.cn"], True),
        ("要闻|-招标", ["民政部 要闻", "招标网"], False),
    ],
)
def test_a_name_fits_when_it_holds_one_that_is_wanted_and_none_that_is_not(asked, said, fits):
    assert named(asked, [plain(each) for each in said]) is fits


def test_the_later_word_on_a_name_decides():
    assert str(NamesAsked.parse("甲|乙").joined(NamesAsked.parse("-甲|丙"))) == "乙|丙|-甲"
    assert str(NamesAsked.parse("-甲").joined(NamesAsked.parse("甲"))) == "甲"


def test_there_are_not_more_names_than_can_be_looked_for():
    many = NamesAsked.parse("|".join(f"局{number}" for number in range(MOST_NAMES)))
    with pytest.raises(TooMuchAskedError) as error:
        many.joined(NamesAsked.parse("-另一个"))
    assert (error.value.count, error.value.most) == (MOST_NAMES + 1, MOST_NAMES)
