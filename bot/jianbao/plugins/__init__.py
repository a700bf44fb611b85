"""Find the plugins and ask them, each behind a fence: what one of them breaks costs only its own findings."""

from jianbao.plugins.info import PluginInfo, Said, Timing
from jianbao.plugins.loading import GROUP, Candidate, Loaded, installed, load
from jianbao.plugins.manager import Plugins
from jianbao.plugins.quarantine import ANY, IN_A_ROW, Quarantine
from jianbao.plugins.trouble import Trouble
from jianbao.plugins.wire import Limits

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
