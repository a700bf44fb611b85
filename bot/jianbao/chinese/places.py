"""Places of China in running text: provinces, prefectures and counties, by their full and their short names.

The names and codes are those of GB/T 2260 as of 2023, with the better known ones that have been renamed or merged since
the 2000s, so that older documents are read as well. The data is loaded when it is first asked for.

Short names (北京, 宁波) count for provinces and prefectures; a county needs its suffix, as 和平 or 大方 are words.
Some prefectures' short names are words too (白银, 日照) and count only with their suffix. A name that several counties
share (鼓楼区) counts only where one of their superiors is named in the same text.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from importlib import resources
from typing import NamedTuple

NATION = "全国"


class Level(IntEnum):
    """The rank of a place; a smaller number is the larger place."""

    NATION = 0
    PROVINCE = 1
    PREFECTURE = 2
    COUNTY = 3


@dataclass(frozen=True, slots=True)
class Place:
    """An administrative division.

    Attributes:
        name: Full official name: ``内蒙古自治区``.
        level: Nation, province, prefecture or county.
        code: GB/T 2260 without trailing zeros: two, four or six digits; empty for the nation.
        parent: The division that it belongs to; None for provinces and the nation.
    """

    name: str
    level: Level
    code: str
    parent: "Place | None" = None

    def within(self, outer: "Place") -> bool:
        """Tell whether this place is *outer* or lies in it."""
        return outer.level is Level.NATION or self == outer or (self.parent is not None and self.parent.within(outer))

    def lineage(self) -> "Iterator[Place]":
        """Yield the place itself and everything above it, nearest first."""
        place: Place | None = self
        while place is not None:
            yield place
            place = place.parent


class _Name(NamedTuple):
    """What a string that looks like a name stands for.

    ``places`` is empty for a trap; ``skip`` characters are then passed over. ``short`` names must not start the name of
    a university or a street, ``wordlike`` ones need a superior right before them, or a boundary and one in the text.
    """

    places: tuple[Place, ...]
    skip: int
    short: bool = False
    wordlike: bool = False


class _Index(NamedTuple):
    names: dict[str, _Name]
    heads: dict[str, tuple[int, ...]]  # first two characters -> lengths of the names that start so, longest first


class _Hit(NamedTuple):
    start: int
    end: int
    name: _Name


_NATION = Place(NATION, Level.NATION, "")
_NATION_NAMES = ("全国", "我国", "中国", "中华人民共和国")

# 新疆生产建设兵团 stands beside the provinces in every national list, and lies in Xinjiang (code 66 in MCA's tables).
_SITS_IN = {"66": "65"}

_NATIONALITIES = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡|纳西|景颇|"
    "柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|京|"
    "塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺"
)
_AUTONOMOUS = re.compile(rf"(?<=..)(?:(?:{_NATIONALITIES})族?|各族)*自治(?P<rank>区|州|县|旗)$")
_SUFFIX = re.compile(r"(?<=..)(?:特别行政区|省|市|地区|盟|(?<=雄安)新区)$")

# What makes a place's name part of another name: 北京师范大学, 南京路, 北京时间, 遵义会议.
_NAME_GOES_ON = re.compile(
    r"[一-鿿]{0,8}(?:大学(?!生)|学院)|(?:[东西南北中][一二三]?)?路(?!径|线|网|面|段|桥|程)|大街|"
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
    known = _index().names.get(name)
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
    return re.compile("|".join(sorted(_words()["abroad"], key=len, reverse=True)))


def _called(name: str) -> tuple[Place, ...]:
    known = _index().names.get(name)
    if known is not None and known.places:
        return known.places
    place = lookup(name)
    return () if place is None else (place,)


def _hits(text: str) -> Iterator[_Hit]:
    """Yield what looks like a name, longest first, without overlaps."""
    names, heads = _index()
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


def _stands_alone(text: str, start: int, end: int, name: _Name) -> bool:
    if not name.places:
        return True
    if name.places[0] is _NATION:
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


@cache
def _words() -> dict[str, frozenset[str]]:
    return {kind: frozenset(entries) for kind, entries in tomllib.loads(_data("place_words.toml")).items()}


@cache
def _index() -> _Index:
    words = _words()
    names = {name: _Name((_NATION,), len(name)) for name in _NATION_NAMES}
    divisions = list(_divisions())
    for place, current in divisions:
        _add(names, place, words["wordlike"], current=current)
    for place, _ in sorted(divisions, key=lambda division: division[0].level):
        for short in _short_names(place, words):
            names.setdefault(short, _Name((place,), len(short), short=True))
    for trap in words["traps"]:
        swallowed, _, ahead = trap.partition("|")
        names[swallowed + ahead] = _Name((), len(swallowed))
    heads: dict[str, set[int]] = {}
    for name in names:
        heads.setdefault(name[:2], set()).add(len(name))
    return _Index(names, {head: tuple(sorted(lengths, reverse=True)) for head, lengths in heads.items()})


def _add(names: dict[str, _Name], place: Place, wordlike: frozenset[str], *, current: bool) -> None:
    """Register a full name; one that is in force beats its namesakes of the past."""
    full = place.name
    known = names.get(full)
    if known is None:  # 和县 is also the end of 省和县
        names[full] = _Name((place,), len(full), wordlike=len(full) == 2 or full in wordlike)
    elif current:
        names[full] = known._replace(places=(*known.places, place))


def _divisions() -> Iterator[tuple[Place, bool]]:
    """Yield every division below the nation and whether it is still in force: those first, superiors before others."""
    known: dict[str, Place] = {}
    lines = [line.split("\t") for line in _data("places.tsv").splitlines()]
    for code, name, *retired in sorted(lines, key=lambda line: (len(line), len(line[0]))):
        # Counties that a province governs itself have no prefecture above them.
        above = known.get(_SITS_IN.get(code, code[:-2])) or known.get(code[:-4])
        place = Place(name, Level(len(code) // 2), code, above)
        known.setdefault(code, place)
        yield place, not retired


def _short_names(place: Place, words: Mapping[str, frozenset[str]]) -> Iterator[str]:
    autonomous = _AUTONOMOUS.search(place.name)
    if autonomous:
        stem = place.name[: autonomous.start()]
        if place.level is not Level.PROVINCE:
            yield stem + autonomous["rank"]
    else:
        stem = _SUFFIX.sub("", place.name)
    if stem != place.name and _stem_suffices(stem, place, words):
        yield stem


def _stem_suffices(stem: str, place: Place, words: Mapping[str, frozenset[str]]) -> bool:
    if place.level is Level.PROVINCE:
        return True
    if place.level is Level.PREFECTURE:
        return stem not in words["words"]
    # A county-level city's stem of three characters is hardly ever a word.
    known = stem in words["cities"] or (len(stem) >= 3 and stem not in words["landmarks"])
    return place.name.endswith("市") and known


def _data(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
