"""How well extracted statistics agree with a reader's labels.

Labels and predictions are records of the shape that ``jianbao extract`` prints. A prediction matches a label when their
spans overlap and value and unit agree; an indicator agrees when the two name the same thing in nearly the same
characters; a record is complete when its context (bound, kind, direction, target, time, place) agrees as well. What a
label marks as ``minor`` may be found or not.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Record = Mapping[str, Any]

CONTEXT = ("bound", "kind", "direction", "target", "as_of", "region")
RELATIONS = ("part_of", "from", "of")
_MARKS = re.compile(r"[\s的，。、；：,;.“”\"'《》〈〉（）()]+")
_SAME_NAME = 0.7  # F1 over characters from which two indicators name the same
_TOLERANCE = 1e-3  # relative, for values such as 三分之二


@dataclass(frozen=True, slots=True)
class Tally:
    """Hits, inventions and misses, and what they come to."""

    hit: int = 0
    invented: int = 0
    missed: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.hit + other.hit, self.invented + other.invented, self.missed + other.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall, 1 when there was nothing to find and nothing was found."""
        total = 2 * self.hit + self.invented + self.missed
        return 2 * self.hit / total if total else 1.0


@dataclass(frozen=True, slots=True)
class Scores:
    """One tally a question: was the figure found, what it counts, all of its context, what it relates to."""

    mention: Tally = Tally()
    indicator: Tally = Tally()
    record: Tally = Tally()
    relation: Tally = Tally()

    def __add__(self, other: "Scores") -> "Scores":
        return Scores(
            self.mention + other.mention,
            self.indicator + other.indicator,
            self.record + other.record,
            self.relation + other.relation,
        )


def score(labels: Sequence[Record], predictions: Sequence[Record]) -> Scores:
    """Compare the statistics of one article; relations are indices into the same sequence."""
    pairs = _match(labels, predictions)
    minor = [(label["start"], label["end"]) for label in labels if label.get("minor")]
    hits = [(labels[mine], predictions[theirs]) for mine, theirs in pairs.items() if not labels[mine].get("minor")]
    wanted = sum(not label.get("minor") for label in labels)
    free = {
        index
        for index, prediction in enumerate(predictions)
        if any(min(end, prediction["end"]) > max(start, prediction["start"]) for start, end in minor)
    }
    scored = len(hits) + sum(index not in free for index in set(range(len(predictions))) - set(pairs.values()))
    named = [(label, found) for label, found in hits if same_indicator(label["indicator"], found["indicator"])]
    complete = [(label, found) for label, found in named if all(_same(field, label, found) for field in CONTEXT)]
    mention, indicator, record = (
        Tally(len(right), scored - len(right), wanted - len(right)) for right in (hits, named, complete)
    )
    return Scores(mention, indicator, record, _relations(labels, predictions, pairs))


def same_indicator(label: str, found: str) -> bool:
    """Tell whether two indicators name the same: nearly the same characters, or one a good half of the other."""
    one, other = (_MARKS.sub("", words) for words in (label, found))
    if not one or not other:
        return one == other
    common = sum((Counter(one) & Counter(other)).values())
    if 2 * common >= _SAME_NAME * (len(one) + len(other)):
        return True
    short, long = sorted((one, other), key=len)
    return short in long and 2 * len(short) >= len(long)


def _match(labels: Sequence[Record], predictions: Sequence[Record]) -> dict[int, int]:
    """Pair each label with the prediction that overlaps it most and agrees in value and unit, each used once."""
    pairs: dict[int, int] = {}
    for mine, label in enumerate(labels):
        best, most = None, 0
        for theirs, found in enumerate(predictions):
            overlap = min(label["end"], found["end"]) - max(label["start"], found["start"])
            if overlap > most and theirs not in pairs.values() and _same_quantity(label, found):
                best, most = theirs, overlap
        if best is not None:
            pairs[mine] = best
    return pairs


def _same_quantity(label: Record, found: Record) -> bool:
    one, other = _numbers(label["value"]), _numbers(found["value"])
    near = len(one) == len(other) and all(
        abs(a - b) <= _TOLERANCE * max(1.0, abs(a)) for a, b in zip(one, other, strict=True)
    )
    return near and label["unit"].replace("％", "%") == found["unit"].replace("％", "%")


def _numbers(value: float | Iterable[float]) -> list[float]:
    return [float(value)] if isinstance(value, int | float) else [float(number) for number in value]


def _same(field: str, label: Record, found: Record) -> bool:
    return (label.get(field) or None) == (found.get(field) or None)


def _relations(labels: Sequence[Record], predictions: Sequence[Record], pairs: Mapping[int, int]) -> Tally:
    back = {theirs: mine for mine, theirs in pairs.items()}
    wanted = {
        (mine, name, label[name]) for mine, label in enumerate(labels) for name in RELATIONS if label[name] is not None
    }
    found = {
        (back.get(theirs, -1 - theirs), name, back.get(prediction[name], -1 - prediction[name]))
        for theirs, prediction in enumerate(predictions)
        for name in RELATIONS
        if prediction[name] is not None
    }
    return Tally(len(wanted & found), len(found - wanted), len(wanted - found))
