"""Wishes that go into links and buttons by the name that they are kept under."""

from collections.abc import Callable, Sequence
from datetime import datetime

from jianbao.deliver.telegram.commands import Wish
from jianbao.deliver.telegram.html import outside
from jianbao.deliver.telegram.names import Names, wish_of
from jianbao.deliver.wording import Words
from jianbao.model import Subscription
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

    def kept(self, name: str) -> Wish | None:
        """Return the wish that is kept under a name; None when there is none."""
        found = self._store.kept_wishes.find(name)
        return None if found is None else wish_of(found)

    def shared(self, payload: str) -> Wish | None:
        """Return the wish that a link brings; None when it is no link of ours."""
        return self.kept(payload.removeprefix(_SHARED))

    def address(self, wish: Wish, bot: str) -> str:
        """Return the link to a wish; *bot* is our name on Telegram."""
        return f"https://t.me/{bot}?start={_SHARED}{self.keep(wish)}"

    def share(self, subscriptions: Sequence[Subscription], bot: str, words: Words) -> str:
        """Return a link to each of *subscriptions*."""
        # The address is ours: it must stay a link, unlike whatever comes from outside.
        wishes = map(wish_of, subscriptions)
        lines = [f"• {outside(self._names.wish(wish, words))}\n{self.address(wish, bot)}" for wish in wishes]
        return "\n".join((words.share, *lines))

    def keep(self, wish: Wish) -> str:
        """Return the name under which a wish is kept."""
        return self._store.kept_wishes.keep(wish.topic, wish.region, self._clock(), wish.narrowing)
