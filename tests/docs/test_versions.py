"""The page on versions names every hook, in both languages, and ends with the version that there is."""

import re
from pathlib import Path

import pytest

from jianbao import hookspecs

PAGES = Path(__file__).parents[2] / "docs" / "plugins"


@pytest.mark.parametrize("name", ["versions.md", "versions.zh-CN.md"])
def test_the_page_says_with_which_version_each_hook_came(name):
    rows = re.findall(r"^\| (\d+) \| .*? \| (.*) \|$", (PAGES / name).read_text(encoding="utf-8"), re.MULTILINE)
    hooks = {hook for hook, value in vars(hookspecs).items() if hasattr(value, f"{hookspecs.PROJECT}_spec")}
    assert [int(version) for version, _ in rows] == list(range(1, hookspecs.HOOKS + 1))
    assert {hook for _, hooks in rows for hook in re.findall(r"`(\w+)`", hooks)} == hooks
