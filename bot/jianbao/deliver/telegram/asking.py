"""What a request is about, read from Telegram's update: its chat, topic and person, or the channel that it names."""

from telegram import Update
from telegram.constants import ChatType
from telegram.ext import ContextTypes

from jianbao.deliver.telegram.access import Refused, channel_of
from jianbao.deliver.telegram.commands import Trouble, Wish
from jianbao.deliver.telegram.here import Here
from jianbao.deliver.telegram.reply import Reply, fill
from jianbao.deliver.wording import Words

Context = ContextTypes.DEFAULT_TYPE


def in_group(update: Update) -> bool:
    """Tell whether several people write where *update* happened."""
    chat = update.effective_chat
    return chat is not None and chat.type in {ChatType.GROUP, ChatType.SUPERGROUP}


def here_of(update: Update, context: Context, words: Words) -> Here | None:
    """Return the chat and topic of *update*, and who acts in it; None when it has no chat."""
    chat, message, user = update.effective_chat, update.effective_message, update.effective_user
    if chat is None:
        return None
    return Here(
        address=str(chat.id),
        thread=message.message_thread_id if message and message.is_topic_message else None,
        title=chat.effective_name or "",
        words=words,
        person=_person(update),
        hears=user is not None and chat.type != ChatType.CHANNEL,
        group=in_group(update),
        bot=context.bot.username,
    )


async def where(update: Update, context: Context, wish: Wish | Trouble, words: Words) -> Here | Reply:
    """Return what a request is about: its own chat, or the channel that it names; or why it may not be."""
    if isinstance(wish, Wish) and wish.channel:
        chat = await channel_of(wish.channel, update.effective_user, context.bot)
        if isinstance(chat, Refused):
            return Reply(fill(getattr(words, chat.key), where=wish.channel))
        title = chat.effective_name or wish.channel
        return Here(address=str(chat.id), title=title, elsewhere=True, words=words, person=_person(update))
    return here_of(update, context, words) or Reply(words.went_wrong)


def _person(update: Update) -> str:
    return str(update.effective_user.id) if update.effective_user else ""
