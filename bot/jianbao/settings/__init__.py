"""What an operator decides: ``config/jianbao.toml``, ``config/sources/*.toml``, ``.env`` and the environment.

The later of these wins. Every mistake is a :class:`~jianbao.errors.ConfigError` that names file, key and remedy; one in
an entry of ``sources/*.toml`` stops nothing and is a :class:`~jianbao.settings.values.BrokenEntry` with the same words.
"""

from jianbao.settings.load import load
from jianbao.settings.values import BrokenEntry, PluginSettings, Settings, TelegramSettings

__all__ = ["BrokenEntry", "PluginSettings", "Settings", "TelegramSettings", "load"]
