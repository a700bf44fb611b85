"""A plugin in the process that loads it: imported, registered with pluggy, asked.

pluggy checks signatures and finds the marked functions. Each plugin gets a manager of its own: in a shared one an
implementation that raises loses the results of all, and loading entry points stops at the first that fails.
"""

import warnings
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import EntryPoint, entry_points
from types import ModuleType
from typing import TYPE_CHECKING, Any, NamedTuple

import pluggy

from jianbao import hookspecs
from jianbao.errors import PluginError
from jianbao.model import Article, BotCommand, Carrier, ChartKind, Finding, Lister, Reader, Topic
from jianbao.plugins import contract, versions, wire

if TYPE_CHECKING:
    import click

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
        hook: pluggy's relay: one attribute per hook.
        carriers: The channels that it brings.
        listers: The kinds of sources.
        commands: For the command line.
        bot_commands: For the bot.
        readers: Of files.
        charts: Kinds of charts.
        notes: Which old ways it uses, in words.
        specs: The hooks that there are.
    """

    topics: tuple[Topic, ...]
    hook: Any
    carriers: tuple[Carrier, ...] = ()
    listers: tuple[Lister, ...] = ()
    commands: "tuple[click.Command, ...]" = ()
    bot_commands: tuple[BotCommand, ...] = ()
    readers: tuple[Reader, ...] = ()
    charts: tuple[ChartKind, ...] = ()
    notes: tuple[str, ...] = ()
    specs: ModuleType = hookspecs

    @property
    def names(self) -> dict[str, tuple[str, ...]]:
        """What it brings besides topics, by hook."""
        brought: dict[str, tuple[Any, ...]] = {
            "readers": self.readers,
            "source_kinds": self.listers,
            "channels": self.carriers,
            "commands": self.commands,
            "bot_commands": self.bot_commands,
            "chart_kinds": self.charts,
        }
        return {hook: tuple(each.name for each in every) for hook, every in brought.items() if every}

    @property
    def announced(self) -> wire.Announced:
        """What it brings, as it can be said to another process."""
        readers = tuple(wire.Readable(each.marks, each.html) for each in self.readers)
        return wire.Announced(self.topics, self.finds, self.names, readers, self.charts, self.notes)

    def only(self, names: Mapping[str, Sequence[str]]) -> "Loaded":
        """Return it without what is not called by *names*: by hook, as :attr:`names`."""

        def kept(hook: str, every: Sequence[Any]) -> tuple[Any, ...]:
            return tuple(each for each in every if each.name in names.get(hook, ()))

        return replace(
            self,
            listers=kept("source_kinds", self.listers),
            carriers=kept("channels", self.carriers),
            commands=kept("commands", self.commands),
            bot_commands=kept("bot_commands", self.bot_commands),
            readers=kept("readers", self.readers),
            charts=kept("chart_kinds", self.charts),
        )

    @property
    def finds(self) -> bool:
        """True when it has something to say of articles."""
        return bool(self.hook.find.get_hookimpls())

    @property
    def asked(self) -> bool:
        """True when it is asked again after it was loaded, in a process of its own."""
        return self.finds or bool(self.readers)

    def read(self, name: str, data: bytes) -> str:
        """Return what the reader called *name* reads in *data*.

        Raises:
            PluginError: What it said is not allowed. Whatever the plugin raises is not caught.
        """
        reader = next(each for each in self.readers if each.name == name)
        return contract.read_text(reader.read(data))

    def find(self, article: Article) -> tuple[Finding, ...]:
        """Return what it says of *article*.

        Raises:
            PluginError: What it said is not allowed. Whatever the plugin raises is not caught.
        """
        named = versions.arguments("find", {"article": article}, self.specs)
        said = [finding for answer in self.hook.find(**named) for finding in contract.listed(answer, "find()")]
        return contract.findings(said, self.topics, article)


def load(candidate: Candidate, specs: ModuleType = hookspecs) -> Loaded:
    """Import *candidate* and ask what it brings.

    Args:
        candidate: Which one.
        specs: The hooks that there are.

    Raises:
        PluginError: It is no plugin, or announces what cannot be used. Whatever the plugin raises is not caught.
    """
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(specs)
    plugin = candidate.load()
    versions.check(plugin, specs)  # before pluggy looks: it would only say that it does not know a hook
    manager.register(plugin, name=candidate.name)
    manager.check_pending()
    if not manager.get_hookcallers(plugin):
        raise PluginError(f"{plugin!r} marks no function; put @jianbao.hookimpl before one")
    notes = tuple(way.told for way in versions.old_ways(manager.hook, specs))
    for note in notes:  # for its author, whose tests show it
        warnings.warn(f"plugin {candidate.name}: {note}", DeprecationWarning, stacklevel=2)

    def said(hook: str) -> list[object]:
        answers = [(name, answer) for name in versions.names(hook, specs) for answer in getattr(manager.hook, name)()]
        return [each for name, answer in answers for each in contract.listed(answer, f"{name}()")]

    topics = tuple(map(contract.as_topic, said("topics")))
    return Loaded(
        topics=topics,
        hook=manager.hook,
        notes=notes,
        specs=specs,
        carriers=tuple(map(contract.as_carrier, said("channels"))),
        listers=tuple(contract.as_lister(each, candidate.name) for each in said("source_kinds")),
        commands=tuple(map(contract.as_command, said("commands"))),
        bot_commands=tuple(map(contract.as_bot_command, said("bot_commands"))),
        readers=tuple(map(contract.as_reader, said("readers"))),
        charts=tuple(contract.as_chart(each, topics) for each in said("chart_kinds")),
    )
