"""Words that readers look for: written and read back the same, and found whatever the blanks, case and width."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianbao.model import Keywords
from jianbao.model.keywords import LONGEST_WORD, MOST_WORDS, plain

WORDS = st.text(st.sampled_from("基金会慈善NGOａ 12-|"), min_size=1, max_size=8).filter(plain)
GROUPS = st.lists(st.lists(WORDS, min_size=1, max_size=2), max_size=3)


@given(GROUPS, st.lists(WORDS, max_size=2))
def test_what_is_written_is_read_back_the_same(groups, never):
    every = tuple(tuple(" ".join(word.split()) for word in dict.fromkeys(group)) for group in groups)
    made = Keywords.parse(str(Keywords(every, tuple(" ".join(word.split()) for word in never))))
    assert Keywords.parse(str(made)) == made


@given(st.text('基会a 　12-−|｜“”"「」'))
def test_whatever_people_write_means_the_same_when_it_comes_out_of_the_store(written):
    made = Keywords.parse(written)
    assert Keywords.parse(str(made)) == made


@pytest.mark.parametrize(
    ("written", "every", "never"),
    [
        ("基金会 慈善|公益 -招聘", (("基金会",), ("慈善", "公益")), ("招聘",)),
        ('“乡村 振兴” -"社会 招聘"', (("乡村 振兴",),), ("社会 招聘",)),
        ("慈善|“乡村 振兴”|公益", (("慈善", "乡村 振兴", "公益"),), ()),
        ("“乡村 振兴”|慈善 基金会", (("乡村 振兴", "慈善"), ("基金会",)), ()),
        ("-“社会 招聘”|求职", (), ("社会 招聘", "求职")),
        ("慈善|-公益", (("慈善", "-公益"),), ()),
        ("-|招聘", (), ("招聘",)),
        ("乡村” “半", (("乡村",), ("半",)), ()),
        ("  ", (), ()),
        ("基金会 基金会 | -", (("基金会",),), ()),
    ],
)
def test_groups_phrases_and_exclusions(written, every, never):
    assert Keywords.parse(written) == Keywords(every, never)


def test_a_regular_expression_is_only_letters():
    assert Keywords.parse("(a+)+$").fit(plain("x(a+)+$y"))
    assert not Keywords.parse(".*").fit(plain("基金会"))


def test_too_many_words_and_too_long_ones_are_refused():
    with pytest.raises(ValueError, match=f"{MOST_WORDS} at most"):
        Keywords.parse(" ".join(f"词{number}" for number in range(MOST_WORDS + 1)))
    with pytest.raises(ValueError, match="longer than"):
        Keywords.parse("词" * (LONGEST_WORD + 1))


def test_the_first_condition_that_is_not_met_is_named():
    wanted = Keywords.parse("基金会 慈善|公益 -招聘")
    assert wanted.missing(plain("基金会 公益")) is None
    assert wanted.missing(plain("基金会")) == "慈善|公益"
    assert wanted.missing(plain("基金会公益招聘")) == "-招聘"
