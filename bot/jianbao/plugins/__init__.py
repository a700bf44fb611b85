"""Find the plugins and ask them, each behind a fence: what one of them breaks costs only its own findings."""

from typing import TYPE_CHECKING, Any

from jianbao.plugins.info import PluginInfo, Said, Timing
from jianbao.plugins.loading import GROUP, Candidate, Loaded, installed, load
from jianbao.plugins.quarantine import ANY, IN_A_ROW, Quarantine
from jianbao.plugins.trouble import Trouble
from jianbao.plugins.wire import Limits

if TYPE_CHECKING:
    from jianbao.plugins.manager import Plugins

__all__ = [
    "ANY",
    "GROUP",
    "IN_A_ROW",
    "Candidate",
    "Limits",
    "Loaded",
    "PluginInfo",
    "Plugins",
    "Quarantine",
    "Said",
    "Timing",
    "Trouble",
    "installed",
    "load",
]


def __getattr__(name: str) -> Any:
    """Import who asks the plugins where it is used: their own processes start without it, in half the time."""
    if name == "Plugins":
        from jianbao.plugins.manager import Plugins  # noqa: PLC0415

        return Plugins
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
