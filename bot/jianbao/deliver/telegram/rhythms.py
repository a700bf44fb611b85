"""When a chat is written to: /settings, /rhythm, /quiet, /mute, /digest and their buttons."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from jianbao.deliver.hours_words import HoursWords, hours_words
from jianbao.deliver.telegram.commands import Tap, Trouble, encode, read_wish
from jianbao.deliver.telegram.html import outside
from jianbao.deliver.telegram.names import Names, wish_of
from jianbao.deliver.telegram.reply import Button, Reply, fill
from jianbao.deliver.wording import Words
from jianbao.model import Rhythm, Subscriber, Subscription, Topic
from jianbao.store import Store

_QUIET = re.compile(r"(\d{1,2})(?:[:：](\d{2}))?[-—–~至到](\d{1,2})(?:[:：](\d{2}))?")
_OFF = frozenset({"off", "关", "关闭", "无", "none", "0"})
_SPAN = re.compile(r"(\d{1,4})([hd时天]?)", re.IGNORECASE)
_LONGEST_MUTE = timedelta(days=30)
_NIGHT = (time(22), time(7, 30))
_SAID = {
    Rhythm.AT_ONCE: {"at-once", "now", "即时", "立即", "马上"},
    Rhythm.HOURLY: {"hourly", "每小时", "小时"},
    Rhythm.DAILY: {"daily", "日报", "每天", "每日"},
    Rhythm.WEEKLY: {"weekly", "周报", "每周"},
}
_RHYTHMS = tuple(Rhythm)


class Rhythms:
    """Knows and changes when chats are written to.

    Args:
        store: Keeps it.
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

    def settings(self, subscriber: Subscriber, words: Words) -> Reply:
        """Show everything that this chat has chosen, with buttons to change it."""
        said, hours = hours_words(words.language), subscriber.hours
        mute = fill(said.mute, until=self._shown(hours.mute_until, subscriber)) if self._mute(subscriber) else ""
        count, first = self._store.holding.held(subscriber.id, self._clock())
        html = said.settings.format(
            zone=outside(hours.zone or str(self._zone)),
            quiet=_quiet(subscriber, said),
            workdays=said.workdays_on if hours.workdays else said.workdays_off,
            mute=mute,
            held=fill(said.held, count=count, first=self._shown(first, subscriber)) if count else "",
        )
        wishes = [
            fill(said.subscription, wish=self._names.wish(wish_of(each), words), rhythm=said.rhythms[each.rhythm])
            for each in self._store.subscribers.subscriptions(subscriber.id)
        ]
        return Reply("\n".join((html.rstrip(), *wishes)), _buttons(subscriber, said))

    def tap(self, act: str, number: int, subscriber: Subscriber, words: Words) -> Reply:
        """Do what a button of the settings says, and show them anew."""
        hours, now = subscriber.hours, self._clock()
        if act == "rhythm" and number < len(_RHYTHMS):
            for each in self._store.subscribers.subscriptions(subscriber.id):
                self._store.holding.set_rhythm(each.id, _RHYTHMS[number], now)
        elif act == "quiet":
            hours = replace(hours, quiet=_NIGHT if number else None)
        elif act == "workdays":
            hours = replace(hours, workdays=bool(number))
        if hours != subscriber.hours:
            self._store.holding.set_hours(subscriber.id, hours, now)
        return self.settings(replace(subscriber, hours=hours), words)

    def quiet(self, asked: Sequence[str], subscriber: Subscriber, words: Words) -> Reply:
        """Set the hours in which nothing is sent: ``22:00-07:30``, ``off``."""
        said = hours_words(words.language)
        if asked and asked[0].casefold() in _OFF:
            hours = replace(subscriber.hours, quiet=None)
        elif asked and (span := _hours_of(asked[0])):
            hours = replace(subscriber.hours, quiet=span)
        else:
            return Reply(said.quiet_how)
        self._store.holding.set_hours(subscriber.id, hours, self._clock())
        return self.settings(replace(subscriber, hours=hours), words)

    def rhythm(self, asked: Sequence[str], subscriber: Subscriber, words: Words) -> Reply:
        """Set how often subscriptions bring what they found: all of this chat, or those that the other words name."""
        said = hours_words(words.language)
        rhythm = next((each for each, names in _SAID.items() if asked and asked[0].casefold() in names), None)
        wish = read_wish(asked[1:], self._topics)
        if rhythm is None or isinstance(wish, Trouble):
            return Reply(said.rhythm_how)
        every = self._store.subscribers.subscriptions(subscriber.id)
        meant = [each for each in every if wish.topic in {None, each.topic} and wish.region in {None, each.region}]
        for each in meant:
            self._store.holding.set_rhythm(each.id, rhythm, self._clock())
        return Reply("\n".join(self._set(each, rhythm, words) for each in meant) or said.no_subscription)

    def _set(self, subscription: Subscription, rhythm: Rhythm, words: Words) -> str:
        said = hours_words(words.language)
        return fill(said.rhythm_set, wish=self._names.wish(wish_of(subscription), words), rhythm=said.rhythms[rhythm])

    def mute(self, asked: Sequence[str], subscriber: Subscriber, words: Words) -> Reply:
        """Send nothing for a while: ``8h``, ``2d``; ``off`` ends it."""
        said = hours_words(words.language)
        if asked and asked[0].casefold() in _OFF:
            return self.unmute(subscriber, words)
        span = _span_of(asked[0]) if asked else None
        if span is None:
            return Reply(said.mute_how)
        until = self._clock() + span
        self._store.holding.set_hours(subscriber.id, replace(subscriber.hours, mute_until=until), self._clock())
        return Reply(fill(said.mute_until, until=self._shown(until, subscriber)))

    def unmute(self, subscriber: Subscriber, words: Words) -> Reply:
        """Send again."""
        self._store.holding.set_hours(subscriber.id, replace(subscriber.hours, mute_until=None), self._clock())
        return Reply(hours_words(words.language).unmuted)

    def digest(self, subscriber: Subscriber, words: Words) -> Reply:
        """Let go at once what is held back."""
        said = hours_words(words.language)
        count = self._store.holding.release(subscriber.id)
        return Reply(fill(said.released, count=count) if count else said.held_none)

    def _mute(self, subscriber: Subscriber) -> bool:
        until = subscriber.hours.mute_until
        return until is not None and until > self._clock()

    def _shown(self, moment: datetime | None, subscriber: Subscriber) -> str:
        zone = ZoneInfo(subscriber.hours.zone) if subscriber.hours.zone else self._zone
        return f"{moment.astimezone(zone):%m-%d %H:%M}" if moment else ""


def _quiet(subscriber: Subscriber, said: HoursWords) -> str:
    quiet = subscriber.hours.quiet
    return said.quiet.format(first=f"{quiet[0]:%H:%M}", last=f"{quiet[1]:%H:%M}") if quiet else said.quiet_none


def _buttons(subscriber: Subscriber, said: HoursWords) -> tuple[tuple[Button, ...], ...]:
    hours = subscriber.hours
    rhythms = [_button(said.rhythms[each], "rhythm", number) for number, each in enumerate(_RHYTHMS)]
    night = said.quiet.format(first=f"{_NIGHT[0]:%H:%M}", last=f"{_NIGHT[1]:%H:%M}")
    quiet = _button(said.quiet_off, "quiet", 0) if hours.quiet else _button(f"🌙 {night}", "quiet", 1)
    days = _button(said.every_day, "workdays", 0) if hours.workdays else _button(said.only_workdays, "workdays", 1)
    return (tuple(rhythms), (quiet,), (days,))


def _button(text: str, act: str, number: int) -> Button:
    return Button(text, encode(Tap(act=act, number=number), str))


def _hours_of(text: str) -> tuple[time, time] | None:
    found = _QUIET.fullmatch(text)
    if not found:
        return None
    first, first_minute, last, last_minute = (int(each or 0) for each in found.groups())
    if max(first, last) > 24 or max(first_minute, last_minute) > 59:
        return None
    span = (time(first % 24, first_minute), time(last % 24, last_minute))
    return span if span[0] != span[1] else None


def _span_of(text: str) -> timedelta | None:
    found = _SPAN.fullmatch(text)
    if not found or not int(found[1]):
        return None
    unit = timedelta(hours=1) if found[2].casefold() in {"h", "时"} else timedelta(days=1)
    return min(int(found[1]) * unit, _LONGEST_MUTE)
