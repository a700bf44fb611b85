"""What a plugin did wrong, for the people who run it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class PluginFailure:
    """One sort of error of a plugin.

    Attributes:
        plugin: Its name.
        hook: The hook that failed; ``load`` when it could not be loaded.
        error: Type, message and place in the plugin's code of the latest one.
        count: How often it happened.
        document: The latest document that it happened on; None where there was none.
        at: When it last happened, UTC; None where nobody kept it.
    """

    plugin: str
    hook: str
    error: str
    count: int = 1
    document: str | None = None
    at: datetime | None = None

    @property
    def told(self) -> str:
        """What went wrong, what it costs and what to do about it, in one message."""
        times = f" ({self.count} times)" if self.count > 1 else ""
        where = f" on {self.document}" if self.document else ""
        return (
            f"plugin {self.plugin} failed in {self.hook}{where}{times}: {self.error}; only its own findings are "
            f'missing; mend it, or switch it off in jianbao.toml: [plugins] disabled = ["{self.plugin}"]'
        )
