"""Find places of China in running text, by their full and their short names.

Short names (北京, 宁波) count for provinces and prefectures; a county needs its suffix, as 和平 or 大方 are words.
Some prefectures' short names are words too (白银, 日照) and count only with their suffix. A name that several counties
share (鼓楼区) counts only where one of their superiors is named in the same text.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from jianbao.chinese.gazetteer import COUNTRY, NATION, Level, Name, Place, index, words

__all__ = ["NATION", "Level", "Place", "covers", "find", "lookup", "names_abroad"]


class _Hit(NamedTuple):
    start: int
    end: int
    name: Name


# What makes a place's name part of another name: 北京师范大学, 南京路, 北京时间, 遵义会议.
_NAME_GOES_ON = re.compile(
    r"(?:(?![的等和与在及了将举召])[一-鿿]){0,8}(?:大学(?!生)|学院)|(?:[东西南北中][一二三]?)?路(?!径|线|网|面|段|桥|程)|大街|"
    r"(?:日|晚|晨|早|商|时)报(?!告|名)|卫星发射|[一二三四五六七八九十0-9]+号|舰|卫视|时间|银行|精神|会议(?!室|中心)|会战|宣言|战役|起义|大屠杀|菜系"
)
_ORGANISATION = re.compile(  # 中国…协会 is a name, no statement about the nation
    r"共产党|共产主义|人民解放军|人民政治协商|[一-鿿]{2,14}?(?:协会|学会|研究会|基金会|联合会|促进会|商会|银行|集团|公司|"
    r"大学|学院|科学院|工程院|研究院|总工会|红十字会|报社)"
)
_WORD_GOES_ON = {"市": re.compile("场(?!街|镇)"), "区": re.compile("[域块间]"), "县": re.compile("域")}


def find(text: str, within: str | None = None) -> list[tuple[int, int, Place]]:
    """Return the places that *text* names, as half-open offsets from left to right, none overlapping.

    ``北京市朝阳区`` gives two neighbours, 北京市 and 朝阳区. A name that cannot be told from its namesakes, or from a
    common word, is left out.

    Args:
        text: Running text.
        within: Full name of a place that is known to be spoken of, such as the article's own; it decides between
            namesakes as if it stood in the text.
    """
    resolver = _Resolver(text, list(_hits(text)), lookup(within) if within else None)
    return resolver.resolve()


def lookup(name: str) -> Place | None:
    """Return the place that *name* alone means: ``北京``, ``北京市``, ``福州市鼓楼区``.

    None when nothing, or more than one county, is called so.
    """
    known = index().names.get(name)
    if known is not None and known.places:
        return known.places[0] if len(known.places) == 1 else None
    end = 0
    place = None
    for start, stop, part in find(name):
        if start != end or (place is not None and not part.within(place)):
            return None
        end, place = stop, part
    return place if end == len(name) else None


def covers(outer: str, inner: str) -> bool:
    """Tell whether the place called *inner* is, or lies in, the one called *outer*; both as :func:`lookup` reads them.

    全国 covers everything. Of a name that several counties share, one that lies in *outer* is enough. Names that are no
    known place cover only themselves.
    """
    if outer in (inner, NATION):
        return True
    outers, inners = _called(outer), _called(inner)
    return any(place.within(around) for around in outers for place in inners)


def names_abroad(text: str) -> bool:
    """Tell whether *text* names a country or a body outside of China."""
    return _abroad().search(text) is not None


@cache
def _abroad() -> re.Pattern[str]:
    return re.compile("|".join(sorted(words()["abroad"], key=len, reverse=True)))


def _called(name: str) -> tuple[Place, ...]:
    known = index().names.get(name)
    if known is not None and known.places:
        return known.places
    place = lookup(name)
    return () if place is None else (place,)


def _hits(text: str) -> Iterator[_Hit]:
    """Yield what looks like a name, longest first, without overlaps."""
    names, heads = index()
    behind = 0
    for at in [at for at, pair in enumerate(map(str.__add__, text, text[1:])) if pair in heads]:
        if at < behind:
            continue
        for length in heads[text[at : at + 2]]:
            name = names.get(text[at : at + length]) if at + length <= len(text) else None
            if name is not None and _stands_alone(text, at, at + length, name):
                behind = at + name.skip
                if name.places:
                    yield _Hit(at, at + length, name)
                break


def _stands_alone(text: str, start: int, end: int, name: Name) -> bool:
    if not name.places:
        return True
    if name.places[0] is COUNTRY:
        return text[start] != "中" or not _ORGANISATION.match(text, end)
    if name.short:
        return not _NAME_GOES_ON.match(text, end)
    goes_on = _WORD_GOES_ON.get(text[end - 1])
    return goes_on is None or not goes_on.match(text, end)


class _Resolver:
    """Chooses among namesakes by the superior that stands right before, or nearest before, or alone in the text."""

    def __init__(self, text: str, hits: list[_Hit], known: Place | None = None) -> None:
        self._text = text
        self._hits = hits
        self._sure = {hit.name.places[0] for hit in hits if len(hit.name.places) == 1 and not hit.name.wordlike}
        if known is not None:
            self._sure.add(known)
        self._latest: dict[Place, int] = {}  # where a place was named last, up to the hit that is being resolved
        self._found: list[tuple[int, int, Place]] = []

    def resolve(self) -> list[tuple[int, int, Place]]:
        for hit in self._hits:
            place = self._choose(hit)
            if place is not None:
                self._found.append((hit.start, hit.end, place))
                self._latest[place] = hit.start
        return self._found

    def _choose(self, hit: _Hit) -> Place | None:
        places, start = hit.name.places, hit.start
        if len(places) == 1 and not hit.name.wordlike:
            return places[0]
        if self._found and self._found[-1][1] == start:
            superior = self._found[-1][2]
            below = _only(place for place in places if place != superior and place.within(superior))
            if below is not None:
                return below
        if hit.name.wordlike and start and "一" <= self._text[start - 1] <= "鿿":
            return None
        return self._by_superior(places)

    def _by_superior(self, places: tuple[Place, ...]) -> Place | None:
        named = {place: max(self._latest.get(above, -1) for above in place.lineage()) for place in places}
        nearest = max(named.values())
        if nearest >= 0:
            return _only(place for place, at in named.items() if at == nearest)
        return _only(place for place in places if not self._sure.isdisjoint(place.lineage()))


def _only(places: Iterable[Place]) -> Place | None:
    candidates = list(places)
    return candidates[0] if len(candidates) == 1 else None
