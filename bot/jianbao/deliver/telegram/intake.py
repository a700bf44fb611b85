"""What somebody has sent to be read: found in their message, downloaded, answered below it."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from telegram import Bot, Message
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest

from jianbao.deliver.reading_words import reading_words
from jianbao.deliver.telegram.readings import LARGEST, LARGEST_MB, Readings
from jianbao.deliver.telegram.reply import fill
from jianbao.deliver.telegram.sender import NO_PREVIEW
from jianbao.deliver.wording import Words
from jianbao.read import Raw

LEAST_TEXT = 60  # characters: a wish in words is shorter, a document longer
_LINK = re.compile(r"https?://[^\s<>\"“”]+", re.IGNORECASE)
_COMMAND = re.compile(r"^/\w+(?:@\w+)?\s*")
_QUICK = 1.0  # seconds after which people are told that it takes a while


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What a message brings: one of these.

    Attributes:
        file: Telegram's id.
        name: Of the file.
        size: Bytes, as Telegram says.
        link: An address.
        text: The document itself.
        picture: True for a photo without words.
    """

    file: str = ""
    name: str = ""
    size: int = 0
    link: str = ""
    text: str = ""
    picture: bool = False


def sent_by(message: Message, *, asked: bool = False) -> Sent | None:
    """Return what *message* brings; None when it brings words of a wish or nothing.

    Args:
        message: Of a person.
        asked: True when somebody has asked to read it: then short texts are documents too.
    """
    if document := message.document:
        return Sent(file=document.file_id, name=document.file_name or "document", size=document.file_size or 0)
    text = _COMMAND.sub("", message.text or message.caption or "").strip()
    links = _LINK.findall(text)
    if links and len(_LINK.sub("", text).strip()) < LEAST_TEXT:
        return Sent(link=links[0])
    if text and (asked or message.photo or message.forward_origin or len(text) >= LEAST_TEXT):
        return Sent(text=text)
    return Sent(picture=True) if message.photo else None


def has_link(text: str) -> bool:
    """Tell whether an address stands in *text*."""
    return _LINK.search(text) is not None


class Intake:
    """Answers people who send documents.

    Args:
        readings: Reads them.
    """

    def __init__(self, readings: Readings) -> None:
        self._readings = readings

    async def answer(self, sent: Sent, to: Message, words: Words, bot: Bot) -> None:
        """Read what was *sent* and say below *to* what is in it."""
        said, person = reading_words(words.language), to.from_user or to.sender_chat or to.chat
        if sent.picture:
            await _say(to, said.photo, bot)
        elif sent.size > LARGEST:
            await _say(to, fill(said.too_large, size=LARGEST_MB), bot)
        elif refusal := self._readings.refusal(person.id, words):
            await _say(to, refusal, bot)
        else:
            reading = self._readings.link(sent.link, words) if sent.link else self._own(sent, words, bot)
            for part in await _announced(reading, to, said.working, bot):
                await _say(to, part, bot)

    async def _own(self, sent: Sent, words: Words, bot: Bot) -> tuple[str, ...]:
        try:
            return await self._readings.document(_bringing(sent, bot), words)
        except BadRequest as error:
            if "file is too big" not in error.message.lower():
                raise
            return (fill(reading_words(words.language).too_large, size=LARGEST_MB),)


def _bringing(sent: Sent, bot: Bot) -> Callable[[], Awaitable[Raw]]:
    async def bring() -> Raw:
        if not sent.file:
            return Raw(data=sent.text.encode(), name="message.txt", content_type="text/plain; charset=utf-8")
        file = await bot.get_file(sent.file)
        return Raw(data=bytes(await file.download_as_bytearray()), name=sent.name)

    return bring


async def _announced(reading: Awaitable[tuple[str, ...]], to: Message, working: str, bot: Bot) -> tuple[str, ...]:
    """Return what *reading* gives; say that it is under way when it takes a while, and take that back afterwards."""
    task = asyncio.ensure_future(reading)
    done, _ = await asyncio.wait({task}, timeout=_QUICK)
    if done:
        return task.result()
    notice = await _say(to, working, bot)
    try:
        thread = to.message_thread_id if to.is_topic_message else None
        await bot.send_chat_action(to.chat.id, ChatAction.TYPING, message_thread_id=thread)
        return await task
    finally:
        await notice.delete()


async def _say(to: Message, html: str, bot: Bot) -> Message:
    return await bot.send_message(
        to.chat.id,
        html,
        ParseMode.HTML,
        message_thread_id=to.message_thread_id if to.is_topic_message else None,
        link_preview_options=NO_PREVIEW,
    )
