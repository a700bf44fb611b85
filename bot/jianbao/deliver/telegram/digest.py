"""Many alerts as one Telegram message: totals, a line each, as many as fit, and how many did not."""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

from jianbao.chinese.places import NATION, Level, lookup
from jianbao.deliver.clean import clean, clip
from jianbao.deliver.compared import compared
from jianbao.deliver.digest_words import DigestWords, digest_words
from jianbao.deliver.owed_words import OwedWords, owed_words
from jianbao.deliver.shape import name as name_of
from jianbao.deliver.shape import shape
from jianbao.deliver.telegram.compact import line
from jianbao.deliver.telegram.html import MESSAGE_ENTITIES, MESSAGE_UNITS, link, outside, units
from jianbao.deliver.telegram.html import shown as visible
from jianbao.deliver.telegram.reply import fill
from jianbao.deliver.wording import EN, ZH, Words
from jianbao.model import Alert, Earlier, Topic
from jianbao.store import Backlog

Before = Callable[[Alert, int], Earlier | None]
"""The last earlier value of an alert's figure, by index; None when none is certainly the same."""

_FOOT = (100, 2)  # units and entities that are kept for it: Telegram makes a command of /resend by itself
_MOST_PLACES = 6  # that are named with their counts
_LONGEST_TITLE = 30


def digest(
    backlog: Backlog,
    topics: Mapping[str, Topic],
    clock: Callable[[], datetime],
    zone: tzinfo,
    *,
    words: Words | None = None,
    before: Before | None = None,
) -> str:
    """Return *backlog* as one message, the newest alerts last; those that do not fit are counted.

    Args:
        backlog: What waited.
        topics: By id.
        clock: Now, UTC.
        zone: That a chat lives in which has not named its own.
        words: The language; that of the chat when None.
        before: Finds earlier values to hold figures against; None where there are none.
    """
    subscriber = backlog.subscriber
    words = words or (EN if subscriber.language == "en" else ZH)
    clock_there = ZoneInfo(subscriber.hours.zone) if subscriber.hours.zone else zone
    since = f"{backlog.since.astimezone(clock_there):%m-%d %H:%M}"
    heap = _Heap(backlog, topics, words)
    head = heap.head(since)
    lines = _fitting(backlog.alerts, (head, *heap.headings), lambda alert: _lines(alert, topics, words, before))
    shown = heap.grouped(lines) if backlog.held else lines.values()
    return "\n".join((head, *shown, *_foot(backlog, len(lines), clock(), owed_words(words.language))))


class _Heap:
    """Alerts by topic and place. Each counts under all of its topics, and is listed once."""

    def __init__(self, backlog: Backlog, topics: Mapping[str, Topic], words: Words) -> None:
        self._backlog = backlog
        self._topics = topics
        self._words = words
        self._said: DigestWords = digest_words(words.language)
        self._counts = Counter(topic for alert in backlog.alerts for topic in dict.fromkeys(alert.topics))

    @property
    def headings(self) -> list[str]:
        """All that may be needed."""
        return [self._heading(topic) for topic in self._counts] if self._backlog.held else []

    def head(self, since: str) -> str:
        """Return what came, and how many of which topic and place."""
        backlog, said = self._backlog, self._said
        if not backlog.held:
            return fill(owed_words(self._words.language).digest, count=len(backlog.alerts), since=since)
        figures = sum(len(alert.statistics) for alert in backlog.alerts)
        lines = [
            fill(said.head, count=len(backlog.alerts), figures=figures, since=since),
            said.between.join(self._origins()),
            self._by_topic() if len(self._counts) > 1 else "",
            self._by_region(),
        ]
        return "\n".join(filter(None, lines))

    def grouped(self, lines: Mapping[str, str]) -> Iterator[str]:
        """Yield the lines, given by id, by topic, the topic with most alerts first, and by place within it."""
        by_topic: dict[str, list[Alert]] = defaultdict(list)
        for alert in (each for each in self._backlog.alerts if each.id in lines):
            # Under the one that most are about: what the chat follows, whatever else it is about.
            by_topic[max(alert.topics, key=lambda topic: self._counts[topic], default="")].append(alert)
        for topic, group in sorted(by_topic.items(), key=lambda each: -self._counts[each[0]]):
            if topic:
                yield self._heading(topic)
            yield from (lines[alert.id] for alert in sorted(group, key=lambda each: each.region or ""))

    def _origins(self) -> Iterator[str]:
        """Yield how many documents there were, where that is another number, and how many reposts."""
        backlog = self._backlog
        if 0 < backlog.documents < len(backlog.alerts):
            yield fill(self._said.documents, count=backlog.documents)
        if backlog.reposts:
            yield fill(self._said.reposts, count=backlog.reposts)

    def _by_topic(self) -> str:
        several = sum(len(set(alert.topics)) > 1 for alert in self._backlog.alerts)
        listed = self._listed((self._name(topic), count) for topic, count in self._counts.most_common())
        note = fill(self._said.several, count=several) if several else ""
        return fill(self._said.by_topic, counts=listed) + note

    def _by_region(self) -> str:
        counts = Counter(map(_province, self._backlog.alerts)).most_common()
        if len(counts) < 2:
            return ""
        named, rest = counts[:_MOST_PLACES], sum(count for _, count in counts[_MOST_PLACES:])
        listed = [self._listed(named), *([self._said.elsewhere.format(count=rest)] if rest else [])]
        return fill(self._said.by_region, counts=" · ".join(listed))

    def _listed(self, counts: Iterable[tuple[str, int]]) -> str:
        return " · ".join(self._said.count.format(name=name, count=count) for name, count in counts)

    def _heading(self, topic: str) -> str:
        return fill(self._said.topic, topic=self._name(topic))

    def _name(self, topic: str) -> str:
        return name_of(self._topics[topic], self._words) if topic in self._topics else clean(topic)


def _province(alert: Alert) -> str:
    """Return the province that an alert's place lies in; places that are not known count as national."""
    place = lookup(alert.region) if alert.region else None
    above = place.lineage() if place else ()
    return next((each.name for each in above if each.level is Level.PROVINCE), clean(alert.region or NATION))


def _fitting(alerts: Sequence[Alert], around: Iterable[str], write: Callable[[Alert], str]) -> dict[str, str]:
    """Return, by id, lines of as many of the newest *alerts* as a message holds beside what stands *around* them."""
    other = list(around)
    room = MESSAGE_UNITS - _FOOT[0] - sum(units(visible(each)) + 1 for each in other)
    entities = MESSAGE_ENTITIES - _FOOT[1] - sum(map(_entities, other))
    found: list[tuple[str, str]] = []
    for alert in reversed(alerts):  # the newest are what a reader needs first when not all fit
        text = write(alert)
        room -= units(visible(text)) + 1
        entities -= _entities(text)
        if room < 0 or entities < 0:
            break
        found.append((alert.id, text))
    return dict(reversed(found))


def _entities(markup: str) -> int:
    return markup.count("<b>") + markup.count("<a ")


def _lines(alert: Alert, topics: Mapping[str, Topic], words: Words, before: Before | None) -> str:
    return "\n".join(filter(None, (line(alert, topics, words), _earlier(alert, topics, words, before))))


def _earlier(alert: Alert, topics: Mapping[str, Topic], words: Words, before: Before | None) -> str:
    """Return the alert's first figure beside what it was, where its document says nothing of that itself."""
    row = next(iter(shape(alert, topics, words).rows), None)
    found = before(alert, row.figure) if before and row and row.alone else None
    told = compared(alert.statistics[row.figure], found, words) if found and row else None
    if told is None:
        return ""
    title = link(told.url, outside(clip(clean(told.title), _LONGEST_TITLE)))
    said = digest_words(words.language).compared
    return "　↳ " + said.format(time=outside(told.time), value=outside(told.value), change=told.change, title=title)


def _foot(backlog: Backlog, listed: int, now: datetime, said: OwedWords) -> tuple[str, ...]:
    left_out = len(backlog.alerts) - listed
    more = (fill(said.digest_more, count=left_out),) if left_out else ()
    days = math.ceil((now - backlog.since).total_seconds() / 86_400)
    return (*more, fill(said.digest_hint, span=f"{max(min(days, 7), 1)}d"))
