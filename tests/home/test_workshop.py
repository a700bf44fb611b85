"""`jianbao plugin new` and `check`: a stranger's first hour."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from jianbao.cli.quality import marks
from jianbao.testing.projects import projects

ROOT = Path(__file__).parents[2]
PLUGINS = sorted(path.parent for path in (ROOT / "plugins").glob("*/__init__.py"))


def jianbao(folder: Path, *words: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "jianbao", *map(str, words)]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=100)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("new")
    done = jianbao(folder, "plugin", "new", "charity", "--zh", "慈善")
    assert done.returncode == 0, done.stderr
    return folder / "charity"


@pytest.fixture
def charity(made: Path, tmp_path: Path) -> Path:
    """A new project, to be spoilt."""
    return shutil.copytree(made, tmp_path / "charity")


def statuses(folder: Path) -> dict[str, str]:
    """Return what `jianbao plugin check` says of each rule, without the start of a process."""
    (project,) = projects(folder)
    return {mark.rule: f"{mark.status} {mark.reason}".strip() for mark in marks(project)}


def test_the_tests_of_a_new_project_pass_at_once(charity: Path) -> None:
    environment = os.environ | {"PYTEST_ADDOPTS": "-p no:asyncio -p no:hypothesispytest"}  # as somebody else has it
    done = subprocess.run(
        ["make", "test"], cwd=charity, env=environment, capture_output=True, text=True, check=False, timeout=100
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "4 passed" in done.stdout
    assert done.stdout.count("charity  done ") == 6


def test_a_new_project_works_under_its_english_name_too(tmp_path: Path) -> None:
    assert jianbao(tmp_path, "plugin", "new", "elderly_care").returncode == 0
    assert set(statuses(tmp_path / "elderly_care").values()) == {"done"}


@pytest.mark.parametrize("chinese", ["交通", "会议", "秋粮收购", "养老服务（试点）"])
def test_a_new_project_holds_whatever_its_topic_is(tmp_path: Path, chinese: str) -> None:
    assert jianbao(tmp_path, "plugin", "new", "fourth", "--zh", chinese).returncode == 0
    assert set(statuses(tmp_path / "fourth").values()) == {"done"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["Charity"], "no name for a plugin"),
        (["child_welfare"], "installed already"),
        (["there"], "is there already"),
        (["a" * 300], "no name for a plugin"),
        (["fine", "--zh", 'a"b'], "no name for a topic"),
        (["fine", "--zh", "养老["], "no name for a topic"),
        (["fine", "--zh", "截至2023年底"], "no name for a topic"),
    ],
)
def test_a_project_that_cannot_be_made_is_refused_and_nothing_is_written(
    tmp_path: Path, words: list, said: str
) -> None:
    (tmp_path / "there").mkdir()
    done = jianbao(tmp_path, "plugin", "new", *words)
    assert (done.returncode, [path.name for path in tmp_path.rglob("*")]) == (2, ["there"])
    assert said in done.stderr


CODE = "jianbao_charity/__init__.py"


@pytest.mark.parametrize(
    ("rule", "file", "old", "new", "said"),
    [
        ("hooks", CODE, "def find(article: Article)", "def find(artikel: Article)", "artikel"),
        ("documented", "README.md", "charity", "x", "README.md does not name"),
        ("documented", CODE, '    """Announce the topic."""\n', "", "topics() has no docstring"),
        ("cases", "cases/about.toml", '["120家"]', '["121家"]', "about: key figures"),
        ("cases", CODE, "if not weight.about:", "if weight.about:", "other: topics ['charity'], expected []"),
        ("cases", CODE, "    weight =", "    raise ValueError('so nicht')\n    weight =", "ValueError: so nicht"),
        ("time", CODE, "    weight =", "    import time; time.sleep(0.06)\n    weight =", "more than 50"),
        ("memory", CODE, "    weight =", "    bytearray(1 << 30)\n    weight =", "128 MiB are not enough"),
        ("public", CODE, "from jianbao import", "import jianbao.store\nfrom jianbao import", "jianbao.store"),
        ("memory", "quality_scale.toml", 'memory = "done"', "", "does not say how it stands"),
        ("time", "quality_scale.toml", 'time = "done"', 'time = { status = "exempt" }', "with a reason"),
    ],
)  # fmt: skip
def test_what_a_plugin_says_of_itself_and_does_not_hold_is_told(  # noqa: PLR0917 - a table of cases
    charity: Path, rule: str, file: str, old: str, new: str, said: str
) -> None:
    text = (charity / file).read_text()
    assert old in text
    (charity / file).write_text(text.replace(old, new))
    found = statuses(charity)
    assert found[rule].startswith("broken")
    assert said in found[rule]


def test_what_is_left_to_do_or_does_not_apply_is_told_with_its_reason(charity: Path) -> None:
    scale = charity / "quality_scale.toml"
    text = scale.read_text().replace('time = "done"', 'time = { status = "exempt", reason = "reads long tables" }')
    scale.write_text(text.replace('cases = "done"', 'cases = { status = "todo", reason = "no text about homes yet" }'))
    done = jianbao(charity, "plugin", "check", ".")
    assert done.returncode == 0
    assert "charity  exempt  time: reads long tables\n" in done.stdout
    assert "charity  todo    cases: no text about homes yet\n" in done.stdout


def test_what_does_not_hold_ends_the_check_with_2(charity: Path) -> None:
    (charity / "README.md").unlink()
    done = jianbao(charity, "plugin", "check", ".")
    assert done.returncode == 2
    assert "charity  broken  documented: " in done.stdout


@pytest.mark.parametrize("folder", PLUGINS, ids=lambda path: path.name)
def test_the_plugins_of_the_house_hold_what_their_scales_say(folder: Path) -> None:
    done = jianbao(folder, "plugin", "check", ".")
    assert (done.returncode, "broken" in done.stdout) == (0, False), done.stdout + done.stderr


def test_a_folder_without_a_plugin_is_told_what_to_do(tmp_path: Path) -> None:
    done = jianbao(tmp_path, "plugin", "check")
    assert done.returncode == 2
    assert "`jianbao plugin new NAME`" in done.stderr
