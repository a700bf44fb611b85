"""Where a figure holds: the article's place, or the one that opens its clause."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from jianbao.chinese import places
from jianbao.chinese.places import Level
from jianbao.figures.drafts import Draft, Sentence

_PLACE_BEFORE = re.compile(
    r"(?:^|[，。；：\n“]|在|位于|来自|其中|今年|目前|日前|近日|年|年[末底初]|月|月[末底]|日|以来|如今|前三季度|季度|期间|其次[为是]|依次[为是])$"
)
_SCENE = re.compile(r"在([\u4e00-\u9fff]{2,12})[，,]")
_SENTENCE = re.compile(r"[^。！？\n]+")
_LIST_OF = re.compile(
    r"(?P<names>(?:[\u4e00-\u9fff]{2,4}[、和及与])+[\u4e00-\u9fff]{2,4}?)[两三四五六七八九十](?P<kind>[省市区县州地])(?![\u4e00-\u9fff]?级)"
)
_LONGEST_LEAD = 6  # characters of 近年来， before the place that a sentence is about
_LONGEST_SCENE = 300  # characters; what lies further back no longer sets the scene
_BODY = re.compile(
    r"中国[^，。；“”]{0,14}?(?:红十字会|基金会|总会|协会|学会|联合会|促进会|研究会|商会|妇联|残联|集团|公司|银行)"
)
_WHOLE_OF = re.compile(r"(?<![完安健居占列于比])全(省|市)(?!场|性|民|面|容|区|前|第|首|最|平均)")
_FIGURE = re.compile(r"[约近超]?[0-9]")
_NAME_OF_A_THING = re.compile(r"[一二三四五六七八九十0-9]+号|大学|银行|日报|铁路|高铁|路|队")


def assign(drafts: Sequence[Draft], text: str, default: str | None) -> None:
    """Give every draft its place: the article's, unless a clause before it opens with another one.

    Several places in a list (越秀区、海珠区的…) leave the figure with the article's place, unless as many figures
    answer to them one by one (分别为2413元、2512元).

    Args:
        drafts: In the order of the text.
        text: The clean text.
        default: The article's own place.
    """
    opened: dict[int, list[_Opening]] = {}
    running: str | None = default
    paragraph = -1
    read_to = 0
    for draft in drafts:
        sentence = draft.sentence
        if sentence.paragraph != paragraph:
            paragraph, running = sentence.paragraph, default
            read_to = text.rfind("\n", 0, sentence.start) + 1
        if sentence.start not in opened:
            running = _last_scene(text, max(read_to, sentence.start - _LONGEST_SCENE), sentence, running, default)
            opened[sentence.start] = _openings(text, sentence, default)
            read_to = sentence.end
        here = [opening for opening in opened[sentence.start] if opening.at < draft.quantity.start]
        if not here:
            draft.region = running
        elif len(here[-1].names) == 1:
            draft.region = here[-1].names[0]
            if draft.part_of is None:  # 其中上城区214个: what follows the breakdown goes on from before
                running = draft.region
        else:
            draft.region = default
            _answer(draft, here[-1].names)
        since = max(sentence.start, here[-1].at if here else 0)
        draft.region = _widened(draft.region, text, since, draft.quantity.start)


def _last_scene(text: str, start: int, until: Sentence, running: str | None, within: str | None) -> str | None:
    """Return the place that the sentences without figures before *until* have moved to: 鄞州区把功夫下在….全区24家…."""
    scene = running
    for words in _SENTENCE.finditer(text, start, until.start):
        begin, end = words.span()
        opened = _openings(text, Sentence(begin, end, until.paragraph, ()), within)
        if len(opened) == 1 and len(opened[0].names) == 1 and opened[0].at - begin <= _LONGEST_LEAD:
            scene = opened[0].names[0]
        for match in _SCENE.finditer(text, begin, end):
            found = places.find(match[1])
            if found and found[0][0] == 0:
                scene = found[-1][2].name
    return scene


def _widened(region: str | None, text: str, start: int, end: int) -> str | None:
    """Return the province around *region* where the words since speak of all of it: 在浙江杭州，…；|全省|已覆盖…."""
    told = _WHOLE_OF.findall(text, start, end)
    place = places.lookup(region) if told and region else None
    wanted = {"省": Level.PROVINCE, "市": Level.PREFECTURE}[told[-1]] if told else None
    if place is None or wanted is None or place.level <= wanted or place.name.endswith(told[-1]):
        return region
    return next((around.name for around in place.lineage() if around.level is wanted), region)


class _Opening(NamedTuple):
    at: int
    names: tuple[str, ...]  # more than one for a list of places


def _answer(draft: Draft, names: tuple[str, ...]) -> None:
    """Give the places of a list to the figures of a 分别-list, when they are as many."""
    first, position = draft, 0
    while first.previous is not None and first.joint == "、" and not first.left:
        first, position = first.previous, position + 1
    if ("分别" in first.left or "依次" in first.left) and position < len(names):
        draft.region = names[position]


def _openings(text: str, sentence: Sentence, within: str | None) -> list[_Opening]:
    """Return the places that open a clause of the sentence: 在浙江，…; 今年，宁夏将…; 山西晋城…; 越秀区、海珠区的…."""
    clause = text[sentence.start : sentence.end]
    found: list[_Opening] = []
    end = -9
    listed = dict(_lists(clause, within))
    for (start, _), names in listed.items():
        found.append(_Opening(sentence.start + start, names))
    for start, stop, place in places.find(clause, within):
        if any(first <= start < last for first, last in listed):
            continue
        between = clause[end:start]
        if found and end >= 0 and between in {"", "的"}:  # 山西|晋城: the smaller one is meant
            found[-1] = _Opening(found[-1].at, (*found[-1].names[:-1], place.name))
        elif found and between in {"、", "和", "及"}:
            found[-1] = _Opening(found[-1].at, (*found[-1].names, place.name))
        elif _opens(clause, start, stop) and not _BODY.match(clause, start):
            found.append(_Opening(sentence.start + start, (place.name,)))
        else:
            continue
        end = stop
    return sorted(found)


def _lists(clause: str, within: str | None) -> Iterator[tuple[tuple[int, int], tuple[str, ...]]]:
    """Yield where 赣州、吉安、上饶三市 opens a clause, and its full names; short ones that are words count, too."""
    for match in _LIST_OF.finditer(clause):
        names = [_named(part, match["kind"], within) for part in re.split("[、和及与]", match["names"])]
        if all(names) and _PLACE_BEFORE.search(clause[max(0, match.start() - 5) : match.start()]):
            yield match.span(), tuple(name for name in names if name)


def _named(short: str, kind: str, within: str | None) -> str | None:
    """Return the full name of the province, city or county called *short*, one *within* the article's place."""
    full = short if short.endswith(kind) or kind == "地" else short + kind
    found = places.find(full, within)
    return found[-1][2].name if found and found[-1][1] == len(full) else None


def _opens(clause: str, start: int, stop: int) -> bool:
    """Tell whether the place opens a clause or labels the figure right behind it: 上城区214个、拱墅区176个."""
    if _NAME_OF_A_THING.match(clause, stop):
        return False
    labels = clause[start - 1 : start] == "、" and bool(_FIGURE.match(clause, stop))
    return labels or bool(_PLACE_BEFORE.search(clause[max(0, start - 5) : start]))
