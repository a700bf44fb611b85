"""The Telegram bot: python-telegram-bot's application, its start and its end."""

import asyncio
import logging
import os
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from telegram import (
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeDefault,
)
from telegram.error import InvalidToken, NetworkError, TelegramError
from telegram.ext import Application, ApplicationBuilder, ExtBot

from jianbao.deliver.telegram.answers import refused_token
from jianbao.deliver.telegram.brought import NONE, BroughtCommands, BroughtHandlers
from jianbao.deliver.telegram.desk import CHINA, Desk
from jianbao.deliver.telegram.door import Door
from jianbao.deliver.telegram.doorkeeper import Doorkeeper
from jianbao.deliver.telegram.handlers import Handlers
from jianbao.deliver.telegram.intake import Intake
from jianbao.deliver.telegram.limiter import ChatLimiter, Urge
from jianbao.deliver.telegram.missing import Missing
from jianbao.deliver.telegram.past import StoredPast
from jianbao.deliver.telegram.readings import Fetch, Readings, Understand
from jianbao.deliver.telegram.sender import TelegramSender
from jianbao.deliver.telegram.takeover import Takeover
from jianbao.deliver.wording import EN, ZH
from jianbao.deliver.worker import patience, utc_now
from jianbao.model import ChartKind, Topic
from jianbao.settings.values import TelegramSettings
from jianbao.store import Store

_log = logging.getLogger(__name__)

_UPDATES = ["message", "channel_post", "callback_query", "my_chat_member"]
_MOST_COMMANDS = 100  # of a menu, setMyCommands
_AT_ONCE = 64  # updates handled side by side: one chat's turn must not hold up another's answer
_CONNECTIONS = 64
_READ, _CONNECT, _POOL = 20.0, 10.0, 60.0  # seconds

# Who is no administrator of a group may ask there why a message came; everything else is refused.
_MENUS: tuple[tuple[BotCommandScope, tuple[str, ...]], ...] = (
    (BotCommandScopeDefault(), ()),
    (BotCommandScopeAllGroupChats(), ("why",)),
    (BotCommandScopeAllChatAdministrators(), ()),
)

App = Application[ExtBot[Urge], Any, Any, Any, Any, Any]


class TelegramBot:
    """Listens to people, and owns the way out for alerts.

    Args:
        token: From @BotFather.
        store: Subscriptions, news, outbox.
        topics: What can be subscribed to.
        version: Of jianbao, as /status shows it.
        base_url: Of another Bot API server, up to and with ``/bot``.
        clock: Now, UTC.
        limiter: Telegram's limits, unless they are others.
        zone: That chats live in which have not named theirs.
        settings: Who may use it; everybody when None.
        reader: Reads documents that people send, and fetches what they link to; without it, none are read.
        brought: Commands that plugins bring.
        charts: Kinds that plugins bring.

    Attributes:
        application: The library's.
        sender: For :func:`jianbao.deliver.worker.drain`.
    """

    def __init__(
        self,
        token: str,
        store: Store,
        topics: Sequence[Topic],
        *,
        version: str,
        base_url: str | None = None,
        clock: Callable[[], datetime] = utc_now,
        limiter: ChatLimiter | None = None,
        zone: ZoneInfo = CHINA,
        settings: TelegramSettings | None = None,
        reader: tuple[Understand, Fetch] | None = None,
        brought: BroughtCommands = NONE,
        charts: Sequence[ChartKind] = (),
    ) -> None:
        # The library's own switch to the type of times that it will use from its next major version on; without it,
        # each 429 is accompanied by a warning.
        os.environ.setdefault("PTB_TIMEDELTA", "true")
        # At INFO, httpx logs each address, and the address holds the token.
        logging.getLogger("httpx").setLevel(logging.WARNING)
        self.application: App = _build(token, base_url, limiter or ChatLimiter(past=StoredPast(store, clock)))
        self.sender = TelegramSender(self.application.bot, charts)
        door = Door(store, settings or TelegramSettings(), clock)
        desk = Desk(store, topics, clock, version, zone, charts=charts)
        Doorkeeper(door, Takeover(store, door, clock), desk.languages).install(self.application)
        self._brought = brought
        BroughtHandlers(brought, desk.languages).install(self.application)
        readings = Readings(*reader, {topic.id: topic for topic in topics}, clock) if reader else None
        missing = Missing(store, desk.names, readings, clock, zone)
        Handlers(desk, store, Intake(readings) if readings else None, missing).install(self.application)

    async def run(self, stop: asyncio.Event) -> None:
        """Answer people until *stop* is set. Telegram may be out of reach when this starts: it is tried again.

        Raises:
            ConfigError: Telegram does not accept the token.
        """
        try:
            if await self._reach(stop):
                await self._answer_until(stop)
        finally:
            await self.application.shutdown()
            await self.application.bot.request.shutdown()  # the sender's connections, if the application never began

    async def _answer_until(self, stop: asyncio.Event) -> None:
        application, updater = self.application, self.application.updater
        if updater is None:  # the builder makes one
            return
        try:
            await application.start()
            await updater.start_polling(allowed_updates=_UPDATES)
            await self._introduce()
            await stop.wait()
        finally:
            if updater.running:
                await updater.stop()
            if application.running:
                await application.stop()

    async def _reach(self, stop: asyncio.Event) -> bool:
        """Connect; False when *stop* came first."""
        attempts = 0
        while not stop.is_set():
            try:
                await self.application.initialize()
            except InvalidToken as error:
                raise refused_token() from error
            except NetworkError as error:
                wait = patience(attempts)
                if not attempts:
                    _log.warning("Telegram cannot be reached, trying again: %s", error)
                attempts += 1
                await _either(stop, wait.total_seconds())
            else:
                _log.info("Telegram knows us as @%s", self.application.bot.username)
                return True
        return False

    async def _introduce(self) -> None:
        """Set the menus of commands and what Telegram says of the bot, in both languages. It works without them."""
        bot = self.application.bot
        try:
            for words, language in ((EN, None), (ZH, "zh")):  # as words_for chooses: Chinese, or English for the others
                for scope, names in _MENUS:
                    commands = [BotCommand(name, words.commands[name]) for name in names or words.commands]
                    theirs = () if names else self._brought.menu(words.language)
                    commands += [BotCommand(name, about) for name, about in theirs][: _MOST_COMMANDS - len(commands)]
                    await bot.set_my_commands(commands, scope, language_code=language)
                await bot.set_my_description(words.description, language_code=language)
                await bot.set_my_short_description(words.short_description, language_code=language)
        except TelegramError as error:
            _log.warning("the menu of commands could not be set: %s", error)


async def _either(stop: asyncio.Event, seconds: float) -> None:
    """Wait for *stop*, but no longer than *seconds*."""
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return


def _build(token: str, base_url: str | None, limiter: ChatLimiter) -> App:
    builder = (
        ApplicationBuilder()
        .token(token)
        .rate_limiter(limiter)
        .job_queue(None)  # ours is the store
        .concurrent_updates(_AT_ONCE)
        .connection_pool_size(_CONNECTIONS)
        .connect_timeout(_CONNECT)
        .read_timeout(_READ)
        .pool_timeout(_POOL)
    )
    if base_url:
        files = f"{base_url.removesuffix('/bot')}/file/bot"
        builder = builder.base_url(base_url).base_file_url(files)
    return builder.build()
