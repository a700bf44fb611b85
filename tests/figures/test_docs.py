"""The page on figures runs as it is written."""

import doctest
from pathlib import Path

from jianbao import figures

_PAGE = Path(__file__).parents[2] / "docs/figures.md"


def test_the_examples_of_the_page_and_of_the_package_give_what_they_say() -> None:
    page = doctest.testfile(str(_PAGE), module_relative=False)
    package = doctest.testmod(figures)

    assert (page.failed, package.failed) == (0, 0)
    assert page.attempted > 2
