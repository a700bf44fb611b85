"""Articles made of a few words, as plugins get them."""

from collections.abc import Callable

import pytest

from jianbao import Article, Finding, Passage, Span, Statistic
from jianbao.plugins import Plugins


@pytest.fixture(scope="session")
def plugins() -> Plugins:
    loaded = Plugins.load()
    assert loaded.failures == ()
    return loaded


@pytest.fixture
def find(plugins: Plugins) -> Callable[..., dict[str, Finding]]:
    def ask(text: str, title: str | None = None, statistics: tuple[Statistic, ...] = ()) -> dict[str, Finding]:
        article = Article(title=title, body=(Span(0, len(text)),), passage=Passage.whole(text), statistics=statistics)
        findings = {finding.topic: finding for finding in plugins.find(article)}
        assert plugins.failures == ()
        for finding in findings.values():
            for fact in (fact for fact in finding.facts if not fact.quiet):  # figures of these articles are made up
                assert text[fact.span.start : fact.span.end] == fact.quote
        return findings

    return ask
