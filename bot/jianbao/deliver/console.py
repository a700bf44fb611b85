"""Alerts in the terminal: what a person without a Telegram token sees, in the same shape, as rich's markup."""

from collections.abc import Awaitable, Callable, Iterator, Mapping

from rich.cells import cell_len
from rich.console import Console
from rich.markup import escape
from rich.panel import Panel
from rich.text import Text

from jianbao.deliver.layout import strong
from jianbao.deliver.rows import Line, Row, Tone
from jianbao.deliver.shape import Shape, shape
from jianbao.deliver.wording import ZH, Words
from jianbao.model import Alert, Delivery, Outcome, Sent, Topic

_WIDEST_LABEL = 36  # cells; longer labels push their own value only, not everybody's
_TERMINAL = 72  # cells of an ordinary terminal of 80, without the frame and the gaps
_STYLES = {Tone.PLAIN: "", Tone.STRONG: "bold", Tone.ALARM: "bold red"}


def render(alert: Alert, topics: Mapping[str, Topic] | None = None, words: Words = ZH) -> tuple[str]:
    """Return *alert* as one text in rich's markup, its figures in columns."""
    shown = shape(alert, topics, words)
    return ("\n".join(_lines(shown, words)),)


def panel(body: str) -> Panel:
    """Return a body made by :func:`render` with a frame around it."""
    return Panel(Text.from_markup(body, emoji=False), border_style="cyan", padding=(0, 1))


def show(body: str, console: Console) -> None:
    """Print a body made by :func:`render`."""
    console.print(panel(body))


class ConsoleSender:
    """The outbox's way to the terminal."""

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or Console()

    async def send(self, delivery: Delivery, begin: Callable[[], Awaitable[None]]) -> Outcome:
        """Print one part. A terminal has no answers: what was printed has arrived."""
        await begin()
        show(delivery.body, self._console)
        return Sent()


def _lines(shown: Shape, words: Words) -> Iterator[str]:
    yield f"{shown.marks} [bold]{escape(shown.title)}[/bold]".strip()
    for line in (shown.tags + shown.about, shown.origin):
        if line:
            yield f"[dim]{escape(' · '.join(line))}[/dim]"
    yield from _block(list(_rows(shown.rows, words)))
    yield from _block([_markup(fact) for fact in shown.facts])
    yield from _block([f"⏰ {_markup(deadline)}" for deadline in shown.deadlines])
    if shown.folded_figures:
        title = _markup(strong(words.more_figures.format(count=shown.folded_figures)))
        yield from _block([title, *map(_markup, shown.deeper), *_rows(shown.folded, words, folded=True)])
    yield from _block([_markup(fact) for fact in shown.more_facts])
    if shown.left_out:
        yield _markup(strong(words.left_out.format(count=shown.left_out)))
    yield from _block([f"[dim]{escape(line)}[/dim]" for line in (shown.url, shown.foot) if line])


def _block(lines: list[str]) -> list[str]:
    """Return *lines* with an empty one above, nothing when there are none."""
    return ["", *lines] if lines else []


def _rows(rows: tuple[Row, ...], words: Words, *, folded: bool = False) -> Iterator[str]:
    """Yield figures with their values in one column."""
    widths = [cell_len(row.label) for row in rows]
    column = max((width for width in widths if width <= _WIDEST_LABEL), default=0)
    for row, width in zip(rows, widths, strict=True):
        quotes = words.quoted.format(quotes="”“".join(row.quotes)) if row.quotes else ""
        change = f"{row.change}{quotes}"
        taken = max(column, width) + sum(cell_len(piece.text) for piece in row.value) + cell_len(row.note)
        before = "  " if taken + cell_len(change) <= _TERMINAL else "\n" + " " * (column + 2)
        value = f"{_markup(row.value)}{escape(row.note)}"
        yield f"{escape(row.label)}{' ' * max(column - width, 0)}  {value}{(before + escape(change)) * bool(change)}"
        yield from (f"  {_markup(line)}" for line in (*row.below, *(row.deeper if folded else ())))


def _markup(line: Line) -> str:
    return "".join(_styled(escape(piece.text), _STYLES[piece.tone]) for piece in line)


def _styled(text: str, style: str) -> str:
    return f"[{style}]{text}[/{style}]" if style else text
