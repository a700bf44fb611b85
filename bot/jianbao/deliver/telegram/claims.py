"""What readers ask about messages of their own chat: what did not arrive, what to send again, what to do in doubt."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from jianbao.deliver.clean import clean, clip
from jianbao.deliver.owed_words import owed_words
from jianbao.deliver.telegram.reply import Button, Reply, fill
from jianbao.deliver.telegram.taps import Tap, encode
from jianbao.deliver.wording import Words
from jianbao.model import Promise, Subscriber
from jianbao.store import Entry, State, Store

_LONGEST = timedelta(days=7)
_DAY = timedelta(days=1)
_SPAN = re.compile(r"(\d{1,3})([hd时天]?)", re.IGNORECASE)
_MOST = 8  # messages with two buttons each
_LONGEST_TITLE = 40
_LONGEST_LABEL = 24


class Claims:
    """Answers of a chat about its own messages.

    Args:
        store: The outbox.
        clock: Now, UTC.
    """

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    def failed(self, subscriber: Subscriber, words: Words) -> Reply:
        """List what did not arrive or may not have, with what the reader can do about it."""
        said, since = owed_words(words.language), self._clock() - _LONGEST
        states = (State.UNKNOWN, State.DEAD)
        entries = self._store.ledger.entries(states, subscriber_id=subscriber.id, since=since, limit=_MOST)
        if not entries:
            return Reply(said.failed_none)
        lines = [
            fill(
                said.failed_unknown if each.state is State.UNKNOWN else said.failed_dead,
                title=_title(each, _LONGEST_TITLE),
                reason=clip(clean(each.reason or ""), _LONGEST_TITLE),
            )
            for each in entries
        ]
        return Reply("\n".join((said.failed_header, *lines)), tuple(self._buttons(each, words) for each in entries))

    def _buttons(self, entry: Entry, words: Words) -> tuple[Button, ...]:
        said, title = owed_words(words.language), _title(entry, _LONGEST_LABEL)
        again = Button(said.again.format(title=title), encode(Tap(act="again", number=entry.id), str))
        if entry.state is not State.UNKNOWN:
            return (again,)
        return (again, Button(said.arrived.format(title=title), encode(Tap(act="arrived", number=entry.id), str)))

    def again(self, number: int, subscriber: Subscriber, words: Words) -> Reply:
        """Send one message of this chat again."""
        done = self._store.ledger.retry([number], of=subscriber.id)
        return Reply(owed_words(words.language).done_again if done else words.stale_button)

    def arrived(self, number: int, subscriber: Subscriber, words: Words) -> Reply:
        """Settle one message that was in doubt: its reader has it."""
        done = self._store.ledger.arrived([number], self._clock(), of=subscriber.id)
        return Reply(owed_words(words.language).done_arrived if done else words.stale_button)

    def resend(self, asked: Sequence[str], subscriber: Subscriber, words: Words) -> Reply:
        """Send the alerts of the last hours or days again, one by one."""
        said, span = owed_words(words.language), span_of(asked[0]) if asked else _DAY
        if span is None:
            return Reply(said.resend_how)
        count = self._store.ledger.resend(subscriber.id, self._clock() - span)
        hours = f"{round(span.total_seconds() / 3600)}h"
        return Reply(fill(said.resend, span=hours, count=count) if count else fill(said.resend_none, span=hours))

    def promise(self, subscriber: Subscriber, words: Words) -> Reply:
        """Say what this chat has chosen for messages in doubt, and offer the other."""
        said = owed_words(words.language)
        never = Button(said.choose_never, encode(Tap(act="promise", number=0), str))
        least = Button(said.choose_least, encode(Tap(act="promise", number=1), str))
        if subscriber.promise is Promise.NEVER_TWICE:
            return Reply(said.promise_never, ((least,),))
        return Reply(said.promise_least, ((never,),))

    def choose(self, number: int, subscriber: Subscriber, words: Words) -> Reply:
        """Take the choice."""
        promise = Promise.AT_LEAST_ONCE if number else Promise.NEVER_TWICE
        self._store.subscribers.promise(subscriber.id, promise)
        said = owed_words(words.language)
        return Reply(said.promise_least if number else said.promise_never)


def span_of(text: str) -> timedelta | None:
    """Return ``24h``, ``7d`` or ``24`` (hours) as a time, at most seven days; None for anything else."""
    match = _SPAN.fullmatch(text)
    if not match or not int(match[1]):
        return None
    unit = _DAY if match[2].lower() in {"d", "天"} else timedelta(hours=1)
    return min(int(match[1]) * unit, _LONGEST)


def _title(entry: Entry, longest: int) -> str:
    return clip(clean(entry.alert.title) or entry.alert.id, longest)
