"""``jianbao sources``: what there is, and how it is."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text
from sqlalchemy import make_url

from jianbao.model import Source
from jianbao.settings import BrokenEntry, Settings
from jianbao.store import SourceState, State, Store

_WIDE = 260  # columns where there is no terminal
_NEVER = "—"
_LATE = timedelta(minutes=10)  # a look may take its time, and a lease that was left behind runs out in two minutes


def show_sources(settings: Settings, out: TextIO) -> None:
    """Print each source of the configuration with what the store knows of it."""
    known, owed = _known(settings.database)
    columns = (
        "name",
        "kind",
        "state",
        "last look",
        "last news",
        "rhythm",
        "documents",
        "next look",
        "latency",
        "received",
    )
    table = _table(*columns, "where")
    for source in settings.sources:
        state = known.get(source.name)
        table.add_row(*map(_cell, _source_cells(source, state, settings.timezone)))
    for entry in settings.broken:
        table.add_row(*map(_cell, (entry.name or "?", _NEVER, "broken", *[_NEVER] * 7, entry.place)))
    troubles = [
        f"✗ {source.name}: {known[source.name].error}"
        for source in settings.sources
        if source.enabled and source.name in known and known[source.name].failures
    ]
    _print(out, table, *map(_cell, troubles))
    print_broken(settings.broken, out)
    _print(out, *map(_cell, _doubts(owed)))


def _doubts(owed: Mapping[State, int]) -> list[str]:
    """Return a line for messages that a person should look at: whoever looks first looks at the sources."""
    kinds = {State.UNKNOWN: "may or may not have arrived", State.DEAD: "given up"}
    said = ", ".join(f"{owed[state]} {words}" for state, words in kinds.items() if owed.get(state))
    return [f"! messages: {said}; see them with `jianbao outbox list`, settle them with retry or drop"] if said else []


def neglected(settings: Settings, now: datetime) -> list[str]:
    """Return the names of sources whose time has long come, all of them before the first start."""
    known, _ = _known(settings.database)
    watched = [source.name for source in settings.sources if source.enabled]
    return [name for name in watched if name not in known or now - known[name].next_due > _LATE]


def _known(database: str) -> tuple[Mapping[str, SourceState], Mapping[State, int]]:
    """Return what the store knows of sources by name, and how many messages are in each state."""
    with looked_into(database) as store:
        if store is None:
            return {}, {}
        return {state.name: state for state in store.sources.states()}, store.outbox.counts()


@contextmanager
def looked_into(database: str) -> Iterator[Store | None]:
    """Open the store, None where there is none: looking makes no database."""
    url = make_url(database)
    if url.get_backend_name() == "sqlite" and not Path(str(url.database)).is_file():
        yield None
        return
    with Store.open(database) as store:
        yield store


def _source_cells(source: Source, state: SourceState | None, zone: tzinfo) -> tuple[str, ...]:
    where = source.url or source.path or ""
    if state is None or not source.enabled:
        return (source.name, source.kind, _health(source, state), *[_NEVER] * 7, where)
    return (
        source.name,
        source.kind,
        _health(source, state),
        moment(state.visited, zone),
        moment(state.last_new, zone),
        _rhythm(source, state),
        str(state.new_items),
        moment(state.next_due, zone),
        f"{state.watched.latency:.1f} s" if state.watched.latency is not None else _NEVER,
        _size(state.watched.received),
        where,
    )


def _rhythm(source: Source, state: SourceState) -> str:
    """Return how often something new comes: as it was seen, else as it is expected."""
    from jianbao.engine.rhythm import gap  # noqa: PLC0415 - the engine is not needed to list plugins

    usual = gap(state.watched)
    if usual is None:
        return f"{_time(source.rhythm)}?" if source.rhythm else _NEVER
    return _time(usual)


def _time(time: timedelta) -> str:
    hours = time / timedelta(hours=1)
    return f"{hours / 24:.0f} d" if hours >= 48 else f"{hours:.0f} h" if hours >= 1 else f"{hours * 60:.0f} min"


def _size(count: int) -> str:
    return f"{count / 2**20:.1f} MB" if count >= 2**20 else f"{count / 2**10:.0f} kB"


def _health(source: Source, state: SourceState | None) -> str:
    if not source.enabled:
        return "off"
    if state is None or state.visited is None:
        return "not looked at yet"
    trouble = state.watched.trouble
    if state.failures:
        return f"{trouble or 'away'}, failed {state.failures}×"
    if trouble:
        return str(trouble)
    return "ok" if source.verified or source.url is None else "ok, not verified"


def moment(at: datetime | None, zone: tzinfo) -> str:
    """Return day and time *at* in *zone*."""
    return f"{at.astimezone(zone):%m-%d %H:%M}" if at else _NEVER


def print_broken(broken: Iterable[BrokenEntry], out: TextIO) -> None:
    """Print what is wrong with entries of the configuration, and what to do about it."""
    _print(out, *(_cell(f"✗ {line}") for entry in broken for line in entry.words.splitlines()))


def print_table(out: TextIO, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print *rows* under their *columns*, as wide as it needs where there is no terminal."""
    table = _table(*columns)
    for row in rows:
        table.add_row(*map(_cell, row))
    _print(out, table)


def _table(*columns: str) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _cell(words: str) -> Text:
    """Return *words* without what a terminal would obey: errors may quote what a server said."""
    return Text("".join(char for char in words if char.isprintable()))


def _print(out: TextIO, *parts: Table | Text) -> None:
    console = Console(file=out, width=None if out.isatty() else _WIDE, highlight=False)
    for part in parts:
        console.print(part, soft_wrap=isinstance(part, Text))
