"""Sends one part of an alert to one chat of Telegram and says what came of it."""

import logging
from collections.abc import Awaitable, Callable

from telegram import LinkPreviewOptions, Message
from telegram.constants import ParseMode
from telegram.error import BadRequest, TelegramError
from telegram.ext import ExtBot

from jianbao.deliver.telegram.answers import is_markup_refused, outcome_of
from jianbao.deliver.telegram.html import shown
from jianbao.deliver.telegram.limiter import Urge
from jianbao.model import Delivery, Outcome, Sent

_log = logging.getLogger(__name__)
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class TelegramSender:
    """The outbox's way to Telegram.

    Args:
        bot: Built with a :class:`~jianbao.deliver.telegram.limiter.ChatLimiter`.
    """

    def __init__(self, bot: ExtBot[Urge]) -> None:
        self._bot = bot

    async def send(self, delivery: Delivery, begin: Callable[[], Awaitable[None]]) -> Outcome:
        """Send *delivery* when its chat's turn has come; *begin* is awaited right before the request leaves.

        Raises:
            ConfigError: Telegram does not accept the token.
        """
        try:
            message = await self._message(delivery, begin)
        except TelegramError as error:
            return outcome_of(error)
        return Sent(message.message_id)

    async def _message(self, delivery: Delivery, begin: Callable[[], Awaitable[None]]) -> Message:
        try:
            return await self._text(delivery, delivery.body, ParseMode.HTML, Urge(begin))
        except BadRequest as error:
            if not is_markup_refused(error):
                raise
            _log.error(
                "Telegram refused our HTML of alert %s part %d, sent as plain text: %s\n%s",
                delivery.alert.id,
                delivery.part,
                error.message,
                delivery.body,
            )
        return await self._text(delivery, shown(delivery.body), None, Urge())

    async def _text(self, delivery: Delivery, text: str, parse_mode: ParseMode | None, urge: Urge) -> Message:
        return await self._bot.send_message(
            delivery.subscriber.address,
            text,
            parse_mode=parse_mode,
            message_thread_id=delivery.subscriber.thread,
            link_preview_options=NO_PREVIEW,
            disable_notification=delivery.part > 1,  # one alert rings once
            rate_limit_args=urge,
        )
