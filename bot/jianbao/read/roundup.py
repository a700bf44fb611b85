"""Round-ups: one page with many short items (国内联播快讯, 简讯, 一周要闻), one article each.

A round-up is a strict alternation of a headline line and the paragraphs that go with it, from the first line to the
last. A document with sections looks alike; its headings are counted (一、) or short, and its paragraphs do not begin
like news.
"""

import re
from collections.abc import Sequence

from jianbao.read import headlines, matching, titles
from jianbao.read.cut import Cut
from jianbao.read.lines import Line, span_of, squeeze, words_of
from jianbao.read.marks import is_counted, mark_of
from jianbao.read.matching import Words

_FEWEST_ITEMS = 2
_LONGEST_HEADLINE = 50  # characters
_SHORTEST_HEADLINE = 7
_LONGEST_ITEM = 600  # characters; longer texts under headings are sections
_MIN_NEWS = 0.7  # share of items that must look like news
_NAME = re.compile(r".{0,16}(?:快讯|简讯|要闻|短讯|联播|速览|一览|集锦|摘编|扫描|资讯|周报|动态|新闻)(?:.{0,12})?")


def cuts(lines: Sequence[Line]) -> list[Cut] | None:
    """Return the items, None when the lines are no round-up."""
    body = [line for line in lines if mark_of(line.text) is None]
    if len(body) > 1 and _NAME.fullmatch(body[0].text) and _is_headline(body[0]) and _is_headline(body[1]):
        body = body[1:]
    items = _items(body)
    if items is None or len(items) < _FEWEST_ITEMS:
        return None
    news = sum(_is_news(item) for item in items)
    if news < _MIN_NEWS * len(items) or (len(items) == _FEWEST_ITEMS and news < len(items)):
        return None
    return [Cut(title=titles.tidy(item[0].text), body=(span_of(item[1:]),)) for item in items]


def _items(lines: Sequence[Line]) -> list[list[Line]] | None:
    """Return each headline with its paragraphs, None when two headlines or none stand where one should."""
    items: list[list[Line]] = []
    for line in lines:
        if _is_headline(line):
            if items and len(items[-1]) == 1:
                return None
            items.append([line])
        elif not items or not line.ends_sentence:
            return None
        else:
            items[-1].append(line)
    return items if items and len(items[-1]) > 1 else None


def _is_headline(line: Line) -> bool:
    words = squeeze(line.text)
    return (
        _SHORTEST_HEADLINE <= len(words) <= _LONGEST_HEADLINE
        and not (line.ends_sentence or line.stays_open or is_counted(line.text))
        and "。" not in words
    )


def _is_news(item: Sequence[Line]) -> bool:
    text = words_of(item[1:])
    if len(text) > _LONGEST_ITEM:
        return False
    [[covered]] = matching.coverage([squeeze(item[0].text)], [Words.of(text)])
    pairs = matching.bigrams(squeeze(item[0].text))
    said = len(pairs & matching.bigrams(text)) / max(1, len(pairs))
    return headlines.is_opening(text) or (covered > matching.NO_MATCH and said >= 0.5)
