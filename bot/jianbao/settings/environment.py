"""What the environment and ``.env`` say: secrets, and what differs from one machine to the next."""

import io
import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

from dotenv.parser import parse_stream
from pydantic import AfterValidator, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from jianbao.errors import ConfigError
from jianbao.settings.files import read_text
from jianbao.settings.problems import nearest, sentence
from jianbao.settings.schema import WebAddress, ZoneName

PREFIX = "JIANBAO_"
CONFIG = f"{PREFIX}CONFIG"
"""Names the configuration file; read by the command line."""

_TOKEN = re.compile(r"\d+:[\w-]+", re.ASCII)  # the bot's number, a colon, the secret


def checked_token(secret: SecretStr) -> SecretStr:
    """Return a bot's token without the blanks that copying leaves around it.

    Raises:
        ValueError: It has not the form of a token. The message does not show it.
    """
    token = secret.get_secret_value().strip()
    if not _TOKEN.fullmatch(token):
        raise ValueError("this is no bot token; copy it whole from @BotFather: digits, a colon, letters and digits")
    return SecretStr(token)


class Environment(BaseSettings):
    """The variables that are understood, each behind ``JIANBAO_``; empty ones count as not set."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True, extra="ignore", frozen=True)

    telegram_token: Annotated[SecretStr, AfterValidator(checked_token)] | None = None
    telegram_token_file: str | None = None
    telegram_base_url: WebAddress | None = None
    database: str | None = None
    timezone: ZoneName | None = None


_NAMES = {CONFIG, *(PREFIX + name.upper() for name in Environment.model_fields)}


def read(root: Path) -> Environment:
    """Return what the environment says, and ``.env`` in *root* where the environment says nothing.

    Raises:
        ConfigError: A value cannot be used, or a name is a slip of the pen.
    """
    file = root / ".env"
    if file.is_file():
        _check(".env", _written_names(file), 0)
    # Others name variables after a service called jianbao, Kubernetes for one: only what looks like a slip is one.
    _check("environment", os.environ, 0.8)
    try:
        environment = Environment(_env_file=file, _env_file_encoding="utf-8-sig")
    except ValidationError as error:
        raise _explained(error) from None  # the cause would show the values
    if environment.telegram_token and environment.telegram_token_file:
        raise ConfigError(f"environment: {PREFIX}TELEGRAM_TOKEN and {PREFIX}TELEGRAM_TOKEN_FILE are both set; keep one")
    return environment


def _written_names(file: Path) -> Iterable[str]:
    for binding in parse_stream(io.StringIO(read_text(file, ".env"))):
        if binding.error:
            raise ConfigError(f".env: line {binding.original.line} cannot be understood; write NAME=value")
        if binding.key:
            yield binding.key


def _check(place: str, names: Iterable[str], cutoff: float) -> None:
    for name in names:
        if not name.upper().startswith(PREFIX) or name.upper() in _NAMES:
            continue
        bare = name.upper().removeprefix(PREFIX)
        near = nearest(bare, (known.removeprefix(PREFIX) for known in _NAMES), cutoff)
        if near or not cutoff:
            raise ConfigError(f"{place}: {name}: there is no such variable; write {PREFIX}{near or 'TELEGRAM_TOKEN'}")


def _explained(error: ValidationError) -> ConfigError:
    lines = (
        f"environment: {PREFIX}{str(mistake['loc'][0]).upper()}: {sentence(mistake, Environment)}"
        for mistake in error.errors(include_url=False)
    )
    return ConfigError("\n".join(lines))
