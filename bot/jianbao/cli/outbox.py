"""``jianbao outbox``: what is on its way, what did not arrive, and what to do about it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text
from sqlalchemy import make_url

from jianbao.errors import ConfigError
from jianbao.settings import Settings
from jianbao.store import Entry, State, Store

_TROUBLE = (State.UNKNOWN, State.DEAD, State.FAILED)
_WIDE = 200  # columns where there is no terminal
_LONGEST = 80  # characters of an address: webhooks hold secrets behind the host
_MOST_AT_ONCE = 100_000
_MEANT = "pending: not tried yet; failed: tried again by itself; unknown: may have arrived; dead: given up"


def show(settings: Settings, states: Sequence[str], out: TextIO, *, limit: int, noted: bool) -> None:
    """Print how many messages are in each state, and those in *states*: by default what did not arrive."""
    with _store(settings) as store:
        counts, again = store.outbox.counts(), store.outbox.repeated()
        chosen = [State(state) for state in states] or ([State.SENT] if noted else _TROUBLE)
        entries = store.ledger.entries(chosen, noted=noted, limit=limit)
    console = Console(file=out, width=None if out.isatty() else _WIDE, highlight=False)
    summary = ", ".join(f"{state.value} {count}" for state, count in counts.items())
    console.print(Text(f"{summary}; sent again though it may have arrived: {again}"), soft_wrap=True)
    console.print(Text(_MEANT, style="dim"), soft_wrap=True)
    if entries:
        console.print(_table(entries, settings))


def retry(settings: Settings, numbers: Sequence[int], states: Sequence[str]) -> int:
    """Let messages be sent again; return how many. The daemon takes them up within a second."""
    return _change(settings, numbers, states, lambda store, chosen: store.ledger.retry(chosen))


def drop(settings: Settings, numbers: Sequence[int], states: Sequence[str]) -> int:
    """Give messages up; return how many."""
    return _change(settings, numbers, states, lambda store, chosen: store.ledger.drop(chosen, "dropped by hand"))


def _change(
    settings: Settings, numbers: Sequence[int], states: Sequence[str], change: Callable[[Store, Sequence[int]], int]
) -> int:
    if not numbers and not states:
        raise ConfigError("name messages by the numbers that `jianbao outbox list` shows, or --state for all in one")
    with _store(settings) as store:
        chosen = list(numbers)
        if states:
            found = store.ledger.entries([State(state) for state in states], limit=_MOST_AT_ONCE)
            chosen += [entry.id for entry in found]
        return sum(change(store, chosen[start : start + 500]) for start in range(0, len(chosen), 500))


def _store(settings: Settings) -> Store:
    url = make_url(settings.database)
    if url.get_backend_name() == "sqlite" and not Path(str(url.database)).is_file():
        raise ConfigError(f"there is no store at {url.database} yet; start jianbao once")
    return Store.open(settings.database)


def _table(entries: Sequence[Entry], settings: Settings) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for column in ("number", "state", "channel", "to", "alert", "tries", "owed since", "why"):
        table.add_column(column, overflow="fold")
    for entry in entries:
        since = f"{entry.created.astimezone(settings.timezone):%m-%d %H:%M}"
        tries = f"{entry.attempts}" + f" +{entry.repeats}" * bool(entry.repeats)
        cells = (
            str(entry.id),
            entry.state.value,
            entry.channel,
            _to(entry),
            entry.alert.title,
            tries,
            since,
            _why(entry),
        )
        table.add_row(*(Text("".join(char for char in cell if char.isprintable())) for cell in cells))
    return table


def _to(entry: Entry) -> str:
    scheme, mark, rest = entry.address.partition("://")  # an address on the web is shown without its path
    address = f"{scheme}://{rest.rpartition('@')[2].partition('/')[0]}/…" if mark else entry.address
    thread = f" #{entry.thread}" if entry.thread else ""
    return f"{address[:_LONGEST]}{thread} {entry.title}".strip()


def _why(entry: Entry) -> str:
    paused = f"paused: {entry.paused}" if entry.paused else None
    told = f"told of in {entry.merged_into}" if entry.merged_into else None
    return "; ".join(filter(None, (entry.reason, paused, told)))
