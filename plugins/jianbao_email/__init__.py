"""The channel ``email``: each alert as a plain letter over SMTP."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

import aiosmtplib

from jianbao import (
    Begin,
    Carrier,
    ChannelSettings,
    ConfigError,
    Dead,
    Delivery,
    Failed,
    Outcome,
    Sender,
    Sent,
    Unknown,
    Unreachable,
    hookimpl,
)

_PORTS = {"tls": 465, "starttls": 587, "none": 25}
_LONGEST_SUBJECT = 120  # characters


@hookimpl
def channels() -> list[Carrier]:
    """Bring the channel; few letters at once, for mail servers count connections."""
    return [Carrier(name="email", open=opened, width=2)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """Where letters are handed in."""

    host: str
    port: int
    security: str
    sender: str
    username: str | None
    password: str | None
    timeout: float


@asynccontextmanager
async def opened(settings: ChannelSettings) -> AsyncIterator[Sender]:
    """Yield the sender. *settings*: ``host``, ``from``; ``security``, ``port``, ``username``, ``password_file``."""
    yield Email(server_of(settings))


def server_of(settings: ChannelSettings) -> Server:
    """Return *settings*, checked.

    Raises:
        ConfigError: Something is missing or cannot be used.
    """
    security = str(settings.get("security", "starttls"))
    if security not in _PORTS:
        raise ConfigError(f"[channel.email] security {security!r}: write tls, starttls or none")
    for key in ("host", "from"):
        if not isinstance(settings.get(key), str):
            raise ConfigError(f"[channel.email] needs {key}")
    sender = str(settings["from"])
    try:
        Address(addr_spec=sender)
    except (ValueError, IndexError) as error:
        raise ConfigError(f"[channel.email] from {sender!r} is no address: {error}") from error
    username, password = settings.get("username"), settings.get("password")
    return Server(
        host=str(settings["host"]),
        port=int(str(settings.get("port", _PORTS[security]))),
        security=security,
        sender=sender,
        username=None if username is None else str(username),
        password=None if password is None else str(password),
        timeout=float(str(settings.get("timeout", 30))),
    )


class Email:
    """Hands in letters, one connection each."""

    def __init__(self, server: Server) -> None:
        self._server = server

    async def send(self, delivery: Delivery, begin: Begin) -> Outcome:
        """Send one letter.

        Raises:
            ConfigError: The server does not accept user and password.
        """
        server = self._server
        client = aiosmtplib.SMTP(
            hostname=server.host,
            port=server.port,
            timeout=server.timeout,
            use_tls=server.security == "tls",
            start_tls=server.security == "starttls",
            username=server.username,
            password=server.password,
        )
        letter = letter_of(delivery, server.sender)
        try:
            await client.connect()
        except aiosmtplib.SMTPAuthenticationError as error:
            raise ConfigError(f"{server.host} refuses user or password of [channel.email]: {error.message}") from error
        except (aiosmtplib.SMTPException, OSError) as error:
            return Failed(f"{server.host} takes no letters now: {error}")
        try:
            await begin()
            await client.send_message(letter)
        except (aiosmtplib.SMTPException, OSError) as error:
            return outcome_of(error)
        finally:
            client.close()
        return Sent(letter["Message-ID"])


def letter_of(delivery: Delivery, sender: str) -> EmailMessage:
    """Return a delivery as a letter; its Message-ID is the same each time it is tried."""
    letter = EmailMessage()
    title = " ".join(delivery.alert.title.split()) if not delivery.digest else delivery.body.partition("\n")[0]
    letter["Subject"] = title[:_LONGEST_SUBJECT]
    letter["From"] = sender
    letter["To"] = delivery.subscriber.address
    letter["Date"] = format_datetime(datetime.now(UTC))
    letter["Message-ID"] = f"<jianbao.{delivery.alert.id}.{delivery.id}@{sender.rpartition('@')[2]}>"
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(delivery.body)
    return letter


def outcome_of(error: Exception) -> Outcome:
    """Return what an error after the letter was begun means: 4yz not now, 5yz never, no answer unknown."""
    match error:
        case aiosmtplib.SMTPRecipientsRefused():
            codes = [refusal.code for refusal in error.recipients]
            refused = f"the address is refused: {error.recipients[0].message}" if error.recipients else str(error)
            return Failed(refused) if codes and all(code < 500 for code in codes) else Unreachable(refused)
        case aiosmtplib.SMTPResponseException():
            reason = f"{error.code} {error.message}"
            return Failed(reason) if error.code < 500 else Dead(reason)
        case _:
            return Unknown(f"{type(error).__name__}: {error}")
