"""Buttons that mean something to us, within the 64 bytes that each may carry."""

import hashlib

from jianbao.deliver.telegram.reply import Button
from jianbao.deliver.telegram.taps import Tap, encode


def short(topic: str) -> str:
    """Return a name of eleven bytes for a topic whose id does not fit into a button."""
    return "~" + hashlib.blake2s(topic.encode(), digest_size=5).hexdigest()


def button(text: str, tap: Tap) -> Button:
    """Return the button that says *text* and means *tap*."""
    return Button(text, encode(tap, short))
