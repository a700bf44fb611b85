"""China's divisions from the top down, for whoever chooses one by steps: province, city, county."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from jianbao.chinese.gazetteer import Place, divisions

__all__ = ["below", "coded"]


def coded(code: str) -> Place | None:
    """Return the division in force that has this code of :attr:`Place.code`; None when there is none."""
    return _by_code().get(code)


def below(code: str = "") -> tuple[Place, ...]:
    """Return the divisions right below the one of that code, in the order of their codes; without one, the provinces.

    Those of a province may be of two ranks: counties that it governs itself stand among its cities.
    """
    return _children().get(code, ())


@cache
def _by_code() -> Mapping[str, Place]:
    return {place.code: place for place, current in divisions() if current}


@cache
def _children() -> Mapping[str, tuple[Place, ...]]:
    found = defaultdict[str, list[Place]](list)
    for place in sorted(_by_code().values(), key=lambda place: place.code):
        found[place.parent.code if place.parent else ""].append(place)
    return {code: tuple(places) for code, places in found.items()}
