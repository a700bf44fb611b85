"""The reference says what the code says: every heading is a signature, in both languages."""

import importlib.util
import re
from itertools import zip_longest
from pathlib import Path

import pluggy
import pytest

from jianbao import hookspecs

PAGES = Path(__file__).parents[2] / "docs" / "plugins"
ENGLISH, CHINESE = PAGES / "reference.md", PAGES / "reference.zh-CN.md"
REMEDY = "run python docs/plugins/reference.py, then say the same in reference.zh-CN.md"


def headings(page: Path, level: str = "#{3,4}") -> list[str]:
    return re.findall(rf"^{level} (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)


def rows(page: Path) -> list[tuple[str, ...]]:
    """Return the first two cells of each row of the tables, without their heads."""
    return re.findall(r"^\| `([^`]*)` \| ?(`[^`]*`)? ?\|", page.read_text(encoding="utf-8"), re.MULTILINE)


def test_the_page_is_what_the_docstrings_give() -> None:
    spec = importlib.util.spec_from_file_location("reference", PAGES / "reference.py")
    assert spec
    assert spec.loader
    writer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(writer)
    assert ENGLISH.read_text(encoding="utf-8") == writer.page(), REMEDY


def test_every_hook_that_pluggy_knows_has_its_signature_as_heading() -> None:
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    text = ENGLISH.read_text(encoding="utf-8")
    section = text[text.index("## Hooks") : text.index("## What a plugin reads")]
    found = re.findall(r"^### (?:async )?(\w+)\((.*)\) -> .+$", section, re.MULTILINE)
    documented = {name: re.findall(r"(\w+):", arguments) for name, arguments in found}
    known = {
        caller.name: list(caller.spec.argnames) for caller in vars(manager.hook).values() if caller.spec is not None
    }
    assert documented == known, REMEDY


def test_the_chinese_page_has_the_same_headings_and_fields() -> None:
    missing = set(headings(ENGLISH)) - set(headings(CHINESE))
    surplus = set(headings(CHINESE)) - set(headings(ENGLISH))
    assert (missing, surplus) == (set(), set()), "write these headings into reference.zh-CN.md, or take them out"
    assert headings(CHINESE) == headings(ENGLISH), "put the headings of reference.zh-CN.md into the same order"
    for ours, theirs in zip_longest(rows(ENGLISH), rows(CHINESE)):
        assert ours == theirs, "the tables of reference.zh-CN.md show other fields or types"


@pytest.mark.parametrize("page", [ENGLISH, CHINESE], ids=lambda page: page.name)
def test_nothing_is_left_unsaid(page: Path) -> None:
    for block in re.split(r"^(?=#{3,4} )", page.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        heading, _, text = block.partition("\n")
        assert text.strip(), f"{heading} has no text: write a docstring"
