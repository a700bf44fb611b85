"""Alerts for the channels that plugins bring: as plain text, or as a record."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import tzinfo

from rich.text import Text

from jianbao.deliver import console
from jianbao.deliver.clean import clip
from jianbao.deliver.owed_words import owed_words
from jianbao.deliver.shape import shape
from jianbao.deliver.wording import ZH, Words
from jianbao.model import Alert, Form, Topic
from jianbao.record.fields import alert_record
from jianbao.store import Backlog

_MOST_LINES = 100
_LONGEST_TITLE = 80


def writer(form: Form, topics: Iterable[Topic]) -> Callable[[Alert], Sequence[str]]:
    """Return what makes an alert into the one body of its message."""
    known = {topic.id: topic for topic in topics}
    if form is Form.RECORD:
        return lambda alert: (record(alert),)
    return lambda alert: (text(alert, known),)


def text(alert: Alert, topics: Mapping[str, Topic], words: Words = ZH) -> str:
    """Return *alert* for people, in the same shape as in the terminal, without any markup."""
    return Text.from_markup(console.render(alert, topics, words)[0], emoji=False).plain


def record(alert: Alert) -> str:
    """Return *alert* for programs: docs/record.md."""
    return json.dumps(alert_record(alert), ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def digest(backlog: Backlog, topics: Iterable[Topic], zone: tzinfo, words: Words = ZH) -> str:
    """Return late alerts as one text: a line and an address each, the newest last, and how many are not listed."""
    said, known = owed_words(words.language), {topic.id: topic for topic in topics}
    head = said.digest.format(count=len(backlog.alerts), since=f"{backlog.since.astimezone(zone):%m-%d %H:%M}")
    listed = backlog.alerts[-_MOST_LINES:]
    left_out = len(backlog.alerts) - len(listed)
    foot = (said.digest_more.format(count=left_out),) if left_out else ()
    return "\n".join((head.replace("<b>", "").replace("</b>", ""), *(_line(alert, known) for alert in listed), *foot))


def _line(alert: Alert, topics: Mapping[str, Topic]) -> str:
    known = shape(alert, topics)
    parts = (f"{known.marks} {clip(known.title, _LONGEST_TITLE)}".strip(), *known.origin[-1:], known.url)
    return " · ".join(filter(None, parts))
