"""Who wants to hear of what, and where."""

from dataclasses import dataclass
from enum import StrEnum


class Channel(StrEnum):
    """The way an alert leaves the house."""

    CONSOLE = "console"
    TELEGRAM = "telegram"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscriber:
    """A place that alerts go to: a private chat, a group, one topic of a forum, a channel, the terminal.

    Attributes:
        id: The store's number.
        channel: How it is reached.
        address: Telegram's chat id as text; ``""`` for the console.
        thread: Forum topic (``message_thread_id``), None outside of forums.
        title: What operators see in lists.
        paused: Why nothing is sent now (blocked, kicked); None when all is well.
    """

    id: int
    channel: Channel
    address: str
    thread: int | None = None
    title: str = ""
    paused: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """One wish of a subscriber. Conditions that are None do not narrow.

    Attributes:
        id: The store's number.
        subscriber: :attr:`Subscriber.id`.
        topic: Topic id.
        region: Full official name; everything below it is included.
    """

    id: int
    subscriber: int
    topic: str | None = None
    region: str | None = None
