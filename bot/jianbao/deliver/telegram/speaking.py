"""Answers on their way to Telegram: as new messages, or in the place of the message whose button was tapped."""

from collections.abc import Sequence

from telegram import CallbackQuery, Message
from telegram.constants import ParseMode
from telegram.error import BadRequest

from jianbao.deliver.telegram.keyboard import keyboard
from jianbao.deliver.telegram.reply import Button, Reply
from jianbao.deliver.telegram.sender import NO_PREVIEW

_SAME = "not modified"  # a second tap on the same button
_CANNOT = ("message to edit not found", "message can't be edited", "message_id_invalid")
_TOO_LATE = ("query is too old", "query id is invalid", "query_id_invalid")  # the tap waited while we were away


async def reply(message: Message, answer: Reply) -> None:
    """Answer in the same chat and the same forum topic."""
    await message.get_bot().send_message(
        message.chat.id,
        answer.html,
        ParseMode.HTML,
        message_thread_id=message.message_thread_id if message.is_topic_message else None,
        reply_markup=keyboard(answer.buttons),
        link_preview_options=NO_PREVIEW,
    )


async def become(query: CallbackQuery, message: Message, answer: Reply) -> None:
    """Put *answer* in the place of *message*, which the button belongs to; below it when it cannot change any more."""
    try:
        await query.edit_message_text(
            answer.html, ParseMode.HTML, reply_markup=keyboard(answer.buttons), link_preview_options=NO_PREVIEW
        )
    except BadRequest as error:
        if _said(error, _CANNOT):
            await reply(message, answer)
        elif not _said(error, (_SAME,)):
            raise


async def redraw(query: CallbackQuery, rows: Sequence[Sequence[Button]]) -> None:
    """Give the message that a button belongs to other *rows* of buttons; none leave those that it has."""
    try:
        if rows:
            await query.edit_message_reply_markup(keyboard(rows))
    except BadRequest as error:
        if not _said(error, (_SAME, *_CANNOT)):
            raise


async def acknowledge(query: CallbackQuery, text: str | None = None, *, alert: bool = False) -> None:
    """Tell the client that a tap has come, with a *text* if there is one; one that came too late is no fault."""
    try:
        await query.answer(text or None, show_alert=alert and bool(text))
    except BadRequest as error:
        if not _said(error, _TOO_LATE):
            raise


def _said(error: BadRequest, words: tuple[str, ...]) -> bool:
    return any(each in error.message.lower() for each in words)
