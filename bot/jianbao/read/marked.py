"""Round-ups whose items begin with one and the same mark: ◆…, ▲…, 【headline】…, 1.headline.

Marks alone prove nothing: notices count their measures and reports point out their results with the same ones. What
tells a round-up is that its items are news, each begun by its own day or place; and either its name says what it is, or
each item comes from somewhere else.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from jianbao.chinese import places
from jianbao.model import Span
from jianbao.read import titles
from jianbao.read.cut import Cut
from jianbao.read.lines import Line

_FEWEST_ITEMS = 3
_LONGEST_ITEM = 600  # characters
_MIN_NEWS = 0.7  # share of items that a day or a place begins
_LONGEST_HEADLINE, _SHORTEST_HEADLINE = 50, 5  # characters
_OPENING = 24  # characters in which an item says when or where
_NAMED = re.compile(
    r".{0,16}(?:快讯|简讯|要闻|短讯|联播|速览|一览|集锦|摘编|摘要|扫描|资讯|周报|快报|播报|动态|新闻)"
    r"(?:\s*[（(【|｜:：—\-第0-9].{0,24})?"
)
# The points of a document are counted 一、 and （一）; those are never items.
_MARKS = (
    re.compile(r"(?P<mark>[●■◆▲★◎□○◇△☆▶►·•])\s*"),
    re.compile(r"(?P<mark>【)(?=[^【】]{5,50}】\s*\S)"),
    re.compile(r"(?P<number>[0-9]{1,2})(?:[、．]|\.(?![0-9]))\s*"),
)
_BRACKETED = re.compile(r"【(?P<head>[^【】]{5,50})】\s*")
_DAY = re.compile(r"近日|日前|连日来|今[天日]|昨[天日]|[0-9]{1,2}\s*月\s*[0-9]{1,2}\s*日")
_LEAD = re.compile(rf"(?:{_DAY.pattern})[，,]?\s*")
_LABEL = re.compile(r"[\u4e00-\u9fff]{1,7}[省市区县州旗盟][：:]")  # 江城市：…, whether or not the gazetteer knows it
_SAME_PLACE = re.compile(r"[全本我各][省市区县州旗]")


@dataclass(frozen=True, slots=True)
class _Item:
    """A headline, if the item has one, and the span and words of its text."""

    head: str | None
    span: Span
    words: str

    @property
    def place(self) -> str | None:
        """The place that begins the text, a day before it skipped."""
        opening = self.words[:_OPENING]
        opening = opening[lead.end() :] if (lead := _LEAD.match(opening)) else opening
        if label := _LABEL.match(opening):
            return None if _SAME_PLACE.match(opening) else label[0][:-1]
        found = places.find(opening)
        return found[0][2].name if found and found[0][0] == 0 else None

    @property
    def is_news(self) -> bool:
        """A day or a place begins the text."""
        return bool(_DAY.search(self.words[:_OPENING])) or self.place is not None


def is_name(words: str) -> bool:
    """Tell whether *words* are the name of a round-up: 一周要闻（1月5日—1月11日）."""
    return bool(_NAMED.fullmatch(words.strip()))


def cuts(lines: Sequence[Line], name: str | None = None) -> list[Cut] | None:
    """Return the items, None when the lines are no round-up with marks.

    Args:
        lines: Without those that stand outside of all articles.
        name: The title of the page when it does not stand among the lines.
    """
    for mark in _MARKS:
        begins = [at for at, line in enumerate(lines) if mark.match(line.text)]
        if len(begins) >= _FEWEST_ITEMS and begins[0] <= 1 and _are_of_one_kind(lines, begins, mark):
            above = lines[0].text if begins[0] else name
            items = _items(lines, begins, mark)
            is_one = items is not None and _are_items(items, above, counted="number" in mark.groupindex)
            return [Cut(title=item.head, body=(item.span,)) for item in items] if items and is_one else None
    return None


def _are_of_one_kind(lines: Sequence[Line], begins: Sequence[int], mark: re.Pattern[str]) -> bool:
    """Tell whether all marks are the same one, or count from 1 on without a gap."""
    found = [match for at in begins if (match := mark.match(lines[at].text))]
    if "number" in mark.groupindex:
        return [int(match["number"]) for match in found] == list(range(1, len(found) + 1))
    return len({match["mark"] for match in found}) == 1


def _items(lines: Sequence[Line], begins: Sequence[int], mark: re.Pattern[str]) -> list[_Item] | None:
    """Return the items, None when one of them has no text."""
    items: list[_Item] = []
    for at, until in zip(begins, [*begins[1:], len(lines)], strict=True):
        item = _item(lines[at:until], mark)
        if item is None:
            return None
        items.append(item)
    return items


def _item(lines: Sequence[Line], mark: re.Pattern[str]) -> _Item | None:
    """Return the item that *lines* are, None when it has no text.

    Its headline stands in brackets or in a line of its own; or it has none.
    """
    first, below = lines[0], lines[1:]
    begin = _BRACKETED.match(first.text) or mark.match(first.text)
    skipped = begin.end() if begin else 0
    words = first.text[skipped:]
    head = begin["head"] if begin and begin.re is _BRACKETED else None
    start, said = first.start + skipped, words + "".join(line.text for line in below)
    if head is None and below and "。" not in words and not first.ends_sentence:
        if first.stays_open or not _SHORTEST_HEADLINE <= len(words) <= _LONGEST_HEADLINE:
            return None
        head, start, said = words, below[0].start, said[len(words) :]
    if "。" not in said or len(said) > _LONGEST_ITEM:
        return None
    return _Item(titles.tidy(head) if head else None, Span(start, lines[-1].end), said)


def _are_items(items: Sequence[_Item], above: str | None, *, counted: bool) -> bool:
    """Tell whether *items* are news of a round-up, not the points of the one document that *above* entitles."""
    if sum(item.is_news for item in items) < _MIN_NEWS * len(items):
        return False
    if above is not None and is_name(above):
        return True
    # Without a name: numbers count measures too often; marks, when all items are news from different places.
    origins = [item.place for item in items]
    official = above is not None and titles.is_official(above)
    return not counted and not official and None not in origins and len(set(origins)) == len(origins)
