"""The place that an article is about: the most specific one that covers it, 全国 for national matters."""

import re
from collections import Counter
from collections.abc import Sequence

from jianbao.chinese import places
from jianbao.chinese.places import NATION, Level, Place
from jianbao.elements.sheet import Sheet

_NATIONAL = re.compile(r"全国|我国")
# Words that place a text in a province or city that it does not name: 我省, 全市, 省质检院.
_LOCAL = re.compile(r"[我全本](?:省|市|县|区|州|旗|镇|乡|街道)|^省[一-鿿]{2,8}(?:院|局|厅|委)|各(?:区县|镇街|参保单位)")
_FOREIGN = re.compile(r"[一-鿿]{2,8}(?:总统|总理|首相|国王|议长)(?!李|温|朱)")
_DOMINANT = 0.6  # share of all mentions that makes a place the subject of a text without a title
_OFTEN = 3  # mentions


def region(page: Sheet, issuer: str | None) -> str | None:
    """Return the full official name of the place that the article is about, None when the text does not tell."""
    body = _named(issuer or "")
    titled = _title_place(page.title)
    place = titled or body or _lead_place(page, issuer) or _frequent_place(page)
    if place:
        return place
    if issuer is None and _LOCAL.search(page.text[:400] + page.title):
        return None
    return NATION


def _title_place(title: str) -> str | None:
    if _NATIONAL.search(title):
        return NATION
    return _named(title)


def _named(words: str) -> str | None:
    """Return the place that covers all that *words* name, None when they name none or some far apart."""
    return _common([place for _, _, place in places.find(words) if place.level is not Level.NATION])


def _common(named: Sequence[Place]) -> str | None:
    """Return the most specific place among *named* if all others lie round it, else what covers them all."""
    if not named:
        return None
    deepest = max(named, key=lambda place: place.level)
    if all(deepest.within(place) for place in named):
        return deepest.name
    for above in deepest.lineage():
        if all(place.within(above) for place in named):
            return above.name
    return None


def _lead_place(page: Sheet, issuer: str | None) -> str | None:
    if issuer is not None:
        return None
    lead = re.split(r"(?<=[。！？])|\n", page.text.strip())[0]
    return _named(lead)


def _frequent_place(page: Sheet) -> str | None:
    mentions = Counter(place for _, _, place in places.find(page.text))
    if not mentions:
        return None
    (place, count), *_ = mentions.most_common(1)
    if place.level is Level.NATION or count < _OFTEN or count < _DOMINANT * mentions.total():
        return None
    return place.name
