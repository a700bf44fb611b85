"""Many late alerts as one Telegram message: a line each, as many as fit, and how many did not."""

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, tzinfo

from jianbao.deliver.hours_words import hours_words
from jianbao.deliver.owed_words import OwedWords, owed_words
from jianbao.deliver.shape import name as name_of
from jianbao.deliver.telegram.compact import line
from jianbao.deliver.telegram.html import MESSAGE_UNITS, units
from jianbao.deliver.telegram.html import shown as visible
from jianbao.deliver.telegram.reply import fill
from jianbao.deliver.wording import ZH, Words
from jianbao.model import Alert, Topic
from jianbao.store import Backlog

_MOST_LINES = 45  # two entities each: Telegram takes 100
_ROOM = MESSAGE_UNITS - 200  # for the head and the foot


def digest(
    backlog: Backlog, topics: Mapping[str, Topic], clock: Callable[[], datetime], zone: tzinfo, words: Words = ZH
) -> str:
    """Return *backlog* as one message, the newest alerts last; those that do not fit are counted."""
    shown, length = list[Alert](), 0
    for alert in reversed(backlog.alerts):  # the newest are what a reader needs first when not all fit
        length += units(visible(line(alert, topics, words))) + 1
        if length > _ROOM or len(shown) == _MOST_LINES:
            break
        shown.insert(0, alert)
    since = f"{backlog.since.astimezone(zone):%m-%d %H:%M}"
    if backlog.held:
        head, lines = _digest_head(backlog, since, words), list(_grouped(shown, topics, words))
    else:
        head = fill(owed_words(words.language).digest, count=len(backlog.alerts), since=since)
        lines = [line(alert, topics, words) for alert in shown]
    return "\n".join((head, *lines, *_foot(backlog, len(shown), clock(), owed_words(words.language))))


def _digest_head(backlog: Backlog, since: str, words: Words) -> str:
    figures = sum(len(alert.statistics) for alert in backlog.alerts)
    return fill(hours_words(words.language).digest, count=len(backlog.alerts), figures=figures, since=since)


def _grouped(alerts: Sequence[Alert], topics: Mapping[str, Topic], words: Words) -> Iterator[str]:
    """Yield the lines by topic, the topic with most of them first, and by place within it."""
    by_topic: dict[str, list[Alert]] = defaultdict(list)
    for alert in alerts:
        by_topic[alert.topics[0] if alert.topics else ""].append(alert)
    for topic, group in sorted(by_topic.items(), key=lambda each: -len(each[1])):
        name = name_of(topics[topic], words) if topic in topics else topic
        yield fill(hours_words(words.language).digest_topic, topic=name, count=len(group))
        yield from (line(alert, topics, words) for alert in sorted(group, key=lambda each: each.region or ""))


def _foot(backlog: Backlog, listed: int, now: datetime, said: OwedWords) -> tuple[str, ...]:
    left_out = len(backlog.alerts) - listed
    more = (fill(said.digest_more, count=left_out),) if left_out else ()
    days = math.ceil((now - backlog.since).total_seconds() / 86_400)
    return (*more, fill(said.digest_hint, span=f"{max(min(days, 7), 1)}d"))
