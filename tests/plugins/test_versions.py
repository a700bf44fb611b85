"""Hooks change, and plugins go on working: what is too new or too old is said, what is old works and is told."""

import logging
import sys
from collections.abc import Iterator
from importlib.metadata import version
from types import ModuleType

import pluggy
import pytest

from jianbao import Article, Finding, Topic, hookimpl, hookspecs
from jianbao.errors import PluginError
from jianbao.hookspecs import OldWay
from jianbao.plugins import Candidate, Limits, Plugins
from jianbao.plugins.loading import load
from jianbao.testing import article

ELDERLY = Topic(id="elderly", names={"zh": "养老"})
OURS = f"jianbao {version('jianbao')} has {hookspecs.HOOKS}"
OURS_OLD = (
    OldWay(hook="subjects", now="topics", until="0.9", instead="call it topics()"),
    OldWay(
        hook="find",
        argument="words",
        made=lambda today: today["article"].text,
        until="0.9",
        instead="take article.text",
    ),
)


class Needing:
    """A plugin that needs a version of the hooks."""

    @hookimpl
    def topics(self) -> list[Topic]:
        return [ELDERLY]


def needing(needs: object) -> object:
    return type("Plugin", (Needing,), {"JIANBAO_HOOKS": needs})()


@pytest.mark.parametrize(
    ("needs", "words"),
    [
        (hookspecs.HOOKS + 1, f"it needs version {hookspecs.HOOKS + 1} of the hooks, {OURS}: upgrade jianbao"),
        (0, "is no version of the hooks"),
        ("2", "is no version of the hooks"),
        (True, "is no version of the hooks"),
        (hookspecs.HOOKS, None),
        (1, None),
    ],
)
def test_a_plugin_that_needs_other_hooks_is_told_which_there_are(needs, words):
    plugins = Plugins([Candidate("elderly", "1.0", lambda: needing(needs))])
    assert [failure.error for failure in plugins.failures if words not in failure.error] == []
    assert bool(plugins.loaded) == (words is None)


def test_what_a_newer_hook_is_called_is_no_riddle_when_the_plugin_says_what_it_needs():
    class Newer:
        JIANBAO_HOOKS = hookspecs.HOOKS + 1

        @hookimpl
        def dreams(self) -> list[str]:
            return []

    with pytest.raises(PluginError, match="upgrade jianbao"):
        load(Candidate("newer", "1.0", Newer))


def test_a_plugin_can_use_a_newer_hook_where_there_is_one_and_work_without():
    class Either(Needing):
        @hookimpl(optionalhook=True)
        def dreams(self) -> list[str]:
            return []

    assert Plugins([Candidate("either", "1.0", Either)]).topics == (ELDERLY,)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """The hooks of a later release: ``subjects`` is called ``topics`` by then, and ``find`` has lost an argument."""
    specs = ModuleType("jianbao_later")
    hookspec = pluggy.HookspecMarker(hookspecs.PROJECT)
    source = "def subjects(): ...\ndef find(article, words): ...\n"
    exec(source, vars(specs))  # noqa: S102 - ours, above
    for name in ("subjects", "find"):
        setattr(specs, name, hookspec(getattr(specs, name)))
    for name, value in vars(hookspecs).items():
        if hasattr(value, f"{hookspecs.PROJECT}_spec") and name != "find":
            setattr(specs, name, value)
    specs.HOOKS, specs.OLDEST, specs.OLD_WAYS = 5, 2, OURS_OLD
    monkeypatch.setitem(sys.modules, "jianbao_later", specs)
    return specs


class OldFashioned:
    """A plugin of an earlier release."""

    @hookimpl
    def subjects(self) -> list[Topic]:
        return [ELDERLY]

    @hookimpl
    def find(self, words: str) -> list[Finding]:
        return [Finding(topic="elderly", reasons=(words[:2],))]


def test_a_plugin_of_an_earlier_release_still_works_and_its_author_is_told(later):
    with pytest.warns(DeprecationWarning, match="plugin old: it uses") as warned:
        loaded = load(Candidate("old", "1.0", OldFashioned), later)
    assert loaded.topics == (ELDERLY,)
    about: Article = article("养老机构12家。")
    assert [finding.reasons for finding in loaded.find(about)] == [("养老",)]
    assert loaded.notes == (
        "it uses the hook subjects(), which works until jianbao 0.9: call it topics()",
        "it uses the argument words of find(), which works until jianbao 0.9: take article.text",
    )
    assert [str(each.message) for each in warned] == [f"plugin old: {note}" for note in loaded.notes]


@pytest.mark.filterwarnings("error")
def test_a_plugin_of_today_hears_nothing(later):
    class Today(Needing):
        @hookimpl
        def find(self, article: Article) -> list[Finding]:
            return [Finding(topic="elderly", reasons=(article.text[:2],))]

    loaded = load(Candidate("today", "1.0", Today), later)
    assert loaded.notes == ()
    assert loaded.find(article("养老机构12家。"))[0].reasons == ("养老",)


def test_a_plugin_that_is_too_old_is_told_where_to_read_what_has_changed(later):
    with pytest.raises(PluginError, match=r"version 1 of the hooks, which are gone: .* still knows 2; .*versions\.md"):
        load(Candidate("old", "1.0", lambda: needing(1)), later)


def test_operators_are_told_once_at_the_start_also_of_plugins_in_their_own_processes(tmp_path, monkeypatch, caplog):
    (tmp_path / "old_fashioned.py").write_text(
        "from jianbao import Topic, hookimpl, hookspecs\nfrom jianbao.hookspecs import OldWay\n"
        "hookspecs.OLD_WAYS = (OldWay(hook='topics', until='0.9', instead='sleep well'),)\n"
        "@hookimpl\ndef topics():\n    return [Topic(id='a', names={'zh': 'a'})]\n",
        encoding="utf-8",
    )
    monkeypatch.syspath_prepend(tmp_path)
    with (
        caplog.at_level(logging.WARNING, "jianbao.plugins"),
        Plugins([Candidate.at("old", "1.0", "old_fashioned")], limits=Limits(loading=20)) as plugins,
    ):
        (info,) = plugins.loaded
    assert info.notes == ("it uses the hook topics(), which works until jianbao 0.9: sleep well",)
    (record,) = caplog.records
    assert record.getMessage() == f"plugin old 1.0: {info.notes[0]}; its author should know"


def test_every_old_way_says_when_it_ends_and_what_to_write_and_is_still_specified():
    for way in hookspecs.OLD_WAYS:
        assert way.until
        assert way.instead
        assert hasattr(getattr(hookspecs, way.hook), f"{hookspecs.PROJECT}_spec")
        assert bool(way.argument) == (way.made is not None)
        assert bool(way.argument) != (way.now is not None)
