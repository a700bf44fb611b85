"""The command line in a process of its own, in an empty folder, with nothing in the environment."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def environment() -> dict[str, str]:
    """The environment without anything of ours."""
    return {name: value for name, value in os.environ.items() if not name.upper().startswith("JIANBAO_")}


@pytest.fixture
def jianbao(tmp_path: Path, environment: dict[str, str]) -> Run:
    """Run a command to its end in ``tmp_path``."""

    def run(*arguments: object, stdin: bytes = b"", **variables: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "jianbao", *map(str, arguments)],
            cwd=tmp_path, env=environment | variables, input=stdin, capture_output=True, check=False, timeout=60,
        )  # fmt: skip
        return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """A short notice about social organisations."""
    file = tmp_path / "notice.txt"
    file.write_text(
        "湖州市社会组织登记情况\n\n截至2023年年底，湖州市共有社会组织3120个，其中社会团体1210个，基金会35个。\n",
        encoding="utf-8",
    )
    return file
