"""Configuration files from the disk, read and checked one by one."""

import tomllib
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from jianbao.errors import ConfigError
from jianbao.settings.problems import explained

_Model = TypeVar("_Model", bound=BaseModel)


def read_text(path: Path, shown: str) -> str:
    """Return the text of a file that people edit; editors that put a byte-order mark before it are forgiven.

    Raises:
        ConfigError: It cannot be read.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise ConfigError(f"{shown}: there is no such file; create it, or correct the path") from error
    except OSError as error:
        raise ConfigError(f"{shown}: cannot be read ({error.strerror}); correct the path or its rights") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{shown}: is not written in UTF-8 (byte {error.start}); save it as UTF-8") from error


def read(path: Path, shown: str, model: type[_Model]) -> _Model:
    """Return the file at *path*, checked.

    Args:
        path: A TOML file.
        shown: How messages call it.
        model: What may stand in it.

    Raises:
        ConfigError: It cannot be read, is no TOML, or says what it may not.
    """
    try:
        return model.model_validate(tables(path, shown))
    except ValidationError as error:
        raise explained(shown, error, model) from error


def tables(path: Path, shown: str) -> dict[str, Any]:
    """Return what stands in the TOML file at *path*, unchecked; *shown* is how messages call it.

    Raises:
        ConfigError: It cannot be read, or is no TOML.
    """
    try:
        return tomllib.loads(read_text(path, shown))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ConfigError(f"{shown}: is not valid TOML: {error}; correct that line") from error
