"""All methods that the fake knows, with the parameters of each.

A parameter that is not listed here is refused. The real server passes over what it does not know, and so hides a
mistyped name; and what it does know but this fake cannot do (business accounts, inline messages, paid broadcasts) must
not look as if it worked.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from jianbao.testing.bot_api import about, messages
from jianbao.testing.bot_api.arguments import Arguments
from jianbao.testing.bot_api.refusal import Refused, bad_request
from jianbao.testing.bot_api.world import World

Run = Callable[[World, Arguments], Any]


@dataclass(frozen=True, slots=True)
class Method:
    """What it does, what it must be given, what it may be given.

    Attributes:
        run: None for ``getUpdates``, which may wait and is therefore the server's own business.
    """

    run: Run | None
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()


_SENDING = (
    "message_thread_id",
    "disable_notification",
    "protect_content",
    "reply_parameters",
    "reply_markup",
)
_CAPTION = ("caption", "parse_mode", "caption_entities")
_LANGUAGE = ("language_code",)

METHODS = {
    "getMe": Method(about.get_me),
    "getUpdates": Method(None, (), ("offset", "limit", "timeout", "allowed_updates")),
    "setWebhook": Method(
        about.set_webhook,
        ("url",),
        ("allowed_updates", "drop_pending_updates", "ip_address", "max_connections", "secret_token"),
    ),
    "deleteWebhook": Method(about.delete_webhook, (), ("drop_pending_updates",)),
    "getWebhookInfo": Method(about.get_webhook_info),
    "sendMessage": Method(
        messages.send_message,
        ("chat_id", "text"),
        (*_SENDING, "parse_mode", "entities", "link_preview_options"),
    ),
    "sendPhoto": Method(
        messages.send_photo,
        ("chat_id", "photo"),
        (*_SENDING, *_CAPTION, "has_spoiler", "show_caption_above_media"),
    ),
    "sendDocument": Method(
        messages.send_document,
        ("chat_id", "document"),
        (*_SENDING, *_CAPTION, "disable_content_type_detection"),
    ),
    "sendRichMessage": Method(messages.send_rich_message, ("chat_id", "rich_message"), _SENDING),
    "sendChatAction": Method(messages.send_chat_action, ("chat_id", "action"), ("message_thread_id",)),
    "editMessageText": Method(
        messages.edit_message_text,
        ("chat_id", "message_id"),
        ("text", "parse_mode", "entities", "link_preview_options", "rich_message", "reply_markup"),
    ),
    "editMessageReplyMarkup": Method(
        messages.edit_message_reply_markup, ("chat_id", "message_id"), ("reply_markup",)
    ),
    "deleteMessage": Method(messages.delete_message, ("chat_id", "message_id")),
    "setMessageReaction": Method(
        messages.set_message_reaction, ("chat_id", "message_id"), ("reaction", "is_big")
    ),
    "answerCallbackQuery": Method(
        messages.answer_callback_query, ("callback_query_id",), ("text", "show_alert", "cache_time")
    ),
    "getFile": Method(messages.get_file, ("file_id",)),
    "getChat": Method(about.get_chat, ("chat_id",)),
    "getChatMember": Method(about.get_chat_member, ("chat_id", "user_id")),
    "getChatAdministrators": Method(about.get_chat_administrators, ("chat_id",)),
    "leaveChat": Method(about.leave_chat, ("chat_id",)),
    "setMyCommands": Method(about.set_my_commands, ("commands",), ("scope", *_LANGUAGE)),
    "getMyCommands": Method(about.get_my_commands, (), ("scope", *_LANGUAGE)),
    "deleteMyCommands": Method(about.delete_my_commands, (), ("scope", *_LANGUAGE)),
    "setMyName": Method(about.set_my_text, (), ("name", *_LANGUAGE)),
    "getMyName": Method(about.get_my_text, (), _LANGUAGE),
    "setMyDescription": Method(about.set_my_text, (), ("description", *_LANGUAGE)),
    "getMyDescription": Method(about.get_my_text, (), _LANGUAGE),
    "setMyShortDescription": Method(about.set_my_text, (), ("short_description", *_LANGUAGE)),
    "getMyShortDescription": Method(about.get_my_text, (), _LANGUAGE),
}  # fmt: skip

_SPELLINGS = {name.lower(): name for name in METHODS}
# What the real server says when these are missing; of others it says that the parameter is required.
_MISSING = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "photo": "there is no photo in the request",
    "document": "there is no document in the request",
}


def spelled(name: str) -> str:
    """Return a method's name as documented; Telegram takes it in any case.

    Raises:
        Refused: 404, there is no such method.
    """
    found = _SPELLINGS.get(name.lower())
    if found is None:
        raise Refused(404, "Not Found: method not found")
    return found


def check_names(arguments: Arguments) -> None:
    """Hold the parameters of a call against what its method takes.

    Raises:
        Refused: One is missing, or not known.
    """
    method = METHODS[arguments.method]
    unknown = sorted(arguments.names - {*method.required, *method.optional})
    if unknown:
        raise bad_request(f"{arguments.method} of this server takes no parameter {', '.join(unknown)}")
    if arguments.method == "setWebhook":  # an empty url takes the webhook away
        return
    for name in method.required:
        if name not in arguments.names:
            raise bad_request(_MISSING.get(name, f'parameter "{name}" is required'))
    if arguments.method == "editMessageText" and not arguments.names & {"text", "rich_message"}:
        raise bad_request(_MISSING["text"])
