"""Who hears of what: places that alerts go to, and their wishes."""

from datetime import datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, select, update

from jianbao.errors import StoreError
from jianbao.model import (
    ANYTHING,
    Channel,
    Hours,
    Keywords,
    Narrowing,
    Promise,
    Rhythm,
    Style,
    Subscriber,
    Subscription,
)
from jianbao.store import moving
from jianbao.store.engine import Database, insert
from jianbao.store.tables import subscriber, subscription


class Subscribers:
    """Places that alerts go to; each is one channel, one address, one thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ensure(
        self, channel: Channel, address: str, thread: int | None = None, title: str = "", *, now: datetime
    ) -> Subscriber:
        """Return the subscriber at this place, made when there is none; a *title* replaces the one that it had."""
        here = (subscriber.c.channel == channel) & (subscriber.c.address == address)
        here &= subscriber.c.thread == (thread or 0)
        row = {"channel": channel, "address": address, "thread": thread or 0, "title": title, "created": now}
        with self._database.write() as connection:
            connection.execute(insert(connection, subscriber).values(row).on_conflict_do_nothing())
            if title:
                connection.execute(update(subscriber).where(here, subscriber.c.title != title).values(title=title))
            return subscriber_of(connection.execute(select(subscriber).where(here)).one())

    def all(self) -> list[Subscriber]:
        """Return every subscriber, oldest first."""
        with self._database.read() as connection:
            return [subscriber_of(row) for row in connection.execute(select(subscriber).order_by(subscriber.c.id))]

    def subscribe(
        self,
        subscriber_id: int,
        topic: str | None,
        region: str | None,
        now: datetime,
        narrowing: Narrowing = ANYTHING,
        *,
        asker: str = "",
    ) -> Subscription:
        """Return the subscriber's wish for *topic* (None: all) in *region* (None: everywhere), made when there is none.

        Args:
            subscriber_id: Whose.
            topic: See above.
            region: See above.
            now: The time to be written down.
            narrowing: What else it asks for.
            asker: Who makes it, by Telegram's id: when they may not use the bot any more, it is halted.

        Raises:
            StoreError: There is no such subscriber.
        """
        row = {"subscriber_id": subscriber_id} | wish_row(topic, region, narrowing)
        with self._database.write() as connection:
            self._database.take_turn(connection)  # so that what is stored after this has returned is heard
            if connection.scalar(select(subscriber.c.id).where(subscriber.c.id == subscriber_id)) is None:
                raise StoreError(f"there is no subscriber {subscriber_id}: call ensure first")
            new = insert(connection, subscription).values(row | {"ended": False, "asker": asker, "created": now})
            connection.execute(new.on_conflict_do_nothing())
            return subscription_of(connection.execute(wishes().filter_by(**row)).one())

    def unsubscribe(self, subscription_id: int) -> None:
        """End a subscription; what it already owes is still delivered."""
        ended = update(subscription).where(subscription.c.id == subscription_id).values(ended=True)
        with self._database.write() as connection:
            connection.execute(ended)

    def past(self, subscription_id: int, subscriber_id: int) -> Subscription | None:
        """Return a subscription of that subscriber, whether it has ended or not; None when it has no such."""
        asked = select(subscription).where(subscription.c.id == subscription_id)
        with self._database.read() as connection:
            row = connection.execute(asked.where(subscription.c.subscriber_id == subscriber_id)).one_or_none()
        return None if row is None else subscription_of(row)

    def subscriptions(self, subscriber_id: int) -> list[Subscription]:
        """Return the wishes of a subscriber, oldest first."""
        with self._database.read() as connection:
            rows = connection.execute(wishes().where(subscription.c.subscriber_id == subscriber_id))
            return [subscription_of(row) for row in rows]

    def pause(self, address: str, reason: str, thread: int | None = None, *, now: datetime | None = None) -> None:
        """Send nothing to any thread of *address*, or only to that one, until it is resumed; what is owed waits.

        Args:
            address: Which chat.
            reason: Why.
            thread: Which of its threads; None for all.
            now: Since when, to be told to its reader; of one that is paused already, the first time stays.
        """
        with self._database.write() as connection:
            here = _at(address, thread)
            connection.execute(update(subscriber).where(here, subscriber.c.paused.is_(None)).values(paused_since=now))
            connection.execute(update(subscriber).where(here).values(paused=reason))

    def resume(self, address: str, thread: int | None = None) -> str | None:
        """Send again, to all threads or only to that one; return why nothing was sent, None if nothing was wrong."""
        here = _at(address, thread) & subscriber.c.paused.is_not(None)
        with self._database.write() as connection:
            before = connection.scalar(select(subscriber.c.paused).where(here))
            connection.execute(update(subscriber).where(here).values(paused=None, paused_since=None))
            return before

    def promise(self, subscriber_id: int, promise: Promise) -> None:
        """Note what the subscriber wants done with messages that may have arrived."""
        chosen = update(subscriber).where(subscriber.c.id == subscriber_id).values(promise=promise)
        with self._database.write() as connection:
            connection.execute(chosen)

    def dress(self, subscriber_id: int, style: Style) -> None:
        """Note how alerts are to look from now on."""
        chosen = update(subscriber).where(subscriber.c.id == subscriber_id).values(style=style)
        with self._database.write() as connection:
            connection.execute(chosen)

    def speak(self, address: str, language: str) -> None:
        """Note the language of a chat, for all its threads."""
        chosen = update(subscriber).where(subscriber.c.address == address).values(language=language)
        with self._database.write() as connection:
            connection.execute(chosen)

    def languages(self) -> dict[str, str]:
        """Return the chosen languages by address."""
        with self._database.read() as connection:
            rows = connection.execute(select(subscriber).where(subscriber.c.language != ""))
            return {row.address: row.language for row in rows}

    def migrate(self, old_address: str, new_address: str) -> None:
        """Let everything that belongs to *old_address* belong to *new_address*: a group became a supergroup."""
        with self._database.write() as connection:
            moving.move(connection, old_address, new_address)


def _at(address: str, thread: int | None) -> ColumnElement[bool]:
    here = subscriber.c.address == address
    return here if thread is None else here & (subscriber.c.thread == thread)


def wishes() -> Select[Any]:
    """Return the question for all subscriptions that hold now."""
    return select(subscription).where(~subscription.c.ended).order_by(subscription.c.id)


def wish_row(topic: str | None, region: str | None, narrowing: Narrowing) -> dict[str, Any]:
    """Return a wish as columns; what is left open is empty, for NULLs would not be equal to each other."""
    return {
        "topic": topic or "",
        "region": region or "",
        "issuer": narrowing.issuer,
        "source": narrowing.source,
        "figures": narrowing.figures,
        "keywords": str(narrowing.keywords),
    }


def subscriber_of(row: Row[Any]) -> Subscriber:
    """Return a row of the table as the model's value."""
    return Subscriber(
        id=row.id,
        channel=Channel(row.channel),
        address=row.address,
        thread=row.thread or None,
        title=row.title,
        paused=row.paused,
        paused_since=row._mapping.get("paused_since"),  # noqa: SLF001 - its public name
        promise=Promise(row.promise),
        hours=hours_of(row),
        style=Style(row.style),
        language=row._mapping.get("language", ""),  # noqa: SLF001 - its public name
    )


def hours_of(row: Row[Any]) -> Hours:
    """Return what a row of the table says of when its chat wants to be written to."""
    quiet = (time.fromisoformat(row.quiet_from), time.fromisoformat(row.quiet_to)) if row.quiet_from else None
    return Hours(quiet=quiet, workdays=row.workdays, mute_until=row.mute_until, zone=row.zone)


def subscription_of(row: Row[Any]) -> Subscription:
    """Return a row of the table as the model's value."""
    return Subscription(
        id=row._mapping.get("id", 0),  # noqa: SLF001 - its public name
        subscriber=row._mapping.get("subscriber_id", 0),  # noqa: SLF001 - its public name
        topic=row.topic or None,
        region=row.region or None,
        narrowing=_narrowing(row),
        rhythm=Rhythm(row._mapping.get("rhythm", Rhythm.AT_ONCE)),  # noqa: SLF001 - its public name
        mute_until=row._mapping.get("mute_until"),  # noqa: SLF001 - its public name
    )


def _narrowing(row: Row[Any]) -> Narrowing:
    if not (row.issuer or row.source or row.figures or row.keywords):
        return ANYTHING
    return Narrowing(issuer=row.issuer, source=row.source, figures=row.figures, keywords=Keywords.parse(row.keywords))
