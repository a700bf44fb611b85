"""A command of the bot that a plugin brings."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of an answer, as they are: nothing in them is markup.

    Attributes:
        text: May have line breaks.
        bold: Shown in bold letters.
        mono: Shown in letters of one width, that a tap copies.
        url: What a tap opens, http or https.
    """

    text: str
    bold: bool = False
    mono: bool = False
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What somebody has asked.

    Attributes:
        text: Behind the command.
        replied: Text of the message that it replies to; ``""`` when there is none.
        language: ``zh`` or ``en``: what the chat reads.
    """

    text: str = ""
    replied: str = ""
    language: str = "zh"


@dataclass(frozen=True, slots=True, kw_only=True)
class BotCommand:
    """What a plugin says of its command.

    Attributes:
        name: Behind the slash: small letters, digits and ``_``, 32 at most.
        about: What it does, for the menu, under ``zh`` and ``en``; 100 characters at most.
        answer: Takes the question and returns the answer: text, or text with pieces in it.
    """

    name: str
    about: Mapping[str, str]
    answer: Callable[[Question], Awaitable[str | Sequence[str | Piece]]]
