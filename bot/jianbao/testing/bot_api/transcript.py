"""What happened in a chat, for people to read: in failing tests, in documentation, in closing notes."""

from typing import TYPE_CHECKING

from jianbao.testing.bot_api.chats import Chat, ChatMessage
from jianbao.testing.bot_api.markup import Markup

if TYPE_CHECKING:
    from jianbao.testing.bot_api.people import Press

_INDENT = "    "


def transcript(chat: Chat) -> str:
    """Return everything that was sent, edited, deleted and tapped in *chat*, in its order."""
    kind = "forum" if chat.is_forum else chat.type
    return "\n".join([f"— {chat.title} ({kind} {chat.id}) —", *chat.log])


def sent(message: ChatMessage) -> str:
    """Return a new message with its keyboard."""
    return _block(_head(message), message)


def edited(message: ChatMessage) -> str:
    """Return what a message says from now on."""
    return _block(f"{_head(message)} [edited]", message)


def deleted(message: ChatMessage) -> str:
    """Say that a message is gone."""
    return f"#{message.message_id} [deleted]"


def pressed(press: "Press") -> str:
    """Say who tapped what."""
    return f"{press.user.first_name} taps [{press.label}] under #{press.message.message_id}"


def answered(press: "Press") -> str:
    """Say what the tap brought up, if it brought up anything."""
    return f"{_INDENT}{'alert' if press.alert else 'notice'}: {press.answer}"


def _head(message: ChatMessage) -> str:
    who = message.sender.first_name if message.sender else message.chat.title
    topic = message.chat.topics.get(message.thread or 0)
    notes = f" in {topic.name}" if topic else ""
    notes += f", to #{message.reply_to.message_id}" if message.reply_to else ""
    return f"#{message.message_id} {who}{notes}" + (" [silent]" if message.silent else "")


def _block(head: str, message: ChatMessage) -> str:
    content, lines = message.content, []
    if content.service:
        lines.append("[" + ", ".join(content.service) + "]")
    if content.file:
        width, height = content.file.size
        size = f"{width}×{height}, " if width else ""
        lines.append(f"[{content.file.kind} {content.file.name}, {size}{len(content.file.data)} bytes]")
    if content.rich is not None:
        lines.append("[rich message]")
    lines.extend(content.body.text.splitlines())
    lines.extend(_keyboard(message.reply_markup))
    return "\n".join([f"{head}:", *(f"{_INDENT}{line}" for line in lines)])


def _keyboard(markup: Markup | None) -> list[str]:
    rows = (markup or {}).get("inline_keyboard", [])
    return [" ".join(f"[{button['text']}]" for button in row) for row in rows]
