"""How the Bot API says no: a code, a description in its own words, and sometimes what to do instead."""

from collections.abc import Mapping
from typing import Any


class Refused(Exception):
    """The answer to a call is an error.

    Args:
        code: HTTP status and ``error_code``.
        description: With its prefix, as Telegram words it.
        parameters: ``ResponseParameters``: ``retry_after`` in seconds, ``migrate_to_chat_id``.
    """

    def __init__(self, code: int, description: str, parameters: Mapping[str, Any] | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    @property
    def answer(self) -> dict[str, Any]:
        """The body of the answer."""
        body = {"ok": False, "error_code": self.code, "description": self.description}
        return body | ({"parameters": dict(self.parameters)} if self.parameters else {})


def bad_request(what: str, parameters: Mapping[str, Any] | None = None) -> Refused:
    """400; *what* follows the prefix."""
    return Refused(400, f"Bad Request: {what}", parameters)


def forbidden(what: str) -> Refused:
    """403; *what* follows the prefix."""
    return Refused(403, f"Forbidden: {what}")


def too_many_requests(retry_after: int) -> Refused:
    """429; the same call may be tried again after *retry_after* seconds."""
    return Refused(429, f"Too Many Requests: retry after {retry_after}", {"retry_after": retry_after})


def conflict(what: str) -> Refused:
    """409; somebody else fetches the updates."""
    return Refused(409, f"Conflict: {what}")
