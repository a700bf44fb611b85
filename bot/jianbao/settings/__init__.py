"""What an operator decides: ``config/jianbao.toml``, ``config/sources/*.toml``, ``.env`` and the environment.

The later of these wins. Every mistake is a :class:`~jianbao.errors.ConfigError` that names file, key and remedy.
"""

from jianbao.settings.load import load
from jianbao.settings.values import PluginSettings, Settings, TelegramSettings

__all__ = ["PluginSettings", "Settings", "TelegramSettings", "load"]
