"""Keyboards under messages: what the Bot API accepts, and its words for what it does not."""

from typing import Any
from urllib.parse import urlsplit

from jianbao.testing.bot_api.arguments import Arguments
from jianbao.testing.bot_api.refusal import Refused, bad_request

Markup = dict[str, Any]

_ACTIONS = frozenset({
    "callback_data",
    "callback_game",
    "copy_text",
    "login_url",
    "pay",
    "switch_inline_query",
    "switch_inline_query_chosen_chat",
    "switch_inline_query_current_chat",
    "url",
    "web_app",
})  # fmt: skip
_MAY_BE_EMPTY = {"switch_inline_query", "switch_inline_query_current_chat"}
_MOST_DATA = 64  # bytes
_MOST_BUTTONS, _MOST_IN_A_ROW = 100, 8
_MOST_TO_COPY = 256  # characters
_STYLES = {"danger", "success", "primary"}


def read_markup(arguments: Arguments, *, only_inline: bool = False) -> Markup | None:
    """Return the call's ``reply_markup``, None when there is none or an empty one.

    Raises:
        Refused: Telegram would not show it.
    """
    if not arguments.text("reply_markup"):
        return None
    try:
        markup = arguments.json("reply_markup")
    except Refused:
        raise bad_request("can't parse reply keyboard markup JSON object") from None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in markup:
        return _inline(markup)
    if only_inline and markup:
        raise bad_request("inline keyboard expected")
    if "keyboard" in markup:
        return _reply(markup)
    return markup if markup.get("remove_keyboard") or markup.get("force_reply") else None


def _inline(markup: Markup) -> Markup | None:
    rows = _rows(markup, "inline_keyboard", 'field "inline_keyboard" of the InlineKeyboardMarkup')
    for row in rows:
        for button in row:
            _check_inline(button)
    return {"inline_keyboard": rows} if any(rows) else None


def _reply(markup: Markup) -> Markup:
    rows = _rows(markup, "keyboard", 'field "keyboard"')
    for row in rows:
        for button in row:
            if not isinstance(button, str | dict):
                raise bad_request("can't parse keyboard button: KeyboardButton must be a String or an Object")
            if isinstance(button, dict) and not button.get("text"):
                raise bad_request("can't parse keyboard button: Can't find field \"text\"")
    return markup


def _rows(markup: Markup, name: str, field: str) -> list[list[Any]]:
    rows = markup[name]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request(f"{field} must be an Array of Arrays")
    if sum(map(len, rows)) > _MOST_BUTTONS or any(len(row) > _MOST_IN_A_ROW for row in rows):
        raise bad_request("reply markup is too long")
    return [row for row in rows if row]


def _check_inline(button: object) -> None:
    trouble = "can't parse inline keyboard button:"
    if not isinstance(button, dict):
        raise bad_request(f"{trouble} InlineKeyboardButton must be an Object")
    if not isinstance(button.get("text"), str):
        raise bad_request(f'{trouble} Can\'t find field "text"')
    if not button["text"].strip():
        raise bad_request("BUTTON_INVALID")
    actions = [name for name in _ACTIONS & button.keys() if button[name] or name in _MAY_BE_EMPTY]
    if not actions:
        raise bad_request(f"{trouble} Text buttons are unallowed in the inline keyboard")
    # The real server takes the first action and drops the others without a word.
    if len(actions) > 1 or button.get("style", "primary") not in _STYLES:
        raise bad_request("BUTTON_TYPE_INVALID")
    _check_action(actions[0], button[actions[0]])


def _check_action(action: str, value: Any) -> None:
    if action == "callback_data" and len(str(value).encode()) > _MOST_DATA:
        raise bad_request("BUTTON_DATA_INVALID")
    if action == "url" and not _is_address(str(value)):
        raise bad_request(f"inline keyboard button URL '{value}' is invalid: Wrong HTTP URL")
    if action == "copy_text" and not 1 <= len(value.get("text", "")) <= _MOST_TO_COPY:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url if "://" in url else f"http://{url}")
        host = parts.hostname or ""
    except ValueError:
        return False
    if parts.scheme in {"tg", "ton", "tonsite"}:
        return True
    return parts.scheme in {"http", "https"} and "." in host.strip(".") and " " not in url
