"""A chat gets another address: a group that became a supergroup."""

from typing import Any

from sqlalchemy import Connection, Row, exists, select, text, update

from jianbao.store.tables import OWED, delivery, subscriber, subscription

_WISH = ("topic", "region", "issuer", "source", "figures", "keywords")


def move(connection: Connection, old_address: str, new_address: str) -> None:
    """Give every thread of *old_address* the new one.

    Somebody may have subscribed at the new address before we heard of the move: then wishes and what is owed go over
    to that subscriber, and nothing reaches the chat twice. The old row stays, paused, with its history.
    """
    old = select(subscriber).where(subscriber.c.address == old_address).with_for_update()
    for row in connection.execute(old).all():
        twin = connection.scalar(_at(row, new_address))
        if twin is None:
            connection.execute(update(subscriber).where(subscriber.c.id == row.id).values(address=new_address))
        else:
            _merge(connection, row.id, twin, new_address)


def _at(row: Row[Any], address: str) -> Any:
    same = (subscriber.c.channel == row.channel) & (subscriber.c.thread == row.thread)
    return select(subscriber.c.id).where(same, subscriber.c.address == address)


def _merge(connection: Connection, old: int, twin: int, new_address: str) -> None:
    other = subscription.alias()
    same_wish = (other.c[name] == subscription.c[name] for name in _WISH)
    doubled = exists().where(other.c.subscriber_id == twin, ~other.c.ended, *same_wish)
    mine = (subscription.c.subscriber_id == old) & ~subscription.c.ended
    silent = select(subscription.c.id).where(mine, doubled, subscription.c.mute_until.is_not(None))
    told = delivery.c.subscription_id.in_(connection.scalars(silent).all()) & delivery.c.not_before.is_not(None)
    began = select(subscriber.c.created).where(subscriber.c.id == old).scalar_subquery()
    connection.execute(update(delivery).where(told).values(not_before=began))  # what ends in silence holds nothing back
    connection.execute(update(subscription).where(mine, doubled).values(ended=True, mute_until=None))
    halted = (subscription.c.subscriber_id == old) & subscription.c.halted.is_not(None)
    connection.execute(update(subscription).where(mine | halted).values(subscriber_id=twin))

    there = delivery.alias()
    same_part = (there.c.alert_number == delivery.c.alert_number) & (there.c.part == delivery.c.part)
    has_it = exists().where(there.c.subscriber_id == twin, same_part)
    waiting = (delivery.c.subscriber_id == old) & text(OWED)
    settled = {"leased_until": None, "reason": f"the chat moved to {new_address}, which gets this alert anyway"}
    connection.execute(update(delivery).where(waiting, has_it).values(state="dead", **settled))
    connection.execute(update(delivery).where(waiting).values(subscriber_id=twin))
    connection.execute(update(subscriber).where(subscriber.c.id == old).values(paused=f"moved to {new_address}"))
