"""Wishes that go into buttons and links: short ones as they are, others by the name that they are kept under."""

from collections.abc import Callable
from datetime import datetime

from jianbao.deliver.telegram.commands import Tap, Wish
from jianbao.deliver.telegram.html import outside
from jianbao.deliver.telegram.names import Names, wish_of
from jianbao.deliver.telegram.reply import Reply
from jianbao.deliver.wording import Words
from jianbao.model import ANYTHING, Subscriber
from jianbao.store import Store

_SHARED = "w"  # what the payload of a shared link begins with


class Sharing:
    """Keeps wishes and finds them again.

    Args:
        store: Where they are kept.
        clock: Now, UTC.
        names: Of wishes.
    """

    def __init__(self, store: Store, clock: Callable[[], datetime], names: Names) -> None:
        self._store = store
        self._clock = clock
        self._names = names

    def taking(self, wish: Wish) -> Tap:
        """Return the tap that subscribes *wish*; one with conditions does not fit into a button and is kept."""
        if wish.narrowing == ANYTHING:
            return Tap(act="subscribe", topic=wish.topic, region=wish.region)
        return Tap(act="take", text=self._keep(wish))

    def kept(self, name: str) -> Wish | None:
        """Return the wish that is kept under a name; None when there is none."""
        found = self._store.kept_wishes.find(name)
        return None if found is None else wish_of(found)

    def shared(self, payload: str) -> Wish | None:
        """Return the wish that a link brings; None when it is no link of ours."""
        return self.kept(payload.removeprefix(_SHARED))

    def share(self, subscriber: Subscriber, bot: str, words: Words) -> Reply:
        """Give a link for each subscription of *subscriber*; *bot* is our name on Telegram."""
        wishes = [wish_of(each) for each in self._store.subscribers.subscriptions(subscriber.id)]
        if not wishes:
            return Reply(words.list_empty)
        # The address is ours: it must stay a link, unlike whatever comes from outside.
        lines = [
            f"• {outside(self._names.wish(wish, words))}\nhttps://t.me/{bot}?start={_SHARED}{self._keep(wish)}"
            for wish in wishes
        ]
        return Reply("\n".join((words.share, *lines)))

    def _keep(self, wish: Wish) -> str:
        return self._store.kept_wishes.keep(wish.topic, wish.region, self._clock(), wish.narrowing)
