"""An alert as one line: what happened, where, since when, and the first figure that readers of its topic want."""

from collections.abc import Mapping

from jianbao.deliver.clean import clip
from jianbao.deliver.shape import Shape, shape
from jianbao.deliver.telegram.html import link, outside
from jianbao.deliver.wording import ZH, Words
from jianbao.model import Alert, Topic

_LONGEST_TITLE = 60
_LONGEST_FIGURE = 80


def line(alert: Alert, topics: Mapping[str, Topic] | None = None, words: Words = ZH) -> str:
    """Return title, place, date, and below them the first key figure with its change; valid Telegram HTML."""
    known = shape(alert, topics or {}, words)
    title = link(known.url, f"<b>{outside(clip(known.title, _LONGEST_TITLE))}</b>")
    about = " · ".join((*known.tags[len(alert.topics) :], *known.origin[-1:]))
    first = " · ".join(filter(None, (f"{known.marks} {title}".strip(), outside(about))))
    return "\n".join(filter(None, (first, _figure(known))))


def _figure(known: Shape) -> str:
    for row in known.rows[:1]:
        value = "".join(piece.text for piece in row.value)
        return outside(clip(f"　{row.label}　{value}{row.note} {row.change}".rstrip(), _LONGEST_FIGURE))
    return ""
