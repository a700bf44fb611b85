"""``jianbao plugins``: which there are, how they are, and whether they are asked."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TextIO

from jianbao.cli.complaints import complain
from jianbao.cli.overview import looked_into, moment, print_table
from jianbao.engine.plugged import limits_of
from jianbao.errors import ConfigError
from jianbao.model import PluginFailure
from jianbao.plugins import ANY, PluginInfo, Plugins, installed
from jianbao.settings import Settings
from jianbao.store import Held, Store

_NEVER = "—"
_CALLED = {
    "readers": "reads",
    "source_kinds": "kind of source",
    "channels": "channel",
    "commands": "command",
    "bot_commands": "bot command",
    "chart_kinds": "chart",
}


def show(settings: Settings, out: TextIO) -> bool:
    """Print the plugins in use and their topics, and what went wrong; True when nothing has.

    What went wrong in the daemon is counted until it is forgotten; whether a plugin can be loaded is tried now.
    """
    with (
        Plugins.load(settings.plugins.disabled, limits=limits_of(settings.plugins)) as plugins,
        looked_into(settings.database) as store,
    ):
        loaded, failures = plugins.loaded, plugins.failures
        names = {info.name for info in loaded}
        every = store.plugin_failures.every() if store else []
        kept = [failure for failure in every if failure.plugin in names and failure.hook != "load"]
        held = [held for held in store.quarantine.every().values() if _holds(held, loaded)] if store else []
    resting = {each.plugin: each for each in held}
    rows = [_row(info, kept, resting.get(info.name)) for info in loaded]
    rows += [(name, _NEVER, "disabled", _NEVER) for name in sorted(settings.plugins.disabled)]
    rows += [(failure.plugin, _NEVER, "failed", _NEVER) for failure in failures if failure.hook == "load"]
    print_table(out, ("name", "version", "state", "brings"), rows)
    for failure in failures:
        complain(failure.told)
    for failure in kept:
        last = moment(failure.at, settings.timezone)
        complain(f"{failure.told} (last on {last}; `jianbao plugins --forget` counts anew)")
    for each in held:
        complain(
            f"plugin {each.plugin} is not asked since {moment(each.since, settings.timezone)}: {each.why}; "
            f"`jianbao plugins enable {each.plugin}` brings it back"
        )
    return not failures and not kept and not held


def _holds(held: Held, loaded: Sequence[PluginInfo]) -> bool:
    return any(info.name == held.plugin and held.version in {info.version, ANY} for info in loaded)


def _row(info: PluginInfo, kept: Sequence[PluginFailure], held: Held | None) -> tuple[str, str, str, str]:
    topics = [f"{topic.emoji} {topic.id} {topic.names['zh']}" for topic in info.topics]
    others = [f"{_CALLED[hook]} {name}" for hook, names in info.names.items() for name in names]
    failed = sum(failure.count for failure in kept if failure.plugin == info.name)
    state = "loaded" if held is None else "switched off" if held.version == ANY else "in quarantine"
    return info.name, info.version, f"{state}, failed {failed}×" if failed else state, ", ".join([*topics, *others])


def forget(settings: Settings) -> int:
    """Begin to count anew what plugins do wrong; return how many sorts of failures are forgotten."""
    with looked_into(settings.database) as store:
        return store.plugin_failures.forget() if store else 0


def enable(settings: Settings, name: str) -> bool:
    """Let the plugin called *name* be asked again; False when it was asked all the time.

    Raises:
        ConfigError: There is none, or the configuration has switched it off.
    """
    _expect(name)
    if name in settings.plugins.disabled:
        raise ConfigError(f'{name} is switched off in jianbao.toml; take it out of [plugins] disabled = ["{name}"]')
    with looked_into(settings.database) as store:
        return store.quarantine.lift(name) if store else False


def disable(settings: Settings, name: str) -> None:
    """Let the plugin called *name* not be asked any more, a running daemon's included.

    Raises:
        ConfigError: There is none.
    """
    _expect(name)
    with Store.open(settings.database) as store:
        store.quarantine.hold(Held(name, ANY, "switched off by hand", datetime.now(UTC)))


def _expect(name: str) -> None:
    names = [candidate.name for candidate in installed()]
    if name not in names:
        raise ConfigError(f"there is no plugin {name!r}; these are installed: {', '.join(names)}")
