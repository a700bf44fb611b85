"""Whatever a plugin does, it costs its own findings on that document, and nothing else."""

import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from jianbao.plugins import ANY, IN_A_ROW, Limits, Plugins, installed
from jianbao.testing import article

LIMITS = Limits(seconds=1.0, loading=4.0, memory=96 * 2**20, overtime=0.5)
ARTICLE = article("全市共有养老机构12家。")
WRONG = {
    "raises": "ValueError: so nicht (raises.py:",
    "loops": "TooLate: more than 1 s (loops.py:",
    "sleeps": "TooLate: more than 1 s (sleeps.py:",
    "deaf": "it would not be stopped",
    "stopped": "it would not be stopped",
    "recurses": "RecursionError",
    "eats": "MemoryError",
    "grows": "MemoryError",
    "exits": "SystemExit: 3",
    "dies": "it ended its process (exit code 0)",
    "crashes": "it ended its process (SIGSEGV)",
    "mumbles": "returned dict; return a list",
    "forges": "none of the plugin's own",
    "stuffs": "is a function; text or a number",
    "mute": "Mute: (its message cannot be written)",
}
UNBORN = {
    "slow": "TooLate: more than 4 s",
    "unborn": "ModuleNotFoundError",
    "suicidal": "SIGKILL",
    "tame": "is taken by another plugin",
}
GOOD = ["breeds", "child_welfare", "party_building", "prints", "social_organizations", "tame"]


class Listed:
    """A quarantine in the hands of a test."""

    def __init__(self) -> None:
        self.list: dict[str, str] = {}

    def held(self) -> Mapping[str, str]:
        return self.list

    def hold(self, plugin: str, version: str, why: str) -> None:
        assert why
        self.list[plugin] = version


@pytest.fixture(scope="module")
def listed() -> Listed:
    return Listed()


@pytest.fixture(scope="module")
def told() -> list[str]:
    return []


@pytest.fixture(scope="module")
def plugins(zoo: Path, listed: Listed, told: list[str]) -> Iterator[Plugins]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(zoo)
        channels = ("apprise", "email", "webhook")
        with Plugins.load(channels, quarantine=listed, limits=LIMITS) as plugins:
            plugins.listen(told.append)
            yield plugins


@pytest.mark.parametrize(("name", "wrong"), UNBORN.items())
def test_a_plugin_that_cannot_be_loaded_is_left_out(plugins: Plugins, name: str, wrong: str) -> None:
    (failure,) = [failure for failure in plugins.failures if (failure.plugin, failure.hook) == (name, "load")]
    assert wrong in failure.error


def test_each_failure_costs_only_its_own_findings_and_the_third_in_a_row_lets_the_plugin_rest(
    plugins: Plugins, listed: Listed, told: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    for round_ in range(IN_A_ROW + 1):
        answers = {said.plugin.name: said for said in plugins.ask(ARTICLE, "a.txt")}
        asked = {*GOOD, *WRONG} if round_ < IN_A_ROW else {*GOOD}
        assert set(answers) == asked
        assert sorted(name for name, said in answers.items() if said.trouble is None) == GOOD
        assert [answers[name].findings[0].provenance for name in ("tame", "prints")] == ["tame 1.0", "prints 1.0"]
    found = {failure.plugin: failure for failure in plugins.failures if failure.hook == "find"}
    for name, wrong in WRONG.items():
        assert wrong in found[name].error
        assert (found[name].count, found[name].document) == (IN_A_ROW, "a.txt")
    assert set(found) == set(WRONG)
    assert listed.list == dict.fromkeys(WRONG, "1.0")
    assert sorted(words.split()[1] for words in told) == sorted(WRONG)
    assert capfd.readouterr().out == ""


def test_a_plugin_that_rests_is_asked_again_in_its_next_version_or_when_a_person_says_so(zoo: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(zoo)
        (tame,) = [each for each in installed() if each.entry == "tame"]
        for held, asked in (("1.0", False), (ANY, False), ("0.9", True), (None, True)):
            listed = Listed()
            listed.list = {"tame": held} if held else {}
            with Plugins([tame], quarantine=listed, limits=LIMITS) as plugins:
                assert bool(plugins.find(ARTICLE)) == asked


def test_findings_are_the_same_as_in_the_house_itself() -> None:
    text = "截至2021年底，全市共有登记社会组织12000家，其中社会团体4000家，基金会800家。查处社会组织违法违规案件11起。"
    ours = [each for each in installed() if (each.entry or "").startswith("jianbao_")]
    here = Plugins(ours)
    with Plugins(ours, limits=Limits()) as apart:
        assert here.find(article(text)) == apart.find(article(text))
        assert here.find(article(text))
        assert here.topics == apart.topics
        assert [carrier.name for carrier in here.channels] == [carrier.name for carrier in apart.channels]


def test_a_program_that_forgets_to_close_the_plugins_ends_without_a_word() -> None:
    code = "from jianbao.plugins import *; plugins = Plugins(installed()[:1], limits=Limits())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
