"""The installed plugins, with a memory of what they do wrong that outlives the process."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime

from jianbao.errors import StoreError
from jianbao.model import PluginFailure
from jianbao.plugins import Limits, Plugins
from jianbao.settings.values import PluginSettings
from jianbao.store import Held, Store

_log = logging.getLogger(__name__)


class Kept:
    """Keeps for ``jianbao plugins`` what plugins do wrong, and which are not asked.

    A store that refuses costs the note only.
    """

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    def note(self, failure: PluginFailure) -> None:
        """Count *failure*."""
        try:
            self._store.plugin_failures.note(failure, self._clock())
        except StoreError as error:
            _log.warning("a failure of plugin %s is not counted: %s", failure.plugin, error)

    def held(self) -> Mapping[str, str]:
        """Return the versions of plugins that are not asked, by name."""
        try:
            return {name: held.version for name, held in self._store.quarantine.every().items()}
        except StoreError as error:
            _log.warning("all plugins are asked: which are not to be cannot be read: %s", error)
            return {}

    def hold(self, plugin: str, version: str, why: str) -> None:
        """Ask a plugin no more."""
        try:
            self._store.quarantine.hold(Held(plugin, version, why, self._clock()))
        except StoreError as error:
            _log.warning("plugin %s will be asked again after the next start: %s", plugin, error)


def plugins_of(settings: PluginSettings, store: Store, clock: Callable[[], datetime]) -> Plugins:
    """Return the installed plugins, each in a process of its own; what they do wrong is kept in *store*."""
    kept = Kept(store, clock)
    return Plugins.load(settings.disabled, kept.note, quarantine=kept, limits=limits_of(settings))


def limits_of(settings: PluginSettings) -> Limits:
    """Return what each plugin may use."""
    return Limits(seconds=settings.seconds, memory=settings.memory * 2**20)
