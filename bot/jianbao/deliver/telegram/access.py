"""Who may act where: in groups their administrators, for a channel who administers it, in a private chat its owner."""

from dataclasses import dataclass

from telegram import Bot, ChatFullInfo, ChatMember, ChatMemberAdministrator, ChatMemberRestricted, Update, User
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import BadRequest, Forbidden

_IN_CHARGE = frozenset({ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR})


async def may_act(update: Update, bot: Bot) -> bool:
    """Say whether whoever caused *update* may change what its chat is sent."""
    chat, user, message = update.effective_chat, update.effective_user, update.effective_message
    if chat is None:
        return False
    if chat.type == ChatType.PRIVATE:
        return True
    if chat.type == ChatType.CHANNEL and update.callback_query is None:  # only administrators write there, all can tap
        return True
    if update.callback_query is None and message and message.sender_chat and message.sender_chat.id == chat.id:
        return True  # an administrator who stays anonymous
    return user is not None and await in_charge(chat.id, user, bot)


async def in_charge(chat_id: int | str, user: User, bot: Bot) -> bool:
    """Say whether *user* administers a chat."""
    member = await bot.get_chat_member(chat_id, user.id)
    return member.status in _IN_CHARGE


def may_write(me: ChatMember) -> bool:
    """Say whether the bot, which is *me* in a chat, can send messages there."""
    if isinstance(me, ChatMemberRestricted):
        return me.can_send_messages
    if isinstance(me, ChatMemberAdministrator):
        return me.can_post_messages is not False  # None in groups, where every administrator may
    return me.status in {ChatMemberStatus.OWNER, ChatMemberStatus.MEMBER}


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a channel cannot be subscribed: the field of :class:`~jianbao.deliver.wording.Words` that says so."""

    key: str


async def channel_of(name: str, user: User | None, bot: Bot) -> ChatFullInfo | Refused:
    """Return the channel called *name*, ``@name`` or id, if *user* administers it and the bot can write there."""
    try:
        chat = await bot.get_chat(name)
        if chat.type != ChatType.CHANNEL:
            return Refused("only_channels")
        if user is None or not await in_charge(chat.id, user, bot):
            return Refused("not_your_channel")
        me = await bot.get_chat_member(chat.id, bot.id)
    except (BadRequest, Forbidden):  # there is none, or we are not in it
        return Refused("no_such_channel")
    can_post = isinstance(me, ChatMemberAdministrator) and me.can_post_messages
    return chat if can_post else Refused("cannot_post")
