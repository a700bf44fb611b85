"""Who wants to hear of what, and where."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from jianbao.model.hours import ALWAYS, Hours, Rhythm
from jianbao.model.keywords import NO_WORDS, Keywords


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


class Style(StrEnum):
    """How alerts look in a chat."""

    FULL = "full"
    COMPACT = "compact"  # one line and the first figure
    RICH = "rich"  # a rich message with a table: Bot API 10.1; some clients cannot show it


def form_of(channel: Channel, style: Style) -> Channel:
    """Return the name under which the bodies of a channel's style are made and kept: ``telegram:compact``."""
    return channel if style is Style.FULL else Channel(f"{channel}:{style}")


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
        paused_since: Since when; None when all is well, or when it was not written down.
        promise: What it has chosen for messages that may have arrived.
        hours: When it wants to be written to.
        style: How alerts look there.
        language: The one it has chosen, ``zh`` or ``en``; empty for that of the client.
    """

    id: int
    channel: Channel
    address: str
    thread: int | None = None
    title: str = ""
    paused: str | None = None
    paused_since: datetime | None = None
    promise: Promise = Promise.NEVER_TWICE
    hours: Hours = ALWAYS
    style: Style = Style.FULL
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """What a wish asks for besides topic and place. What is empty does not narrow.

    Attributes:
        issuer: What the issuer's name holds, as :class:`~jianbao.model.names_asked.NamesAsked` writes it: ``民政部``
            also finds ``民政部、财政部``, ``民政部|财政部`` finds both, ``-民政部`` all others.
        source: What the name of the source holds, likewise.
        figures: True when only documents with figures are wanted.
        keywords: What their text must hold.
    """

    issuer: str = ""
    source: str = ""
    figures: bool = False
    keywords: Keywords = NO_WORDS

    @property
    def conditions(self) -> int:
        """How many conditions it has."""
        return sum((bool(self.issuer), bool(self.source), self.figures, bool(self.keywords)))


ANYTHING = Narrowing()


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """One wish of a subscriber. Conditions that are None do not narrow.

    Attributes:
        id: The store's number.
        subscriber: :attr:`Subscriber.id`.
        topic: Topic id.
        region: Full official name; everything below it is included.
        narrowing: What else it asks for.
        rhythm: How often it brings what it found.
        mute_until: What it finds before is held back, UTC; :data:`~jianbao.model.hours.UNTIL_TOLD` has no end.
    """

    id: int
    subscriber: int
    topic: str | None = None
    region: str | None = None
    narrowing: Narrowing = ANYTHING
    rhythm: Rhythm = Rhythm.AT_ONCE
    mute_until: datetime | None = None
