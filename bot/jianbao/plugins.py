"""Find the topic plugins and ask them, each behind a fence: what one of them breaks costs only its own findings.

pluggy checks signatures and finds the marked functions. Each plugin gets a manager of its own: in a shared one an
implementation that raises loses the results of all, and loading entry points stops at the first that fails.
"""

import logging
import traceback
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from threading import Lock
from time import perf_counter
from typing import Any, NamedTuple

import pluggy

from jianbao import hookspecs
from jianbao.errors import PluginError
from jianbao.model import Article, Carrier, Channel, Fact, FactKind, Finding, PluginFailure, Span, Topic

GROUP = hookspecs.PROJECT
"""The entry-point group that plugins are found in."""

_log = logging.getLogger(__name__)


class Candidate(NamedTuple):
    """A plugin that is not loaded yet; ``load`` returns the module or object with the marked functions."""

    name: str
    version: str
    load: Callable[[], object]


@dataclass(frozen=True, slots=True)
class PluginInfo:
    """A plugin that is in use, the topics it recognises, the channels it brings."""

    name: str
    version: str
    topics: tuple[Topic, ...]
    channels: tuple[Carrier, ...] = ()

    @property
    def provenance(self) -> str:
        """How findings name the plugin: ``child_welfare 0.1``."""
        return f"{self.name} {self.version}"


@dataclass(frozen=True, slots=True)
class Timing:
    """What a plugin's ``find`` cost so far, in seconds of wall time."""

    calls: int = 0
    seconds: float = 0.0
    slowest: float = 0.0

    def plus(self, seconds: float) -> "Timing":
        """Count one more call."""
        return Timing(self.calls + 1, self.seconds + seconds, max(self.slowest, seconds))


class _Loaded(NamedTuple):
    info: PluginInfo
    hook: Any  # pluggy's hook relay: one attribute per hook


class Plugins:
    """All plugins in use. Safe to be asked from several threads.

    Args:
        candidates: Those to be loaded.
        report: Called with each single failure as it happens, from whatever thread; must not raise.
    """

    def __init__(
        self, candidates: Iterable[Candidate] = (), report: Callable[[PluginFailure], None] | None = None
    ) -> None:
        self._lock = Lock()
        self._report = report or (lambda _: None)
        self._failures: dict[tuple[str, str, str], PluginFailure] = {}
        self._timings: dict[str, Timing] = {}
        self._loaded: dict[str, _Loaded] = {}
        for candidate in candidates:
            with self._fence(candidate.name, "load"):
                self._add(candidate)

    @classmethod
    def load(cls, disabled: Collection[str] = (), report: Callable[[PluginFailure], None] | None = None) -> "Plugins":
        """Load every installed plugin whose name is not in *disabled*; what cannot be loaded is in :attr:`failures`."""
        found = sorted(entry_points(group=GROUP), key=lambda entry: (entry.name, entry.value))
        return cls((_candidate(entry) for entry in found if entry.name not in disabled), report)

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
    def failures(self) -> tuple[PluginFailure, ...]:
        """What went wrong so far, one entry for each sort of error."""
        with self._lock:
            return tuple(self._failures.values())

    @property
    def timings(self) -> Mapping[str, Timing]:
        """What each plugin cost so far, by name."""
        with self._lock:
            return dict(self._timings)

    def find(self, article: Article, document: str | None = None) -> tuple[Finding, ...]:
        """Return what the plugins say about *article*, checked, with their provenance filled in.

        Args:
            article: What they are asked about.
            document: Address or name of what it stands in, for whoever reads of a failure.
        """
        every = self._loaded.values()
        return tuple(finding for plugin in every for finding in self._ask(plugin, article, document))

    def _ask(self, plugin: _Loaded, article: Article, document: str | None) -> Sequence[Finding]:
        info = plugin.info
        findings: list[Finding] = []
        with self._fence(info.name, "find", document), self._timed(info.name):
            said = [finding for answer in plugin.hook.find(article=article) for finding in _listed(answer, "find()")]
            findings += [_checked(finding, info, article) for finding in _each(said)]
        return findings

    def _add(self, candidate: Candidate) -> None:
        if candidate.name in self._loaded:
            raise PluginError(f"the name {candidate.name} is taken by another plugin; rename one entry point")
        manager = pluggy.PluginManager(hookspecs.PROJECT)
        manager.add_hookspecs(hookspecs)
        plugin = candidate.load()
        manager.register(plugin, name=candidate.name)
        manager.check_pending()
        if not manager.get_hookcallers(plugin):
            raise PluginError(
                f"{plugin!r} marks no function; put @jianbao.hookimpl before topics(), find(), channels()"
            )
        topics = [topic for answer in manager.hook.topics() for topic in _listed(answer, "topics()")]
        self._check_topics(topics)
        carriers = [carrier for answer in manager.hook.channels() for carrier in _listed(answer, "channels()")]
        self._check_channels(carriers)
        info = PluginInfo(candidate.name, candidate.version, tuple(topics), tuple(carriers))
        self._loaded[candidate.name] = _Loaded(info, manager.hook)

    def _check_topics(self, topics: Sequence[object]) -> None:
        taken = {topic.id for topic in self.topics}
        for topic in topics:
            if not isinstance(topic, Topic):
                raise PluginError(f"topics() returned {topic!r}; return a list of jianbao.Topic")
            if topic.id in taken:
                raise PluginError(f"the topic {topic.id} is announced twice; choose another id")
            if not topic.names.get("zh"):
                raise PluginError(f"the topic {topic.id} has no Chinese name; add names['zh']")
            taken.add(topic.id)

    def _check_channels(self, carriers: Sequence[object]) -> None:
        taken = {str(Channel.TELEGRAM), str(Channel.CONSOLE), *(carrier.name for carrier in self.channels)}
        for carrier in carriers:
            if not isinstance(carrier, Carrier):
                raise PluginError(f"channels() returned {carrier!r}; return a list of jianbao.Carrier")
            if carrier.name in taken:
                raise PluginError(f"the channel {carrier.name} is there already; choose another name")
            taken.add(carrier.name)

    @contextmanager
    def _fence(self, plugin: str, hook: str, document: str | None = None) -> Iterator[None]:
        # The one place where anything may be raised: the code behind it is other people's, and one plugin must not
        # stop another nor the daemon. SystemExit is no Exception, and a plugin must not end the process either.
        try:
            yield
        except (Exception, SystemExit) as error:  # noqa: BLE001  # see above
            self._note(PluginFailure(plugin, hook, _described(error), document=document), error)

    def _note(self, failure: PluginFailure, error: BaseException) -> None:
        key = (failure.plugin, failure.hook, type(error).__name__)
        with self._lock:
            known = self._failures.get(key)
            self._failures[key] = replace(failure, count=known.count + 1 if known else 1)
        self._report(failure)
        if known is None:  # said once, then only counted
            _log.warning("%s", failure.told)
            _log.debug("where plugin %s failed:", failure.plugin, exc_info=error)

    @contextmanager
    def _timed(self, plugin: str) -> Iterator[None]:
        start = perf_counter()
        try:
            yield
        finally:
            seconds = perf_counter() - start
            with self._lock:
                self._timings[plugin] = self._timings.get(plugin, Timing()).plus(seconds)


def _candidate(entry: EntryPoint) -> Candidate:
    return Candidate(entry.name, entry.dist.version if entry.dist else "0", entry.load)


def _described(error: BaseException) -> str:
    """Return type and message of *error* on one line, and the place in the plugin's code if that raised it."""
    words = " ".join(f"{type(error).__name__}: {error}".split())
    frames = [(Path(frame.filename), frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
    through_a_hook = any(file.parent.name == "pluggy" for file, _ in frames)
    if not through_a_hook or frames[-1][0].parent.name == "pluggy":
        return words
    file, line = frames[-1]
    return f"{words} ({file.name}:{line})"


def _listed(answer: object, hook: str) -> Sequence[Any]:
    if not isinstance(answer, list | tuple):
        raise PluginError(f"{hook} returned {type(answer).__name__}; return a list")
    return answer


def _each(said: Sequence[object]) -> Iterator[Finding]:
    seen: set[str] = set()
    for finding in said:
        if not isinstance(finding, Finding):
            raise PluginError(f"find() returned {type(finding).__name__} in its list; return jianbao.Finding")
        if finding.topic in seen:
            raise PluginError(f"find() returned two findings of {finding.topic}; return one")
        seen.add(finding.topic)
        yield finding


def _checked(finding: Finding, info: PluginInfo, article: Article) -> Finding:
    """Return *finding* with tuples in it, or raise :class:`PluginError` for what the hook does not allow."""
    if finding.topic not in {topic.id for topic in info.topics}:
        raise PluginError(f"the finding's topic {finding.topic} is none of the plugin's own; announce it in topics()")
    _check_score(finding.score)
    reasons, key = _listed(finding.reasons, "find() reasons"), _listed(finding.key, "find() key")
    if not all(isinstance(reason, str) for reason in reasons):
        raise PluginError(f"the reasons of {finding.topic} are not all text")
    _check_key(key, len(article.statistics))
    kinds = next({kind.name: kind for kind in topic.facts} for topic in info.topics if topic.id == finding.topic)
    facts = tuple(_checked_fact(fact, article, kinds) for fact in _listed(finding.facts, "find() facts"))
    return replace(finding, reasons=tuple(reasons), key=tuple(key), facts=facts, provenance=info.provenance)


def _check_score(score: object) -> None:
    if not isinstance(score, int | float) or not 0 <= score <= 1:
        raise PluginError(f"the score {score!r} is no number between 0 and 1")


def _check_key(key: Sequence[object], statistics: int) -> None:
    for index in key:
        if not isinstance(index, int) or not 0 <= index < statistics:
            raise PluginError(f"the key figure {index!r} is none of the article's {statistics} statistics")
    if len(set(key)) < len(key):
        raise PluginError("a key figure is named twice")


def _checked_fact(fact: object, article: Article, kinds: Mapping[str, FactKind]) -> Fact:
    if not isinstance(fact, Fact):
        raise PluginError(f"find() returned {type(fact).__name__} among the facts; return jianbao.Fact")
    words: tuple[object, ...] = (fact.name, fact.label, fact.value, fact.quote)
    if not all(isinstance(word, str) and word for word in words):
        raise PluginError(f"the fact {fact.name!r} lacks name, label, value or quote")
    if kinds and fact.name not in kinds:
        raise PluginError(f"the fact {fact.name} is of no kind that its topic announces; add it to Topic.facts")
    if kinds and (unknown := fact.fields.keys() - kinds[fact.name].fields.keys()):
        raise PluginError(f"the fact {fact.name} has fields that its kind does not describe: {', '.join(unknown)}")
    first = min((start for start, _ in article.body), default=0)
    last = max((end for _, end in article.body), default=0)
    start, end = fact.span
    if not first <= start < end <= last:
        raise PluginError(f"the fact {fact.name} stands at {start}:{end}, outside of its article ({first}:{last})")
    return replace(fact, span=Span(start, end))
