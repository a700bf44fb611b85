"""Headlines among the lines of a page's columns.

A line of running text that does not end a sentence reaches the column's edge and does not pass it. A headline's last
line stops short, runs over or stands alone; and a headline's words come back in an article.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from jianbao.read import wording
from jianbao.read.columns import CHARACTER, Place
from jianbao.read.lines import Line, words_of
from jianbao.read.matching import bigrams

_MOST_LINES = 4
_LEAD = 300  # characters below a headline that are likely to say it again
_SAID = 0.6  # share of it that they say then
_ACCEPTED = 2.0


@dataclass(frozen=True, slots=True)
class Group:
    """Lines ``[first, last]`` of a chain that make up one headline."""

    first: int
    last: int
    score: float


def find(lines: Sequence[Line], page: Counter[str]) -> list[Group]:
    """Return the headlines in a chain of lines that nothing but blank lines interrupts, in order.

    Args:
        lines: The chain.
        page: How often each pair of neighbouring characters stands on the page; a headline's come back in its text.
    """
    trailing = _at_the_end(lines, page)
    chain = lines[: trailing[0].first] if trailing else lines
    groups: list[Group] = []
    start = at = 0  # what stands before a headline tells nothing about the text below it
    while at < len(chain):
        places = [Place(chain, start, at, last) for last in range(at, min(at + _MOST_LINES, len(chain)))]
        group = _best(places, page)
        if group is not None:
            groups.append(group)
            start = group.last + 1
        at = start if group is not None else at + 1
    return groups + trailing


def _at_the_end(lines: Sequence[Line], page: Counter[str]) -> list[Group]:
    """Return the headlines that close a chain: text would have ended its sentence."""
    groups: list[Group] = []
    end = len(lines)
    while end > 0:
        places = [Place(lines[:end], 0, first, end - 1) for first in range(max(0, end - _MOST_LINES), end)]
        group = _best(places, page)
        if group is None:
            break
        groups.insert(0, group)
        end = group.first
    return groups


def _best(places: Sequence[Place], page: Counter[str]) -> Group | None:
    groups = [Group(place.first, place.last, _score(place, page)) for place in places if place.possible]
    best = max(groups, key=lambda group: group.score, default=None)
    return best if best is not None and best.score >= _ACCEPTED else None


def _score(place: Place, page: Counter[str]) -> float:
    """Say how much speaks for a headline; :data:`_ACCEPTED` is enough.

    The weights were set by hand and checked on pages of all arrangements; see the tests.
    """
    misfit, ends = place.misfit(), place.last_misfit() >= CHARACTER
    off_edge = misfit >= CHARACTER
    if not off_edge and not place.alone_above:
        return 0.0  # the second sentence of a paragraph begins like this everywhere
    words, below = words_of(place.lines), place.below
    text_begins, predicate = wording.begins_sentence(below), wording.ends_as_clause(words)
    said_below = _share(words, bigrams(words_of(place.text_below())[:_LEAD]))
    if not (place.alone_below or ends or text_begins or predicate or said_below >= _SAID):
        return 0.0  # nothing ends here
    runs_on = not place.closes and not text_begins and page[words[-1] + below[0]] > 1
    return (
        1.2 * off_edge
        + 0.5 * (misfit > 2 * CHARACTER)
        + 0.5 * (predicate and not off_edge)
        + 2.0 * (_share_on_page(words, page) - 0.4)
        + 2.0 * max(0.0, said_below - 0.3)
        + 2.0 * (place.closes and place.alone_above)
        + 1.0 * (place.alone_above and place.alone_below and not runs_on)
        + 1.0 * wording.is_opening(below)
        + 1.0 * text_begins
        - 1.0 * (runs_on and misfit <= 2 * CHARACTER)
        - 1.0 * wording.has_clauses(words)
        - 1.5 * wording.is_unbalanced(words)
        - 1.5 * place.stops_early()
        - 2.0 * wording.is_unfinished(words)
        - 2.0 * wording.begins_sentence(words)
    )


def _share(words: str, pairs: frozenset[str]) -> float:
    """Return how much of *words* is among *pairs*."""
    own = bigrams(words)
    return len(own & pairs) / len(own) if own else 0.0


def _share_on_page(words: str, page: Counter[str]) -> float:
    """Return how much of *words* stands at least twice on the page: here and somewhere else."""
    pairs = bigrams(words)
    return sum(page[pair] > 1 for pair in pairs) / len(pairs) if pairs else 0.0
