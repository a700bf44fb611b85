"""Somebody who has installed jianbao into a Python of their own, and has no network."""

import os
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path

import pytest

Shell = Callable[[str, Path], str]


@pytest.fixture
def python_with_jianbao() -> Callable[[Path], Shell]:
    """Make a new Python in a folder; return what runs a command with it and gives what that prints."""

    def make(home: Path) -> Shell:
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", home], check=True)
        (site,) = home.glob("lib/*/site-packages")
        installed = sysconfig.get_path("purelib")
        (site / "jianbao-is-installed.pth").write_text(f"import site; site.addsitedir({installed!r})\n")
        command = home / "bin" / "jianbao"
        command.write_text(f"#!{home / 'bin' / 'python'}\nfrom jianbao.cli import main\nmain()\n")
        command.chmod(0o755)
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("JIANBAO_", "PIP_"))}
        offline = {"PIP_NO_INDEX": "1", "PIP_NO_BUILD_ISOLATION": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
        environment = clean | offline | {"PATH": f"{home / 'bin'}:{os.environ['PATH']}", "COLUMNS": "200"}

        def run(line: str, folder: Path) -> str:
            done = subprocess.run(  # noqa: S602 - what a person types into a shell
                line, shell=True, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=100
            )
            assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
            return done.stdout

        return run

    return make


@pytest.fixture
def stranger(tmp_path: Path, python_with_jianbao: Callable[[Path], Shell]) -> Shell:
    """The one who follows the tutorial."""
    return python_with_jianbao(tmp_path / "python")
