"""A chat of the fake Bot API as a page like a phone: bubbles, keyboards, pictures; tapped keys are dark."""

import base64
import html
from collections.abc import Iterator
from typing import Any

from jianbao.testing.bot_api.chats import Chat, ChatMessage, Content
from jianbao.testing.bot_api.markup import Markup
from jianbao.testing.bot_api.people import Press

_STYLE = """
body{margin:0;background:#cfdcc6;font:15px/1.45 "Noto Sans CJK SC","WenQuanYi Micro Hei",sans-serif;color:#111}
main{max-height:2600px;padding:14px;display:flex;flex-flow:column wrap;align-content:flex-start;gap:8px 28px}
main::before{content:"";width:440px}
.bubble{max-width:400px;border-radius:14px;padding:8px 12px;background:#fff;white-space:pre-wrap;
overflow-wrap:anywhere;box-shadow:0 1px 1px #0002}
.me{align-self:flex-end;background:#e3fdd0}.bot{align-self:flex-start}
.bubble img{display:block;width:100%;border-radius:8px;margin-bottom:6px}
.keys{width:400px;display:flex;flex-direction:column;gap:3px;margin-top:-4px}.row{display:flex;gap:3px}
.key{flex:1;text-align:center;background:#7d977acc;color:#fff;border-radius:8px;padding:5px 2px;font-size:13px}
.key.tapped{background:#2f5d3a;font-weight:bold}
blockquote{margin:2px 0;padding:2px 8px;border-left:3px solid #3d8fd1;background:#3d8fd114;border-radius:4px}
.window{align-self:center;max-width:360px;background:#0006;color:#fff;border-radius:12px;padding:3px 12px;
font-size:13px}
a,.tag{color:#1c6fb5;text-decoration:none}.file{color:#1c6fb5}code{color:#a0522d;font-family:monospace}
"""
_TAGS = {"bold": "b", "italic": "i", "code": "code", "blockquote": "blockquote", "expandable_blockquote": "blockquote"}


def page(chat: Chat) -> str:
    """Return *chat* as HTML, with every state that its messages went through."""
    shown = "\n".join(line for message in chat.messages if not message.deleted for line in _message(message))
    return f"<!doctype html><meta charset=utf-8><style>{_STYLE}</style><main>{shown}</main>"


def _message(message: ChatMessage) -> Iterator[str]:
    presses = [press for press in message.chat.pressed if press.message is message]
    states = [*message.edits, (message.content, message.reply_markup)]
    side = "bot" if message.from_bot else "me"
    for number, (content, markup) in enumerate(states):
        here, presses = _until_change(presses) if number < len(states) - 1 else (presses, [])
        yield f'<div class="bubble {side}">{_content(content)}</div>'
        yield _keys(markup, {press.label for press in here})
        for press in (press for press in here if press.answer):
            told = html.escape(f"{press.user.first_name}: {press.label} → {press.answer}")
            yield f'<div class="window">{told}</div>'


def _until_change(presses: list[Press]) -> tuple[list[Press], list[Press]]:
    """Return those up to the first that changed the message, and the rest: what is refused or explained does not."""
    changes = [each.label != "❓" and (each.alert or not each.answer) for each in presses]
    end = changes.index(True) + 1 if True in changes else len(presses)
    return presses[:end], presses[end:]


def _content(content: Content) -> str:
    shown = _text(content.body.text, content.body.entities)
    if content.file is None:
        return shown
    if content.file.kind == "photo":
        return f'<img src="data:image/png;base64,{base64.b64encode(content.file.data).decode()}">{shown}'
    return f'<span class="file">📎 {html.escape(content.file.name)}</span>\n{shown}'.strip()


def _text(text: str, entities: tuple[dict[str, Any], ...]) -> str:
    """Return *text* with its entities as tags; their places are counted in UTF-16 units."""
    opened: dict[int, list[str]] = {}
    closed: dict[int, list[str]] = {}
    for entity in sorted(entities, key=lambda each: (each["offset"], -each["length"])):
        name = _TAGS.get(entity["type"], "a")
        opened.setdefault(entity["offset"], []).append(f"<{name}>")
        closed.setdefault(entity["offset"] + entity["length"], []).insert(0, f"</{name}>")
    out, place = [], 0
    for letter in text:
        out += [*closed.get(place, ()), *opened.get(place, ()), html.escape(letter)]
        place += 2 if ord(letter) > 0xFFFF else 1
    return "".join([*out, *closed.get(place, ())]).replace("</blockquote>\n", "</blockquote>")


def _keys(markup: Markup | None, tapped: set[str]) -> str:
    rows = (markup or {}).get("inline_keyboard", [])
    if not rows:
        return ""
    lines = "".join(f'<div class="row">{"".join(_key(each["text"], tapped) for each in row)}</div>' for row in rows)
    return f'<div class="keys">{lines}</div>'


def _key(label: str, tapped: set[str]) -> str:
    return f'<div class="key{" tapped" if label in tapped else ""}">{html.escape(label)}</div>'
