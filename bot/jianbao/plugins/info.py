"""What can be known of a plugin in use: what it brings, what it has said, what that cost."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from jianbao.model import Carrier, Finding, Topic
from jianbao.plugins.trouble import Trouble


@dataclass(frozen=True, slots=True)
class PluginInfo:
    """A plugin that is in use, the topics it recognises, the channels it brings.

    Attributes:
        names: What it brings besides topics, by hook: ``{"channels": ("webhook",)}``.
        notes: Which old ways of the hooks it uses, in words.
    """

    name: str
    version: str
    topics: tuple[Topic, ...]
    channels: tuple[Carrier, ...] = ()
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    notes: tuple[str, ...] = ()

    @property
    def provenance(self) -> str:
        """How findings name the plugin: ``child_welfare 0.1``."""
        return f"{self.name} {self.version}"


@dataclass(frozen=True, slots=True)
class Timing:
    """What a plugin's ``find`` cost so far, in seconds of wall time, without the way to its process and back."""

    calls: int = 0
    seconds: float = 0.0
    slowest: float = 0.0

    def plus(self, seconds: float) -> "Timing":
        """Count one more call."""
        return Timing(self.calls + 1, self.seconds + seconds, max(self.slowest, seconds))


@dataclass(frozen=True, slots=True)
class Said:
    """One plugin's answer about an article.

    Attributes:
        plugin: Who was asked.
        findings: What it said, with its provenance.
        seconds: What that took.
        trouble: How it failed, None when it has not.
    """

    plugin: PluginInfo
    findings: tuple[Finding, ...]
    seconds: float
    trouble: Trouble | None = None
