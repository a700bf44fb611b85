"""The settings as the rest of the house sees them: complete, checked, with absolute paths."""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import SecretStr

from jianbao.model import Source

BOT_API = "https://api.telegram.org/bot"
TIMEZONE = "Asia/Shanghai"
DATABASE = "data/jianbao.sqlite3"


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenEntry:
    """Something in the files of sources that cannot be used, and costs only itself.

    Attributes:
        place: The file, as its reader knows it.
        words: File, key and remedy; a line for each mistake.
        name: Of the source, when that can be told.
    """

    place: str
    words: str
    name: str | None = None


class Access(StrEnum):
    """Who may use the bot."""

    OPEN = "open"  # everybody
    INVITE = "invite"  # whom an admin has invited
    LIST = "list"  # those whom the configuration names


@dataclass(frozen=True, slots=True, kw_only=True)
class TelegramSettings:
    """How the bot reaches Telegram.

    Attributes:
        token: None when there is none: alerts then go to the terminal. Shown as stars wherever it is printed.
        base_url: What the token is appended to, ``https://api.telegram.org/bot``.
        operators: Chats that are told when a source goes and when it is back: ids, or names like ``@channel``.
        access: Who may use the bot.
        admins: Ids of people who may invite others, and are let in themselves.
        allowed: Ids of people and chats that are let in whatever ``access`` says.
    """

    token: SecretStr | None = None
    base_url: str = BOT_API
    operators: tuple[str, ...] = ()
    access: Access = Access.OPEN
    admins: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PluginSettings:
    """Which plugins are in use, and what each may use.

    Attributes:
        disabled: Names of entry points that are not loaded.
        seconds: That a plugin may take for one article.
        memory: MiB that a plugin may use.
    """

    disabled: frozenset[str] = frozenset()
    seconds: float = 3.0
    memory: int = 512


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchSettings:
    """How the house behaves towards the sites that it reads.

    Attributes:
        contact: Where those who run a site can reach those who run this house: an address of a page or of mail.
        pause: Seconds between two requests to one host.
        http2: Speak HTTP/2 where a site does.
    """

    contact: str | None = None
    pause: float = 1.0
    http2: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that an operator decides.

    Attributes:
        root: The project's folder; relative paths in the files start there.
        database: SQLAlchemy's address of the store.
        sources: In the order of their files and their places in them.
        broken: What stands beside them and cannot be used; nobody watches it until a person has mended it.
        telegram: The bot.
        plugins: The topics.
        fetch: The manners.
        timezone: In which readers live and documents without a zone are dated.
    """

    root: Path
    database: str = field(repr=False)  # may hold a password
    sources: tuple[Source, ...] = ()
    broken: tuple[BrokenEntry, ...] = ()
    telegram: TelegramSettings = field(default_factory=TelegramSettings)
    plugins: PluginSettings = field(default_factory=PluginSettings)
    fetch: FetchSettings = field(default_factory=FetchSettings)
    timezone: ZoneInfo = field(default_factory=lambda: ZoneInfo(TIMEZONE))
