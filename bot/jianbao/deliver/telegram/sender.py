"""Sends one part of an alert to one chat of Telegram and says what came of it."""

import logging
from collections.abc import Sequence
from datetime import timedelta

from telegram import InlineKeyboardMarkup, LinkPreviewOptions, Message
from telegram.constants import ParseMode
from telegram.error import BadRequest, EndPointNotFound, TelegramError
from telegram.ext import ExtBot

from jianbao.deliver.telegram.alert_buttons import under
from jianbao.deliver.telegram.answers import is_markup_refused, is_too_long, outcome_of
from jianbao.deliver.telegram.cuts import cut
from jianbao.deliver.telegram.html import MESSAGE_UNITS, shown
from jianbao.deliver.telegram.keyboard import keyboard
from jianbao.deliver.telegram.limiter import NotYet, Urge
from jianbao.deliver.telegram.render import render
from jianbao.model import Begin, ChartKind, Delivery, Moved, Outcome, Postponed, Sent, Style, Unknown

_log = logging.getLogger(__name__)
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_PATIENCE = 3.0  # seconds that an alert waits here for its chat's turn; longer waits are the outbox's


class TelegramSender:
    """The outbox's way to Telegram.

    Args:
        bot: Built with a :class:`~jianbao.deliver.telegram.limiter.ChatLimiter`.
        charts: Kinds that plugins bring.

    Attributes:
        bot: The same.
    """

    def __init__(self, bot: ExtBot[Urge], charts: Sequence[ChartKind] = ()) -> None:
        self.bot = self._bot = bot
        self._charts = tuple(charts)

    async def send(self, delivery: Delivery, begin: Begin) -> Outcome:
        """Send *delivery* when its chat's turn has come; *begin* is awaited right before the request leaves.

        Raises:
            ConfigError: Telegram does not accept the token.
        """
        address = delivery.subscriber.address
        try:
            if address.startswith("@"):  # a name can change its chat, and would be counted beside the chat's id
                return Moved(str((await self._bot.get_chat(address)).id))
            return await self._sent(delivery, begin)
        except NotYet as later:
            return Postponed(timedelta(seconds=later.wait))
        except TelegramError as error:
            return outcome_of(error)

    async def _sent(self, delivery: Delivery, begin: Begin) -> Outcome:
        try:
            urge = Urge(begin, patience=_PATIENCE, bulk=True)
            if delivery.style is Style.RICH and not delivery.digest:
                return Sent(await self._rich(delivery, urge))
            message = await self._text(
                delivery, delivery.body, ParseMode.HTML, urge, keyboard(under(delivery, self._charts))
            )
            return Sent(message.message_id)
        except (BadRequest, EndPointNotFound) as error:  # a server of one's own may be older than rich messages
            if delivery.style is Style.RICH:
                pieces = [shown(part) for part in render(delivery.alert)]
                return await self._plain(delivery, pieces, error.message)
            if isinstance(error, EndPointNotFound) or not (is_markup_refused(error) or is_too_long(error)):
                raise
            _log.error(
                "Telegram refused our rendering of alert %s part %d, sent as plain text: %s\n%s",
                delivery.alert.id,
                delivery.part,
                error.message,
                delivery.body,
            )
            room = MESSAGE_UNITS if is_markup_refused(error) else MESSAGE_UNITS // 2
            return await self._plain(delivery, tuple(cut(shown(delivery.body), room + 1)), error.message)

    async def _rich(self, delivery: Delivery, urge: Urge) -> int:
        """Send a rich message, which the library has no method for yet; return its id."""
        buttons = keyboard(under(delivery, self._charts))
        sent = await self._bot.do_api_request(
            "sendRichMessage",
            api_kwargs={
                "chat_id": delivery.subscriber.address,
                "message_thread_id": delivery.subscriber.thread,
                # Nothing that a page says becomes a link or a mention by itself.
                "rich_message": {"html": delivery.body, "skip_entity_detection": True},
                **({"reply_markup": buttons.to_dict()} if buttons else {}),
            },
            rate_limit_args=urge,
        )
        return int(sent["message_id"])

    async def _plain(self, delivery: Delivery, pieces: Sequence[str], why: str) -> Outcome:
        """Send what a reader would see, in as many messages as it takes; *why* stays with the delivery."""
        first: int | None = None
        for number, piece in enumerate(pieces):
            try:
                message = await self._text(delivery, piece, None, Urge(retries=1))
            except TelegramError as error:
                if first is None:
                    raise
                return Unknown(f"{number} of {len(pieces)} pieces arrived: {error.message}")
            first = first or message.message_id
        return Sent(first, f"plain text: {why}")

    async def _text(
        self,
        delivery: Delivery,
        text: str,
        parse_mode: ParseMode | None,
        urge: Urge,
        buttons: InlineKeyboardMarkup | None = None,
    ) -> Message:
        return await self._bot.send_message(
            delivery.subscriber.address,
            text,
            parse_mode=parse_mode,
            message_thread_id=delivery.subscriber.thread,
            link_preview_options=NO_PREVIEW,
            reply_markup=buttons,
            disable_notification=delivery.part > 1,  # one alert rings once
            rate_limit_args=urge,
        )
