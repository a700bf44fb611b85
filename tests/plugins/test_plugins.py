"""The fence round the plugins: what one of them breaks costs only its own findings."""

import logging
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from jianbao import Article, Fact, FactKind, Finding, Passage, Span, Statistic, Topic, hookimpl
from jianbao.model import PluginFailure
from jianbao.plugins import Candidate, Plugins

TEXT = "全市共有养老机构 12 家。"
ARTICLE = Article(
    title="养老机构统计",
    body=(Span(0, len(TEXT)),),
    passage=Passage.whole(TEXT),
    statistics=(Statistic(quote="12 家", start=9, end=13, value=12, unit="家"),),
)
ELDERLY = Topic(id="elderly_care", names={"zh": "养老服务"})
FACT = Fact(name="kind", label="机构", value="养老机构", quote="养老机构", span=Span(4, 8))
FINDING = Finding(topic="elderly_care", score=0.9, reasons=("养老机构",), key=(0,), facts=(FACT,))


def plugin(say: Callable[[Article], object], announce: Callable[[], object] = lambda: [ELDERLY]) -> object:
    """Return a plugin whose two hooks are the given functions."""

    class Given:
        @hookimpl
        def topics(self) -> object:
            return announce()

        @hookimpl
        def find(self, article: Article) -> object:
            return say(article)

    return Given()


def candidate(name: str, loaded: object, version: str = "0.1") -> Candidate:
    return Candidate(name, version, lambda: loaded)


def other(say: Callable[[Article], object]) -> object:
    return plugin(say, lambda: [replace(ELDERLY, id="other")])


def test_findings_carry_the_name_and_version_of_their_plugin() -> None:
    plugins = Plugins([candidate("elderly", plugin(lambda _: [FINDING]), "2.3")])
    (finding,) = plugins.find(ARTICLE)
    assert finding == replace(FINDING, provenance="elderly 2.3")
    assert [(info.name, info.version, info.topics) for info in plugins.loaded] == [("elderly", "2.3", (ELDERLY,))]
    assert plugins.topics == (ELDERLY,)
    assert plugins.failures == ()


def raising(error: BaseException) -> Callable[[Article], object]:
    def find(_: Article) -> object:
        raise error

    return find


def endless(article: Article) -> object:
    return endless(article)


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (raising(ValueError("so nicht")), "ValueError: so nicht"),
        (raising(SystemExit(3)), "SystemExit: 3"),
        (endless, "RecursionError"),
        (lambda _: "elderly_care", "return a list"),
        (lambda _: [{"topic": "elderly_care"}], "dict"),
        (lambda _: [replace(FINDING, topic="elderly_care")], "none of the plugin's own"),
        (lambda _: [replace(FINDING, topic="other"), replace(FINDING, topic="other")], "two findings"),
        (lambda _: [replace(FINDING, topic="other", score=7.0)], "score"),
        (lambda _: [replace(FINDING, topic="other", key=(1,))], "key figure 1"),
        (lambda _: [replace(FINDING, topic="other", key=(-1,))], "key figure -1"),
        (lambda _: [replace(FINDING, topic="other", key=(0, 0))], "twice"),
        (lambda _: [replace(FINDING, topic="other", key=3)], "return a list"),
        (lambda _: [replace(FINDING, topic="other", reasons=(1,))], "reasons"),
        (lambda _: [replace(FINDING, topic="other", facts=("x",))], "str among the facts"),
        (lambda _: [replace(FINDING, topic="other", facts=(replace(FACT, span=Span(4, 4)),))], "4:4"),
        (lambda _: [replace(FINDING, topic="other", facts=(replace(FACT, span=Span(4, 99)),))], "outside"),
        (lambda _: [replace(FINDING, topic="other", facts=(replace(FACT, quote=""),))], "lacks"),
    ],
)
def test_a_plugin_that_breaks_its_contract_costs_only_its_own_findings(broken: Callable, said: str) -> None:
    plugins = Plugins([candidate("broken", other(broken)), candidate("elderly", plugin(lambda _: [FINDING]))])
    for _ in range(2):
        assert [finding.topic for finding in plugins.find(ARTICLE)] == ["elderly_care"]
    (failure,) = plugins.failures
    assert (failure.plugin, failure.hook, failure.count) == ("broken", "find", 2)
    assert said in failure.error
    assert plugins.timings["broken"].calls == plugins.timings["elderly"].calls == 2


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (FACT, None),
        (replace(FACT, fields={"beds": 40}), None),
        (replace(FACT, name="other"), "no kind that its topic announces"),
        (replace(FACT, fields={"rooms": 3}), "does not describe: rooms"),
        (replace(FACT, fields={"beds": float("inf")}), "beds of the fact kind is inf"),
        (replace(FACT, fields={"beds": "4\x000"}), "or a NUL"),
        (replace(FACT, value="床" * 5000), "value of the fact kind has 5000 characters"),
    ],
)
def test_facts_are_of_the_kinds_and_have_the_fields_that_their_topic_announces(told: Fact, said: str | None) -> None:
    kinds = (FactKind(name="kind", about="An institution.", fields={"beds": "how many beds it has"}),)
    announced = plugin(lambda _: [replace(FINDING, facts=(told,))], lambda: [replace(ELDERLY, facts=kinds)])
    plugins = Plugins([candidate("elderly", announced)])
    findings = plugins.find(ARTICLE)
    assert [failure.error for failure in plugins.failures if said not in failure.error] == []
    assert bool(findings) == (said is None)


def test_a_failure_is_logged_once_and_then_only_counted(caplog: pytest.LogCaptureFixture) -> None:
    plugins = Plugins([candidate("broken", plugin(raising(ValueError("so nicht"))))])
    with caplog.at_level(logging.WARNING, "jianbao.plugins"):
        for _ in range(2):
            plugins.find(ARTICLE, "page.html")
    (record,) = caplog.records
    assert record.exc_info is None
    for words in ("plugin broken failed in find on page.html: ValueError: so nicht (test_plugins.py:", "disabled = ["):
        assert words in record.getMessage()
    assert plugins.failures[0].count == 2


def test_where_a_plugin_failed_is_told_in_full_only_to_those_who_debug(caplog: pytest.LogCaptureFixture) -> None:
    plugins = Plugins([candidate("broken", plugin(raising(ValueError("so nicht"))))])
    with caplog.at_level(logging.DEBUG, "jianbao.plugins"):
        plugins.find(ARTICLE)
    assert ["Traceback" in record.getMessage() for record in caplog.records] == [False, True]


def test_each_failure_is_reported_with_its_document_as_it_happens() -> None:
    reported: list[PluginFailure] = []
    broken = candidate("broken", plugin(raising(ValueError("so\nnicht"))))
    plugins = Plugins([broken, Candidate("lost", "1", missing)], reported.append)
    for document in ("a", "b"):
        plugins.find(ARTICLE, document)
    assert [(each.plugin, each.hook, each.document, each.count) for each in reported] == [
        ("lost", "load", None, 1), ("broken", "find", "a", 1), ("broken", "find", "b", 1),
    ]  # fmt: skip
    assert reported[1].error.startswith("ValueError: so nicht (")


def test_a_plugin_is_asked_no_more_after_three_failures_in_a_row_and_a_success_begins_anew() -> None:
    moods = iter([False, False, True, False, False, False])
    plugins = Plugins([candidate("moody", plugin(lambda _: [FINDING] if next(moods) else 3))])
    told: list[str] = []
    plugins.listen(told.append)
    assert [len(plugins.ask(ARTICLE)) for _ in range(8)] == [1] * 6 + [0] * 2
    (words,) = told
    assert "plugin moody 0.1 is not asked any more" in words
    assert "`jianbao plugins enable moody`" in words


def missing() -> object:
    message = "No module named 'nowhere'"
    raise ModuleNotFoundError(message)


class Misspelt:
    @hookimpl
    def topics(self) -> list[Topic]:
        return []

    @hookimpl
    def find(self, artikel: Article) -> list[Finding]:  # noqa: ARG002  # the misspelt name is the point
        return []


class Unknown:
    @hookimpl
    def summarise(self) -> str:
        return ""


@pytest.mark.parametrize(
    ("load", "said"),
    [
        (missing, "nowhere"),
        (Misspelt, "artikel"),
        (Unknown, "summarise"),
        (object, "marks no function"),
        (lambda: plugin(list, lambda: "养老"), "return a list"),
        (lambda: plugin(list, lambda: ["养老"]), "jianbao.Topic"),
        (lambda: plugin(list, lambda: [ELDERLY, ELDERLY]), "is there already"),
        (lambda: plugin(list, lambda: [replace(ELDERLY, names={"en": "Care"})]), "Chinese name"),
    ],
)
def test_a_plugin_that_cannot_be_used_is_named_and_the_rest_goes_on(load: Callable[[], object], said: str) -> None:
    plugins = Plugins([Candidate("broken", "1", load), candidate("elderly", plugin(lambda _: [FINDING]))])
    assert [info.name for info in plugins.loaded] == ["elderly"]
    assert len(plugins.find(ARTICLE)) == 1
    (failure,) = plugins.failures
    assert (failure.plugin, failure.hook) == ("broken", "load")
    assert said in failure.error


def test_of_two_plugins_with_one_name_or_one_topic_the_first_stays() -> None:
    first = candidate("elderly", plugin(lambda _: [FINDING]))
    plugins = Plugins([first, candidate("elderly", other(list)), candidate("copy", plugin(list))])
    assert [info.name for info in plugins.loaded] == ["elderly"]
    assert [failure.plugin for failure in plugins.failures] == ["elderly", "copy"]


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A foreign distribution on the path, with a good plugin and one that cannot be imported."""
    (tmp_path / "foreign_topic.py").write_text(
        "from jianbao import Topic, hookimpl\n"
        "@hookimpl\n"
        "def topics():\n"
        "    return [Topic(id='foreign', names={'zh': '外来'})]\n",
        encoding="utf-8",
    )
    info = tmp_path / "foreign_topic-4.2.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: foreign-topic\nVersion: 4.2\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(
        "[jianbao]\nforeign = foreign_topic\nlost = foreign_lost\n", encoding="utf-8"
    )
    monkeypatch.syspath_prepend(tmp_path)
    yield
    sys.modules.pop("foreign_topic", None)


@pytest.mark.usefixtures("installed")
def test_plugins_of_third_parties_are_found_like_the_built_in_ones() -> None:
    plugins = Plugins.load()
    assert ("foreign", "4.2") in {(info.name, info.version) for info in plugins.loaded}
    assert {"social_organizations", "child_welfare", "party_building"} <= {info.name for info in plugins.loaded}
    assert [(failure.plugin, failure.hook) for failure in plugins.failures] == [("lost", "load")]


@pytest.mark.usefixtures("installed")
def test_a_disabled_plugin_is_not_even_imported() -> None:
    plugins = Plugins.load(disabled=["foreign", "lost", "child_welfare"])
    assert {"social_organizations", "party_building", "webhook"} <= {info.name for info in plugins.loaded}
    assert not {"foreign", "lost", "child_welfare"} & {info.name for info in plugins.loaded}
    assert plugins.failures == ()
    assert "foreign_topic" not in sys.modules


def test_the_process_of_a_plugin_loads_nothing_that_only_the_house_needs() -> None:
    heavy = ("asyncio", "lxml", "bs4", "httpx", "sqlalchemy", "click")
    probe = f"import sys, jianbao.plugins.worker; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"
