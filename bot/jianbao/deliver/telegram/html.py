"""Telegram's HTML: what may go into a message, and how long a message is in Telegram's own units.

Sizes are counted as the Bot API does: UTF-16 code units of the text after its tags have been taken out.
"""

import html
import re

from jianbao.deliver.clean import clean

MESSAGE_UNITS = 4096  # sendMessage, "1-4096 characters after entities parsing"
MESSAGE_ENTITIES = 100  # further ones are dropped without a word
_LONGEST_ADDRESS = 2048  # bytes; longer links are cut by clients

# Telegram turns these into links, commands and tags by itself, wherever they stand. A word joiner (invisible, no
# width) after the character that triggers it keeps a page's text from acting in the chat. 21.39 stays as it is.
_JOINER = "\u2060"
_TRIGGERS = re.compile(
    r"[@#$](?=\w)"  # mentions, tags, stocks
    r"|(?<!\w)/(?=\w)"  # commands
    r"|:(?=//)"  # addresses with a scheme
    r"|\.(?=[^\W\d])"  # host names: before a letter
    r"|(?<=[^\W\d])\.(?=\d)"  # host names: between letter and digit
    r"|(?<=\d)\.(?=\d+\.\d+\.\d)"  # IP addresses
)


def inert(text: str) -> str:
    """Return words from outside as text in which Telegram finds nothing to link, mention, call or command."""
    return _TRIGGERS.sub(lambda match: match[0] + _JOINER, clean(text))


def outside(text: str) -> str:
    """Return words from outside as HTML that shows them and does nothing else."""
    return html.escape(inert(text), quote=True)


def link(address: str | None, content: str) -> str:
    """Return *content*, which is HTML, as a link to *address*; as it is when the address is none for the web."""
    if not address or not re.match(r"https?://[^\s/]", address) or len(address.encode()) > _LONGEST_ADDRESS:
        return content
    return f'<a href="{html.escape(clean(address), quote=True)}">{content}</a>'


def tag(words: str) -> str:
    """Return *words* as a hashtag, ``""`` when nothing of them can stand in one."""
    letters = "".join(re.findall(r"[^\W]", clean(words)))
    return f"#{letters}" if re.search(r"[^\W\d_]", letters) else ""


def units(text: str) -> int:
    """Return the length of *text*, which is not HTML, as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def shown(markup: str) -> str:
    """Return the text that a reader sees of *markup*, which must be HTML made here."""
    return html.unescape(re.sub(r"<[^>]*>", "", markup))
