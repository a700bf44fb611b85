"""Round-ups: one page with many short items (国内联播快讯, 简讯, 一周要闻), one article each.

A round-up alternates between a headline and the paragraphs that go with it, from the first line to the last. A document
with sections looks alike; but its headings are counted (一、) or short, and its paragraphs do not begin like news.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from jianbao.model import Span
from jianbao.read import marked, titles, wording
from jianbao.read.cut import Cut
from jianbao.read.lines import Line, span_of, squeeze, words_of
from jianbao.read.marks import is_counted, mark_of
from jianbao.read.matching import bigrams

_FEWEST_ITEMS = 2
_LONGEST_HEADLINE = 50  # characters
_SHORTEST_HEADLINE = 7
_LONGEST_ITEM = 600  # characters; longer texts under headings are sections
_MIN_NEWS = 0.7  # share of items that look like news
_MIN_OPENINGS = 0.3  # share of items whose first words say when or from whom
_MIN_SAID = 0.4  # share of a headline's words that its text says again
_MAX_JOINED = 0.2  # share of items with a headline of several lines
# ●headline　text in one line, the headline set off by a blank.
_BULLET = re.compile(
    rf"[●■◆▲★◎□○◇△☆▶►·•]\s*(?P<head>[^\s。；]{{{_SHORTEST_HEADLINE},{_LONGEST_HEADLINE}}})\s+(?P<text>[^\n]*。.*)"
)
_NAME = re.compile(r".{0,16}(?:快讯|简讯|要闻|短讯|联播|速览|一览|集锦|摘编|扫描|资讯|周报|动态|新闻)(?:.{0,12})?")


@dataclass(frozen=True, slots=True)
class _Item:
    """A headline's lines and its paragraphs."""

    head: list[Line] = field(default_factory=list)
    text: list[Line] = field(default_factory=list)


def cuts(lines: Sequence[Line], name: str | None = None) -> list[Cut] | None:
    """Return the items, None when the lines are no round-up.

    Args:
        lines: Those of the text.
        name: The title of the page, when it does not stand among the lines; it may say that this is a round-up.
    """
    body = [line for line in lines if mark_of(line.text) is None]
    if several := _bulleted(body) or marked.cuts(body, name):
        return several
    if len(body) > 1 and _is_name(body[0]) and _is_headline(body[1], None):
        name, body = body[0].text, body[1:]
    items = _items(body)
    if items is None or not _are_news(items, named=name is not None and marked.is_name(name)):
        return None
    return [
        Cut(title=titles.tidy(" ".join(line.text for line in item.head)), body=(span_of(item.text),)) for item in items
    ]


def _bulleted(lines: Sequence[Line]) -> list[Cut] | None:
    """Return the items of a list in which each is one line, ●headline　text, None when it is none.

    The lines above the first item name the list; what goes on below an item without a mark belongs to it.
    """
    begins = [at for at, line in enumerate(lines) if _BULLET.match(line.text)]
    if len(begins) < _FEWEST_ITEMS or begins[0] > 1 or len({lines[at].text[0] for at in begins}) > 1:
        return None
    found: list[Cut] = []
    for at, until in zip(begins, [*begins[1:], len(lines)], strict=True):
        item = _BULLET.match(lines[at].text)
        if item is None or not (wording.is_opening(item["text"]) or _repeats(item["head"], item["text"])):
            return None
        body = Span(lines[at].start + item.start("text"), lines[until - 1].end)
        found.append(Cut(title=titles.tidy(item["head"]), body=(body,)))
    return found


def _repeats(headline: str, text: str) -> bool:
    pairs = bigrams(headline)
    return len(pairs & bigrams(text)) >= _MIN_SAID * len(pairs)


def _items(lines: Sequence[Line]) -> list[_Item] | None:
    """Return each headline with its paragraphs, None when the lines do not alternate between the two."""
    items: list[_Item] = []
    for at, line in enumerate(lines):
        if _is_headline(line, lines[at + 1] if at + 1 < len(lines) else None):
            if not items or items[-1].text:
                items.append(_Item())
            items[-1].head.append(line)
        elif items and ("。" in line.text or len(line.text) > _LONGEST_HEADLINE):
            items[-1].text.append(line)
        else:
            return None
    joined = sum(len(item.head) > 1 for item in items)
    return items if items and items[-1].text and joined <= _MAX_JOINED * len(items) else None


def _is_name(line: Line) -> bool:
    """Tell whether *line* names the round-up itself."""
    return bool(_NAME.fullmatch(line.text)) and not line.ends_sentence


def _is_headline(line: Line, below: Line | None) -> bool:
    words = squeeze(line.text)
    if not _SHORTEST_HEADLINE <= len(words) <= _LONGEST_HEADLINE or "。" in words or "；" in words:
        return False
    exclaims = words.endswith(("！", "？", "!", "?")) and below is not None and len(below.text) > len(words)
    return not (is_counted(line.text) or line.stays_open or (line.ends_sentence and not exclaims))


def _are_news(items: Sequence[_Item], *, named: bool) -> bool:
    openings = [wording.is_opening(words_of(item.text)) for item in items]
    news = [opens or _says_its_headline(item) for item, opens in zip(items, openings, strict=True)]
    short = all(len(words_of(item.text)) <= _LONGEST_ITEM for item in items)
    if len(items) == _FEWEST_ITEMS:
        return short and all(openings)
    return (
        len(items) > _FEWEST_ITEMS
        and short
        and (named or sum(openings) >= _MIN_OPENINGS * len(items))
        and sum(news) >= _MIN_NEWS * len(items)
    )


def _says_its_headline(item: _Item) -> bool:
    return _repeats(words_of(item.head), words_of(item.text))
