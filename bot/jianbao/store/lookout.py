"""Many words looked for in a text at once. Pure."""

from collections import defaultdict
from collections.abc import Iterable

_START = 3  # characters: three in a row of one text are rarely those of another text's words


class Lookout:
    """Words that are looked for, by how they begin: a text is gone through once, however many words there are.

    Args:
        words: As :func:`~jianbao.model.keywords.plain` makes them; none is empty.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._whole: set[str] = set()
        self._by_start: dict[str, list[str]] = defaultdict(list)
        for word in set(words):
            if len(word) <= _START:
                self._whole.add(word)
            else:
                self._by_start[word[:_START]].append(word)
        self._lengths = sorted({len(word) for word in self._whole})

    def found(self, text: str) -> set[str]:
        """Return those words that stand in *text*, made by :func:`~jianbao.model.keywords.plain`."""
        found: set[str] = set()
        for length in self._lengths:
            found |= self._whole & _runs(text, length)
        if self._by_start:
            starts = self._by_start.keys() & _runs(text, _START)
            found.update(word for start in starts for word in self._by_start[start] if word in text)
        return found


def _runs(text: str, length: int) -> set[str]:
    """Return every run of *length* characters."""
    return set(map("".join, zip(*(text[start:] for start in range(length)), strict=False)))
