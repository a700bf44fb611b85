"""What goes wrong in the engine room: said once when it begins and once when it is over, however often it is tried."""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from jianbao.errors import JianbaoError

_log = logging.getLogger(__name__)


class Troubles:
    """Fences round the parts of the engine, with a memory of what was said."""

    def __init__(self) -> None:
        self._said: dict[str, str] = {}

    @property
    def standing(self) -> Mapping[str, str]:
        """What is wrong now, by part."""
        return dict(self._said)

    @contextmanager
    def fence(self, part: str) -> Iterator[None]:
        """Let nothing that goes wrong in *part* reach the others."""
        try:
            yield
        except JianbaoError as error:
            self._say(part, str(error), None)
        except Exception as error:  # noqa: BLE001 - the fence: a fault of ours in one part must not end the process
            self._say(part, f"{type(error).__name__}: {error}; a fault in jianbao, please report it", error)
        else:
            if self._said.pop(part, None):
                _log.info("%s works again", part)

    def _say(self, part: str, words: str, error: Exception | None) -> None:
        known = words in self._said.values()  # of this part, or of another one that depends on the same
        self._said[part] = words
        if not known:
            _log.error("%s: %s", part, words, exc_info=error)
