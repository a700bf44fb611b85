"""The page on testing: its examples are tests of a new project, and hold."""

import re
import subprocess
import sys
from pathlib import Path

from jianbao.cli.founding import found

PAGE = Path(__file__).parents[2] / "docs" / "plugins" / "testing.md"
FILE = re.compile(r"^```\w+ file=(\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_every_example_of_the_page_holds(tmp_path: Path) -> None:
    found("charity", "慈善", tmp_path)
    files = FILE.findall(PAGE.read_text(encoding="utf-8"))
    for name, text in files:
        (tmp_path / name).write_text(text, encoding="utf-8")
    names = [name.removeprefix("charity/") for name, _ in files]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:asyncio", "-p", "no:hypothesispytest", *names]
    done = subprocess.run(command, cwd=tmp_path / "charity", capture_output=True, text=True, check=False, timeout=100)
    assert "4 passed" in done.stdout, done.stdout + done.stderr
