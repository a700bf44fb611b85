"""What buttons mean, as it travels in the 64 bytes that Telegram carries for each of them.

Whatever comes back may have been forged, or belong to another time: what is no tap of ours is None, and nothing else.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Tap:
    """What a button means.

    Attributes:
        act: ``topics`` and ``regions`` show a menu;
            ``again`` and ``arrived`` settle a message in doubt, ``promise`` chooses what becomes of such;
            ``picture``, ``csv``, ``xlsx``, ``reason``, ``mute`` and ``leave`` stand under an alert;
            ``rhythm``, ``quiet`` and ``workdays`` change the settings of a chat;
            ``language`` and ``style`` choose them;
            ``page`` turns to another page of the sources; ``build`` is a step of building a subscription, ``list`` a
            page of them, ``card`` something done to one, ``end`` ends it, ``restore`` subscribes it anew.
        topic: Topic id; None for all.
        number: The subscription, the message to settle, the choice, the page.
        text: What narrows the pages; of ``build``, ``list`` and ``card``, what is to be done, as the module says that
            draws these buttons.
    """

    act: str
    topic: str | None = None
    number: int | None = None
    text: str = ""


_MENUS = {"topics": "t", "regions": "r"}
_NUMBERED = {
    "end": "e",
    "again": "a",
    "arrived": "k",
    "promise": "p",
    "rhythm": "h",
    "quiet": "q",
    "workdays": "d",
    "picture": "i",
    "csv": "x",
    "xlsx": "z",
    "reason": "y",
    "mute": "m",
    "leave": "l",
    "language": "g",
    "style": "f",
    "restore": "o",
}
_WORDED = {"page": "v", "list": "n", "card": "u"}  # a number, and words of their own
_BUILD = "b"
LETTERS = frozenset({*_MENUS.values(), *_NUMBERED.values(), *_WORDED.values(), _BUILD})
"""What the data of every button begins with."""
_ALL = "*"
_LONGEST_DATA = 64  # bytes, callback_data
_DIGITS = 10  # of a number: more than any row has, and what every database takes
_LARGEST = 2**31 - 1


def encode(tap: Tap, short: Callable[[str], str]) -> str:
    """Return *tap* as callback data; *short* gives a topic another name when its id is too long."""
    if tap.act in _WORDED:
        return f"{_WORDED[tap.act]}:{tap.number}:{tap.text}"
    if tap.act == "build":
        return f"{_BUILD}:{tap.text}"
    if tap.number is not None:
        return f"{_NUMBERED[tap.act]}:{tap.number}"
    data = f"{_MENUS[tap.act]}:{tap.topic or _ALL}"
    return data if tap.topic is None or len(data.encode()) <= _LONGEST_DATA else f"{data[:2]}{short(tap.topic)}"


def decode_number(data: str) -> Tap | None:
    """Return the tap of a button that names a number and nothing else; None for other buttons."""
    letter, _, said = data.partition(":")
    name, number = _name(_NUMBERED, letter), number_of(said)
    return Tap(act=name, number=number) if name and number is not None else None


def decode(data: str, topic_ids: Iterable[str], short: Callable[[str], str]) -> Tap | None:
    """Return the tap that :func:`encode` made; None for a topic that is gone, or for anything else."""
    letter, _, said = data.partition(":")
    if letter == _BUILD:
        return Tap(act="build", text=said)
    if worded := _name(_WORDED, letter):
        number, parted, text = said.partition(":")
        page = number_of(number)
        return Tap(act=worded, number=page, text=text) if parted and page is not None else None
    return decode_number(data) or _menu(letter, said, topic_ids, short)


def _menu(letter: str, topic: str, topic_ids: Iterable[str], short: Callable[[str], str]) -> Tap | None:
    name = _name(_MENUS, letter)
    ids = {short(id_): id_ for id_ in topic_ids} | {id_: id_ for id_ in topic_ids} | {_ALL: None}
    return Tap(act=name, topic=ids[topic]) if name and topic in ids else None


def _name(letters: dict[str, str], letter: str) -> str | None:
    return next((name for name, each in letters.items() if each == letter), None)


def number_of(text: str) -> int | None:
    """Return the number that *text* is; None for one that no row can have: databases refuse to look for it."""
    if not (text.isascii() and text.isdecimal() and len(text) <= _DIGITS):
        return None
    return int(text) if int(text) <= _LARGEST else None
