"""Who wants to hear of what, and where."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar


class Channel(str):
    """The way an alert leaves the house, by its name: those below, and whatever plugins bring."""

    __slots__ = ()

    CONSOLE: ClassVar["Channel"]
    TELEGRAM: ClassVar["Channel"]


Channel.CONSOLE = Channel("console")
Channel.TELEGRAM = Channel("telegram")


class Promise(StrEnum):
    """What happens to a message of which nobody can know whether it has arrived."""

    NEVER_TWICE = "never-twice"  # it is shown to the operator and not sent again
    AT_LEAST_ONCE = "at-least-once"  # it is sent again, and may then be there twice


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscriber:
    """A place that alerts go to: a private chat, a group, one topic of a forum, a channel, the terminal.

    Attributes:
        id: The store's number.
        channel: How it is reached.
        address: Telegram's chat id as text; ``""`` for the console; what the channel's plugin says for others.
        thread: Forum topic (``message_thread_id``), None outside of forums.
        title: What operators see in lists.
        paused: Why nothing is sent now (blocked, kicked); None when all is well.
        promise: What it has chosen for messages that may have arrived.
    """

    id: int
    channel: Channel
    address: str
    thread: int | None = None
    title: str = ""
    paused: str | None = None
    promise: Promise = Promise.NEVER_TWICE


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
