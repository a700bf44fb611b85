"""Which subscriptions an alert answers. Pure.

A document meets thousands of subscriptions that share a few topics, places and words. So they are put in order once
(:class:`Index`), and each topic, place, issuer and word is looked at once for a document, however many ask for it.
Those who ask for words are not asked at all unless one of their words stands in the text.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from jianbao.chinese.places import NATION, covers
from jianbao.model import Alert, Keywords, Narrowing, Subscription
from jianbao.model.keywords import plain
from jianbao.model.names_asked import named
from jianbao.store.likeness import sentences
from jianbao.store.lookout import Lookout

_Place = tuple[str | None, str | None]  # topic and region: None for all


@dataclass(frozen=True, slots=True)
class News:
    """An alert as subscriptions see it.

    Attributes:
        alert: The same.
        words: Its title and text, as :func:`~jianbao.model.keywords.plain` makes them.
        said: The sentences of the text, likewise.
        seen_on: Names of the sources that bring it, and whom it names as its source.
    """

    alert: Alert
    words: str = ""
    said: tuple[str, ...] = ()
    seen_on: tuple[str, ...] = ()

    @classmethod
    def of(cls, alert: Alert, text: str = "", source: str | None = None) -> "News":
        """Return *alert*, whose article reads *text*, as the configured *source* brings it."""
        sources = tuple(plain(each) for each in (alert.source, source) if each)
        return cls(alert, plain(f"{alert.title}\n{text}"), tuple(sentences(text)), sources)


def refusal(subscription: Subscription, news: News) -> str | None:
    """Return the name of the first condition that *news* does not meet; None when it is what is asked for.

    An alert whose place is not known counts as national: it reaches those who follow the whole country, and nobody
    who asked for one place.

    Returns:
        ``topic``, ``region``, ``figures``, ``issuer``, ``source`` or ``keywords``.
    """
    alert = news.alert
    if subscription.topic is not None and subscription.topic not in alert.topics:
        return "topic"
    if subscription.region is not None and not _covers(subscription.region, alert.region or NATION):
        return "region"
    other = _Asked(news).refusal(subscription.narrowing)
    if other is None and not subscription.narrowing.keywords.fit(news.words):
        return "keywords"
    return other


@dataclass(slots=True)
class _Asked:
    """What has been found out about one document so far; all but its words."""

    news: News
    _names: dict[tuple[str, str], bool] = field(default_factory=dict)

    def refusal(self, narrowing: Narrowing) -> str | None:
        if narrowing.figures and not self.news.alert.statistics:
            return "figures"
        if narrowing.issuer and not self._named("issuer", narrowing.issuer):
            return "issuer"
        if narrowing.source and not self._named("source", narrowing.source):
            return "source"
        return None

    def _named(self, what: str, name: str) -> bool:
        if (what, name) not in self._names:
            said = (plain(self.news.alert.issuer or ""),) if what == "issuer" else self.news.seen_on
            self._names[what, name] = named(name, said)
        return self._names[what, name]


class _Entry(NamedTuple):
    """A subscription: the narrower, the lower its rank; ``asks`` is None when it asks for words at most."""

    rank: int
    subscriber: int
    asks: Narrowing | None
    place: _Place
    subscription: Subscription

    @classmethod
    def of(cls, rank: int, each: Subscription) -> "_Entry":
        asks = each.narrowing
        other = asks if asks.figures or asks.issuer or asks.source else None
        return cls(rank, each.subscriber, other, (each.topic, each.region), each)


class _Worded:
    """All subscriptions that ask for the same words, which are looked at once."""

    __slots__ = ("_every", "_never", "entries", "first")

    def __init__(self, keywords: Keywords) -> None:
        self._every = [frozenset(map(_plain, group)) for group in keywords.every]
        self._never = frozenset(map(_plain, keywords.never))
        # One group is enough to know that they are not met: the one with the fewest words finds fewest texts.
        self.first = min(self._every, key=len, default=frozenset[str]())
        self.entries: list[_Entry] = []

    @property
    def words(self) -> frozenset[str]:
        return self._never.union(*self._every)

    def fit(self, found: set[str]) -> bool:
        return self._never.isdisjoint(found) and not any(group.isdisjoint(found) for group in self._every)


class Index:
    """Subscriptions, ready to be asked.

    Args:
        subscriptions: All that hold now.
    """

    def __init__(self, subscriptions: Iterable[Subscription]) -> None:
        # A wish for one topic is narrower than one for a place, and each further condition narrows; among equals the
        # oldest counts.
        narrow_first = sorted(
            subscriptions,
            key=lambda each: (each.topic is None, each.region is None, -each.narrowing.conditions, each.id),
        )
        self._wordless: dict[_Place, list[_Entry]] = defaultdict(list)
        self._places: set[_Place] = set()
        worded: dict[Keywords, _Worded] = {}
        for rank, each in enumerate(narrow_first):
            entry, words = _Entry.of(rank, each), each.narrowing.keywords
            self._places.add(entry.place)
            if not words:
                self._wordless[entry.place].append(entry)
                continue
            if words not in worded:
                worded[words] = _Worded(words)
            worded[words].entries.append(entry)
        self._by_word: dict[str, list[_Worded]] = defaultdict(list)
        for group in worded.values():
            for word in group.first:
                self._by_word[word].append(group)
        self._only_never = [group for group in worded.values() if not group.first]
        self._lookout = Lookout(word for group in worded.values() for word in group.words)

    def choose(self, news: News) -> dict[int, Subscription]:
        """Return, for each subscriber whom *news* concerns, the narrowest of the subscriptions that ask for it."""
        asked, best = _Asked(news), dict[int, _Entry]()
        places = self._open(news.alert)
        for place in places & self._wordless.keys():
            _take(self._wordless[place], asked, best)
        for group in self._fitting(news.words):
            _take((entry for entry in group.entries if entry.place in places), asked, best)
        return {subscriber: entry.subscription for subscriber, entry in best.items()}

    def _open(self, alert: Alert) -> set[_Place]:
        region = alert.region or NATION
        return {
            (topic, place)
            for topic, place in self._places
            if (topic is None or topic in alert.topics) and (place is None or _covers(place, region))
        }

    def _fitting(self, text: str) -> list[_Worded]:
        found = self._lookout.found(text)
        begun = {id(group): group for word in found if word in self._by_word for group in self._by_word[word]}
        return [group for group in (*begun.values(), *self._only_never) if group.fit(found)]


def _take(entries: Iterable[_Entry], asked: _Asked, best: dict[int, _Entry]) -> None:
    """Put those of *entries* into *best* that are met and narrower than what is there."""
    for entry in entries:
        known = best.get(entry.subscriber)
        if (known is None or entry.rank < known.rank) and (entry.asks is None or asked.refusal(entry.asks) is None):
            best[entry.subscriber] = entry


_covers = lru_cache(maxsize=50_000)(covers)  # the same few pairs of places, asked for again with every alert
_plain = lru_cache(maxsize=50_000)(plain)  # the same words, each time that subscriptions have changed
