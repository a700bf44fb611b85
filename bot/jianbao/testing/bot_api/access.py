"""Who may do what where: the checks that come before a method does anything, in the order of the real server."""

from jianbao.testing.bot_api.arguments import Arguments
from jianbao.testing.bot_api.chats import GENERAL, Chat, ChatMessage
from jianbao.testing.bot_api.refusal import bad_request, forbidden
from jianbao.testing.bot_api.world import World

# Right of a restricted member -> how the refusal calls what it is about.
_SENDING = {
    "can_send_messages": "text messages",
    "can_send_photos": "photos",
    "can_send_documents": "documents",
}


def readable(world: World, arguments: Arguments) -> Chat:
    """Return the chat of a call that changes nothing in it.

    Raises:
        Refused: It is not there, or the bot may not look into it.
    """
    chat = _found(world, arguments.text("chat_id"))
    if chat.type in {"supergroup", "channel"}:
        _refuse_kicked(chat)
        if not chat.bot.present and not chat.username:
            raise forbidden(f"bot is not a member of the {chat.type} chat")
    return chat


def writable(world: World, arguments: Arguments) -> Chat:
    """Return the chat of a call that sends or edits something.

    Raises:
        Refused: It is not there, or the bot is not, or it has moved.
    """
    chat = _found(world, arguments.text("chat_id"))
    if chat.type == "private":
        _refuse_private(world, chat)
        return chat
    if chat.migrated_to:
        raise bad_request("group chat was upgraded to a supergroup chat", {"migrate_to_chat_id": chat.migrated_to})
    _refuse_kicked(chat)
    if not chat.bot.present:
        raise forbidden(f"bot is not a member of the {chat.type} chat")
    return chat


def refuse_without_right(chat: Chat, right: str) -> None:
    """Raise what Telegram answers when the bot lacks *right* (``can_send_…``) in *chat*.

    Raises:
        Refused: It does.
    """
    if chat.type == "channel" and not (chat.bot.in_charge and chat.bot.can("can_post_messages")):
        raise bad_request("need administrator rights in the channel chat")
    if not chat.bot.in_charge and not chat.bot.can(right):
        raise bad_request(f"not enough rights to send {_SENDING[right]} to the chat")


def thread_of(chat: Chat, arguments: Arguments) -> int | None:
    """Return the topic that a message goes to, None for General and outside of forums.

    Raises:
        Refused: There is no such topic, or it is closed. General has no number to send to: 1 is not found.
    """
    thread = arguments.integer("message_thread_id")
    topic = chat.topics.get(thread)
    if thread and (topic is None or thread == GENERAL):
        raise bad_request("message thread not found")
    closed = topic.closed if topic else chat.is_forum and chat.general_closed
    if closed and not (chat.bot.in_charge and chat.bot.can("can_manage_topics")):
        raise bad_request("TOPIC_CLOSED")
    return thread or None


def message_of(chat: Chat, arguments: Arguments, what: str) -> ChatMessage:
    """Return the message that ``message_id`` means.

    Raises:
        Refused: It is not there; *what* is the real server's name for it.
    """
    message = chat.message(arguments.integer("message_id"))
    if message is None:
        raise bad_request(f"{what} not found")
    return message


def _found(world: World, address: str) -> Chat:
    if not address:
        raise bad_request("chat_id is empty")
    chat = world.find(address)
    if chat is None or (chat.type == "private" and _is_stranger(world, chat)):
        raise bad_request("chat not found")
    return chat


def _is_stranger(world: World, chat: Chat) -> bool:
    """Return whether the bot has never met the person, neither alone nor in a group."""
    person = world.users[chat.id]
    return not person.started and not any(person.id in other.members for other in world.chats.values())


def _refuse_private(world: World, chat: Chat) -> None:
    person = world.users[chat.id]
    if person.deactivated:
        raise forbidden("user is deactivated")
    if not person.started:
        raise forbidden("bot can't initiate conversation with a user")
    if not chat.bot.present:
        raise forbidden("bot was blocked by the user")


def _refuse_kicked(chat: Chat) -> None:
    if chat.bot.status == "kicked":
        raise forbidden(f"bot was kicked from the {chat.type} chat")
