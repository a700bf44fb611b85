"""``jianbao replay``: plugins read what is stored already, and only what is new is told."""

import asyncio
from datetime import UTC, datetime
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from jianbao.cli.complaints import complain
from jianbao.deliver import outlets, shapes
from jianbao.engine.plugged import plugins_of
from jianbao.engine.replaying import Replayed, Replayer
from jianbao.errors import ConfigError
from jianbao.model import Channel
from jianbao.plugins import Plugins
from jianbao.settings import Settings
from jianbao.settings import delivery as deliveries
from jianbao.store import Shapes, Store


def replay(settings: Settings, since: datetime, only: tuple[str, ...], out: TextIO) -> bool:
    """Ask the plugins, or *only* some, about what was stored *since*; True when none has failed.

    Raises:
        ConfigError: There is no such plugin.
    """
    with (
        Store.open(settings.database, str(settings.timezone)) as store,
        plugins_of(settings.plugins, store, _now) as plugins,
    ):
        names = [info.name for info in plugins.loaded if info.topics]
        if unknown := set(only) - set(names):
            raise ConfigError(f"no plugin {', '.join(sorted(unknown))} reads documents; these do: {', '.join(names)}")
        served = asyncio.run(_served(settings, plugins))
        replayer = Replayer(store=store, plugins=plugins, only=only or None, shapes=served, clock=_now)
        done = Replayed()
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
            task = progress.add_task("replay", total=store.replays.count(since))
            for done in replayer.run(since):
                progress.update(task, completed=done.documents)
    for failure in plugins.failures:
        complain(failure.told)
    out.write(
        f"{done.documents} documents, {done.changed} of them read otherwise than before; "
        f"{done.alerts} alerts are new, {done.deliveries} messages are owed\n"
    )
    return not plugins.failures


async def _served(settings: Settings, plugins: Plugins) -> Shapes:
    """Return how each channel writes alerts that the daemon would serve."""
    delivery = deliveries.load(settings.root)
    every = shapes(plugins.topics)
    ours = {Channel.TELEGRAM} | (set() if settings.telegram.token else {Channel.CONSOLE})
    served = {form: write for form, write in every.items() if form.partition(":")[0] in ours}
    async with outlets.opened(plugins.channels, delivery, plugins.topics, settings.timezone) as brought:
        return served | {channel: outlet.write for channel, outlet in brought.items()}


def _now() -> datetime:
    return datetime.now(UTC)
