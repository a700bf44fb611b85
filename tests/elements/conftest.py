"""Articles of the test's own words, completed as the pipeline completes them."""

from collections.abc import Callable

import pytest

from jianbao import Article, Document, Span
from jianbao.chinese.reflow import reflow
from jianbao.elements import complete


def completed(text: str, title: str | None = None, around: tuple[str, str] = ("", ""), **known: object) -> Article:
    before, behind = around
    whole = before + text + behind
    body = (Span(len(before), len(before) + len(text)),)
    article = Article(title=title, body=body, passage=reflow(whole, body), **known)
    return complete(article, Document(id="test", text=whole, articles=(article,)))


@pytest.fixture
def read() -> Callable[..., Article]:
    return completed
