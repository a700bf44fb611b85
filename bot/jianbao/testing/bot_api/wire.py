"""The JSON objects of the Bot API: Chat, Message, ChatMember, CallbackQuery, ChatFullInfo."""

from typing import TYPE_CHECKING, Any

from jianbao.testing.bot_api.chats import Chat, ChatMessage, Member

if TYPE_CHECKING:
    from jianbao.testing.bot_api.people import Press

Json = dict[str, Any]

# What a ChatMemberAdministrator always says, and what depends on the kind of chat.
_ADMIN = (
    "can_manage_chat can_delete_messages can_manage_video_chats can_restrict_members can_promote_members "
    "can_change_info can_invite_users can_post_stories can_edit_stories can_delete_stories"
).split()
_CHANNEL_ADMIN = ("can_post_messages", "can_edit_messages", "can_manage_direct_messages")
_GROUP_ADMIN = ("can_pin_messages", "can_manage_topics", "can_manage_tags")
_RESTRICTED = (
    "can_send_messages can_send_audios can_send_documents can_send_photos can_send_videos can_send_video_notes "
    "can_send_voice_notes can_send_polls can_send_other_messages can_add_web_page_previews can_react_to_messages "
    "can_edit_tag can_change_info can_invite_users can_pin_messages can_manage_topics"
).split()
_SPREAD = 7919  # makes a chat_instance that nobody takes for a chat id
_GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")


def chat_json(chat: Chat) -> Json:
    """Return a ``Chat``."""
    known: Json = {"id": chat.id, "type": chat.type}
    known |= {"first_name": chat.title} if chat.type == "private" else {"title": chat.title}
    if chat.username:
        known["username"] = chat.username
    return known | ({"is_forum": True} if chat.is_forum else {})


def chat_full_json(chat: Chat) -> Json:
    """Return a ``ChatFullInfo``."""
    required: Json = {
        "accent_color_id": chat.id % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(_GIFTS, chat.type == "private"),
    }
    public = {"active_usernames": [chat.username]} if chat.username else {}
    return chat_json(chat) | required | public


def message_json(message: ChatMessage, *, nested: bool = False) -> Json:
    """Return a ``Message``; a *nested* one says nothing of the message that it answers."""
    known: Json = {"message_id": message.message_id, "date": message.date, "chat": chat_json(message.chat)}
    if message.sender:
        known["from"] = message.sender.json
    else:
        known["sender_chat"] = chat_json(message.chat)
    if message.thread is not None and message.chat.is_forum:
        known |= {"message_thread_id": message.thread, "is_topic_message": True}
    answered = message.reply_to or _first_of_topic(message)
    if answered and not nested and not answered.deleted:
        known["reply_to_message"] = message_json(answered, nested=True)
    if message.edited is not None:
        known["edit_date"] = message.edited
    if message.protected:
        known["has_protected_content"] = True
    if "inline_keyboard" in (message.reply_markup or {}):
        known["reply_markup"] = message.reply_markup
    return known | _content_json(message)


def _first_of_topic(message: ChatMessage) -> ChatMessage | None:
    """Return the service message that opened the topic: Telegram sends it along as what is answered."""
    if message.thread is None or not message.chat.is_forum or message.thread == message.message_id:
        return None
    return message.chat.message(message.thread)


def _content_json(message: ChatMessage) -> Json:
    content, prefix = message.content, "caption_" if message.content.file else ""
    known: Json = dict(content.service or {})
    if content.rich is not None:
        known["rich_message"] = {"blocks": [{"type": "paragraph", "text": content.body.text}]}
        return known
    if content.body.text:
        known["caption" if content.file else "text"] = content.body.text
    if content.body.entities:
        known[f"{prefix}entities"] = list(content.body.entities)
    if message.link_preview:
        known["link_preview_options"] = message.link_preview
    return known | (content.file.fields if content.file else {})


def member_json(chat: Chat, member: Member) -> Json:
    """Return a ``ChatMember`` of the kind that the status names."""
    known: Json = {"status": member.status, "user": member.user.json}
    match member.status:
        case "creator":
            return known | {"is_anonymous": False}
        case "administrator":
            some = _CHANNEL_ADMIN if chat.type == "channel" else _GROUP_ADMIN
            rights = {right: member.can(right) for right in (*_ADMIN, *some)}
            return known | {"can_be_edited": False, "is_anonymous": False} | rights
        case "restricted":
            return known | {"is_member": True, "until_date": 0} | {right: member.can(right) for right in _RESTRICTED}
        case "kicked":
            return known | {"until_date": 0}
        case _:
            return known


def callback_json(press: "Press") -> Json:
    """Return a ``CallbackQuery``."""
    return {
        "id": press.id,
        "from": press.user.json,
        "message": message_json(press.message),
        "chat_instance": str(press.message.chat.id * _SPREAD),
        "data": press.data,
    }
