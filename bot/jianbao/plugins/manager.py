"""Ask all plugins, each behind a fence: what one of them breaks costs only its own findings."""

# ruff: noqa: PLC0415  # the process of each plugin imports this module: what only the house needs is loaded there

import logging
import weakref
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from threading import Lock
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple, Protocol, Self

from jianbao.errors import NeedsAttention, PluginError
from jianbao.model import (
    Article,
    BotCommand,
    Carrier,
    ChartKind,
    Finding,
    Listed,
    Piece,
    PluginFailure,
    Question,
    Source,
    Topic,
    Web,
)
from jianbao.plugins import wire
from jianbao.plugins.book import Book
from jianbao.plugins.helper import Helper
from jianbao.plugins.info import PluginInfo, Said, Timing
from jianbao.plugins.loading import Candidate, Loaded, installed, load
from jianbao.plugins.ours import expect_new
from jianbao.plugins.owned import Answerer, Foreign, Kind
from jianbao.plugins.quarantine import InMemory, Quarantine
from jianbao.plugins.trouble import Trouble

if TYPE_CHECKING:
    import click

    from jianbao.read import Raw

_log = logging.getLogger("jianbao.plugins")
_AT_ONCE = 32  # plugins that are asked side by side
_HERE = frozenset(
    {"channels", "source_kinds", "bot_commands"}
)  # what waits for the network works in the house's own process


class _Asked(Protocol):
    def find(self, article: Article, packed: bytes) -> wire.Found: ...

    def read(self, name: str, data: bytes) -> str: ...


class _Here(NamedTuple):
    """A plugin in this process."""

    plugin: Loaded

    def find(self, article: Article, packed: bytes) -> wire.Found:  # noqa: ARG002 - what other processes get
        began = perf_counter()
        findings = self.plugin.find(article)
        return wire.Found(findings, perf_counter() - began)

    def read(self, name: str, data: bytes) -> str:
        return self.plugin.read(name, data)


class _Apart(NamedTuple):
    """A plugin in a process of its own."""

    helper: Helper

    def find(self, article: Article, packed: bytes) -> wire.Found:  # noqa: ARG002 - what plugins in this process get
        return self.helper.find(packed)

    def read(self, name: str, data: bytes) -> str:
        return self.helper.read(name, data)


class _Known(NamedTuple):
    info: PluginInfo
    asked: _Asked
    finds: bool  # False for those that say nothing of articles
    here: Loaded | None  # None for those that are loaded in their own processes only


class Plugins:
    """All plugins in use. Safe to be asked from several threads. A context manager, that ends their processes.

    Args:
        candidates: Those to be loaded.
        report: Called with each single failure as it happens, from whatever thread; must not raise.
        quarantine: Which plugins are not to be asked, and who remembers it.
        limits: What a plugin may use in a process of its own; without limits they all run in this process, for tests.
    """

    def __init__(
        self,
        candidates: Iterable[Candidate] = (),
        report: Callable[[PluginFailure], None] | None = None,
        *,
        quarantine: Quarantine | None = None,
        limits: wire.Limits | None = None,
    ) -> None:
        self._lock = Lock()
        self._book = Book(report or (lambda _: None), quarantine or InMemory())
        self._timings: dict[str, Timing] = {}
        self._loaded: dict[str, _Known] = {}
        self._kinds: dict[str, Kind] = {}
        self._readers: list[Foreign] = []
        self._charts: list[ChartKind] = []
        self._answerers: dict[str, Answerer] = {}
        self._helpers: list[Helper] = []
        self._threads = ThreadPoolExecutor(_AT_ONCE, "plugin") if limits else None
        self._finalizer = weakref.finalize(self, _close, self._helpers, self._threads)
        wanted = list(candidates)
        if limits is None or self._threads is None:
            self._load_here(wanted)
        else:
            self._load_apart(wanted, limits, self._threads)

    @classmethod
    def load(
        cls,
        disabled: Collection[str] = (),
        report: Callable[[PluginFailure], None] | None = None,
        *,
        quarantine: Quarantine | None = None,
        limits: wire.Limits | None = None,
    ) -> "Plugins":
        """Load every installed plugin whose name is not in *disabled*; what cannot be loaded is in :attr:`failures`."""
        return cls(installed(disabled), report, quarantine=quarantine, limits=limits)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the processes of the plugins; nobody may ask them any more."""
        self._finalizer()

    @property
    def loaded(self) -> tuple[PluginInfo, ...]:
        """The plugins in use, by name."""
        return tuple(plugin.info for plugin in self._loaded.values())

    @property
    def topics(self) -> tuple[Topic, ...]:
        """What users can subscribe to."""
        return tuple(topic for info in self.loaded for topic in info.topics)

    @property
    def channels(self) -> tuple[Carrier, ...]:
        """The ways out that plugins bring."""
        return tuple(carrier for info in self.loaded for carrier in info.channels)

    @property
    def charts(self) -> tuple[ChartKind, ...]:
        """The kinds of charts that plugins bring."""
        return tuple(self._charts)

    @property
    def commands(self) -> "Mapping[str, tuple[PluginInfo, click.Command]]":
        """Those for the command line, by name, of plugins in this process."""
        return {
            str(command.name): (known.info, command)
            for known in self._loaded.values()
            for command in (known.here.commands if known.here else ())
        }

    @property
    def bot_commands(self) -> Mapping[str, tuple[str, BotCommand]]:
        """Those of the bot, by name, with the plugin that each is of."""
        return {name: (each.plugin, each.command) for name, each in self._answerers.items()}

    @property
    def failures(self) -> tuple[PluginFailure, ...]:
        """What went wrong so far, one entry for each sort of error."""
        return self._book.failures

    @property
    def timings(self) -> Mapping[str, Timing]:
        """What each plugin cost so far, by name."""
        with self._lock:
            return dict(self._timings)

    def listen(self, tell: Callable[[str], None]) -> None:
        """Let *tell* be called with a sentence, from whatever thread, when a plugin is not asked any more."""
        self._book.ward.tell = tell

    def find(self, article: Article, document: str | None = None) -> tuple[Finding, ...]:
        """Return what the plugins say about *article*, checked, with their provenance filled in.

        Args:
            article: What they are asked about.
            document: Address or name of what it stands in, for whoever reads of a failure.
        """
        return tuple(finding for said in self.ask(article, document) for finding in said.findings)

    def ask(self, article: Article, document: str | None = None, only: Collection[str] | None = None) -> list[Said]:
        """Return what each plugin says about *article*, or how it failed.

        Args:
            article: As for :meth:`find`.
            document: As for :meth:`find`.
            only: Names of those that are asked; None for all.
        """
        packed = wire.pack(article) if self._helpers else b""
        wanted = [
            (plugin.info, plugin.asked)
            for plugin in self._loaded.values()
            if plugin.finds and (only is None or plugin.info.name in only)
            if not self._book.ward.holds(plugin.info.name, plugin.info.version)
        ]
        # Side by side: one that takes its time holds up the others no longer than that.
        each = self._threads.map if self._threads else map
        return list(each(lambda known: self._ask(known[0], known[1], article, packed, document), wanted))

    def _ask(self, info: PluginInfo, asked: _Asked, article: Article, packed: bytes, document: str | None) -> Said:
        began = perf_counter()
        trouble: Trouble | None = None
        try:
            found = asked.find(article, packed)
        except (Exception, SystemExit) as error:  # noqa: BLE001 - see Book.caught
            trouble = self._book.caught(error, info.name, "find", document)
            found = wire.Found((), perf_counter() - began)
        with self._lock:
            self._timings[info.name] = self._timings.get(info.name, Timing()).plus(found.seconds)
        self._book.ward.count(info.name, info.version, trouble)
        named = tuple(replace(finding, provenance=info.provenance) for finding in found.findings)
        return Said(info, named, found.seconds, trouble)

    def converted(self, raw: "Raw") -> "Raw | None":
        """Return a file that a plugin reads as the text or page that it is; None for all others.

        Raises:
            ReadError: It cannot be read, or the plugin has failed.
        """
        from jianbao.plugins import reading

        return reading.converted(raw, self._readers, self._book)

    async def look(self, source: Source, web: Web) -> tuple[Listed, ...]:
        """Return what a source of a plugin's kind lists.

        Args:
            source: Which one.
            web: How it is asked.

        Raises:
            NeedsAttention: Nobody knows its kind, or who does is not asked any more.
            PluginError: The plugin has failed.
            ConfigError: The source has options that cannot be used.
            FetchError: The site cannot be asked, or has changed.
            Unchanged: There is nothing new.
        """
        kind = self._kinds.get(source.kind)
        if kind is None:
            raise NeedsAttention(
                f"{source.name}: no plugin in use brings the kind {source.kind}; `jianbao plugins` says what is wrong "
                "with it, else install it or correct kind"
            )
        from jianbao.plugins import listing

        return await listing.look(kind, source, web, self._book)

    async def answer(self, command: str, question: Question) -> tuple[Piece, ...]:
        """Return what the plugin that brings a *command* of the bot answers.

        Raises:
            PluginError: It has failed, or is not asked any more.
        """
        from jianbao.plugins import answering

        return await answering.answer(self._answerers[command], question, self._book)

    def _load_here(self, candidates: Sequence[Candidate]) -> None:
        for candidate in candidates:
            try:
                plugin = load(candidate)
                self._admit(candidate, plugin.announced, plugin, _Here(plugin))
            except (Exception, SystemExit) as error:  # noqa: BLE001 - see Book.caught
                self._book.caught(error, candidate.name, "load")

    def _load_apart(self, candidates: Sequence[Candidate], limits: wire.Limits, threads: ThreadPoolExecutor) -> None:
        """Load them side by side: one that takes its time to be imported holds up nobody else."""
        helpers = [Helper(candidate, limits) for candidate in candidates]
        self._helpers += helpers
        announced = [threads.submit(helper.announce) for helper in helpers]
        for candidate, helper, each in zip(candidates, helpers, announced, strict=True):
            try:
                said = each.result()
                # What has proved to be a plugin elsewhere is imported here, too, if it works here.
                here = load(candidate) if _HERE & said.names.keys() else None
                self._admit(candidate, said, here, _Apart(helper))
            except (Exception, SystemExit) as error:  # noqa: BLE001 - see Book.caught
                helper.close()
                self._book.caught(error, candidate.name, "load")

    def _admit(self, candidate: Candidate, said: wire.Announced, here: Loaded | None, asked: _Asked) -> None:
        name, version = candidate.name, candidate.version
        if name in self._loaded:
            raise PluginError(f"the name {name} is taken by another plugin; rename one entry point")
        for topic in said.topics:
            expect_new(name, "topics", topic.id, self.loaded, [each.id for each in said.topics])
        names = {hook: self._new(name, hook, every) for hook, every in said.names.items()}
        here = here.only(names) if here else None
        for lister in here.listers if here else ():
            self._kinds[lister.name] = Kind(name, version, lister)
        for command in here.bot_commands if here else ():
            self._answerers[command.name] = Answerer(name, version, command)
        kept = [each for each in said.readers if each.marks.suffix in names.get("readers", ())]
        self._charts += [each for each in said.charts if each.name in names.get("chart_kinds", ())]
        self._readers += [Foreign(name, version, each, asked.read) for each in kept]
        info = PluginInfo(name, version, said.topics, here.carriers if here else (), names, said.notes)
        for note in said.notes:
            _log.warning("plugin %s: %s; its author should know", info.provenance, note)
        self._loaded[name] = _Known(info, asked, said.finds, here)

    def _new(self, plugin: str, hook: str, names: Sequence[str]) -> tuple[str, ...]:
        """Return those of *names* that are not taken; of the others is told that they are left out."""
        new: list[str] = []
        for each in names:
            try:
                expect_new(plugin, hook, each, self.loaded, names)
            except PluginError as error:
                self._book.caught(error, plugin, hook)
            else:
                new.append(each)
        return tuple(new)


def _close(helpers: Sequence[Helper], threads: ThreadPoolExecutor | None) -> None:
    if threads:
        # When the interpreter ends, threads begin nothing any more; then the processes end since the house is gone.
        with suppress(RuntimeError):
            list(threads.map(Helper.close, helpers))
        threads.shutdown()
