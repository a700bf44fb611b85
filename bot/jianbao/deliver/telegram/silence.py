"""Who is not to be written to for a while: a chat (/mute 2d), or one of its subscriptions (/mute 社会组织 8h, buttons).

What comes meanwhile is owed as ever and held back: one rule for both, kept by :class:`jianbao.store.holding.Holding`.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from jianbao.chinese.numerals import read_chinese
from jianbao.deliver.hours_words import hours_words
from jianbao.deliver.list_words import list_words
from jianbao.deliver.telegram.buttons import button
from jianbao.deliver.telegram.commands import Trouble, read_wish
from jianbao.deliver.telegram.names import Names, means, wish_of
from jianbao.deliver.telegram.paging import label, several
from jianbao.deliver.telegram.reply import Button, Reply, fill
from jianbao.deliver.telegram.taps import Tap
from jianbao.deliver.wording import Words
from jianbao.model import UNTIL_TOLD, Subscriber, Subscription, Topic
from jianbao.store import Store

LONGEST = timedelta(days=30)
SPANS = {"8h": timedelta(hours=8), "1d": timedelta(days=1), "7d": timedelta(days=7), "on": None}
"""What the buttons offer; None for until told."""
OFF = frozenset({"off", "关", "关闭", "无", "none", "0"})
_SPAN = re.compile(
    r"(?P<count>[0-9]{1,4}|半|[一二两三四五六七八九十]{1,3})\s*个?(?P<unit>h|d|w|小时|钟头|时|天|日|周|星期|礼拜|月)|(?P<days>[0-9]{1,4})",
    re.IGNORECASE,
)
_UNITS = dict.fromkeys(("h", "小时", "钟头", "时"), timedelta(hours=1)) | dict.fromkeys(
    ("d", "天", "日"), timedelta(days=1)
)
_UNITS |= dict.fromkeys(("w", "周", "星期", "礼拜"), timedelta(days=7)) | {"月": timedelta(days=30)}
_FOREVER = frozenset({"on", "forever", "一直", "直到恢复"})
_ALL = frozenset({"all", "全部", "所有", "*"})
_NUMBERED = re.compile(r"#?(\d{1,3})")
_MOST_OFFERED = 20  # subscriptions in one question


class Silence:
    """Begins and ends it.

    Args:
        store: Keeps it, and holds back what comes meanwhile.
        clock: Now, UTC.
        names: Of wishes.
        topics: What a wish can be about.
        zone: That chats live in which have not named theirs.
    """

    def __init__(
        self, store: Store, clock: Callable[[], datetime], names: Names, topics: Sequence[Topic], zone: ZoneInfo
    ) -> None:
        self._store = store
        self._clock = clock
        self._names = names
        self._topics = topics
        self._zone = zone

    # A chat

    def mute(self, asked: Sequence[str], subscriber: Subscriber, words: Words) -> Reply:
        """Answer ``/mute``: the whole chat for a time, or what the other words name, by number or as a wish."""
        *named, last = asked or ("",)
        if last.casefold() in OFF:
            return self.unmute(named, subscriber, words)
        forever, span = last.casefold() in _FOREVER, _span_of(last)
        if not forever and (span is None or last.startswith("#")):
            named = list(asked)
        if not named:
            return self._mute_chat(span, subscriber, words)
        meant = self._named(named, subscriber)
        if not meant:
            said = hours_words(words.language)
            return Reply(f"{said.no_subscription}\n{said.mute_how}")
        if forever or span is not None:
            ends = UNTIL_TOLD if forever or span is None else self._clock() + span
            return self._begin(meant, ends, subscriber, words)
        return self.ask(meant[0], words) if len(meant) == 1 else self._which(meant, words)

    def _mute_chat(self, span: timedelta | None, subscriber: Subscriber, words: Words) -> Reply:
        said = hours_words(words.language)
        if span is None:
            return Reply(said.mute_how)
        until = self._clock() + span
        self._store.holding.set_hours(subscriber.id, replace(subscriber.hours, mute_until=until), self._clock())
        return Reply(fill(said.mute_until, until=self.shown(until, subscriber, words)))

    def unmute(self, asked: Sequence[str], subscriber: Subscriber, words: Words) -> Reply:
        """Answer ``/unmute``: of the chat, and offer what is silent by itself; of all; or of what is named."""
        every, said = self._store.subscribers.subscriptions(subscriber.id), list_words(words.language)
        everything = bool(asked) and asked[0].casefold() in _ALL
        if asked and not everything:
            meant = self._named(asked, subscriber)
            if not meant:
                return Reply(hours_words(words.language).no_subscription)
            return Reply(several(self._end(meant, words), words))
        self._store.holding.set_hours(subscriber.id, replace(subscriber.hours, mute_until=None), self._clock())
        silent = [each for each in every if self.silent(each)]
        told = Reply(hours_words(words.language).unmuted)
        if everything:
            return Reply(several([told.html, *self._end(silent, words)], words))
        if not silent:
            return told
        rows = tuple((self._button(each, "off", words),) for each in silent[:_MOST_OFFERED])
        return Reply(f"{told.html}\n{said.still_silent}", rows)

    # One subscription

    def ask(self, subscription: Subscription, words: Words) -> Reply:
        """Ask for how long a subscription shall be silent."""
        said = list_words(words.language)
        html = fill(said.mute_ask, wish=self._names.wish(wish_of(subscription), words))
        keys = [button(said.spans[name], Tap(act="card", number=subscription.id, text=name)) for name in SPANS]
        to_card = button(said.back, Tap(act="card", number=subscription.id, text=""))
        return Reply(html, (tuple(keys[:-1]), (keys[-1],), (to_card,)))

    def choose(self, subscription: Subscription, span: str, subscriber: Subscriber, words: Words) -> Reply:
        """Take what a button says: one of ``SPANS``."""
        lasts = SPANS[span]
        return self._begin([subscription], self._clock() + lasts if lasts else UNTIL_TOLD, subscriber, words)

    def _begin(self, meant: Sequence[Subscription], until: datetime, subscriber: Subscriber, words: Words) -> Reply:
        """Let subscriptions be silent until then; where it is one only, with the button that takes it back."""
        self._store.holding.mute_all([each.id for each in meant], until, self._clock())
        said, shown = list_words(words.language), self.shown(until, subscriber, words)
        muted = said.muted_until_told if until == UNTIL_TOLD else said.muted
        html = [fill(muted, wish=self._names.wish(wish_of(each), words), until=shown) for each in meant]
        undo = button(said.do_unmute, Tap(act="card", number=meant[0].id, text="off"))
        return Reply(several(html, words), ((undo,),) if len(meant) == 1 else ())

    def end(self, subscription: Subscription, words: Words) -> Reply:
        """Let a subscription speak again; what it has held back follows."""
        return Reply("".join(self._end([subscription], words)))

    def _end(self, meant: Sequence[Subscription], words: Words) -> list[str]:
        held = self._store.holding.mute_all([each.id for each in meant], None, self._clock())
        said, told = list_words(words.language), list[str]()
        for each in meant:
            html = fill(said.spoken, wish=self._names.wish(wish_of(each), words))
            follows = self.silent(each) and held[each.id]
            told.append(f"{html}\n{fill(said.follows, count=held[each.id])}" if follows else html)
        return told

    def silent(self, subscription: Subscription) -> bool:
        """Tell whether a subscription is silent now."""
        return subscription.mute_until is not None and subscription.mute_until > self._clock()

    def said(self, subscription: Subscription, subscriber: Subscriber, words: Words) -> str:
        """Return the sentence that a subscription is silent, and until when; empty when it is not."""
        said = list_words(words.language)
        if not self.silent(subscription):
            return ""
        if subscription.mute_until == UNTIL_TOLD:
            return said.silent_until_told
        return fill(said.silent, until=self.shown(subscription.mute_until, subscriber, words))

    def shown(self, moment: datetime | None, subscriber: Subscriber, words: Words) -> str:
        """Return a moment by the clock of a chat; words for the one that never comes."""
        if moment is None:
            return ""
        if moment >= UNTIL_TOLD:
            return hours_words(words.language).until_told
        zone = ZoneInfo(subscriber.hours.zone) if subscriber.hours.zone else self._zone
        return f"{moment.astimezone(zone):%m-%d %H:%M}"

    def _named(self, asked: Sequence[str], subscriber: Subscriber) -> list[Subscription]:
        """Return the subscriptions that words name: the number that /list shows, or topic and place."""
        every = self._store.subscribers.subscriptions(subscriber.id)
        number = _NUMBERED.fullmatch(asked[0]) if len(asked) == 1 else None
        if number:
            return every[int(number[1]) - 1 : int(number[1])] if int(number[1]) else []
        wish = read_wish(asked, self._topics)
        if isinstance(wish, Trouble):
            return []
        return [each for each in every if means(wish, each)]

    def _which(self, meant: Sequence[Subscription], words: Words) -> Reply:
        rows = tuple((self._button(each, "mute", words),) for each in meant[:_MOST_OFFERED])
        return Reply(list_words(words.language).which, rows)

    def _button(self, each: Subscription, verb: str, words: Words) -> Button:
        return button(label(self._names.wish(wish_of(each), words)), Tap(act="card", number=each.id, text=verb))


def _span_of(text: str) -> timedelta | None:
    found = _SPAN.fullmatch(text)
    if not found:
        return None
    span = _times(found["days"] or found["count"]) * _UNITS[(found["unit"] or "d").casefold()]
    return min(span, LONGEST) if span else None


def _times(count: str) -> float:
    """Read 2, 两, 半."""
    if count == "半":
        return 0.5
    read = read_chinese(count)
    return read.value if read and isinstance(read.value, int) else int(count)
