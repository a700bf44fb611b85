"""The names of China's administrative divisions, full and short, and the words that look like them.

The names and codes are those of GB/T 2260 as of 2023, with the better known ones that have been renamed or merged since
the 2000s, so that older documents are read as well. The data is loaded when it is first asked for.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
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


class Name(NamedTuple):
    """What a string that looks like a name stands for.

    ``places`` is empty for a trap; ``skip`` characters are then passed over. ``short`` names must not start the name of
    a university or a street, ``wordlike`` ones need a superior right before them, or a boundary and one in the text.
    """

    places: tuple[Place, ...]
    skip: int
    short: bool = False
    wordlike: bool = False


class Index(NamedTuple):
    """All names, and for each first two characters the lengths of the names that start so, longest first."""

    names: dict[str, Name]
    heads: dict[str, tuple[int, ...]]


COUNTRY = Place(NATION, Level.NATION, "")
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


@cache
def words() -> Mapping[str, frozenset[str]]:
    """Return the lists of ``place_words.toml``."""
    return {kind: frozenset(entries) for kind, entries in tomllib.loads(_data("place_words.toml")).items()}


@cache
def index() -> Index:
    """Return every string that may be a name."""
    lists = words()
    names = {name: Name((COUNTRY,), len(name)) for name in _NATION_NAMES}
    known = list(divisions())
    for place, current in known:
        _add(names, place, lists["wordlike"], current=current)
    for place, _ in sorted(known, key=lambda division: division[0].level):
        for short in _short_names(place, lists):
            names.setdefault(short, Name((place,), len(short), short=True))
    for trap in lists["traps"]:
        swallowed, _, ahead = trap.partition("|")
        names[swallowed + ahead] = Name((), len(swallowed))
    heads: dict[str, set[int]] = {}
    for name in names:
        heads.setdefault(name[:2], set()).add(len(name))
    return Index(names, {head: tuple(sorted(lengths, reverse=True)) for head, lengths in heads.items()})


def _add(names: dict[str, Name], place: Place, wordlike: frozenset[str], *, current: bool) -> None:
    """Register a full name; one that is in force beats its namesakes of the past."""
    full = place.name
    known = names.get(full)
    if known is None:  # 和县 is also the end of 省和县
        names[full] = Name((place,), len(full), wordlike=len(full) == 2 or full in wordlike)
    elif current:
        names[full] = known._replace(places=(*known.places, place))


def divisions() -> Iterator[tuple[Place, bool]]:
    """Yield every division below the nation and whether it is still in force: those first, superiors before others."""
    known: dict[str, Place] = {}
    lines = [line.split("\t") for line in _data("places.tsv").splitlines()]
    for code, name, *retired in sorted(lines, key=lambda line: (len(line), len(line[0]))):
        # Counties that a province governs itself have no prefecture above them.
        above = known.get(_SITS_IN.get(code, code[:-2])) or known.get(code[:-4])
        if above is not None and above.name == name:
            continue  # 东莞市 has no counties and stands in the tables a second time, as the only one of itself
        place = Place(name, Level(len(code) // 2), code, above)
        known.setdefault(code, place)
        yield place, not retired


def _short_names(place: Place, lists: Mapping[str, frozenset[str]]) -> Iterator[str]:
    autonomous = _AUTONOMOUS.search(place.name)
    if autonomous:
        stem = place.name[: autonomous.start()]
        if place.level is not Level.PROVINCE:
            yield stem + autonomous["rank"]
    else:
        stem = _SUFFIX.sub("", place.name)
    if stem != place.name and _stem_suffices(stem, place, lists):
        yield stem


def _stem_suffices(stem: str, place: Place, lists: Mapping[str, frozenset[str]]) -> bool:
    if place.level is Level.PROVINCE:
        return True
    if place.level is Level.PREFECTURE:
        return stem not in lists["words"]
    # A county-level city's stem of three characters is hardly ever a word.
    known = stem in lists["cities"] or (len(stem) >= 3 and stem not in lists["landmarks"])
    return place.name.endswith("市") and known


def _data(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
