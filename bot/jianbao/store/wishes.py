"""All subscriptions that hold now, in the order in which documents are held against them."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Row, func, select

from jianbao.model import Channel, Subscription
from jianbao.store.matching import Index
from jianbao.store.subscribers import subscription_of, wishes
from jianbao.store.tables import subscriber, subscription


class Wishes:
    """Reads subscriptions again only when some have begun, ended or moved: documents come more often than readers."""

    def __init__(self) -> None:
        self._known: tuple[tuple[Any, ...], Mapping[Channel, Index]] = ((), {})

    def by_channel(self, connection: Connection) -> Mapping[Channel, Index]:
        """Return, in the caller's transaction, the subscriptions of each channel."""
        stamp = tuple(connection.execute(_STAMP).one())
        known, found = self._known
        if stamp != known:
            found = _read(connection)
            self._known = (stamp, found)
        return found


# Ids only grow, and what has ended never holds again: none of the three can change and all be the same.
_STAMP = select(func.count(), func.max(subscription.c.id), func.sum(subscription.c.subscriber_id)).where(
    ~subscription.c.ended
)


def _read(connection: Connection) -> Mapping[Channel, Index]:
    found: dict[Channel, list[Subscription]] = defaultdict(list)
    row: Row[Any]
    for row in connection.execute(wishes().add_columns(subscriber.c.channel).join(subscriber)):
        found[Channel(row.channel)].append(subscription_of(row))
    return {channel: Index(every) for channel, every in found.items()}
