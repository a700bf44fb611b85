"""A message's text as Telegram keeps it: marked up or not, trimmed, with entities counted in UTF-16 code units.

Markup is read by Telegram's own library (``tdjson``), which the real server is built on; so are links, commands and
tags found in bare text. Trimming follows TDLib's ``fix_formatted_text``.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import Any

import tdjson

from jianbao.testing.bot_api.refusal import bad_request

_MODES = {
    "html": {"@type": "textParseModeHTML"},
    "markdown": {"@type": "textParseModeMarkdown", "version": 1},
    "markdownv2": {"@type": "textParseModeMarkdown", "version": 2},
}
# TDLib's name without "textEntityType" -> the Bot API's; what is not here never reaches a bot.
_TYPES = {
    "Bold": "bold",
    "Italic": "italic",
    "Underline": "underline",
    "Strikethrough": "strikethrough",
    "Spoiler": "spoiler",
    "Code": "code",
    "Pre": "pre",
    "PreCode": "pre",
    "BlockQuote": "blockquote",
    "ExpandableBlockQuote": "expandable_blockquote",
    "TextUrl": "text_link",
    "MentionName": "text_mention",
    "CustomEmoji": "custom_emoji",
    "DateTime": "date_time",
    "Mention": "mention",
    "Hashtag": "hashtag",
    "Cashtag": "cashtag",
    "BotCommand": "bot_command",
    "Url": "url",
    "EmailAddress": "email",
    "PhoneNumber": "phone_number",
}
_MIXABLE = {"bold", "italic", "underline", "strikethrough", "spoiler", "blockquote", "expandable_blockquote"}
_CLEAN = dict.fromkeys(range(0x20), " ") | {0x0A: "\n", 0x0D: ""} | dict.fromkeys(range(0x2028, 0x202F), "")


@dataclass(frozen=True, slots=True)
class Formatted:
    """What a reader sees.

    Attributes:
        text: Without markup.
        entities: ``MessageEntity`` objects; offsets and lengths in UTF-16 code units.
    """

    text: str = ""
    entities: tuple[dict[str, Any], ...] = ()


def utf16(text: str) -> int:
    """Return the length of *text* as Telegram counts it."""
    return len(text) + sum(character > "\uffff" for character in text)


def formatted(text: str, parse_mode: str = "", entities: object = None) -> Formatted:
    """Return *text* as it will stand in the chat.

    Args:
        text: As the bot sends it.
        parse_mode: ``HTML``, ``MarkdownV2``, ``Markdown``; empty for none.
        entities: ``MessageEntity`` objects instead of markup; ignored with a parse mode, as the real server does.

    Raises:
        Refused: The markup or an entity is wrong.
    """
    given = _parsed(text, parse_mode) if parse_mode else Formatted(text, _checked(text, entities))
    clean = _trimmed(given)
    fixed = [entity for entity in clean.entities if entity["type"] not in _MIXABLE]
    detected = [entity for entity in _detected(clean.text) if not any(_overlap(entity, other) for other in fixed)]
    merged = sorted((*clean.entities, *detected), key=lambda entity: (entity["offset"], -entity["length"]))
    return Formatted(clean.text, tuple(merged))


def explicit(entities: Iterable[Mapping[str, Any]]) -> int:
    """Return how many of *entities* a bot asked for; those that Telegram finds by itself are not counted."""
    found = {"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number"}
    return sum(entity["type"] not in found for entity in entities)


def _parsed(text: str, parse_mode: str) -> Formatted:
    mode = _MODES.get(parse_mode.lower())
    if mode is None:
        raise bad_request("unsupported parse_mode")
    answer = _tdlib({"@type": "parseTextEntities", "text": text, "parse_mode": mode})
    if answer["@type"] == "error":
        message = answer["message"]
        raise bad_request(message[0].lower() + message[1:])
    return Formatted(answer["text"], _as_bot_api(answer["entities"]))


def _detected(text: str) -> tuple[dict[str, Any], ...]:
    return _as_bot_api(_tdlib({"@type": "getTextEntities", "text": text})["entities"])


def _as_bot_api(entities: Iterable[Mapping[str, Any]]) -> tuple[dict[str, Any], ...]:
    named = ((entity, _TYPES.get(entity["type"]["@type"].removeprefix("textEntityType"))) for entity in entities)
    return tuple(
        {"type": name, "offset": entity["offset"], "length": entity["length"]} | _details(entity["type"])
        for entity, name in named
        if name
    )


def _details(kind: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that only some entities have."""
    details: dict[str, Any] = {
        field: str(kind[field]) for field in ("url", "language", "custom_emoji_id") if kind.get(field)
    }
    if "user_id" in kind:
        details["user"] = {"id": kind["user_id"], "is_bot": False, "first_name": ""}
    if "unix_time" in kind:
        details |= {"unix_time": kind["unix_time"]} | _date_format(kind.get("formatting_type"))
    return details


def _date_format(kind: Mapping[str, Any] | None) -> dict[str, str]:
    """Return how a ``date_time`` is shown, in the letters of ``<tg-time format>``."""
    if kind is None:
        return {}
    if kind["@type"].endswith("Relative"):
        return {"date_time_format": "r"}
    letters = {"": "", "None": "", "Short": "dt", "Long": "DT"}
    date, clock = (
        letters[kind.get(part, {}).get("@type", "").removeprefix("dateTimePartPrecision")]
        for part in ("date_precision", "time_precision")
    )
    return {"date_time_format": "w" * bool(kind.get("show_day_of_week")) + date[:1] + clock[1:]}


def _checked(text: str, entities: object) -> tuple[dict[str, Any], ...]:
    if entities is None:
        return ()
    if not isinstance(entities, list) or not all(isinstance(entity, dict) for entity in entities):
        raise bad_request("can't parse entities: expected an Array of MessageEntity")
    for entity in entities:
        missing = next((name for name in ("type", "offset", "length") if name not in entity), None)
        if missing:
            raise bad_request(f"can't parse entities: Can't find field \"{missing}\"")
        if entity["type"] not in _TYPES.values():
            raise bad_request("can't parse entities: unsupported type specified")
        end = entity["offset"] + entity["length"]
        if entity["offset"] < 0 or end > utf16(text):
            raise bad_request(
                f"entity beginning at UTF-16 offset {entity['offset']} ends after the end of the text "
                f"at UTF-16 offset {end}"
            )
    return tuple(entities)


def _trimmed(given: Formatted) -> Formatted:
    """Drop what Telegram does not keep: control characters, blanks at both ends, entities that hold only blanks."""
    pieces = [character.translate(_CLEAN) for character in given.text]
    clean = "".join(pieces)
    text = clean.strip(" \n")
    lead = len(clean) - len(clean.lstrip(" \n"))
    before = list(accumulate(map(len, pieces), initial=0))
    place = {}  # UTF-16 offset in the given text -> code point in the trimmed one
    offset = 0
    for character, start in zip(given.text, before, strict=False):
        place[offset] = start - lead
        offset += utf16(character)
    place[offset] = before[-1] - lead
    kept = (_moved(entity, text, place) for entity in given.entities)
    return Formatted(text, tuple(entity for entity in kept if entity))


def _moved(entity: dict[str, Any], text: str, place: Mapping[int, int]) -> dict[str, Any] | None:
    """Return *entity* where it stands in *text*; None when nothing of it is left."""
    try:
        start, end = place[entity["offset"]], place[entity["offset"] + entity["length"]]
    except KeyError:
        raise bad_request("entity begins or ends in a middle of a UTF-16 symbol") from None
    start, end = max(0, start), min(len(text), end)
    start += len(text[start:end]) - len(text[start:end].lstrip(" \n"))
    if start >= end:
        return None
    return entity | {"offset": utf16(text[:start]), "length": utf16(text[start:end])}


def _overlap(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return bool(one["offset"] < other["offset"] + other["length"] and other["offset"] < one["offset"] + one["length"])


def _tdlib(query: dict[str, Any]) -> dict[str, Any]:
    _hush()
    answer: dict[str, Any] = json.loads(tdjson.td_execute(json.dumps(query).encode()) or b"{}")
    return answer


@cache
def _hush() -> None:
    """Keep TDLib from writing its log to standard error."""
    tdjson.td_execute(json.dumps({"@type": "setLogVerbosityLevel", "new_verbosity_level": 0}).encode())
