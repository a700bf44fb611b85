"""Which language a chat is answered in: the one that it has chosen, else that of whoever asks."""

from collections.abc import Sequence

from jianbao.deliver.telegram.reply import Button, Reply
from jianbao.deliver.telegram.taps import Tap, encode
from jianbao.deliver.wording import EN, ZH, Words, words_for
from jianbao.model import Subscriber
from jianbao.store import Store

_LANGUAGES = (("中文", ZH), ("English", EN))
_NAMES = {"中文": ZH, "汉语": ZH, "zh": ZH, "zh-cn": ZH, "chinese": ZH, "english": EN, "en": EN, "英文": EN, "英语": EN}


class Languages:
    """The languages of all chats, kept at hand: every answer asks for one.

    Args:
        store: Remembers them.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._chosen = store.subscribers.languages()

    def of(self, address: str, client: str | None) -> Words:
        """Return the words for the chat at *address*; *client* is the language tag of whoever asks."""
        return words_for(self._chosen.get(address) or client)

    def moved(self, old: str, new: str) -> None:
        """Keep the language of a chat that has another address now."""
        if old in self._chosen:
            self._chosen[new] = self._chosen.pop(old)

    def command(self, said: Sequence[str], subscriber: Subscriber, words: Words) -> Reply:
        """Choose the language that was *said*, or ask which."""
        named = _NAMES.get(said[0].casefold()) if said else None
        return self._choose(named, subscriber) if named else self._ask(words)

    def tap(self, number: int, subscriber: Subscriber, words: Words) -> Reply:
        """Choose by button."""
        return self._choose(_LANGUAGES[number][1], subscriber) if number < len(_LANGUAGES) else self._ask(words)

    def _choose(self, words: Words, subscriber: Subscriber) -> Reply:
        self._store.subscribers.speak(subscriber.address, words.language)
        self._chosen[subscriber.address] = words.language
        return Reply(words.language_set)

    def _ask(self, words: Words) -> Reply:
        taps = (Tap(act="language", number=number) for number in range(len(_LANGUAGES)))
        buttons = (Button(name, encode(tap, str)) for (name, _), tap in zip(_LANGUAGES, taps, strict=True))
        return Reply(words.language_ask, (tuple(buttons),))
