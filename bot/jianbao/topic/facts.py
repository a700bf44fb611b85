"""Facts with the words that they come from, and the shapes of official prose that hold them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from jianbao.model import Article, Fact, FieldValue, Span

_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?[”’」）]?")
_LINE = 80  # characters that one line of an alert has room for
_EDGES = " 　，。；、：\n"

# 一是…二是…, and numbered headings. The heading sentence says the point, what follows explains it.
_POINT = re.compile(
    r"(?:(?<=[。；：:，\n 　])|^)"
    r"(?P<number>[一二三四五六七八九十]{1,2}(?:是|要)|（[一二三四五六七八九十]{1,2}）)(?P<words>[^。；\n]{2,120})"
)
_SAFEGUARDS = re.compile(r"保障措施|组织保障|组织实施|保障机制")
_MEASURES = re.compile(r"措施|任务|举措|重点工作|工作要求")
_INTRODUCED_WITHIN = 400  # characters between the words 保障措施 and the points that they announce
_HEADED_WITHIN = 80  # and between a heading and its （一）: numbered headings have one of their own right above

_ANNOUNCED = re.compile(
    r"(?:印发|发布|公布|出台|制定|下发|通过|实施|审议|讨论)了?[^，。；《]{0,12}《(?P<title>[^《》]{4,80})》"
)


class Point(NamedTuple):
    """A numbered point: its number (一是, （二）), the span of its heading sentence, and whether it is a safeguard."""

    number: str
    span: Span
    safeguard: bool


def sentences(text: str) -> Iterator[Span]:
    """Yield the half-open spans of the sentences of *text*; a semicolon ends one too, official prose lists with it."""
    for found in _SENTENCE.finditer(text):
        words = found.group()
        start = found.start() + len(words) - len(words.lstrip())
        end = found.end() - len(words) + len(words.rstrip())
        if start < end:
            yield Span(start, end)


def points(text: str) -> Iterator[Point]:
    """Yield the numbered points of *text*: measures (措施), and safeguards (保障措施) where the text calls them so.

    一是 and 一要 always number what is to be done; （一） does only behind a heading that speaks of measures or tasks.
    """
    intro, behind = "", 0
    for found in _POINT.finditer(text):
        if found["number"].startswith(("一", "（一")):  # a new list: what announces it?
            within = _HEADED_WITHIN if found["number"].startswith("（") else _INTRODUCED_WITHIN
            intro = text[max(behind, found.start() - within) : found.start()]
        behind = found.end()
        safeguard = bool(_SAFEGUARDS.search(intro))
        if not found["number"].startswith("（") or safeguard or _MEASURES.search(intro):
            yield Point(found["number"], Span(found.start("words"), found.end("words")), safeguard)


def named(article: Article, name: str, label: str, words: Iterable[str]) -> Iterator[Fact]:
    """Yield one fact that lists those of *words* which the text uses, in its order; the first is the quote."""
    found = {word: at for word in words if (at := article.text.find(word)) >= 0}
    whole = [word for word in found if not any(word != other and word in other for other in found)]
    listed = sorted(whole, key=lambda word: found[word])
    if listed:
        start = found[listed[0]]
        yield fact(article, name, label, (start, start + len(listed[0])), "、".join(listed))


def distinct(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Return *facts* without those that say the same again; pages print lead sentences twice."""
    return tuple({(each.label, each.value): each for each in reversed(list(facts))}.values())[::-1]


def announced(article: Article) -> Fact | None:
    """Quote the title of the first document that *article* says was issued or adopted."""
    found = _ANNOUNCED.search(article.text)
    return fact(article, "document", "文件", found.span("title"), f"《{found['title']}》") if found else None


def fact(
    article: Article,
    name: str,
    label: str,
    span: tuple[int, int],
    value: str | None = None,
    *,
    fields: Mapping[str, FieldValue] | None = None,
    quiet: bool = False,
) -> Fact:
    """Quote ``article.text[start:end]`` as a fact.

    Args:
        article: Where it stands.
        name: Stable lower-case name of the field.
        label: What readers see before the value.
        span: Half-open offsets into ``article.text``, not empty.
        value: What readers see instead of the quote; shortened to one line in any case.
        fields: See :attr:`~jianbao.model.Fact.fields`.
        quiet: See :attr:`~jianbao.model.Fact.quiet`.
    """
    start, end = span
    quote = article.text[start:end]
    shown = " ".join((value or quote).split()).strip(_EDGES)
    if len(shown) > _LINE:
        shown = shown[: _LINE - 1] + "…"
    where = article.passage.span(start, end)
    return Fact(name=name, label=label, value=shown, quote=quote, span=where, fields=fields or {}, quiet=quiet)
