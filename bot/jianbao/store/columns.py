"""Column types that mean the same on SQLite and PostgreSQL."""

import json
import re
from datetime import UTC, datetime
from functools import cache
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import DateTime, Dialect, Text
from sqlalchemy.types import TypeDecorator

# PostgreSQL's text holds no NUL, and UTF-8 no lone surrogate. Broken pages bring both; one of them must not keep a
# document from being stored for ever. One character for one character: offsets stay right.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(text: str) -> str:
    """Return *text* with every character that a database refuses replaced by U+FFFD."""
    return _UNSTORABLE.sub("\ufffd", text)


class Words(TypeDecorator[str]):
    """Text from outside."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's call
        """Make *value* storable."""
        return None if value is None else storable(value)


class Moment(TypeDecorator[datetime]):
    """A point in time: aware on our side, UTC in the database (SQLite knows no zones and keeps it as text)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - as above
        """Return *value* in UTC.

        Raises:
            ValueError: It has no zone.
        """
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone; pass datetime.now(UTC)")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - as above
        """Return *value* as aware UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Record(TypeDecorator[Any]):
    """A value of the model as JSON: what is read back whole and never searched.

    Args:
        kind: The value's type, as pydantic understands it: a dataclass, ``tuple[Check, ...]``.
    """

    impl = Text
    cache_ok = True

    def __init__(self, kind: Any) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002 - as above
        """Return *value* as JSON."""
        if value is None:
            return None
        plain = _adapter(self.kind).dump_python(value)
        return storable(json.dumps(plain, ensure_ascii=False, separators=(",", ":"), default=datetime.isoformat))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ARG002 - as above
        """Return the value that was stored; fields that a later version knows get their defaults."""
        return None if value is None else _adapter(self.kind).validate_json(value)


@cache  # building one takes milliseconds, and nothing happens at import
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)
