"""``jianbao sources backfill``: the history of a source, with a bar that shows how far back it is."""

import asyncio
from datetime import UTC, date, datetime
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from jianbao.cli.complaints import complain
from jianbao.engine.backfilling import Backfiller
from jianbao.engine.plugged import plugins_of
from jianbao.errors import ConfigError
from jianbao.fetch.fetchers import Fetchers, Manners
from jianbao.model import Source
from jianbao.settings import Settings
from jianbao.store import Backfill, Store


def backfill(settings: Settings, name: str, since: date, out: TextIO) -> None:
    """Read the history of the source called *name* back to *since*.

    Raises:
        ConfigError: There is no such source.
        FetchError: A page cannot be had; the next call goes on there.
    """
    source = next((source for source in settings.sources if source.name == name), None)
    if source is None:
        for entry in settings.broken:
            if entry.name == name:
                raise ConfigError(entry.words)
        raise ConfigError(f"there is no source {name!r}; `jianbao sources` lists them")
    with Store.open(settings.database) as store:
        store.sources.sync(settings.sources, datetime.now(UTC))
        asyncio.run(_fill(settings, store, source, since, out))


async def _fill(settings: Settings, store: Store, source: Source, since: date, out: TextIO) -> None:
    fetch = settings.fetch
    manners = Manners(contact=fetch.contact, pause=fetch.pause, http2=fetch.http2)
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[told]}"), TimeElapsedColumn())
    plugins = plugins_of(settings.plugins, store, lambda: datetime.now(UTC))
    state: Backfill | None = None
    async with Fetchers(manners) as fetchers:
        filler = Backfiller(
            store=store,
            plugins=plugins,
            fetcher=fetchers.of(source),
            clock=lambda: datetime.now(UTC),
        )
        with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
            days = max((datetime.now(UTC).date() - since).days, 1)
            task = progress.add_task(source.name, total=days, told="")
            async for state in filler.run(source, since.isoformat()):
                progress.update(task, completed=_reached(state, days), told=_told(state))
    plugins.close()
    for failure in plugins.failures:
        complain(failure.told)
    if state is not None:
        end = "complete" if state.page is None else f"stopped before {state.page}"
        out.write(f"{source.name}: {_told(state)}; {end}\n")


def _reached(state: Backfill, days: int) -> int:
    """Return how many of the *days* lie behind us."""
    if state.page is None and state.pages:
        return days
    oldest = date.fromisoformat(state.oldest) if state.oldest else None
    return min((datetime.now(UTC).date() - oldest).days, days) if oldest else 0


def _told(state: Backfill) -> str:
    back = f", back to {state.oldest}" if state.oldest else ""
    return f"{state.taken} documents from {state.pages} pages{back}"
