"""Conditions of a wish besides topic and place, as people write them: 发文:民政部|财政部 有数字 慈善|公益 -招聘."""

import re
from collections.abc import Sequence
from dataclasses import replace

from jianbao.model import Keywords, NamesAsked, Narrowing

_NAMED = re.compile(r"(?P<no>[-−－]?)(?P<key>[A-Za-z]+|[\u4e00-\u9fff]{2,4})[:：](?P<value>.+)", re.DOTALL)
_ISSUER = frozenset({"发文", "发文机关", "机关", "单位", "issuer", "by"})
_SOURCE = frozenset({"来源", "网站", "source", "from"})
_FIGURES = frozenset({"有数字", "有数据", "只看数字", "figures", "numbers"})
_LOOSE = re.compile(
    rf"(?P<key>(?<!\S)[-−－]?(?:{'|'.join(sorted(_ISSUER | _SOURCE, key=len, reverse=True))}))[:：]\s+(?=\S)",
    re.IGNORECASE,
)
_MARKED = re.compile(r"[-−－+＋“\"「]|.*[|｜]")


def says_nothing(word: str) -> bool:
    """Tell whether *word* begins a condition and stops there: 发文:, a lone - or |."""
    key, colon, value = word.lstrip("-−－").replace("：", ":").partition(":")
    if colon and key.casefold() in _ISSUER | _SOURCE:
        return not NamesAsked.parse(value)
    return not word.strip('-−－+＋|｜“”"「」')


def whole(text: str) -> str:
    """Return *text* with each condition as one word, whose name may stand behind a blank: 发文: 民政部."""
    return _LOOSE.sub(r"\g<key>:", text)


def narrowed(narrowing: Narrowing, word: str) -> Narrowing | None:
    """Return *narrowing* with the condition that *word* says by its form; None when it is a word like any other.

    A second 发文 or 来源 adds to the names of the first.

    Raises:
        TooMuchAskedError: There are too many words or names, or one is too long.
    """
    if word.casefold() in _FIGURES:
        return replace(narrowing, figures=True)
    if condition := _NAMED.fullmatch(word):
        names = NamesAsked.parse(condition["value"])
        asked = names.turned() if condition["no"] else names
        if names and condition["key"].casefold() in _ISSUER:
            return replace(narrowing, issuer=_joined(narrowing.issuer, asked))
        if names and condition["key"].casefold() in _SOURCE:
            return replace(narrowing, source=_joined(narrowing.source, asked))
    if _MARKED.match(word):
        return with_words(narrowing, [word.lstrip("+＋")])
    return None


def with_words(narrowing: Narrowing, words: Sequence[str]) -> Narrowing:
    """Return *narrowing* with *words* among its keywords.

    Raises:
        TooMuchAskedError: As :meth:`~jianbao.model.Keywords.parse` does.
    """
    return replace(narrowing, keywords=Keywords.parse(" ".join((str(narrowing.keywords), *words))))


def _joined(before: str, asked: NamesAsked) -> str:
    return str(NamesAsked.parse(before).joined(asked))
