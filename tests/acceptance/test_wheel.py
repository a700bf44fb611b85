"""What is delivered: the wheel brings all that the program needs, and an empty folder is enough to work in."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "inbox" / "newspaper-page.txt"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel's content, built offline with what the project pins."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (archive,) = folder.glob("*.whl")
    with zipfile.ZipFile(archive) as content:
        content.extractall(folder / "content")
    return folder / "content"


def jianbao(wheel: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return python(wheel, folder, "-m", "jianbao", *arguments)


def python(wheel: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("JIANBAO_", "PYTEST_"))}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder, env=environment | {"PYTHONPATH": str(wheel)}, capture_output=True, check=False, timeout=60,
    )  # fmt: skip


def test_the_wheel_holds_packages_and_no_folder_of_the_repository(wheel):
    names = {path.name for path in wheel.iterdir()}
    plugins = {path.parent.name for path in (ROOT / "plugins").glob("*/__init__.py")}
    assert {name for name in names if not name.endswith(".dist-info")} == {"jianbao", "jianbao_pytest"} | plugins
    assert (wheel / "jianbao" / "py.typed").exists()


def test_the_wheel_extracts_in_an_empty_folder(wheel, tmp_path):
    where = subprocess.run(
        [sys.executable, "-c", "import jianbao; print(jianbao.__file__)"],
        env=os.environ | {"PYTHONPATH": str(wheel)}, capture_output=True, check=True, cwd=tmp_path,
    )  # fmt: skip
    assert str(wheel) in where.stdout.decode()

    done = jianbao(wheel, tmp_path, "extract", "--format", "jsonl", str(SAMPLE))

    assert done.returncode == 0, done.stderr.decode()
    topics = [article["topics"] for article in json.loads(done.stdout)["articles"]]
    assert topics == [["social_organizations"], ["party_building"], ["child_welfare"]]


def test_the_wheel_makes_its_store_and_works_beside_a_drop_folder(wheel, tmp_path):
    (tmp_path / "inbox").mkdir()
    done = jianbao(wheel, tmp_path, "once")
    assert done.returncode == 0, done.stderr.decode()
    assert (tmp_path / "data" / "jianbao.sqlite3").is_file()


def test_the_wheel_begins_plugins_and_brings_what_their_tests_need(wheel, tmp_path):
    done = jianbao(wheel, tmp_path, "plugin", "new", "charity")
    assert done.returncode == 0, done.stderr.decode()
    assert jianbao(wheel, tmp_path / "charity", "plugin", "check", ".").returncode == 0
    (tmp_path / "charity" / "tests" / "test_where.py").write_text(
        "import jianbao_pytest\n"
        "def test_the_kit_is_the_wheel_s(request):\n"
        "    assert request.config.pluginmanager.get_plugin('jianbao') is jianbao_pytest\n"
        f"    assert jianbao_pytest.__file__.startswith({str(wheel)!r})\n"
    )
    without = ("-p", "no:asyncio", "-p", "no:hypothesispytest", "-p", "no:cacheprovider")
    tested = python(wheel, tmp_path / "charity", "-m", "pytest", "-q", *without)
    assert "5 passed" in tested.stdout.decode(), tested.stdout.decode()
