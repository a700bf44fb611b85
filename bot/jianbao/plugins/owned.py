"""Things that plugins bring, each with whom it is of."""

from collections.abc import Callable
from typing import NamedTuple

from jianbao.model import BotCommand, Lister
from jianbao.plugins.wire import Readable


class Kind(NamedTuple):
    """A kind of source, and who brings it."""

    plugin: str
    version: str
    lister: Lister


class Answerer(NamedTuple):
    """A command of the bot, and who brings it."""

    plugin: str
    version: str
    command: BotCommand


class Foreign(NamedTuple):
    """A kind of file, who reads it, and how they are asked."""

    plugin: str
    version: str
    kind: Readable
    ask: Callable[[str, bytes], str]
