"""The error table: each of Telegram's answers, and each way of losing the connection, means one thing."""

from datetime import timedelta

import httpx
import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from jianbao.deliver.telegram.answers import outcome_of
from jianbao.errors import ConfigError
from jianbao.model import Dead, Failed, Moved, Unknown, Unreachable


@pytest.fixture(autouse=True)
def _times_as_the_library_will_give_them(monkeypatch):
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


def caused(error, cause):
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "meaning"),
    [
        (Forbidden("Forbidden: bot was blocked by the user"), Unreachable),
        (Forbidden("Forbidden: bot was kicked from the supergroup chat"), Unreachable),
        (Forbidden("Forbidden: user is deactivated"), Unreachable),
        (BadRequest("Chat not found"), Unreachable),
        (BadRequest("Not enough rights to send text messages to the chat"), Unreachable),
        (BadRequest("Message is too long"), Dead),
        (BadRequest("Message thread not found"), Unreachable),
        (TimedOut(), Unknown),
        (caused(TimedOut(), httpx.ReadTimeout("")), Unknown),
        (caused(TimedOut(), httpx.WriteTimeout("")), Unknown),
        (caused(NetworkError("httpx.ReadError: "), httpx.ReadError("")), Unknown),
        (caused(NetworkError("x"), httpx.RemoteProtocolError("Server disconnected")), Unknown),
        (caused(TimedOut(), httpx.ConnectTimeout("")), Failed),
        (caused(TimedOut(), httpx.PoolTimeout("")), Failed),
        (caused(NetworkError("httpx.ConnectError: "), httpx.ConnectError("")), Failed),
        (caused(NetworkError("Unknown error"), RuntimeError("This HTTPXRequest is not initialized!")), Failed),
        (NetworkError("Bad Gateway"), Failed),
        (NetworkError("Bad Gateway (502). Parsing the server response b'<html>' failed"), Failed),
        (NetworkError("Service Unavailable (503)"), Failed),
        (NetworkError("Internal Server Error"), Unknown),
        (NetworkError("Gateway Timeout (504)"), Unknown),
        (TelegramError("Invalid server response"), Unknown),
        (Conflict("Conflict: terminated by other getUpdates request"), Failed),
    ],
    ids=str,
)
def test_each_answer_means_one_thing(error, meaning):
    assert type(outcome_of(error)) is meaning


def test_a_429_says_when_to_try_again():
    assert outcome_of(RetryAfter(30)) == Failed("Flood control exceeded. Retry in 0:00:30", timedelta(seconds=30))


def test_a_group_that_moved_says_where_to():
    assert outcome_of(ChatMigrated(-1001)) == Moved("-1001")


def test_a_refused_token_stops_everything_and_says_what_to_do():
    with pytest.raises(ConfigError, match=r"BotFather.*JIANBAO_TELEGRAM_TOKEN"):
        outcome_of(InvalidToken())
