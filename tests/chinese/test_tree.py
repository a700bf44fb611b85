"""Every division that is in force is found by going down from the provinces, and only once."""

from jianbao.chinese.gazetteer import divisions
from jianbao.chinese.tree import below, coded


def _all(code=""):
    for place in below(code):
        yield place
        yield from _all(place.code)


def test_every_division_in_force_is_reached_once():
    reached = [place.code for place in _all()]
    assert sorted(reached) == sorted(place.code for place, current in divisions() if current)
    assert len(below()) == 34


def test_a_division_is_found_by_its_code_and_lies_in_what_it_was_reached_from():
    for place in below("65"):
        assert coded(place.code) == place
        assert place.within(coded("65"))
    assert coded("") is coded("99") is None
    assert below("99") == ()


def test_a_county_of_its_province_stands_among_the_cities():
    assert {"武汉市", "仙桃市"} <= {place.name for place in below("42")}
