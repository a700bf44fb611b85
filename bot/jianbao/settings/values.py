"""The settings as the rest of the house sees them: complete, checked, with absolute paths."""

from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import SecretStr

from jianbao.model import Source

BOT_API = "https://api.telegram.org/bot"
TIMEZONE = "Asia/Shanghai"
DATABASE = "data/jianbao.sqlite3"


@dataclass(frozen=True, slots=True, kw_only=True)
class TelegramSettings:
    """How the bot reaches Telegram.

    Attributes:
        token: None when there is none: alerts then go to the terminal. Shown as stars wherever it is printed.
        base_url: What the token is appended to, ``https://api.telegram.org/bot``.
    """

    token: SecretStr | None = None
    base_url: str = BOT_API


@dataclass(frozen=True, slots=True, kw_only=True)
class PluginSettings:
    """Which plugins are in use.

    Attributes:
        disabled: Names of entry points that are not loaded.
    """

    disabled: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that an operator decides.

    Attributes:
        root: The project's folder; relative paths in the files start there.
        database: SQLAlchemy's address of the store.
        sources: In the order of their files and their places in them.
        telegram: The bot.
        plugins: The topics.
        timezone: In which readers live and documents without a zone are dated.
    """

    root: Path
    database: str = field(repr=False)  # may hold a password
    sources: tuple[Source, ...] = ()
    telegram: TelegramSettings = field(default_factory=TelegramSettings)
    plugins: PluginSettings = field(default_factory=PluginSettings)
    timezone: ZoneInfo = field(default_factory=lambda: ZoneInfo(TIMEZONE))
