"""What is subscribed: /list page by page, and each subscription as a card with everything that can be done to it."""

from collections.abc import Callable, Sequence
from datetime import datetime

from jianbao.deliver.hours_words import hours_words
from jianbao.deliver.list_words import list_words
from jianbao.deliver.telegram.buttons import button
from jianbao.deliver.telegram.commands import Wish
from jianbao.deliver.telegram.here import Here
from jianbao.deliver.telegram.html import outside
from jianbao.deliver.telegram.names import Names, wish_of
from jianbao.deliver.telegram.paging import label, part, several, turning
from jianbao.deliver.telegram.reply import Button, Reply, fill
from jianbao.deliver.telegram.sharing import Sharing
from jianbao.deliver.telegram.silence import SPANS, Silence
from jianbao.deliver.telegram.taps import Tap
from jianbao.deliver.wording import Words
from jianbao.model import Rhythm, Subscriber, Subscription
from jianbao.store import Store

MOST = 100  # subscriptions of a chat
_PAGE = 8
_SHARED = 5  # links on a page: each is longer than a line
_ENDS = "x"  # the page whose buttons end subscriptions; the others open them
SHARES = "s"  # the page of links
_RHYTHMS = {str(number): rhythm for number, rhythm in enumerate(Rhythm)}

Someone = Callable[[Here], Subscriber]


class Cards:
    """Shows and changes subscriptions that there are; nobody reaches those of another chat.

    Args:
        store: Keeps them.
        clock: Now, UTC.
        names: Of wishes.
        sharing: Links to them.
        silence: Of each.
        someone: Returns whose they are.
    """

    def __init__(
        self,
        store: Store,
        clock: Callable[[], datetime],
        names: Names,
        *,
        sharing: Sharing,
        silence: Silence,
        someone: Someone,
    ) -> None:
        self._store = store
        self._clock = clock
        self._names = names
        self._sharing = sharing
        self._silence = silence
        self._someone = someone

    def page(self, number: int, mode: str, here: Here) -> Reply:
        """Show a page, from 0: of subscriptions to be opened, to be ended, or of links to them."""
        every, words = self._store.subscribers.subscriptions(self._someone(here).id), here.words
        if not every:
            return Reply(words.list_empty)
        if here.elsewhere:
            lines = (f"• {outside(self._names.wish(wish_of(each), words))}" for each in every)
            return Reply(several((fill(words.list_header_for, where=here.title), *lines), words))
        mode = mode if mode in {_ENDS, SHARES} else ""
        size = _SHARED if mode == SHARES else _PAGE
        shown, number, pages = part(every, number, size)
        turns = turning(number, pages, lambda page: button("", Tap(act="list", number=page, text=mode)).data)
        if mode == SHARES:
            return Reply(self._sharing.share(shown, here.bot, words), turns)
        first = number * size + 1
        rows = (self._row(place, each, mode, words) for place, each in enumerate(shown, start=first))
        header = words.ask_unsubscribe if mode else words.list_header
        return Reply(header, (*((row,) for row in rows), *turns))

    def _row(self, place: int, each: Subscription, mode: str, words: Words) -> Button:
        name = self._names.wish(wish_of(each), words)
        if mode == _ENDS:
            return button(label(f"✖ {name}"), Tap(act="end", number=each.id))
        bell = "🔕 " if self._silence.silent(each) else ""
        return button(label(f"{place}. {bell}{name}"), Tap(act="card", number=each.id, text=""))

    def tap(self, number: int, verb: str, here: Here) -> Reply:
        """Do to a subscription what a button of its card says."""
        someone, words = self._someone(here), here.words
        each = self._mine(number, someone)
        if each is None:
            return Reply(list_words(words.language).gone)
        if verb in SPANS:
            return self._with_list(self._silence.choose(each, verb, someone, words), words)
        match verb:
            case "mute":
                return self._silence.ask(each, words)
            case "off":
                return self._with_list(self._silence.end(each, words), words)
            case "end":
                return self.end(number, here)
            case "share":
                return self._share(each, here)
            case _ if verb in _RHYTHMS:
                self._store.holding.set_rhythm(each.id, _RHYTHMS[verb], self._clock())
                each = self._mine(number, someone) or each
        return self._card(each, someone, words)

    def _card(self, each: Subscription, someone: Subscriber, words: Words) -> Reply:
        said, rhythms = list_words(words.language), hours_words(words.language).rhythms

        def key(text: str, verb: str) -> Button:
            return button(text, Tap(act="card", number=each.id, text=verb))

        often = [(rhythms[rhythm], rhythm, verb) for verb, rhythm in _RHYTHMS.items()]
        silent = self._silence.silent(each)
        bell = key(said.do_unmute, "off") if silent else key(said.do_mute, "mute")
        rows = (
            tuple(key(fill(said.chosen, name=n) if each.rhythm is r else n, verb) for n, r, verb in often),
            (bell, key(said.do_share, "share"), key(said.do_end, "end")),
            (_to_list(words),),
        )
        wish = self._names.wish(wish_of(each), words)
        html = fill(said.card, wish=wish, rhythm=rhythms[each.rhythm])
        return Reply(f"{html}\n{self._silence.said(each, someone, words)}".rstrip(), rows)

    def _share(self, each: Subscription, here: Here) -> Reply:
        said, wish = list_words(here.words.language), wish_of(each)
        html = fill(said.shared, wish=self._names.wish(wish, here.words))
        back = button(said.back, Tap(act="card", number=each.id, text=""))
        return Reply(f"{html}\n{self._sharing.address(wish, here.bot)}", ((back,),))

    # Their end

    def unsubscribe(self, wish: Wish, named: Callable[[Subscription], bool], here: Here) -> Reply:
        """End the subscriptions that are *named*; when *wish* says nothing, ask which."""
        if wish.empty:
            return self.page(0, _ENDS, here)
        every = self._store.subscribers.subscriptions(self._someone(here).id)
        ended = self._ended([each for each in every if named(each)], here.words)
        if not ended:
            return Reply(fill(here.words.not_subscribed, wish=self._names.wish(wish, here.words)))
        return Reply(several(ended, here.words))

    def end(self, number: int, here: Here) -> Reply:
        """End a subscription by button, and offer to take that back."""
        each = self._mine(number, self._someone(here))
        if each is None:
            return Reply(list_words(here.words.language).gone)
        undo = button(list_words(here.words.language).do_restore, Tap(act="restore", number=number))
        return Reply("".join(self._ended([each], here.words)), ((undo,), (_to_list(here.words),)))

    def _ended(self, meant: Sequence[Subscription], words: Words) -> list[str]:
        """End subscriptions; return what is said of each."""
        follows = self._store.holding.end_all([each.id for each in meant], self._clock())
        said, told = list_words(words.language), list[str]()
        for each in meant:
            html = fill(words.unsubscribed, wish=self._names.wish(wish_of(each), words))
            told.append(f"{html}\n{fill(said.follows, count=follows[each.id])}" if follows[each.id] else html)
        return told

    def restore(self, number: int, here: Here) -> Reply:
        """Subscribe again to what was ended here."""
        someone, words = self._someone(here), here.words
        subscribers = self._store.subscribers
        before = subscribers.past(number, someone.id)
        if before is None:
            return Reply(list_words(words.language).gone)
        if len(subscribers.subscriptions(someone.id)) >= MOST:
            return Reply(fill(words.too_many_wishes, count=MOST))
        now = self._clock()
        again = subscribers.subscribe(someone.id, before.topic, before.region, now, before.narrowing, asker=here.person)
        if again.rhythm is Rhythm.AT_ONCE and before.rhythm is not Rhythm.AT_ONCE:
            self._store.holding.set_rhythm(again.id, before.rhythm, now)
        html = fill(list_words(words.language).restored, wish=self._names.wish(wish_of(again), words))
        return self._with_list(Reply(html), words)

    def _with_list(self, reply: Reply, words: Words) -> Reply:
        return Reply(reply.html, (*reply.buttons, (_to_list(words),)))

    def living(self, subscription: Subscription, someone: Subscriber) -> int:
        """Return the number of *subscription*, or of the one that asks for the same since it was ended and restored."""
        wish = wish_of(subscription)
        same = [each.id for each in self._store.subscribers.subscriptions(someone.id) if wish_of(each) == wish]
        return same[0] if same else subscription.id

    def _mine(self, number: int, someone: Subscriber) -> Subscription | None:
        every: Sequence[Subscription] = self._store.subscribers.subscriptions(someone.id)
        return next((each for each in every if each.id == number), None)


def _to_list(words: Words) -> Button:
    return button(list_words(words.language).to_list, Tap(act="list", number=0, text=""))
