"""What plugins do wrong: told once for each kind of error, counted, handed on, and in the end reason not to ask."""

import logging
from collections.abc import Callable
from dataclasses import replace
from threading import Lock

from jianbao.model import PluginFailure
from jianbao.plugins.quarantine import Quarantine, Ward
from jianbao.plugins.trouble import Trouble, Troubled

_log = logging.getLogger("jianbao.plugins")


class Book:
    """Keeps it. Safe to be used from several threads.

    Args:
        report: Called with each single failure as it happens, from whatever thread; must not raise.
        quarantine: Which plugins are not to be asked, and who remembers it.

    Attributes:
        ward: Decides who is asked.
    """

    def __init__(self, report: Callable[[PluginFailure], None], quarantine: Quarantine) -> None:
        self.ward = Ward(quarantine)
        self._report = report
        self._lock = Lock()
        self._failures: dict[tuple[str, str, str], PluginFailure] = {}

    @property
    def failures(self) -> tuple[PluginFailure, ...]:
        """What went wrong so far, one entry for each sort of error."""
        with self._lock:
            return tuple(self._failures.values())

    def caught(self, error: BaseException, plugin: str, hook: str, document: str | None = None) -> Trouble:
        """Write down that *plugin* has failed in *hook*; return how.

        Wherever a plugin is called, anything may be raised: the code behind it is other people's, and one plugin must
        not stop another nor the daemon. SystemExit is no Exception, and a plugin must not end the process either.
        """
        trouble = error.trouble if isinstance(error, Troubled) else Trouble.of(error)
        failure = PluginFailure(plugin, hook, trouble.words, document=document)
        key = (plugin, hook, trouble.kind)
        with self._lock:
            known = self._failures.get(key)
            self._failures[key] = replace(failure, count=known.count + 1 if known else 1)
        self._report(failure)
        if known is None:  # said once, then only counted
            _log.warning("%s", failure.told)
            _log.debug("where plugin %s failed:\n%s", plugin, trouble.trace)
        return trouble
