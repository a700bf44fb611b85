"""Which subscriptions an alert answers. Pure."""

from collections.abc import Iterable
from functools import lru_cache

from jianbao.chinese.places import NATION, covers
from jianbao.model import Alert, Subscription


def matches(subscription: Subscription, alert: Alert) -> bool:
    """Tell whether *alert* is what *subscription* asks for: its topic and a place inside its region, where it has them.

    An alert whose place is not known counts as national: it reaches those who follow the whole country, and nobody
    who asked for one place.
    """
    if subscription.topic is not None and subscription.topic not in alert.topics:
        return False
    return subscription.region is None or _covers(subscription.region, alert.region or NATION)


def choose(alert: Alert, subscriptions: Iterable[Subscription]) -> dict[int, Subscription]:
    """Return, for each subscriber whom *alert* concerns, the narrowest of the subscriptions that ask for it.

    A wish for one topic is narrower than a wish for one place; among equals the oldest counts.
    """
    narrow_first = sorted(subscriptions, key=lambda each: (each.topic is None, each.region is None, each.id))
    chosen: dict[int, Subscription] = {}
    for subscription in narrow_first:
        if subscription.subscriber not in chosen and matches(subscription, alert):
            chosen[subscription.subscriber] = subscription
    return chosen


_covers = lru_cache(maxsize=50_000)(covers)  # the same few pairs of places, asked for again with every alert
