"""How alerts look in a chat: /style and its buttons."""

from collections.abc import Sequence

from jianbao.deliver.telegram.reply import Button, Reply, fill
from jianbao.deliver.telegram.taps import Tap, encode
from jianbao.deliver.wording import Words
from jianbao.model import Style, Subscriber
from jianbao.store import Store

_STYLES = tuple(Style)
_SAID = {
    Style.FULL: {"full", "完整", "全文"},
    Style.COMPACT: {"compact", "short", "一行", "简洁"},
    Style.RICH: {"rich", "表格", "table"},
}


class Styles:
    """Knows and changes how alerts look in chats.

    Args:
        store: Remembers it.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def command(self, said: Sequence[str], subscriber: Subscriber, words: Words) -> Reply:
        """Choose the style that was *said*, or show the present one and offer the others."""
        named = next((style for style, names in _SAID.items() if said and said[0].casefold() in names), None)
        return self._choose(named, subscriber, words) if named else self._ask(subscriber, words)

    def tap(self, number: int, subscriber: Subscriber, words: Words) -> Reply:
        """Choose by button."""
        if number >= len(_STYLES):
            return self._ask(subscriber, words)
        return self._choose(_STYLES[number], subscriber, words)

    def _choose(self, style: Style, subscriber: Subscriber, words: Words) -> Reply:
        self._store.subscribers.dress(subscriber.id, style)
        return Reply(fill(words.style_set, style=words.styles[style]))

    def _ask(self, subscriber: Subscriber, words: Words) -> Reply:
        taps = (Tap(act="style", number=number) for number in range(len(_STYLES)))
        buttons = [Button(words.styles[style], encode(tap, str)) for style, tap in zip(_STYLES, taps, strict=True)]
        return Reply(fill(words.style_ask, style=words.styles[subscriber.style]), (tuple(buttons),))
