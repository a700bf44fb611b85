"""Which subscriptions an alert answers. Pure.

A document meets thousands of subscriptions that share a few topics, places and words. So they are put in order once
(:class:`Index`), and each topic, place, issuer and word is looked at once for a document, however many ask for it.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from jianbao.chinese.places import NATION, covers
from jianbao.model import ANYTHING, Alert, Keywords, Narrowing, Subscription
from jianbao.model.keywords import plain
from jianbao.store.likeness import sentences

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
    return _Asked(news).refusal(subscription.narrowing)


@dataclass(slots=True)
class _Asked:
    """What has been found out about one document so far."""

    news: News
    _words: dict[Keywords, bool] = field(default_factory=dict)
    _names: dict[tuple[str, str], bool] = field(default_factory=dict)

    def refusal(self, narrowing: Narrowing) -> str | None:
        if narrowing is ANYTHING:
            return None
        if narrowing.figures and not self.news.alert.statistics:
            return "figures"
        if narrowing.issuer and not self._named("issuer", narrowing.issuer):
            return "issuer"
        if narrowing.source and not self._named("source", narrowing.source):
            return "source"
        return "keywords" if narrowing.keywords and not self._holds(narrowing.keywords) else None

    def _named(self, what: str, name: str) -> bool:
        if (what, name) not in self._names:
            said = (plain(self.news.alert.issuer or ""),) if what == "issuer" else self.news.seen_on
            self._names[what, name] = any(plain(name) in each for each in said)
        return self._names[what, name]

    def _holds(self, keywords: Keywords) -> bool:
        if keywords not in self._words:
            self._words[keywords] = keywords.fit(self.news.words)
        return self._words[keywords]


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
        self._places: dict[_Place, list[Subscription]] = defaultdict(list)
        for subscription in narrow_first:
            self._places[subscription.topic, subscription.region].append(subscription)

    def choose(self, news: News) -> dict[int, Subscription]:
        """Return, for each subscriber whom *news* concerns, the narrowest of the subscriptions that ask for it."""
        asked = _Asked(news)
        region, topics = news.alert.region or NATION, news.alert.topics
        chosen: dict[int, Subscription] = {}
        for (topic, place), subscriptions in self._places.items():
            if topic is not None and topic not in topics:
                continue
            if place is not None and not _covers(place, region):
                continue
            for subscription in subscriptions:
                narrowing = subscription.narrowing
                if subscription.subscriber not in chosen and (
                    narrowing is ANYTHING or asked.refusal(narrowing) is None
                ):
                    chosen[subscription.subscriber] = subscription
        return chosen


_covers = lru_cache(maxsize=50_000)(covers)  # the same few pairs of places, asked for again with every alert
