"""Subscriptions of somebody who was shown out: their chats are told once, and another admin can take them over."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from telegram import Bot, Update, User
from telegram.constants import ChatType, ParseMode
from telegram.error import TelegramError
from telegram.ext import Application, CallbackQueryHandler, ContextTypes

from jianbao.deliver.door_words import door_words
from jianbao.deliver.telegram.access import in_charge
from jianbao.deliver.telegram.door import Door
from jianbao.deliver.telegram.keyboard import keyboard
from jianbao.deliver.telegram.reply import Button, Reply, fill
from jianbao.deliver.wording import EN, ZH, Words, words_for
from jianbao.model import Subscriber
from jianbao.store import Store

_log = logging.getLogger(__name__)
_ADOPT = "adopt"
_WORDS = {"zh": ZH, "en": EN}


class Takeover:
    """Tells who looks after the chats, and hands over.

    Args:
        store: Knows what was halted.
        door: Knows who may use the bot.
        clock: Now, UTC.
    """

    def __init__(self, store: Store, door: Door, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._door = door
        self._clock = clock

    def install(self, application: Application[Any, Any, Any, Any, Any, Any]) -> None:
        """Add the handler of the button to *application*, before the one of all other buttons."""
        application.add_handler(CallbackQueryHandler(self._adopt, pattern=rf"^{_ADOPT}:\d{{1,18}}$"))

    async def tell(self, bot: Bot, chats: Sequence[Subscriber], words: Words) -> tuple[list[str], list[str]]:
        """Tell each chat once that its subscriptions are halted; return the names of those that were told, and not.

        A group hears it itself; of a channel, whose readers have nothing to do with it, those of its admins who use the
        bot and have a chat with it.
        """
        told, untold = list[str](), list[str]()
        for each in chats:
            reached = await self._tell(bot, each, _WORDS.get(each.language, words))
            (told if reached else untold).append(each.title or each.address)
        return told, untold

    async def _tell(self, bot: Bot, chat: Subscriber, words: Words) -> bool:
        said = door_words(words.language)
        button = Button(said.adopt, f"{_ADOPT}:{chat.id}")
        reply = Reply(fill(said.orphaned, where=chat.title or chat.address), ((button,),))
        try:
            if (await bot.get_chat(chat.address)).type != ChatType.CHANNEL:
                return await _send(bot, chat.address, reply, chat.thread)
            admins = await bot.get_chat_administrators(chat.address)
        except TelegramError as error:
            _log.info("the admins of %s cannot be found: %s", chat.address, error.message)
            return False
        people = [str(admin.user.id) for admin in admins if not admin.user.is_bot]
        allowed = [person for person in people if await asyncio.to_thread(self._door.lets_in, person, person)]
        return any([await _send(bot, person, reply) for person in allowed])

    async def _adopt(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Let what was halted go on for whoever taps, if they administer the chat; the doorkeeper has let them in."""
        query = update.callback_query
        if query is None:
            return
        words = words_for(query.from_user.language_code)
        if not query.data:  # forged: the library brings a tap without data to the first handler of any
            await query.answer(words.stale_button)
            return
        number = int(query.data.partition(":")[2])
        chat = await asyncio.to_thread(self._store.orphans.chat, number)
        if chat is None or not await _administers(query.from_user, chat, context.bot):
            await query.answer(words.admins_only)
            return
        await query.answer()
        goes_on = await asyncio.to_thread(self._store.orphans.adopt, number, str(query.from_user.id), self._clock())
        said, where = door_words(words.language), chat.title or chat.address
        told = fill(said.adopted, count=len(goes_on), where=where) if goes_on else said.adopted_already
        await query.edit_message_text(told, ParseMode.HTML)


async def _administers(user: User, chat: Subscriber, bot: Bot) -> bool:
    try:
        return await in_charge(chat.address, user, bot)
    except TelegramError:  # the chat is gone, or we are not in it any more
        return False


async def _send(bot: Bot, address: str, reply: Reply, thread: int | None = None) -> bool:
    try:
        await bot.send_message(
            address, reply.html, ParseMode.HTML, message_thread_id=thread, reply_markup=keyboard(reply.buttons)
        )
    except TelegramError as error:  # the house is closed, or was never opened: what is halted stays so
        _log.info("%s could not be told that subscriptions are halted: %s", address, error.message)
        return False
    return True
