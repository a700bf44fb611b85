"""Stands before all other handlers: lets in who may come in, and slows down who comes too often."""

import asyncio
from typing import Any

from telegram import Message, Update
from telegram.constants import ChatType
from telegram.ext import Application, ApplicationHandlerStop, CommandHandler, ContextTypes, TypeHandler

from jianbao.deliver.telegram.commands import words_of
from jianbao.deliver.telegram.door import Door
from jianbao.deliver.telegram.html import shown
from jianbao.deliver.telegram.languages import Languages
from jianbao.deliver.telegram.reply import Reply
from jianbao.deliver.telegram.speaking import reply
from jianbao.deliver.telegram.takeover import Takeover
from jianbao.deliver.wording import Words

_FIRST = -1  # the group of handlers that sees each update before the others


class Doorkeeper:
    """Asks the door about each update that a person has caused.

    Args:
        door: Knows who may come in.
        takeover: What becomes of subscriptions of those who were shown out.
        languages: In which each chat is answered.
    """

    def __init__(self, door: Door, takeover: Takeover, languages: Languages) -> None:
        self._door = door
        self._takeover = takeover
        self._languages = languages

    def install(self, application: Application[Any, Any, Any, Any, Any, Any]) -> None:
        """Add the handlers to *application*."""
        application.add_handler(TypeHandler(Update, self._check), group=_FIRST)
        application.add_handler(CommandHandler("invite", self._invite))
        application.add_handler(CommandHandler("dismiss", self._dismiss))
        self._takeover.install(application)

    def _words(self, update: Update) -> Words:
        chat, person = update.effective_chat, update.effective_user
        return self._languages.of(str(chat.id) if chat else "", person.language_code if person else None)

    async def _check(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        chat, message = update.effective_chat, update.effective_message
        if chat is None or update.my_chat_member or not (update.callback_query or isinstance(message, Message)):
            return
        person, words = _person(update), self._words(update)
        if person and not await self._slow_enough(update, person, words):
            raise ApplicationHandlerStop
        if await self._enters(message, person, words):
            raise ApplicationHandlerStop
        if await asyncio.to_thread(self._door.lets_in, person, str(chat.id)):
            return
        # In groups it would be said to everybody at each word; who taps a button hears it alone.
        if chat.type == ChatType.PRIVATE or update.callback_query:
            await _say(update, self._door.closed(person, words))
        raise ApplicationHandlerStop

    async def _slow_enough(self, update: Update, person: str, words: Words) -> bool:
        fast = self._door.is_too_fast(person)
        if fast:
            await _say(update, self._door.too_fast(words))
        return fast is False

    async def _enters(self, message: Message | None, person: str, words: Words) -> bool:
        """Let a person in who comes by an invitation; tell whether they did."""
        text = (message.text or "") if isinstance(message, Message) else ""
        said = words_of(text)
        if not (message and person and text.startswith("/start") and said):
            return False
        answer = await asyncio.to_thread(self._door.enter, said[0], person, words)
        if answer:
            await reply(message, answer)
        return answer is not None

    async def _invite(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Give an admin an invitation."""
        message = update.effective_message
        if message:
            said, bot = words_of(message.text or ""), context.bot.username
            answer = await asyncio.to_thread(self._door.invite, said, _person(update), bot, self._words(update))
            await reply(message, answer)

    async def _dismiss(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Show somebody out, for an admin, and tell the chats whose subscriptions are halted by that."""
        message, words = update.effective_message, self._words(update)
        if message:
            said = words_of(message.text or "")
            answer, chats = await asyncio.to_thread(self._door.show_out, said, _person(update), words)
            told, untold = await self._takeover.tell(context.bot, chats, words)
            await reply(message, Reply(answer.html + self._door.halted(told, untold, words)))


def _person(update: Update) -> str:
    return str(update.effective_user.id) if update.effective_user else ""


async def _say(update: Update, answer: Reply) -> None:
    if update.callback_query:
        await update.callback_query.answer(shown(answer.html)[:200])
    elif update.effective_message:
        await reply(update.effective_message, answer)
