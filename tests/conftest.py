"""What tests of several areas need."""

import os
import subprocess
import sys
import sysconfig
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from jianbao.testing.site import Site

Shell = Callable[[str, Path], str]


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    """In the loop of the test: its handlers may wait for what the test does."""
    async with Site() as site:
        yield site


@pytest.fixture
def news() -> Callable[[int], str]:
    """Return a short text about social organisations that no other number repeats; its headline is ``第{n}区…``."""

    def write(number: int) -> str:
        return (
            f"第{number}区社会组织登记数量稳步增长\n"
            f"截至2021年底，全市共有登记社会组织{12000 + number}家，其中社会团体{4000 + number}家，"
            f"基金会{800 + number}家。市民政部门依法查处社会组织违法违规案件{number + 10}起。\n"
        )

    return write


@pytest.fixture
def python_with_jianbao() -> Callable[[Path], Shell]:
    """Make a Python with jianbao and no network in a folder; return what runs a command there and gives its output."""

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
        # Plugins of pytest that our tests need and a stranger has not: they take longer to load than what is tested.
        offline["PYTEST_ADDOPTS"] = "-p no:asyncio -p no:hypothesispytest -p no:timeout"
        environment = clean | offline | {"PATH": f"{home / 'bin'}:{os.environ['PATH']}", "COLUMNS": "200"}

        def run(line: str, folder: Path) -> str:
            done = subprocess.run(  # noqa: S602 - what a person types into a shell
                line, shell=True, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=100
            )
            assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
            return done.stdout

        return run

    return make
