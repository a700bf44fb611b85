"""How often a document that cannot be had is tried before it is given up, in public."""

from collections import Counter

from jianbao.errors import Gone, ReadError, StoreError, Unavailable

# Tries per kind of failure. A page that its list announced too early answers 404 for some minutes. A server that is
# away comes back within hours: with the waits between looks, ten tries are most of one. Reading the same file again
# gives the same, and so does asking for what is gone; a web page that cannot be read may be a page of errors that
# stands in its place. What the store refuses is no fault of the document.
_REFUSED, _AWAY = 8, 10


class Patience:
    """Counts the failures of single documents, in memory: a restart begins anew, which costs a few requests."""

    def __init__(self) -> None:
        self._failures: Counter[tuple[str, str]] = Counter()

    def tries(self, source: str, key: str) -> int:
        """Return how often a document has failed so far."""
        return self._failures[source, key]

    def over(self, source: str, key: str, error: Exception, *, file: bool = False) -> bool:
        """Count one more failure of a document, a *file* or one on the web; True when it is to be given up."""
        self._failures[source, key] += 1
        if isinstance(error, StoreError):
            return False
        final = isinstance(error, Gone) or (file and isinstance(error, ReadError))
        allowed = 1 if final else _AWAY if isinstance(error, Unavailable) else _REFUSED
        over = self._failures[source, key] >= allowed
        if over:
            self.forget(source, key)
        return over

    def forget(self, source: str, key: str) -> None:
        """Forget a document that has arrived, or that nobody waits for any more."""
        self._failures.pop((source, key), None)
