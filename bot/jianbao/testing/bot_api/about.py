"""The methods that ask, and those that say something about the bot itself."""

import json
import re
from typing import Any

from jianbao.testing.bot_api.access import readable, writable
from jianbao.testing.bot_api.arguments import Arguments
from jianbao.testing.bot_api.chats import Member
from jianbao.testing.bot_api.refusal import bad_request
from jianbao.testing.bot_api.wire import Json, chat_full_json, member_json
from jianbao.testing.bot_api.world import World

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_MOST_COMMANDS, _MOST_DESCRIPTION = 100, 256
_DEFAULT_SCOPE = {"type": "default"}
# Scope -> what it names besides its type
_SCOPES = {
    "default": (),
    "all_private_chats": (),
    "all_group_chats": (),
    "all_chat_administrators": (),
    "chat": ("chat_id",),
    "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}
# Method that sets a text about the bot -> the field of its answer, and the most characters
_TEXTS = {
    "setMyName": ("name", 64),
    "setMyDescription": ("description", 512),
    "setMyShortDescription": ("short_description", 120),
}


def get_me(world: World, _: Arguments) -> Json:
    """``getMe``."""
    return world.bot.json | {
        "can_join_groups": True,
        "can_read_all_group_messages": world.reads_all,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def get_chat(world: World, arguments: Arguments) -> Json:
    """``getChat``."""
    return chat_full_json(readable(world, arguments))


def get_chat_member(world: World, arguments: Arguments) -> Json:
    """``getChatMember``: in a channel, only administrators see others than themselves."""
    chat = readable(world, arguments)
    user = world.users.get(arguments.integer("user_id"))
    if user is None:
        raise bad_request("invalid user_id specified" if arguments.integer("user_id") <= 0 else "user not found")
    if chat.type == "channel" and user is not world.bot and not chat.bot.in_charge:
        raise bad_request("member list is inaccessible")
    if chat.type == "private":
        return member_json(chat, Member(user, "member"))
    return member_json(chat, chat.member(user))


def get_chat_administrators(world: World, arguments: Arguments) -> list[Json]:
    """``getChatAdministrators``: other bots than ours are left out unless asked for; there are none here."""
    chat = readable(world, arguments)
    if chat.type == "private":
        raise bad_request("there are no administrators in the private chat")
    if chat.type == "channel" and not chat.bot.in_charge:
        raise bad_request("member list is inaccessible")
    return [member_json(chat, member) for member in chat.members.values() if member.in_charge]


def leave_chat(world: World, arguments: Arguments) -> bool:
    """``leaveChat``."""
    chat = writable(world, arguments)
    if chat.type == "private":
        raise bad_request("chat member status can't be changed in private chats")
    world.change_bot(chat, "left", world.bot)
    return True


def set_my_commands(world: World, arguments: Arguments) -> bool:
    """``setMyCommands``."""
    commands = arguments.json("commands")
    if not isinstance(commands, list):
        raise bad_request("expected an Array of BotCommand")
    if len(commands) > _MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        _check_command(command)
    world.profile.commands[_place(arguments)] = commands
    return True


def get_my_commands(world: World, arguments: Arguments) -> list[dict[str, str]]:
    """``getMyCommands``: those of exactly this scope and language."""
    return world.profile.commands.get(_place(arguments), [])


def delete_my_commands(world: World, arguments: Arguments) -> bool:
    """``deleteMyCommands``."""
    world.profile.commands.pop(_place(arguments), None)
    return True


def set_my_text(world: World, arguments: Arguments) -> bool:
    """``setMyName``, ``setMyDescription``, ``setMyShortDescription``; an empty text takes it back."""
    field, most = _TEXTS[arguments.method]
    text = arguments.text(field)
    if len(text) > most:
        raise bad_request(f"bot {field.replace('_', ' ')} is too long")
    world.profile.texts[arguments.method, _language(arguments)] = text
    return True


def get_my_text(world: World, arguments: Arguments) -> dict[str, str]:
    """``getMyName``, ``getMyDescription``, ``getMyShortDescription``: in the language, else in the default one."""
    setter = arguments.method.replace("get", "set", 1)
    texts, language = world.profile.texts, _language(arguments)
    standard = texts.get((setter, "")) or (world.bot.first_name if setter == "setMyName" else "")
    return {_TEXTS[setter][0]: texts.get((setter, language)) or standard}


def set_webhook(world: World, arguments: Arguments) -> bool:
    """``setWebhook``: remembered, and polling stops; nothing is ever delivered to it."""
    url = arguments.text("url")
    if url and not url.startswith("https://"):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if arguments.flag("drop_pending_updates"):
        world.updates.drop()
    world.updates.allow(arguments.json("allowed_updates"))
    world.updates.set_webhook(url)
    return True


def delete_webhook(world: World, arguments: Arguments) -> bool:
    """``deleteWebhook``."""
    if arguments.flag("drop_pending_updates"):
        world.updates.drop()
    world.updates.set_webhook("")
    return True


def get_webhook_info(world: World, _: Arguments) -> Json:
    """``getWebhookInfo``."""
    updates = world.updates
    known: Json = {"url": updates.webhook, "has_custom_certificate": False, "pending_update_count": len(updates)}
    return known | ({"allowed_updates": sorted(updates.allowed)} if updates.allowed else {})


def _check_command(command: Any) -> None:
    if not isinstance(command, dict) or "command" not in command or "description" not in command:
        raise bad_request('can\'t parse BotCommand: Can\'t find field "command" or "description"')
    if not _COMMAND.fullmatch(command["command"]):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(command["description"]) <= _MOST_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")


def _place(arguments: Arguments) -> tuple[str, str]:
    """Return scope and language of a list of commands."""
    scope = arguments.json("scope") or _DEFAULT_SCOPE
    if not isinstance(scope, dict):
        raise bad_request("can't parse BotCommandScope: BotCommandScope must be an Object")
    needs = _SCOPES.get(scope.get("type", ""))
    if needs is None:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    missing = next((name for name in needs if name not in scope), None)
    if missing:
        raise bad_request(f"can't parse BotCommandScope: Can't find field \"{missing}\"")
    return json.dumps(scope, sort_keys=True), _language(arguments)


def _language(arguments: Arguments) -> str:
    """Return a two-letter ISO 639-1 code, empty for the default."""
    language = arguments.text("language_code")
    if language and not re.fullmatch(r"[a-z]{2}", language):
        raise bad_request("LANG_CODE_INVALID")
    return language
