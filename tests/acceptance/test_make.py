"""``make`` on a machine that has nothing yet, and on one that has everything."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

INSTALLED = (".venv/made", "pyproject.toml", "requirements.txt", ".venv/installed", "requirements-dev.txt")


def make(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run make as from a fresh shell, not as a part of the make that runs the tests."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    return subprocess.run(
        ["make", *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=60
    )


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    shutil.copyfile(ROOT / "Makefile", tmp_path / "Makefile")
    return tmp_path


def test_a_machine_without_a_python_that_is_new_enough_is_told_what_to_do(clone):
    done = make(clone, "run", "PYTHON=false")

    assert done.returncode != 0
    assert "jianbao needs Python 3.11 or newer with venv" in done.stderr
    assert "make run PYTHON=/path/to/python3" in done.stderr
    assert not (clone / ".venv" / "made").exists()


@pytest.mark.parametrize("target", ["run", "test"])
def test_what_is_installed_is_not_installed_again(clone, target):
    (clone / ".venv").mkdir()
    for age, name in enumerate((*INSTALLED, ".venv/installed-dev")):
        (clone / name).touch()
        os.utime(clone / name, (1_700_000_000 + age, 1_700_000_000 + age))

    done = make(clone, "-n", target)

    assert done.returncode == 0
    assert "pip" not in done.stdout
    assert len(done.stdout.splitlines()) == 1


def test_help_names_every_target(clone):
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (phony,) = re.findall(r"^\.PHONY: help (.*)$", makefile, re.MULTILINE)
    for target in phony.split():
        assert f"make {target} " in make(clone).stdout


def test_ci_calls_the_same_two_words_as_people_do():
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if "make" in line] == ["make test", "make lint"]
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
