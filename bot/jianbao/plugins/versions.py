"""Which hooks a plugin was written for: what is too new, what is too old, and what is old and still works."""

from collections.abc import Mapping, Sequence
from importlib.metadata import version
from types import ModuleType
from typing import Any

from jianbao.errors import PluginError
from jianbao.hookspecs import OldWay

NEEDS = "JIANBAO_HOOKS"
"""What a plugin calls the version of the hooks that it needs at least."""


def check(plugin: object, specs: ModuleType) -> None:
    """Compare what *plugin* needs with what there is.

    Raises:
        PluginError: It needs hooks that are not there yet, or was written for some that are gone.
    """
    needs = getattr(plugin, NEEDS, None)
    if needs is None:
        return
    ours = f"jianbao {version('jianbao')} has {specs.HOOKS}"
    if not isinstance(needs, int) or isinstance(needs, bool) or needs < 1:
        raise PluginError(f"{NEEDS} = {needs!r} is no version of the hooks; write a number, {ours}")
    if needs > specs.HOOKS:
        raise PluginError(f"it needs version {needs} of the hooks, {ours}: upgrade jianbao, or take an older version")
    if needs < specs.OLDEST:
        raise PluginError(
            f"it was written for version {needs} of the hooks, which are gone: {ours} and still knows {specs.OLDEST}; "
            "upgrade the plugin (docs/plugins/versions.md says what has changed)"
        )


def old_ways(hook: Any, specs: ModuleType) -> tuple[OldWay, ...]:
    """Return which old ways a plugin uses, whose functions *hook* relays to."""
    return tuple(way for way in specs.OLD_WAYS if _uses(hook, way))


def _uses(hook: Any, way: OldWay) -> bool:
    implementations = getattr(hook, way.hook).get_hookimpls()
    return any(way.argument is None or way.argument in each.argnames for each in implementations)


def arguments(hook: str, today: Mapping[str, object], specs: ModuleType) -> dict[str, object]:
    """Return the arguments of *hook*: those of *today*, and old ones made of them."""
    old = {way.argument: way.made(today) for way in specs.OLD_WAYS if way.hook == hook and way.argument and way.made}
    return {**today, **old}


def names(hook: str, specs: ModuleType) -> Sequence[str]:
    """Return the names under which *hook* is implemented: its own, then old ones."""
    return (hook, *(way.hook for way in specs.OLD_WAYS if way.argument is None and way.now == hook))
