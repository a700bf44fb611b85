"""From Telegram's updates to the desk and back: read the request, ask whether it is allowed, answer."""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

from telegram import ChatMember, InputFile, Message, Update
from telegram.constants import ChatAction, ChatType, ParseMode
from telegram.error import Forbidden
from telegram.ext import (
    Application,
    BaseHandler,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    MessageHandler,
    filters,
)

from jianbao.deliver.list_words import list_words
from jianbao.deliver.reading_words import reading_words
from jianbao.deliver.telegram.access import may_act, may_write
from jianbao.deliver.telegram.alert_buttons import FOR_ALL, UNDER_ALERTS
from jianbao.deliver.telegram.asking import Context, here_of, in_group, where
from jianbao.deliver.telegram.commands import Trouble, Wish, read_wish, words_of
from jianbao.deliver.telegram.desk import Desk
from jianbao.deliver.telegram.here import Here
from jianbao.deliver.telegram.intake import Intake, has_link, sent_by
from jianbao.deliver.telegram.missing import Missing
from jianbao.deliver.telegram.readings import LARGEST_MB
from jianbao.deliver.telegram.reply import Reply, fill
from jianbao.deliver.telegram.sender import NO_PREVIEW
from jianbao.deliver.telegram.speaking import acknowledge, become, redraw, reply
from jianbao.deliver.telegram.taps import Tap, decode_number
from jianbao.deliver.wording import Words
from jianbao.store import Store

_log = logging.getLogger(__name__)

Answer = Callable[[Wish, Here], Reply]
AnswerToWords = Callable[[Sequence[str], Here], Reply]
_ASKED = filters.UpdateType.MESSAGE | filters.UpdateType.CHANNEL_POST  # an edited message asks nothing again
_PLAIN = filters.TEXT & ~filters.COMMAND
_GONE = frozenset({ChatMember.LEFT, ChatMember.BANNED})


class Handlers:
    """The bot's ears.

    Args:
        desk: Knows the answers.
        store: For what happens to chats: blocked, kicked, moved.
        intake: Reads what people send; None where nothing can be read.
    """

    def __init__(self, desk: Desk, store: Store, intake: Intake | None = None, missing: Missing | None = None) -> None:
        self._intake = intake
        self._missing = missing
        self._desk = desk
        self._one_at_a_time = asyncio.Semaphore(1)  # pictures: whoever taps wildly keeps no thread from the outbox
        self._store = store

    def install(self, application: Application[Any, Any, Any, Any, Any, Any]) -> None:
        """Add all handlers to *application*."""
        desk = self._desk
        wishes: dict[str, Answer] = {
            "subscribe": desk.subscribe,
            "unsubscribe": desk.unsubscribe,
            "list": lambda _, here: desk.list(here),
            "latest": lambda wish, here: desk.latest(wish, here.words),
        }
        plain: dict[str, Answer] = {
            "help": lambda _, here: Reply(here.words.help),
            "topics": lambda _, here: desk.show_topics(here.words),
            "status": lambda _, here: desk.status(here.words),
            "failed": lambda _, here: desk.failed(here),
            "delivery": lambda _, here: desk.promise(here),
            "share": lambda _, here: desk.share(here),
            "cancel": lambda _, here: desk.cancel(here),
        }
        handlers: list[BaseHandler[Update, Context, Any]] = [
            *(CommandHandler(name, self._command(answer, reads=True), _ASKED) for name, answer in wishes.items()),
            *(CommandHandler(name, self._command(answer, reads=False), _ASKED) for name, answer in plain.items()),
            CommandHandler("start", self._with_words(lambda said, here: desk.start(here, *said[:1])), _ASKED),
            CommandHandler("why", self._why, _ASKED),
            *(CommandHandler(name, self._with_words(answer), _ASKED) for name, answer in _hours(desk).items()),
            CommandHandler("resend", self._with_words(desk.resend), _ASKED),
            CommandHandler("sources", self._with_words(desk.sources), _ASKED),
            CallbackQueryHandler(self._tap),
            ChatMemberHandler(self._membership, ChatMemberHandler.MY_CHAT_MEMBER),
            MessageHandler(filters.StatusUpdate.MIGRATE, self._migrated),
            MessageHandler(filters.StatusUpdate.FORUM_TOPIC_REOPENED, self._reopened),
            MessageHandler(filters.StatusUpdate.GENERAL_FORUM_TOPIC_UNHIDDEN, self._reopened),
            CommandHandler("read", self._read, _ASKED),
            CommandHandler("miss", self._miss, _ASKED),
            MessageHandler(_ASKED & filters.ChatType.PRIVATE & filters.COMMAND, self._unknown_command),
            MessageHandler(_ASKED & filters.ChatType.GROUPS & filters.CaptionEntity("mention"), self._mentioned),
            MessageHandler(_ASKED & filters.ChatType.GROUPS & filters.REPLY & _PLAIN, self._replied),
            MessageHandler(_ASKED & filters.ChatType.PRIVATE & ~filters.StatusUpdate.ALL, self._words),
        ]
        application.add_handlers(handlers)
        application.add_handler(MessageHandler(_ASKED & filters.COMMAND, self._turned_away), group=1)
        application.add_error_handler(self._failed)

    def _command(self, answer: Answer, *, reads: bool) -> Callable[[Update, Context], Coroutine[Any, Any, None]]:
        """Return the handler of a command; with *reads*, the words after it are a wish."""

        async def handle(update: Update, context: Context) -> None:
            message, words = update.effective_message, self._language(update)
            if message is None:
                return
            if not await may_act(update, context.bot):
                await reply(message, Reply(words.admins_only))
                return
            wish = read_wish(words_of(message.text or ""), self._desk.topics) if reads else Wish()
            here = await where(update, context, wish, words)
            if isinstance(wish, Trouble):
                await reply(message, self._desk.trouble(wish, words))
            elif isinstance(here, Reply):
                await reply(message, here)
            else:
                await reply(message, await asyncio.to_thread(answer, wish, here))

        return handle

    def _with_words(self, answer: AnswerToWords) -> Callable[[Update, Context], Coroutine[Any, Any, None]]:
        """Return the handler of a command behind which words of its own stand: a time, a name, and no wish."""

        async def handle(update: Update, context: Context) -> None:
            message, words = update.effective_message, self._language(update)
            here = here_of(update, context, words)
            if message is None or here is None:
                return
            if not await may_act(update, context.bot):
                await reply(message, Reply(words.admins_only))
                return
            await reply(message, await asyncio.to_thread(answer, words_of(message.text or ""), here))

        return handle

    async def _why(self, update: Update, context: Context) -> None:
        """Say why the message that this one replies to came, or the latest one; anybody in a group may ask."""
        message, here = update.effective_message, here_of(update, context, self._language(update))
        if message is None or here is None:
            return
        asked = message.reply_to_message
        about = asked.message_id if asked and not asked.forum_topic_created else None
        await reply(message, await asyncio.to_thread(self._desk.why, here, about))

    async def _tap(self, update: Update, context: Context) -> None:
        """Answer a button: its message becomes the next step."""
        query, words = update.callback_query, self._language(update)
        if query is None:
            return
        tap = decode_number(query.data or "")
        if not (tap and tap.act in FOR_ALL and in_group(update)) and not await may_act(update, context.bot):
            await acknowledge(query, words.admins_only)
            return
        message, here = query.message, here_of(update, context, words)
        # Of those that are out of Telegram's reach we are not even told the topic; the library makes them messages.
        if here is None or not isinstance(message, Message) or not message.is_accessible:
            await acknowledge(query, list_words(words.language).too_old, alert=True)
            return
        if message.chat.type == ChatType.CHANNEL:
            notice = await asyncio.to_thread(self._desk.in_channel, query.data or "", here)
            if notice is not None:
                await acknowledge(query, notice.text, alert=True)
                await redraw(query, notice.rows)
                return
        await acknowledge(query)
        if tap and tap.act in UNDER_ALERTS:
            await self._under_alert(message, tap, here)
        elif query.data:
            await become(query, message, await asyncio.to_thread(self._desk.tap, query.data, here))

    async def _under_alert(self, message: Message, tap: Tap, here: Here) -> None:
        """Answer a button under an alert below it; the alert itself stays as it is."""
        buttons, someone = self._desk.under_alerts, self._desk.subscriber
        async with self._one_at_a_time:
            answer = await asyncio.to_thread(lambda: buttons.answer(tap.act, tap.number or 0, someone(here), here))
        if isinstance(answer, Reply):
            await reply(message, answer)
            return
        send = message.reply_photo if answer.picture else message.reply_document
        await send(InputFile(answer.data, answer.name), caption=answer.caption, parse_mode=ParseMode.HTML)

    async def _membership(self, update: Update, context: Context) -> None:
        """Stop and go on with a chat that blocks or removes the bot, or lets it in again."""
        change = update.my_chat_member
        if change is None:
            return
        address, status = str(change.chat.id), change.new_chat_member.status
        if status in _GONE:
            pause, reason = self._store.subscribers.pause, f"the bot was removed: {status}"
            await asyncio.to_thread(pause, address, reason, now=change.date)
            return
        told = await asyncio.to_thread(self._desk.back, address, None, self._language(update))
        came = change.old_chat_member.status in _GONE
        if came and change.chat.type in {ChatType.GROUP, ChatType.SUPERGROUP}:
            html = self._language(update).hello_group
            await context.bot.send_message(change.chat.id, html, ParseMode.HTML, link_preview_options=NO_PREVIEW)
        if told and may_write(change.new_chat_member):
            await context.bot.send_message(change.chat.id, told.html, ParseMode.HTML, link_preview_options=NO_PREVIEW)

    async def _reopened(self, update: Update, _: Context) -> None:
        """Go on with a topic of a forum that takes messages again."""
        message = update.effective_message
        if message:
            thread = message.message_thread_id if message.is_topic_message else 0
            told = await asyncio.to_thread(self._desk.back, str(message.chat.id), thread, self._language(update))
            if told:
                await reply(message, told)

    async def _migrated(self, update: Update, _: Context) -> None:
        """Follow a group that became a supergroup."""
        message = update.effective_message
        if message and message.migrate_to_chat_id:
            old, new = str(message.chat.id), str(message.migrate_to_chat_id)
            await asyncio.to_thread(self._store.subscribers.migrate, old, new)
            self._desk.languages.moved(old, new)

    async def _unknown_command(self, update: Update, _: Context) -> None:
        message, words = update.effective_message, self._language(update)
        if message:
            command = (message.text or "/").split()[0]
            await reply(message, self._desk.unknown_command(command, words))

    async def _read(self, update: Update, context: Context) -> None:
        """Read the message that this one replies to, or the link or text behind the command."""
        message, words = update.effective_message, self._language(update)
        if message is None:
            return
        if not await may_act(update, context.bot):
            await reply(message, Reply(words.admins_only))
            return
        asked = message.reply_to_message
        sent = sent_by(message, asked=True) or (sent_by(asked, asked=True) if asked else None)
        if sent and self._intake:
            await self._intake.answer(sent, message, words, context.bot)
        else:
            await reply(message, Reply(fill(reading_words(words.language).how, size=LARGEST_MB)))

    async def _miss(self, update: Update, context: Context) -> None:
        """Say why a document did not come."""
        message, here = update.effective_message, here_of(update, context, self._language(update))
        if message is None or here is None or self._missing is None:
            return
        if not await may_act(update, context.bot):
            await reply(message, Reply(here.words.admins_only))
            return
        await context.bot.send_chat_action(message.chat.id, ChatAction.TYPING)
        someone = await asyncio.to_thread(self._desk.subscriber, here)
        asked = (message.text or "").split()[1:]  # an address may hold what parts other words
        person = update.effective_user.id if update.effective_user else message.chat.id
        await reply(message, await self._missing.answer(asked, someone, person, here.words))

    async def _mentioned(self, update: Update, context: Context) -> None:
        """Read a file of a group whose caption names the bot."""
        message = update.effective_message
        if message is None or f"@{context.bot.username}".casefold() not in (message.caption or "").casefold():
            return
        sent = sent_by(message)
        if sent and self._intake and await may_act(update, context.bot):
            await self._intake.answer(sent, message, self._language(update), context.bot)

    async def _words(self, update: Update, context: Context) -> None:
        """Take words for what their writer was asked for, for a document, or for a wish."""
        message, here = update.effective_message, here_of(update, context, self._language(update))
        if message is None or here is None:
            return
        if answer := await self._answer_to(message, here):
            await reply(message, answer)
            return
        sent = sent_by(message) if self._intake else None
        if sent and self._intake:
            await self._intake.answer(sent, message, here.words, context.bot)
        else:
            said = words_of(message.text or "")
            await reply(message, await asyncio.to_thread(self._desk.plain_words, said, here))

    async def _replied(self, update: Update, context: Context) -> None:
        """Take what an administrator of a group replies to a question of ours for its answer."""
        message, here = update.effective_message, here_of(update, context, self._language(update))
        asked = message.reply_to_message if message else None
        ours = asked and asked.from_user and asked.from_user.id == context.bot.id
        if message and here and ours and (answer := await self._answer_to(message, here)):
            await reply(message, answer if await may_act(update, context.bot) else Reply(here.words.admins_only))

    async def _answer_to(self, message: Message, here: Here) -> Reply | None:
        """Return the answer to words that somebody was asked for; None when nobody was, or when it is a document."""
        if not message.text or message.forward_origin or has_link(message.text):
            return None
        return await asyncio.to_thread(self._desk.answered, message.text, here)

    async def _turned_away(self, update: Update, context: Context) -> None:
        """Ask no more whoever gives another command: their next words belong to that."""
        here = here_of(update, context, self._language(update))
        if here and here.hears:
            await asyncio.to_thread(self._desk.forget, here)

    def _language(self, update: Update) -> Words:
        chat, user = update.effective_chat, update.effective_user
        return self._desk.languages.of(str(chat.id) if chat else "", user.language_code if user else None)

    async def _failed(self, update: object, context: Context) -> None:
        """Note what went wrong with an update, and say so to whoever waits for an answer."""
        _log.error("handling an update went wrong", exc_info=context.error)
        if isinstance(update, Update) and update.effective_message and not isinstance(context.error, Forbidden):
            await reply(update.effective_message, Reply(self._language(update).went_wrong))


def _hours(desk: Desk) -> dict[str, AnswerToWords]:
    """Return the commands that say when a chat is written to, and in which language."""
    rhythms, who = desk.rhythms, desk.subscriber
    return {
        "settings": lambda _, here: rhythms.settings(who(here), here.words),
        "rhythm": lambda said, here: rhythms.rhythm(said, who(here), here.words),
        "quiet": lambda said, here: rhythms.quiet(said, who(here), here.words),
        "mute": lambda said, here: desk.silence.mute(said, who(here), here.words),
        "unmute": lambda said, here: desk.silence.unmute(said, who(here), here.words),
        "digest": lambda _, here: rhythms.digest(who(here), here.words),
        "lang": lambda said, here: desk.languages.command(said, who(here), here.words),
        "style": lambda said, here: desk.styles.command(said, who(here), here.words),
    }
