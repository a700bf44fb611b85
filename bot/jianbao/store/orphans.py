"""Subscriptions whose asker may use the bot no longer: halted in chats of others, until somebody takes them over."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Connection, select, update

from jianbao.model import Channel, Subscriber, Subscription
from jianbao.store.delivery import WAITING, State
from jianbao.store.engine import Database, insert
from jianbao.store.subscribers import subscriber_of, subscription_of, wishes
from jianbao.store.tables import delivery, subscriber, subscription

_DROPPED = "whoever asked for it may not use the bot any more"
_COPIED = ("topic", "region", "issuer", "source", "figures", "keywords", "rhythm", "mute_until")


class Orphans:
    """Gives halted subscriptions to whoever takes care of their chat from now on."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def adopt(self, subscriber_id: int, person: str, now: datetime) -> list[Subscription]:
        """Let all that was halted in the chat of a subscriber, in whichever of its threads, go on for *person*.

        Returns:
            What goes on; nothing when somebody was quicker.
        """
        with self._database.write() as connection:
            self._database.take_turn(connection)  # as of whoever subscribes
            here = select(subscriber.c.address).where(subscriber.c.id == subscriber_id).scalar_subquery()
            threads = select(subscriber.c.id).where(
                subscriber.c.channel == Channel.TELEGRAM, subscriber.c.address == here
            )
            halted = subscription.c.halted.is_not(None) & subscription.c.subscriber_id.in_(threads)
            rows = connection.execute(select(subscription).where(halted).order_by(subscription.c.id)).all()
            # New ones: ids of those that hold only grow, so that everybody who keeps them in mind sees the change.
            for row in rows:
                wish = {name: row._mapping[name] for name in _COPIED}  # noqa: SLF001 - its public name
                new = {"subscriber_id": row.subscriber_id, "asker": person, "ended": False, "created": now, **wish}
                connection.execute(insert(connection, subscription).values(new).on_conflict_do_nothing())
            connection.execute(update(subscription).where(halted).values(halted=None))
            chats = {row.subscriber_id for row in rows}
            now_there = connection.execute(wishes().where(subscription.c.subscriber_id.in_(chats)))
            return [subscription_of(row) for row in now_there]

    def chat(self, subscriber_id: int) -> Subscriber | None:
        """Return a subscriber by its number; None when there is none."""
        with self._database.read() as connection:
            row = connection.execute(select(subscriber).where(subscriber.c.id == subscriber_id)).one_or_none()
            return None if row is None else subscriber_of(row)


def halt(connection: Connection, person: str, now: datetime, kept: Collection[str] = ()) -> list[Subscriber]:
    """Halt, in the caller's transaction, what *person* asked for in chats of others, and end what is in their own.

    What waits to be sent because of it is given up, but in chats that others have subscribed too. In chats whose
    address is *kept*, all goes on.

    Returns:
        One subscriber for each chat of others in which something was halted.
    """
    telegram = subscriber.c.channel == Channel.TELEGRAM
    own = select(subscriber.c.id).where(telegram, subscriber.c.address == person)
    others = select(subscriber.c.id).where(telegram, subscriber.c.address.not_in([person, *kept]))
    alive, its = ~subscription.c.ended, subscription.c
    mine = list(connection.scalars(select(its.id).where(alive, its.subscriber_id.in_(own))))
    theirs = connection.execute(
        select(its.id, its.subscriber_id).where(alive, its.asker == person, its.subscriber_id.in_(others))
    ).all()
    halted = [row.id for row in theirs]
    connection.execute(update(subscription).where(its.id.in_([*mine, *halted])).values(ended=True))
    connection.execute(update(subscription).where(its.id.in_(halted)).values(halted=now))
    chats = sorted({row.subscriber_id for row in theirs})
    _drop(connection, [*connection.scalars(own), *chats], halted)
    rows = connection.execute(select(subscriber).where(subscriber.c.id.in_(chats)).order_by(subscriber.c.id))
    return list({each.address: each for each in map(subscriber_of, reversed(rows.all()))}.values())[::-1]


def _drop(connection: Connection, chats: Sequence[int], halted: Sequence[int]) -> None:
    """Give up what waits in *chats* that nobody has subscribed any more, and what a halted silence held back."""
    left = select(subscription.c.subscriber_id).where(~subscription.c.ended, subscription.c.subscriber_id.in_(chats))
    empty = delivery.c.subscriber_id.in_(sorted(set(chats) - set(connection.scalars(left))))
    silent = select(subscription.c.id).where(subscription.c.id.in_(halted), subscription.c.mute_until.is_not(None))
    waiting = delivery.c.state.in_(WAITING) & delivery.c.leased_until.is_(None)
    dropped = {"state": State.DEAD, "reason": _DROPPED, "next_try": None}
    connection.execute(update(delivery).where(waiting, empty | delivery.c.subscription_id.in_(silent)).values(dropped))
