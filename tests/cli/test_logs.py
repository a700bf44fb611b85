"""The log: no secret, no noise."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from jianbao.cli import logs
from jianbao.settings import Settings, TelegramSettings

TOKEN = "123456:AAF-secret_part"
SETTINGS = Settings(root=Path(), database="", telegram=TelegramSettings(token=SecretStr(TOKEN)))


@pytest.fixture(autouse=True)
def _own_logging() -> Iterator[None]:
    """Give back what the tests change for the whole process."""
    root, named = logging.getLogger(), [logging.getLogger(name) for name in ("httpx", "jianbao.plugins")]
    before = root.handlers[:], root.level, [logger.level for logger in named]
    yield
    root.handlers[:], level, levels = before
    root.setLevel(level)
    for logger, each in zip(named, levels, strict=True):
        logger.setLevel(each)


def test_the_token_is_blanked_out_of_messages_and_traces(capsys):
    logs.begin(SETTINGS, daemon=True, verbose=True)
    error = ValueError(f"https://api.telegram.org/bot{TOKEN}/getMe")
    logging.getLogger("anybody").error("asked with %s", TOKEN, exc_info=error)

    told = capsys.readouterr().err
    assert TOKEN not in told
    assert "asked with ***" in told
    assert "bot***/getMe" in told


def test_addresses_that_http_clients_log_are_left_out(capsys):
    logs.begin(SETTINGS, daemon=True, verbose=False)
    logging.getLogger("httpx").info("HTTP Request: POST https://api.telegram.org/")
    assert capsys.readouterr().err == ""


def test_a_command_tells_only_what_goes_wrong_and_without_a_trace(capsys):
    logs.begin(SETTINGS, daemon=False, verbose=False)
    logging.getLogger("jianbao.x").info("all is well")
    logging.getLogger("jianbao.x").error("something is wrong", exc_info=ValueError("inside"))

    assert capsys.readouterr().err == "ERROR something is wrong\n"


def test_the_daemon_tells_when_it_did_what(capsys):
    logs.begin(SETTINGS, daemon=True, verbose=False)
    logging.getLogger("jianbao.x").info("started")
    assert capsys.readouterr().err.endswith(" INFO started\n")
