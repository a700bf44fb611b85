"""Letting a plugin answer a command of the bot: in a thread of its own, for a few seconds."""

from jianbao.errors import PluginError
from jianbao.model import Piece, Question
from jianbao.plugins import contract
from jianbao.plugins.aside import aside
from jianbao.plugins.book import Book
from jianbao.plugins.owned import Answerer

SECONDS = 10.0
"""For one answer: somebody waits for it."""
OVERTIME = 1.0
"""Seconds in which it must end when its time is over."""


async def answer(who: Answerer, question: Question, book: Book) -> tuple[Piece, ...]:
    """Return what the plugin answers.

    Raises:
        PluginError: It has failed, which is written down, or is not asked any more.
    """
    name, version, command = who
    if book.ward.holds(name, version):
        raise PluginError(f"plugin {name} is not asked any more; `jianbao plugins enable {name}` brings it back")

    async def asked() -> object:
        return await command.answer(question)

    try:
        pieces = contract.pieces(await aside(asked, SECONDS, OVERTIME))
    except Exception as error:  # the fence: whatever it has raised
        trouble = book.caught(error, name, "bot_commands", f"/{command.name}")
        book.ward.count(name, version, trouble)
        raise PluginError(f"plugin {name} has failed to answer /{command.name}: {trouble.words}") from error
    book.ward.count(name, version, None)
    return pieces
