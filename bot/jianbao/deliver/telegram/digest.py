"""Many late alerts as one Telegram message: a line each, as many as fit, and how many did not."""

import math
from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo

from jianbao.deliver.clean import clip
from jianbao.deliver.owed_words import OwedWords, owed_words
from jianbao.deliver.shape import shape
from jianbao.deliver.telegram.html import MESSAGE_UNITS, link, outside, shown, units
from jianbao.deliver.telegram.reply import fill
from jianbao.deliver.wording import ZH, Words
from jianbao.model import Alert, Topic
from jianbao.store import Backlog

_MOST_LINES = 45  # two entities each: Telegram takes 100
_LONGEST_TITLE = 60
_ROOM = MESSAGE_UNITS - 200  # for the head and the foot


def digest(
    backlog: Backlog, topics: Mapping[str, Topic], clock: Callable[[], datetime], zone: tzinfo, words: Words = ZH
) -> str:
    """Return *backlog* as one message, the newest alerts last; those that do not fit are counted."""
    said = owed_words(words.language)
    lines: list[str] = []
    length = 0
    for alert in reversed(backlog.alerts):  # the newest are what a reader needs first when not all fit
        line = _line(alert, topics)
        length += units(shown(line)) + 1
        if length > _ROOM or len(lines) == _MOST_LINES:
            break
        lines.insert(0, line)
    head = fill(said.digest, count=len(backlog.alerts), since=f"{backlog.since.astimezone(zone):%m-%d %H:%M}")
    return "\n".join((head, *lines, *_foot(backlog, len(lines), clock(), said)))


def _line(alert: Alert, topics: Mapping[str, Topic]) -> str:
    known = shape(alert, topics)
    title = link(known.url, f"<b>{outside(clip(known.title, _LONGEST_TITLE))}</b>")
    return " · ".join(filter(None, (f"{known.marks} {title}".strip(), outside(" · ".join(known.origin[-1:])))))


def _foot(backlog: Backlog, listed: int, now: datetime, said: OwedWords) -> tuple[str, ...]:
    left_out = len(backlog.alerts) - listed
    more = (fill(said.digest_more, count=left_out),) if left_out else ()
    days = math.ceil((now - backlog.since).total_seconds() / 86_400)
    return (*more, fill(said.digest_hint, span=f"{max(min(days, 7), 1)}d"))
