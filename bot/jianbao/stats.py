"""Counts of what happens, for people who look after the house: ``visit/ok``, ``document/unreadable``."""

from collections import Counter
from collections.abc import Mapping
from threading import Lock


class Stats:
    """Counters with slash keys, from any thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._counts: Counter[str] = Counter()

    def add(self, key: str, count: int = 1) -> None:
        """Count *key* up; the part before the slash names the area, the part behind it what happened."""
        with self._lock:
            self._counts[key] += count

    def counts(self) -> Mapping[str, int]:
        """Return all counts as they are now, in the order of the keys."""
        with self._lock:
            return dict(sorted(self._counts.items()))
