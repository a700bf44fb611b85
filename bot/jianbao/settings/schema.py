"""What may stand in ``jianbao.toml``. Keys that are not here are mistakes, and are answered with the nearest one."""

from importlib.util import find_spec
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from jianbao.settings.values import BOT_API, DATABASE, TIMEZONE, Access


def web_address(text: str) -> str:
    """Return *text* when it is an http or https address with a host.

    Raises:
        ValueError: It is none.
    """
    try:
        parts = urlsplit(text)
        whole = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a bracket that is not closed, a port that is none
        whole = False
    if not whole or any(map(str.isspace, text)):
        raise ValueError(f"{text!r} is no web address; write it in full, like https://www.mca.gov.cn/")
    return text


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:  # OSError: a name like Asia, which is a folder
        raise ValueError(f"{name!r} is no time zone; write one like {TIMEZONE}") from error
    return name


WebAddress = Annotated[str, AfterValidator(web_address)]
ZoneName = Annotated[str, AfterValidator(_zone)]


class Table(BaseModel):
    """A table of a configuration file: nothing is converted, nothing is ignored."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


_Person = Annotated[str, Field(pattern=r"^\d+$")]
_Chat = Annotated[str, Field(pattern=r"^-?\d+$")]


class TelegramTable(Table):
    """``[telegram]``. The token itself has no place in a file that is shared."""

    token_file: str | None = None
    base_url: WebAddress = BOT_API
    access: Annotated[Access, Field(strict=False)] = Access.OPEN
    admins: list[_Person] = Field(default_factory=list)
    allowed: list[_Chat] = Field(default_factory=list)
    operators: list[Annotated[str, Field(pattern=r"^(-?\d+|@\w+)$")]] = Field(default_factory=list)


class PluginsTable(Table):
    """``[plugins]``."""

    disabled: list[str] = Field(default_factory=list)
    seconds: Annotated[float, Field(ge=0.1, le=600, strict=False)] = 3.0
    memory: Annotated[int, Field(ge=64, le=65536)] = 512


def _http2(wanted: bool) -> bool:
    if wanted and find_spec("h2") is None:
        raise ValueError("HTTP/2 needs another package: pip install 'jianbao[http2]', or write false")
    return wanted


class FetchTable(Table):
    """``[fetch]``."""

    contact: Annotated[str, Field(min_length=3, max_length=200, pattern=r"^[!-~]+$")] | None = None
    pause: Annotated[float, Field(ge=0.1, le=60, strict=False)] = 1.0
    http2: Annotated[bool, AfterValidator(_http2)] = False


class MainFile(Table):
    """``jianbao.toml``."""

    database: str = DATABASE
    timezone: ZoneName = TIMEZONE
    telegram: TelegramTable = TelegramTable()
    plugins: PluginsTable = PluginsTable()
    fetch: FetchTable = FetchTable()
