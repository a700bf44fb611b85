"""What may stand in ``jianbao.toml``. Keys that are not here are mistakes, and are answered with the nearest one."""

from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from jianbao.settings.values import BOT_API, DATABASE, TIMEZONE


def web_address(text: str) -> str:
    """Return *text* when it is an http or https address with a host.

    Raises:
        ValueError: It is none.
    """
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
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


class TelegramTable(Table):
    """``[telegram]``. The token itself has no place in a file that is shared."""

    token_file: str | None = None
    base_url: WebAddress = BOT_API


class PluginsTable(Table):
    """``[plugins]``."""

    disabled: list[str] = Field(default_factory=list)


class MainFile(Table):
    """``jianbao.toml``."""

    database: str = DATABASE
    timezone: ZoneName = TIMEZONE
    telegram: TelegramTable = TelegramTable()
    plugins: PluginsTable = PluginsTable()
