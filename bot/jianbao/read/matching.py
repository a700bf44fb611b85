"""Which headline speaks of which text."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

_LEAD = 160  # characters; a news text says in its first sentences what its headline says
_MOST_AT_ONCE = 8  # texts; pages have fewer articles, and the search doubles with each
NO_MATCH = 0.2  # a headline that shares less of its words with a text does not speak of it


@dataclass(frozen=True, slots=True)
class Words:
    """The two-character words of a text, and those of its lead."""

    all: frozenset[str]
    lead: frozenset[str]

    @classmethod
    def of(cls, words: str) -> "Words":
        """Take the words of *words*, which has no white space."""
        return cls(bigrams(words), bigrams(words[:_LEAD]))


def bigrams(words: str) -> frozenset[str]:
    """Return all pairs of neighbouring characters of *words*, punctuation left out."""
    return frozenset(pair for pair in map("".join, pairwise(words)) if pair.isalnum())


def pairs_of(words: str) -> Counter[str]:
    """Count all pairs of neighbouring characters of *words*."""
    return Counter(map("".join, pairwise(words)))


def coverage(headlines: Sequence[str], texts: Sequence[Words]) -> list[list[float]]:
    """Return for each headline how much of it each text says, 0 to 1.

    A word that several texts share tells less about each of them, so it counts less; a word of no text counts against
    all of them alike and is left out.
    """
    spread = Counter(pair for text in texts for pair in text.all)
    return [[_covered(bigrams(headline), text, spread) for text in texts] for headline in headlines]


def _covered(headline: frozenset[str], text: Words, spread: Counter[str]) -> float:
    weights = {pair: 1 / spread[pair] ** 2 for pair in headline if spread[pair]}
    total = sum(weights.values())
    if not total or 3 * len(weights) < len(headline):
        return 0.0
    everywhere = sum(weight for pair, weight in weights.items() if pair in text.all)
    in_lead = sum(weight for pair, weight in weights.items() if pair in text.lead)
    return (0.6 * everywhere + 0.4 * in_lead) / total


def best(scores: Sequence[Sequence[float]]) -> tuple[float, list[int | None]]:
    """Give each text at most one headline so that the sum of the scores is the greatest.

    Args:
        scores: One row a headline, one column a text; scores up to :data:`NO_MATCH` never match.

    Returns:
        The sum, and for each headline the index of its text, None for those without.
    """
    if not scores or not scores[0]:
        return 0.0, [None] * len(scores)
    if len(scores[0]) > _MOST_AT_ONCE or len(scores) > 2 * _MOST_AT_ONCE:
        return _greedy(scores)

    @cache
    def search(row: int, taken: int) -> tuple[float, tuple[int | None, ...]]:
        if row == len(scores):
            return 0.0, ()
        total, rest = search(row + 1, taken)
        found: tuple[float, tuple[int | None, ...]] = (total, (None, *rest))
        for column, score in enumerate(scores[row]):
            if score > NO_MATCH and not taken >> column & 1:
                total, rest = search(row + 1, taken | 1 << column)
                found = max(found, (total + score, (column, *rest)), key=lambda pair: pair[0])
        return found

    total, chosen = search(0, 0)
    return total, list(chosen)


def _greedy(scores: Sequence[Sequence[float]]) -> tuple[float, list[int | None]]:
    """Take the best pair first: good enough for lists of dozens, where the full search would not end."""
    pairs = sorted(
        ((score, row, column) for row, line in enumerate(scores) for column, score in enumerate(line)), reverse=True
    )
    chosen: list[int | None] = [None] * len(scores)
    total, taken = 0.0, set[int]()
    for score, row, column in pairs:
        if score > NO_MATCH and chosen[row] is None and column not in taken:
            chosen[row] = column
            taken.add(column)
            total += score
    return total, chosen
