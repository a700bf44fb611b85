"""A plugin in the process that loads it: imported, registered with pluggy, asked.

pluggy checks signatures and finds the marked functions. Each plugin gets a manager of its own: in a shared one an
implementation that raises loses the results of all, and loading entry points stops at the first that fails.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from typing import Any, NamedTuple

import pluggy

from jianbao import hookspecs
from jianbao.errors import PluginError
from jianbao.model import Article, Carrier, Finding, Topic
from jianbao.plugins import contract

GROUP = hookspecs.PROJECT
"""The entry-point group that plugins are found in."""


class Candidate(NamedTuple):
    """A plugin that is not loaded yet.

    Attributes:
        name: Of its entry point.
        version: Of its distribution.
        load: Returns the module or object with the marked functions.
        entry: What another process would import, as ``module`` or ``module:object``; None where it cannot.
    """

    name: str
    version: str
    load: Callable[[], object]
    entry: str | None = None

    @classmethod
    def at(cls, name: str, version: str, entry: str) -> "Candidate":
        """Return the candidate that stands at *entry*."""
        return cls(name, version, EntryPoint(name, entry, GROUP).load, entry)


def installed(disabled: Collection[str] = ()) -> list[Candidate]:
    """Return the plugins of all installed distributions, by name, without those in *disabled*."""
    found = sorted(entry_points(group=GROUP), key=lambda entry: (entry.name, entry.value))
    return [
        Candidate.at(entry.name, entry.dist.version if entry.dist else "0", entry.value)
        for entry in found
        if entry.name not in disabled
    ]


@dataclass(frozen=True, slots=True)
class Loaded:
    """A plugin that can be asked.

    Attributes:
        topics: That it recognises.
        carriers: The channels that it brings.
        hook: pluggy's relay: one attribute per hook.
    """

    topics: tuple[Topic, ...]
    carriers: tuple[Carrier, ...]
    hook: Any

    @property
    def finds(self) -> bool:
        """True when it has something to say of articles."""
        return bool(self.hook.find.get_hookimpls())

    def find(self, article: Article) -> tuple[Finding, ...]:
        """Return what it says of *article*.

        Raises:
            PluginError: What it said is not allowed. Whatever the plugin raises is not caught.
        """
        said = [finding for answer in self.hook.find(article=article) for finding in contract.listed(answer, "find()")]
        return contract.findings(said, self.topics, article)


def load(candidate: Candidate) -> Loaded:
    """Import *candidate* and ask what it brings.

    Raises:
        PluginError: It is no plugin, or announces what cannot be used. Whatever the plugin raises is not caught.
    """
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    plugin = candidate.load()
    manager.register(plugin, name=candidate.name)
    manager.check_pending()
    if not manager.get_hookcallers(plugin):
        raise PluginError(f"{plugin!r} marks no function; put @jianbao.hookimpl before topics(), find(), channels()")
    topics = [topic for answer in manager.hook.topics() for topic in contract.listed(answer, "topics()")]
    carriers = [carrier for answer in manager.hook.channels() for carrier in contract.listed(answer, "channels()")]
    return Loaded(contract.topics(topics), contract.carriers(carriers), manager.hook)
