"""The methods that put something into a chat, change it, or take it away."""

import re
from typing import Any

from jianbao.testing.bot_api import transcript
from jianbao.testing.bot_api.access import (
    message_of,
    readable,
    refuse_without_right,
    thread_of,
    writable,
)
from jianbao.testing.bot_api.arguments import Arguments
from jianbao.testing.bot_api.chats import Chat, ChatMessage, Content
from jianbao.testing.bot_api.entities import Formatted, explicit, formatted, utf16
from jianbao.testing.bot_api.files import MOST_DOWNLOAD, FileKind, take_file
from jianbao.testing.bot_api.markup import Markup, read_markup
from jianbao.testing.bot_api.refusal import bad_request
from jianbao.testing.bot_api.wire import Json, message_json
from jianbao.testing.bot_api.world import World

# https://core.telegram.org/bots/api: lengths in UTF-16 code units after entities have been parsed
_MOST_TEXT, _MOST_CAPTION, _MOST_RICH, _MOST_NOTICE = 4096, 1024, 32768, 200
_MOST_ENTITIES = 100  # Telegram drops the rest without a word; here it is an error, because a reader would miss it
_DELETABLE = 48 * 3600  # seconds
_TAG = re.compile(r"<[^>]*>")
_ACTIONS = frozenset(
    "typing upload_photo record_video upload_video record_voice upload_voice upload_document choose_sticker "
    "find_location record_video_note upload_video_note".split()
)
REACTIONS = frozenset(
    (
        "❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 "
        "🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 "
        "🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡"
    ).split()
)


def send_message(world: World, arguments: Arguments) -> Json:
    """``sendMessage``."""
    return _send(world, arguments, Content(_text_of(arguments)), "can_send_messages")


def send_photo(world: World, arguments: Arguments) -> Json:
    """``sendPhoto``."""
    return _send_file(world, arguments, "photo", "can_send_photos")


def send_document(world: World, arguments: Arguments) -> Json:
    """``sendDocument``."""
    return _send_file(world, arguments, "document", "can_send_documents")


def get_file(world: World, arguments: Arguments) -> Json:
    """``getFile``: where a file can be downloaded, unless it is too big for that."""
    file = world.files.get(arguments.text("file_id"))
    if file is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if len(file.data) > MOST_DOWNLOAD:
        raise bad_request("file is too big")
    return {
        "file_id": file.id,
        "file_unique_id": file.unique_id,
        "file_size": len(file.data),
        "file_path": file.path,
    }


def send_rich_message(world: World, arguments: Arguments) -> Json:
    """``sendRichMessage``: recorded as it is; its own markup is not read."""
    return _send(world, arguments, _rich_of(arguments), "can_send_messages")


def edit_message_text(world: World, arguments: Arguments) -> Json:
    """``editMessageText``."""
    rich = bool(arguments.text("rich_message"))
    content = _rich_of(arguments) if rich else Content(_text_of(arguments))
    markup = read_markup(arguments, only_inline=True)
    message = _editable(world, arguments)
    if message.content.file or message.content.service:
        raise bad_request("there is no text in the message to edit")
    _refuse_unfit(content)
    return _edit(world, arguments, message, content, markup)


def edit_message_reply_markup(world: World, arguments: Arguments) -> Json:
    """``editMessageReplyMarkup``."""
    markup = read_markup(arguments, only_inline=True)
    message = _editable(world, arguments)
    return _edit(world, arguments, message, message.content, markup)


def delete_message(world: World, arguments: Arguments) -> bool:
    """``deleteMessage``."""
    chat = writable(world, arguments)
    message = message_of(chat, arguments, "message to delete")
    is_ours = message.from_bot or chat.type == "private"
    in_charge = chat.type != "private" and chat.bot.in_charge and chat.bot.can("can_delete_messages")
    if not in_charge and (not is_ours or world.unix_time - message.date > _DELETABLE):
        raise bad_request("message can't be deleted" if not is_ours else "message can't be deleted for everyone")
    message.deleted = True
    chat.log.append(transcript.deleted(message))
    return True


def send_chat_action(world: World, arguments: Arguments) -> bool:
    """``sendChatAction``."""
    if arguments.text("action") not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    thread_of(writable(world, arguments), arguments)
    return True


def set_message_reaction(world: World, arguments: Arguments) -> bool:
    """``setMessageReaction``; a bot has one reaction to a message."""
    reactions = arguments.json("reaction") or []
    if not isinstance(reactions, list) or not all(isinstance(each, dict) for each in reactions):
        raise bad_request("can't parse reaction types: expected an Array of ReactionType")
    chat = readable(world, arguments)
    message = message_of(chat, arguments, "message to react")
    if len(reactions) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    for reaction in reactions:
        if reaction.get("type") != "emoji" or reaction.get("emoji") not in REACTIONS:
            raise bad_request("REACTION_INVALID")
    message.reactions[world.bot.id] = reactions
    return True


def answer_callback_query(world: World, arguments: Arguments) -> bool:
    """``answerCallbackQuery``: once for each tap."""
    press = world.presses.get(arguments.text("callback_query_id"))
    if press is None or press.answered:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    if utf16(arguments.text("text")) > _MOST_NOTICE:
        raise bad_request("MESSAGE_TOO_LONG")
    press.answered, press.answer, press.alert = True, arguments.text("text"), arguments.flag("show_alert")
    if press.answer:
        press.message.chat.log.append(transcript.answered(press))
    return True


def _text_of(arguments: Arguments) -> Formatted:
    return formatted(arguments.text("text"), arguments.text("parse_mode"), arguments.json("entities"))


def _rich_of(arguments: Arguments) -> Content:
    rich = arguments.json("rich_message")
    if not isinstance(rich, dict):
        raise bad_request("object expected as rich message")
    given = [name for name in ("html", "markdown") if rich.get(name)]
    if len(given) != 1 or arguments.text("text"):
        raise bad_request("exactly one of the fields html or markdown must be used")
    shown = _TAG.sub("", str(rich[given[0]]))
    return Content(Formatted(shown), rich=rich)


def _send_file(world: World, arguments: Arguments, kind: FileKind, right: str) -> Json:
    entities = arguments.json("caption_entities")
    caption = formatted(arguments.text("caption"), arguments.text("parse_mode"), entities)
    file = take_file(arguments, kind, world.files)
    sent = _send(world, arguments, Content(caption, file), right)
    world.files[file.id] = file
    return sent


def _send(world: World, arguments: Arguments, content: Content, right: str) -> Json:
    """Put *content* into its chat. What is wrong with the call itself comes first, then the chat, then lengths."""
    markup = read_markup(arguments)
    preview = _object(arguments, "link_preview_options")
    reply = _object(arguments, "reply_parameters")
    chat = writable(world, arguments)
    reply_to = _answered(chat, reply)
    thread = thread_of(chat, arguments)
    refuse_without_right(chat, right)
    _refuse_unfit(content)
    world.flood.admit(arguments.method, chat)
    message = chat.put(
        None if chat.type == "channel" else world.bot,
        content,
        reply_markup=markup,
        thread=thread,
        reply_to=reply_to,
        silent=arguments.flag("disable_notification"),
        protected=arguments.flag("protect_content"),
        link_preview=preview,
    )
    chat.from_bot.append(message)
    chat.log.append(transcript.sent(message))
    return message_json(message)


def _refuse_unfit(content: Content) -> None:
    length = utf16(content.body.text)
    if content.rich is not None:
        too_long = length > _MOST_RICH
    else:
        too_long = length > (_MOST_CAPTION if content.file else _MOST_TEXT)
    if too_long:
        raise bad_request("message caption is too long" if content.file else "message is too long")
    if not content.body.text and not content.file:
        raise bad_request("text must be non-empty")
    if explicit(content.body.entities) > _MOST_ENTITIES:
        raise bad_request("ENTITIES_TOO_LONG")


def _object(arguments: Arguments, name: str) -> dict[str, Any] | None:
    value = arguments.json(name)
    if value is not None and not isinstance(value, dict):
        raise bad_request(f"object expected as {name.replace('_', ' ')}")
    return value or None


def _answered(chat: Chat, reply: dict[str, Any] | None) -> ChatMessage | None:
    if reply is None:
        return None
    if reply.get("chat_id") not in {None, chat.id, str(chat.id)}:
        raise bad_request("replies to other chats are not known to this server")
    message = chat.message(reply.get("message_id", 0))
    if message is None and not reply.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return message


def _editable(world: World, arguments: Arguments) -> ChatMessage:
    message = message_of(writable(world, arguments), arguments, "message to edit")
    if not message.from_bot:
        raise bad_request("message can't be edited")
    return message


def _edit(world: World, arguments: Arguments, message: ChatMessage, content: Content, markup: Markup | None) -> Json:
    if content == message.content and markup == message.reply_markup:
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly the same "
            "as a current content and reply markup of the message"
        )
    world.flood.admit(arguments.method, message.chat)
    message.edits.append((message.content, message.reply_markup))
    message.content, message.reply_markup, message.edited = content, markup, world.unix_time
    message.chat.log.append(transcript.edited(message))
    return message_json(message)
