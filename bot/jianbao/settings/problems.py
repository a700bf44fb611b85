"""What is wrong in a file, said so that a person can mend it: the file, the key, the remedy."""

import difflib
from collections.abc import Iterable, Iterator
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from jianbao.errors import ConfigError

_NEAR = 0.6  # difflib's usual measure of what could be a slip
# What TOML calls what pydantic expects, and how it is written.
_EXPECTED = {
    "string_type": 'text in quotes: key = "…"',
    "int_type": "a whole number without quotes",
    "bool_type": "true or false, without quotes",
    "list_type": 'a list: key = ["…", "…"]',
    "model_type": "a table of its own: [key]",
    "model_attributes_type": "a table of its own: [key]",
}
_TABLES = "a table of its own: [[source]]"
# Keys that people look for in these files, and where they belong.
_ELSEWHERE = {"token": "a secret does not belong here: set JIANBAO_TELEGRAM_TOKEN, or token_file"}


def explained(place: str, error: ValidationError, model: type[BaseModel], ahead: int = 0) -> ConfigError:
    """Return *error* as one that can be shown: a line for each mistake, never the value of a secret.

    Args:
        place: The file, as its reader knows it.
        error: What pydantic found.
        model: What was expected, to suggest keys from.
        ahead: How many tables stand before the first of those that were read.
    """
    errors = error.errors(include_url=False)
    for each in errors:
        name, *numbered = each["loc"] or ("",)
        if numbered and isinstance(numbered[0], int):
            each["loc"] = (name, numbered[0] + ahead, *numbered[1:])
    return ConfigError("\n".join(_lines(place, errors, model)))


def nearest(word: str, known: Iterable[str], cutoff: float = _NEAR) -> str | None:
    """Return which of *known* was probably meant by *word*.

    Args:
        word: As written.
        known: What could have been written.
        cutoff: How alike they must be, 0 to 1.
    """
    return next(iter(difflib.get_close_matches(word, list(known), n=1, cutoff=cutoff)), None)


def _lines(place: str, errors: list[ErrorDetails], model: type[BaseModel]) -> Iterator[str]:
    for error in errors:
        key = _dotted(error["loc"])
        yield f"{place}: {key}: {sentence(error, model)}" if key else f"{place}: {sentence(error, model)}"


def _dotted(location: tuple[int | str, ...]) -> str:
    """Return ``source[2].kind`` for the way to a value; tables are counted from one, as people do."""
    parts = (f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in location)
    return "".join(parts).removeprefix(".")


def sentence(error: ErrorDetails, model: type[BaseModel]) -> str:
    """Return what is wrong and what to do about it."""
    kind, location = error["type"], error["loc"]
    if kind == "extra_forbidden":
        return _unknown(str(location[-1]), _known(model, location[:-1]))
    if kind == "missing":
        return f"this key is missing; add {location[-1]} = …"
    if kind == "enum":
        return f"{error['input']!r} is none of them; write {error['ctx']['expected']}"
    if kind == "value_error":
        return str(error["ctx"]["error"])
    if kind in {"model_type", "model_attributes_type", "list_type"} and "source" in (location[-1], location[0]):
        return f"this is of the wrong type; write {_TABLES}"
    if kind in _EXPECTED:
        return f"this is of the wrong type; write {_EXPECTED[kind]}"
    return f"{error['msg'][0].lower()}{error['msg'][1:]}; correct the value"


def _unknown(key: str, known: Iterable[str]) -> str:
    if key in _ELSEWHERE:
        return _ELSEWHERE[key]
    names = sorted(known)
    near = nearest(key, names)
    return f"there is no such key; write {near}" if near else f"there is no such key; remove it, or write {_any(names)}"


def _any(names: list[str]) -> str:
    return f"one of {', '.join(names)}" if names else "nothing here"


def _known(model: type[BaseModel], location: tuple[int | str, ...]) -> Iterable[str]:
    """Return the keys that the table at *location* may have."""
    for part in location:
        if isinstance(part, str):
            model = _table(model.model_fields[part].annotation)
    return model.model_fields


def _table(annotation: Any) -> type[BaseModel]:
    inner = get_args(annotation)
    found = inner[0] if inner else annotation
    if not (isinstance(found, type) and issubclass(found, BaseModel)):
        raise TypeError(f"{annotation!r} holds no table")  # a mistake in the schema, not in a file
    return found
