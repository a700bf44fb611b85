"""All subscriptions that hold now, in the order in which documents are held against them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from threading import Lock
from typing import Any

from sqlalchemy import BigInteger, Connection, Row, cast, func, select

from jianbao.model import Channel, Subscription
from jianbao.store.engine import Database
from jianbao.store.matching import Index
from jianbao.store.subscribers import subscription_of, wishes
from jianbao.store.tables import subscriber, subscription

_TRIES = 3  # times that subscriptions may change between being put in order and being used, before all others wait

ByChannel = Mapping[Channel, Index]


class Wishes:
    """Reads subscriptions again only when some have begun, ended or moved: documents come more often than readers.

    To put them in order takes longer than all else that is written of a document. So it is done before the transaction
    that needs them, and those who write or subscribe meanwhile do not wait; inside, one question tells whether they
    still are what they were.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: tuple[tuple[int, ...], ByChannel] = ((), {})
        self._one_at_a_time = Lock()

    @contextmanager
    def transaction(self, *, asked: bool) -> Iterator[tuple[Connection, ByChannel]]:
        """Give a transaction that writes, its turn among commits taken, and the subscriptions that hold in it.

        Args:
            asked: False when there is nothing to be held against them: they are not looked at.
        """
        for attempt in range(1, _TRIES + 1):
            if asked:
                self.prepare()
            with ExitStack() as stack:
                connection = stack.enter_context(self._database.write())
                self._database.take_turn(connection)
                known, found = self._known
                if asked and tuple(connection.execute(_STAMP).one()) != known:
                    if attempt < _TRIES:
                        continue
                    found = self._read(connection)
                yield connection, found if asked else {}
                return

    def prepare(self) -> None:
        """Put the subscriptions in order, if they are not what they were."""
        with self._one_at_a_time, self._database.read() as connection:
            if tuple(connection.execute(_STAMP).one()) != self._known[0]:
                self._read(connection)

    def _read(self, connection: Connection) -> ByChannel:
        rows = connection.execute(wishes().add_columns(subscriber.c.channel).join(subscriber)).all()
        found = _by_channel(rows)
        # The stamp of these very rows: on PostgreSQL, the next statement may see others.
        self._known = (_stamp(rows), found)
        return found


# Ids only grow, and what has ended never holds again; what moves to another chat changes the sum.
_CHATS = func.sum(cast(subscription.c.subscriber_id, BigInteger) * subscription.c.id)
_STAMP = select(func.count(), func.coalesce(func.max(subscription.c.id), 0), func.coalesce(_CHATS, 0)).where(
    ~subscription.c.ended
)


def _stamp(rows: Sequence[Row[Any]]) -> tuple[int, ...]:
    """Return what ``_STAMP`` would give for *rows*."""
    return len(rows), max((row.id for row in rows), default=0), sum(row.subscriber_id * row.id for row in rows)


def _by_channel(rows: Sequence[Row[Any]]) -> ByChannel:
    found: dict[Channel, list[Subscription]] = defaultdict(list)
    for row in rows:
        found[Channel(row.channel)].append(subscription_of(row))
    return {channel: Index(every) for channel, every in found.items()}
