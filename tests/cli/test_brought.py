"""Commands that plugins bring, and what one of them may break: itself."""

from pathlib import Path

import pytest

from jianbao.cli import cli
from jianbao.plugins.ours import OURS

HEAD = "import sys, time\nimport click\nfrom jianbao import ConfigError, Topic, hookimpl\n"
COMMAND = "@hookimpl\ndef commands():\n    return [click.Command({name!r}, callback={callback})]\n"
RAISES = "def raises():\n    raise ValueError('so nicht')\n"


@pytest.fixture
def plugin(tmp_path: Path):
    """Install a plugin of this name and source; returns the environment that it is in."""

    def install(name: str, source: str) -> dict[str, str]:
        site = tmp_path / "site"
        info = site / f"{name}-1.0.dist-info"
        info.mkdir(parents=True)
        (site / f"{name}.py").write_text(HEAD + source, encoding="utf-8")
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(f"[jianbao]\n{name} = {name}\n")
        return {"PYTHONPATH": str(site)}

    return install


def test_credit_codes_are_checked_from_the_command_line_and_out_of_a_text(jianbao):
    well = jianbao("uscc", "91350100M000100Y43", "９１３５０１００－m000100y43")
    assert (well.returncode, well.stderr) == (0, "")
    assert well.stdout.count("✓ 91350100M000100Y43  市场监管部门登记的企业") == 2
    wrong = jianbao("uscc", "-", stdin="某商会（91350100M000100Y43、91350100M000100Y44）".encode())
    assert wrong.returncode == 2
    assert "应为 3，现为 4" in wrong.stdout
    assert jianbao("uscc").returncode == 2


def test_the_help_leads_to_commands_of_plugins_and_the_list_of_plugins_names_them(jianbao):
    assert "`jianbao plugins list`" in jianbao("--help").stdout
    assert "command uscc" in jianbao("plugins", "list").stdout
    assert "统一社会信用代码" in jianbao("uscc", "--help").stdout


def test_a_command_that_nobody_has_is_refused_as_ever(jianbao):
    done = jianbao("nonsense")
    assert (done.returncode, done.stdout) == (2, "")
    assert "No such command 'nonsense'" in done.stderr


def test_what_a_command_raises_is_told_with_its_plugin_and_without_a_trace(jianbao, plugin):
    there = plugin("animal", RAISES + COMMAND.format(name="roar", callback="raises"))
    done = jianbao("roar", **there)
    assert done.returncode == 2
    assert done.stderr.startswith("jianbao: roar has failed: ValueError: so nicht (animal.py:")
    assert "a fault in plugin animal 1.0" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("raise ValueError('so nicht')\n", "ValueError: so nicht"),
        ("sys.exit(3)\n", "SystemExit: 3"),
        ("@hookimpl\ndef commands():\n    return ['roar']\n", "return a list of click.Command"),
        (COMMAND.format(name="Roar aloud", callback=None), "must be called by small letters"),
        (COMMAND.format(name="run", callback="print"), "run of plugin animal is there already, of jianbao itself"),
    ],
)
def test_a_plugin_whose_commands_cannot_be_used_is_named_and_takes_none_from_others(jianbao, plugin, source, said):
    done = jianbao("uscc", "91350100M000100Y43", **plugin("animal", source))
    assert done.stdout.startswith("✓ 91350100M000100Y43")
    assert said in done.stderr
    assert "animal" in done.stderr
    assert "Traceback" not in done.stderr


def test_of_two_commands_of_one_name_the_first_plugin_s_stays_and_both_are_named(jianbao, plugin):
    second = plugin("zebra", COMMAND.format(name="uscc", callback="print"))
    told = "commands: uscc of plugin zebra is there already, of plugin social_organizations; choose another name"
    done = jianbao("uscc", "91350100M000100Y43", **second)
    assert done.stdout.startswith("✓")
    assert told in done.stderr
    listed = jianbao("plugins", "list", **second)
    assert "🤝 social_organizations 社会组织, command uscc" in listed.stdout
    assert listed.returncode == 2
    assert told in listed.stderr


def test_a_plugin_that_takes_for_ever_to_be_imported_holds_up_the_others_commands_for_seconds_only(jianbao, plugin):
    done = jianbao("uscc", "91350100M000100Y43", **plugin("animal", "time.sleep(3600)\n"))
    assert done.returncode == 0
    assert "animal failed in load: PluginError: it takes more than 6 s to be imported" in done.stderr


def test_a_plugin_that_is_switched_off_brings_no_command(jianbao, tmp_path):
    (tmp_path / "jianbao.toml").write_text('[plugins]\ndisabled = ["social_organizations"]\n')
    done = jianbao("uscc", "x", JIANBAO_CONFIG=str(tmp_path / "jianbao.toml"))
    assert "No such command 'uscc'" in done.stderr


def test_the_names_that_plugins_may_not_take_are_those_of_the_house():
    assert OURS["commands"] == set(cli.commands)
