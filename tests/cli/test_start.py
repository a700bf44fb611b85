"""How the command line starts, and what it answers to mistakes."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
_LATE = ("telegram", "sqlalchemy", "lxml", "httpx", "pydantic", "apscheduler", "feedparser", "rich", "asyncio")


@pytest.mark.parametrize("argument", ["--version", "--help"])
def test_version_and_help_load_no_subsystem(argument, environment):
    probe = (
        "import sys; sys.argv = ['jianbao', sys.argv[1]]\n"
        "from jianbao.cli import main\n"
        "try: main()\n"
        f"finally: print([name for name in {_LATE!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", probe, argument], env=environment, capture_output=True, check=True)

    assert done.stderr.decode().strip() == "[]"


def test_the_version_is_the_project_s(jianbao):
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert jianbao("--version").stdout == f"jianbao {version}\n"


@pytest.mark.parametrize("command", ["run", "once", "extract", "sources", "plugins"])
def test_every_command_explains_itself(jianbao, command):
    done = jianbao(command, "--help")
    assert done.returncode == 0
    assert f"jianbao {command}" in done.stdout


@pytest.mark.parametrize("command", [["run"], ["once"], ["extract", "x"], ["sources"], ["plugins"]])
def test_an_unknown_key_ends_every_command_with_one_message_and_its_remedy(jianbao, tmp_path, command):
    (tmp_path / "jianbao.toml").write_text("[telegram]\nbase_ulr = 'x'\n")

    done = jianbao(*command, "--config", "jianbao.toml")

    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr == "jianbao: jianbao.toml: telegram.base_ulr: there is no such key; write base_url\n"


def test_the_configuration_can_be_named_by_the_environment(jianbao, tmp_path):
    done = jianbao("plugins", JIANBAO_CONFIG=str(tmp_path / "gone.toml"))
    assert done.returncode == 2
    assert "gone.toml: there is no such file" in done.stderr


@pytest.mark.parametrize("command", ["run", "once"])
def test_nothing_to_watch_is_said_with_the_remedy(jianbao, command):
    done = jianbao(command)
    assert done.returncode == 2
    assert "there is no source to watch; create a folder inbox here" in done.stderr


def test_a_database_that_cannot_be_used_is_one_message(jianbao, tmp_path):
    (tmp_path / "inbox").mkdir()
    done = jianbao("once", JIANBAO_DATABASE="mysql://host/name")
    assert done.returncode == 2
    assert done.stderr.startswith("jianbao: ")
    assert len(done.stderr.splitlines()) == 1
