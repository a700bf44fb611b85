"""Commands of the bot that plugins bring: asked like the others, answered by the plugin, shown by the house."""

import asyncio
import html
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from telegram import Message, Update
from telegram.ext import Application, CommandHandler, ContextTypes, filters

from jianbao.deliver.plugin_words import plugin_words
from jianbao.deliver.telegram.access import may_act
from jianbao.deliver.telegram.html import MESSAGE_ENTITIES, MESSAGE_UNITS, link, outside, shown, units
from jianbao.deliver.telegram.languages import Languages
from jianbao.deliver.telegram.reply import Reply, fill
from jianbao.deliver.telegram.speaking import reply
from jianbao.errors import PluginError
from jianbao.model import BotCommand, Piece, Question

_ASKED = filters.UpdateType.MESSAGE | filters.UpdateType.CHANNEL_POST  # an edited message asks nothing again
_AT_ONCE = 4  # answers under way: each has a thread
_WAIT = 15.0  # seconds that a question waits for its turn
_MORE = "…"

Ask = Callable[[str, Question], Awaitable[Sequence[Piece]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtCommands:
    """What plugins answer to.

    Attributes:
        commands: By name, with the plugin that each is of.
        ask: Takes a name and a question, and returns the answer; raises PluginError.
    """

    commands: Mapping[str, tuple[str, BotCommand]]
    ask: Ask

    def menu(self, language: str) -> list[tuple[str, str]]:
        """Return the lines for Telegram's menu: name and description."""
        return [(name, each.about[language]) for name, (_, each) in self.commands.items()]


NONE = BroughtCommands(commands={}, ask=lambda name, _: _nobody(name))


async def _nobody(name: str) -> Sequence[Piece]:
    raise PluginError(f"no plugin brings /{name}")


class BroughtHandlers:
    """Listens for them.

    Args:
        brought: The commands.
        languages: Of chats.
    """

    def __init__(self, brought: BroughtCommands, languages: Languages) -> None:
        self._brought = brought
        self._languages = languages
        self._turns = asyncio.Semaphore(_AT_ONCE)

    def install(self, application: Application[Any, Any, Any, Any, Any, Any]) -> None:
        """Add the handlers to *application*, before one that answers to whatever begins with a slash."""
        application.add_handlers([CommandHandler(name, self._handler(name), _ASKED) for name in self._brought.commands])

    def _handler(self, name: str) -> Callable[[Update, ContextTypes.DEFAULT_TYPE], Any]:
        async def handle(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
            message, chat, user = update.effective_message, update.effective_chat, update.effective_user
            if message is None or chat is None:
                return
            words = self._languages.of(str(chat.id), user.language_code if user else None)
            if not await may_act(update, context.bot):
                await reply(message, Reply(words.admins_only))
                return
            await reply(message, await self._answered(name, _question(message, words.language)))

        return handle

    async def _answered(self, name: str, question: Question) -> Reply:
        plugin, _ = self._brought.commands[name]
        words = plugin_words(question.language)
        try:
            async with asyncio.timeout(_WAIT):
                await self._turns.acquire()
        except TimeoutError:
            return Reply(fill(words.busy, command=name))
        try:
            answer = markup(await self._brought.ask(name, question))
            return Reply(answer if shown(answer).strip() else fill(words.failed, plugin=plugin, command=name))
        except PluginError:  # it is written down where it was caught
            return Reply(fill(words.failed, plugin=plugin, command=name))
        finally:
            self._turns.release()


def markup(pieces: Sequence[Piece]) -> str:
    """Return *pieces* as one message: no more of them than fits, and nothing in them that acts in the chat."""
    parts: list[str] = []
    room, entities = MESSAGE_UNITS - units(_MORE), 0
    for piece in pieces:
        for line in piece.text.splitlines(keepends=True):
            marked = int(piece.bold) + int(piece.mono) + int(piece.url is not None)
            content, ended = _clean(line), "\n" if line[-1] in "\r\n" else ""
            size = units(html.unescape(content)) + len(ended)
            if size > room:
                return "".join([*parts, _MORE])
            room -= size
            styled = entities + marked <= MESSAGE_ENTITIES and content
            entities += marked if styled else 0
            parts.append((_styled(content, piece) if styled else content) + ended)
    return "".join(parts)


def _clean(line: str) -> str:
    """Return *line* as HTML; a blank at its ends, between two pieces, stays."""
    content = outside(line)
    before, after = (" " if end in {" ", "\t", "\u3000"} else "" for end in (line[0], line[-1]))
    return f"{before}{content}{after}" if content else ""


def _styled(content: str, piece: Piece) -> str:
    content = f"<code>{content}</code>" if piece.mono else content
    content = f"<b>{content}</b>" if piece.bold else content
    return link(piece.url, content)


def _question(message: Message, language: str) -> Question:
    asked = message.reply_to_message
    replied = (asked.text or asked.caption or "") if asked and not asked.forum_topic_created else ""
    _, *text = (message.text or "").split(maxsplit=1) or [""]
    return Question(text="".join(text).strip(), replied=replied, language=language)
