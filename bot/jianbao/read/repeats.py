"""Pull-quotes: boxes on a newspaper page that repeat sentences of an article and belong to no body."""

from collections import Counter
from collections.abc import Sequence

_GRAM = 6  # characters; shorter ones recur in any text on one topic
_MIN_LENGTH = 15  # characters; a shorter run of lines proves nothing
_MOST_RUNS = 12  # that one sentence can be broken into
_MIN_SHARE = 0.85  # of the run's grams; sentences that were not neighbours in the article cost a few at each joint


def grams(words: str, size: int = _GRAM) -> Counter[str]:
    """Count all runs of *size* characters in *words*."""
    return Counter(words[at : at + size] for at in range(len(words) - size + 1))


def repeated(runs: Sequence[str], ended: Sequence[bool]) -> set[int]:
    """Return which of *runs* only repeat what the rest of the page says.

    A run that stops inside a sentence is judged together with those that finish it. A copy and a scrap of its original
    that a column break has cut off look alike; the copy is the longer of the two, so the longest are taken first and no
    longer count as page for those that follow.

    Args:
        runs: The words of groups of neighbouring lines, without white space.
        ended: For each run, whether its last sentence ends with it.
    """
    flows = [_flow(index, ended) for index in range(len(runs))]
    counted = [grams("".join(runs[start:end])) for start, end in flows]
    page = grams("\n".join(runs))
    copies: set[int] = set()
    for index in sorted(range(len(runs)), key=lambda index: -counted[index].total()):
        if counted[index].total() >= _MIN_LENGTH and _share_found_elsewhere(counted[index], page) >= _MIN_SHARE:
            copies.add(index)
            page.subtract(grams(runs[index]))
    return copies


def _flow(first: int, ended: Sequence[bool]) -> tuple[int, int]:
    """Return the runs from *first* on that make up whole sentences, half-open."""
    last = first
    while not ended[last] and last + 1 < min(len(ended), first + _MOST_RUNS):
        last += 1
    return first, last + 1


def _share_found_elsewhere(counts: Counter[str], page: Counter[str]) -> float:
    found = sum(count for gram, count in counts.items() if page[gram] > count)
    return found / max(1, counts.total())
