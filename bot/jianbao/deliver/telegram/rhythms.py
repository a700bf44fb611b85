"""When a chat is written to: /settings, /rhythm, /quiet, /digest and their buttons."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, time
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from jianbao.deliver.hours_words import HoursWords, hours_words
from jianbao.deliver.telegram.commands import Trouble, read_wish
from jianbao.deliver.telegram.html import outside
from jianbao.deliver.telegram.names import Names, means, wish_of
from jianbao.deliver.telegram.paging import several
from jianbao.deliver.telegram.reply import Button, Reply, fill
from jianbao.deliver.telegram.silence import OFF, Silence
from jianbao.deliver.telegram.taps import Tap, encode
from jianbao.deliver.wording import Words
from jianbao.model import Rhythm, Subscriber, Subscription, Topic
from jianbao.store import Store

_QUIET = re.compile(r"(\d{1,2})(?:[:：](\d{2}))?[-—–~至到](\d{1,2})(?:[:：](\d{2}))?")
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
        silence: Knows who is not to be written to for a while.
    """

    def __init__(
        self,
        store: Store,
        clock: Callable[[], datetime],
        names: Names,
        topics: Sequence[Topic],
        *,
        zone: ZoneInfo,
        silence: Silence,
    ) -> None:
        self._store = store
        self._clock = clock
        self._names = names
        self._topics = topics
        self._zone = zone
        self._silence = silence

    def settings(self, subscriber: Subscriber, words: Words) -> Reply:
        """Show everything that this chat has chosen, with buttons to change it."""
        said, hours = hours_words(words.language), subscriber.hours
        silent = hours.mute_until is not None and hours.mute_until > self._clock()
        mute = fill(said.mute, until=self._silence.shown(hours.mute_until, subscriber, words)) if silent else ""
        count, first = self._store.holding.held(subscriber.id, self._clock())
        html = said.settings.format(
            zone=outside(hours.zone or str(self._zone)),
            quiet=_quiet(subscriber, said),
            workdays=said.workdays_on if hours.workdays else said.workdays_off,
            mute=mute,
            held=fill(said.held, count=count, first=self._silence.shown(first, subscriber, words)) if count else "",
        )
        every = self._store.subscribers.subscriptions(subscriber.id)
        wishes = [self._line(each, subscriber, words) for each in every]
        return Reply(several((html.rstrip(), *wishes), words), _buttons(subscriber, said))

    def _line(self, each: Subscription, subscriber: Subscriber, words: Words) -> str:
        said, wish = hours_words(words.language), self._names.wish(wish_of(each), words)
        line = fill(said.subscription, wish=wish, rhythm=said.rhythms[each.rhythm])
        return f"{line}　{self._silence.said(each, subscriber, words)}".rstrip("　")

    def tap(self, act: str, number: int, subscriber: Subscriber, words: Words) -> Reply:
        """Do what a button of the settings says, and show them anew."""
        hours, now = subscriber.hours, self._clock()
        if act == "rhythm" and number < len(_RHYTHMS):
            every = [each.id for each in self._store.subscribers.subscriptions(subscriber.id)]
            self._store.holding.set_rhythms(every, _RHYTHMS[number], now)
        elif act == "quiet":
            hours = replace(hours, quiet=_NIGHT if number else None)
        elif act == "workdays":
            hours = replace(hours, workdays=bool(number))
        if hours != subscriber.hours:
            self._store.holding.set_hours(subscriber.id, hours, now)
        return self.settings(replace(subscriber, hours=hours), words)

    def quiet(self, asked: Sequence[str], subscriber: Subscriber, words: Words) -> Reply:
        """Set the hours in which nothing is sent, ``22:00-07:30``, ``off``; and the chat's clock, ``Europe/Berlin``."""
        said, hours = hours_words(words.language), subscriber.hours
        for word in asked:
            if word.casefold() in OFF:
                hours = replace(hours, quiet=None)
            elif span := _hours_of(word):
                hours = replace(hours, quiet=span)
            elif zone := _zones().get(word.casefold()):
                hours = replace(hours, zone=zone)
            else:
                return Reply(said.quiet_how)
        if not asked:
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
        meant = [each for each in every if means(wish, each)]
        self._store.holding.set_rhythms([each.id for each in meant], rhythm, self._clock())
        done = [self._set(each, rhythm, words) for each in meant]
        return Reply(several(done, words) if done else said.no_subscription)

    def _set(self, subscription: Subscription, rhythm: Rhythm, words: Words) -> str:
        said = hours_words(words.language)
        return fill(said.rhythm_set, wish=self._names.wish(wish_of(subscription), words), rhythm=said.rhythms[rhythm])

    def digest(self, subscriber: Subscriber, words: Words) -> Reply:
        """Let go at once what is held back."""
        said = hours_words(words.language)
        count = self._store.holding.release(subscriber.id)
        return Reply(fill(said.released, count=count) if count else said.held_none)


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


@cache
def _zones() -> dict[str, str]:
    """Return the IANA names of time zones by how people may write them."""
    return {name.casefold(): name for name in available_timezones() if "/" in name or name == "UTC"}


def _hours_of(text: str) -> tuple[time, time] | None:
    found = _QUIET.fullmatch(text)
    if not found:
        return None
    first, first_minute, last, last_minute = (int(each or 0) for each in found.groups())
    if max(first, last) > 24 or max(first_minute, last_minute) > 59:
        return None
    span = (time(first % 24, first_minute), time(last % 24, last_minute))
    return span if span[0] != span[1] else None
