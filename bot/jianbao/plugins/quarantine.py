"""Plugins that are not asked any more: they failed time and again, or a person has switched them off."""

import logging
from collections import Counter
from collections.abc import Callable, Mapping
from threading import Lock
from time import monotonic
from typing import Protocol

from jianbao.plugins.trouble import Trouble

IN_A_ROW = 3
"""Articles or looks at which a plugin fails, one after the other, before it is not asked any more."""
ANY = "*"
"""In place of a version: all of them. A person has switched the plugin off; a new version changes nothing."""
_LOOK = 20.0  # seconds after which the list is read again: a person may have lifted something

_log = logging.getLogger("jianbao.plugins")


class Quarantine(Protocol):
    """Remembers them."""

    def held(self) -> Mapping[str, str]:
        """Return, by name, the version that is not asked, or :data:`ANY`."""

    def hold(self, plugin: str, version: str, why: str) -> None:
        """Add one."""


class InMemory:
    """A list that ends with the process."""

    def __init__(self) -> None:
        self._held: dict[str, str] = {}

    def held(self) -> Mapping[str, str]:
        """Return the list."""
        return self._held

    def hold(self, plugin: str, version: str, why: str) -> None:  # noqa: ARG002 - as the protocol says
        """Add one."""
        self._held[plugin] = version


class Ward:
    """Decides who is asked.

    Args:
        quarantine: Where it is remembered.

    Attributes:
        tell: Called once with a sentence when a plugin comes in, from whatever thread.
    """

    def __init__(self, quarantine: Quarantine) -> None:
        self.tell: Callable[[str], None] = lambda _: None
        self._quarantine = quarantine
        self._lock = Lock()
        self._in_a_row: Counter[str] = Counter()
        self._held: Mapping[str, str] = {}
        self._looked: float | None = None

    def holds(self, plugin: str, version: str) -> bool:
        """Return True when *plugin* is not to be asked."""
        with self._lock:
            if self._looked is None or monotonic() - self._looked > _LOOK:
                self._held, self._looked = dict(self._quarantine.held()), monotonic()
            return self._held.get(plugin) in {version, ANY}

    def count(self, plugin: str, version: str, trouble: Trouble | None) -> None:
        """Note how it went, with *trouble* or without; a plugin that fails too often in a row comes in."""
        with self._lock:
            if trouble is None:
                self._in_a_row[plugin] = 0
                return
            self._in_a_row[plugin] += 1
            if self._in_a_row[plugin] < IN_A_ROW:
                return
            self._in_a_row[plugin] = 0
            self._held = {**self._held, plugin: version}
            self._quarantine.hold(plugin, version, trouble.words)
        words = (
            f"plugin {plugin} {version} is not asked any more: it failed {IN_A_ROW} times in a row, at last with "
            f"{trouble.words}; `jianbao plugins enable {plugin}` brings it back, and so does a new version"
        )
        _log.error("%s", words)
        self.tell(words)
