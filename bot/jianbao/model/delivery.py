"""A message on its way out, and what can come of it: all that a channel and the outbox say to each other."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from jianbao.model.alert import Alert
from jianbao.model.subscription import Style, Subscriber


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One message to be sent.

    Attributes:
        id: The store's number; the same each time this message is tried.
        subscriber: Where to.
        alert: What it is about; of a digest, the oldest of its alerts.
        part: Which message of the alert, from 1.
        parts: How many messages the alert is.
        body: The message, in the channel's own markup.
        attempts: Network calls that were begun before.
        digest: True when ``body`` stands for several alerts.
        style: In which the body was made.
    """

    id: int
    subscriber: Subscriber
    alert: Alert
    part: int
    parts: int
    body: str
    attempts: int
    digest: bool = False
    style: Style = Style.FULL


@dataclass(frozen=True, slots=True)
class Sent:
    """It arrived.

    Attributes:
        message_id: The channel's name for it, None where there is none.
        note: What an operator should know of how it arrived: not as it was rendered.
    """

    message_id: int | str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """It did certainly not arrive and may later: after ``wait``, or as the worker's patience grows when None."""

    reason: str
    wait: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Postponed:
    """Nothing was tried: the subscriber's turn comes after ``wait``."""

    wait: timedelta


@dataclass(frozen=True, slots=True)
class Unknown:
    """It left and no answer came: it may have arrived. What follows is the subscriber's :class:`Promise`."""

    reason: str


@dataclass(frozen=True, slots=True)
class Dead:
    """It will never be taken as it is."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unreachable:
    """The subscriber takes nothing from us now: blocked, kicked, gone, no right to write.

    Attributes:
        reason: In the channel's words.
        thread_only: True when other threads of the same address are not concerned.
    """

    reason: str
    thread_only: bool = False


@dataclass(frozen=True, slots=True)
class Moved:
    """It did not arrive because the subscriber lives at another address now."""

    address: str


Outcome = Sent | Failed | Postponed | Unknown | Dead | Unreachable | Moved
Begin = Callable[[], Awaitable[None]]


class Sender(Protocol):
    """A channel's way out."""

    async def send(self, delivery: Delivery, begin: Begin) -> Outcome:
        """Send one message; await *begin* as the last thing before it leaves the house.

        Raises:
            ConfigError: Nothing can be sent until a person has acted.
        """
