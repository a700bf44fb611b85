"""An alert as a rich message of Bot API 10.1: a real table, for chats that ask for it. Some clients cannot show it.

Limits: https://core.telegram.org/bots/api#sendrichmessage; 32,768 characters, 500 blocks, 20 columns.
"""

import html
from collections.abc import Iterator, Mapping, Sequence

from jianbao.deliver.clean import clean
from jianbao.deliver.rows import Line, Row
from jianbao.deliver.shape import Shape, shape
from jianbao.deliver.wording import ZH, Words
from jianbao.model import Alert, Topic

MOST_UNITS = 32_768
_MOST_ROWS = 100  # of all tables: a row is a block


def render(alert: Alert, topics: Mapping[str, Topic] | None = None, words: Words = ZH) -> tuple[str]:
    """Return *alert* as the HTML of one rich message; figures that do not fit are counted."""
    known = shape(alert, topics, words)
    head = "".join(_head(known))
    around = head + "".join(_lines(known.facts)) + "".join(_lines(known.deadlines, "⏰ "))
    shown, folded = list(known.rows), list(known.folded)
    while len(shown) + len(folded) > _MOST_ROWS or _units(_whole(around, shown, folded, known, words)) > MOST_UNITS:
        (folded or shown).pop()
    return (_whole(around, shown, folded, known, words),)


def _whole(around: str, shown: Sequence[Row], folded: Sequence[Row], known: Shape, words: Words) -> str:
    left_out = known.left_out + len(known.rows) + len(known.folded) - len(shown) - len(folded)
    parts = [around, _table(shown, words)]
    if folded:
        title = html.escape(words.more_figures.format(count=sum(row.size for row in folded)))
        parts.append(f"<details><summary>{title}</summary>{_table(folded, words)}</details>")
    if left_out:
        parts.append(f"<p>{html.escape(words.left_out.format(count=left_out))}</p>")
    if known.foot:
        parts.append(f"<footer>{html.escape(known.foot)}</footer>")
    return "".join(parts)


def _head(known: Shape) -> Iterator[str]:
    title = html.escape(clean(known.title)[:300])
    linked = f'<a href="{html.escape(known.url, quote=True)}">{title}</a>' if known.url else title
    yield f"<h3>{html.escape(known.marks)} {linked}</h3>"
    for said in ((*known.tags, *known.about), known.origin):
        if said:
            yield f"<p>{html.escape(' · '.join(said))}</p>"


def _table(rows: Sequence[Row], words: Words) -> str:
    if not rows:
        return ""
    head = "".join(f"<th>{html.escape(name)}</th>" for name in words.columns)
    return f"<table bordered striped><tr>{head}</tr>{''.join(_row(row) for row in rows)}</table>"


def _row(row: Row) -> str:
    value = "".join(piece.text for piece in row.value)
    cells = "".join(f"<td>{html.escape(words)}</td>" for words in (row.label, f"{value}{row.note}", row.change))
    below = "".join(f'<tr><td colspan="3">{html.escape(_text(line))}</td></tr>' for line in (*row.below, *row.deeper))
    return f"<tr>{cells}</tr>{below}"


def _lines(lines: Sequence[Line], mark: str = "") -> Iterator[str]:
    for line in lines:
        yield f"<p>{mark}{html.escape(_text(line))}</p>"


def _text(line: Line) -> str:
    return "".join(piece.text for piece in line)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
