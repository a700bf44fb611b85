"""The channel ``webhook``: each alert's record as signed JSON to an address of the operator's own."""

import hashlib
import hmac
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import httpx

from jianbao import (
    Begin,
    Carrier,
    ChannelSettings,
    ConfigError,
    Dead,
    Delivery,
    Failed,
    Form,
    Outcome,
    Sender,
    Sent,
    Unknown,
    Unreachable,
    hookimpl,
)

_NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol, httpx.InvalidURL)
_LONGEST_WAIT = 3600.0  # seconds that a receiver may ask us to wait


@hookimpl
def channels() -> list[Carrier]:
    """Bring the channel."""
    return [Carrier(name="webhook", open=opened, form=Form.RECORD, digests=False, width=8)]


@asynccontextmanager
async def opened(settings: ChannelSettings) -> AsyncIterator[Sender]:
    """Yield the sender. *settings*: ``secret`` (needed; ``secret_file`` in the file), ``timeout`` in seconds."""
    secret, timeout = settings.get("secret"), settings.get("timeout", 20)
    if not isinstance(secret, str) or not secret:
        raise ConfigError("[channel.webhook] needs secret_file: a file with a secret that the receiver knows")
    if not isinstance(timeout, int | float) or not 0 < timeout <= 300:
        raise ConfigError(f"[channel.webhook] timeout {timeout!r} is no number of seconds up to 300")
    async with httpx.AsyncClient(timeout=timeout, follow_redirects=False) as client:
        yield Webhook(client, secret.encode())


def signature(secret: bytes, timestamp: str, body: bytes) -> str:
    """Return what stands in ``X-Jianbao-Signature``: HMAC-SHA256 over timestamp, a dot, and the body."""
    return "sha256=" + hmac.new(secret, timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


class Webhook:
    """Posts records. A receiver that has seen ``X-Jianbao-Delivery`` before may pass over it: it is a repetition.

    Args:
        client: Open.
        secret: For the signature.
    """

    def __init__(self, client: httpx.AsyncClient, secret: bytes) -> None:
        self._client = client
        self._secret = secret

    async def send(self, delivery: Delivery, begin: Begin) -> Outcome:
        """Post one record."""
        body, timestamp = delivery.body.encode(), str(int(time.time()))
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": "jianbao",
            "X-Jianbao-Delivery": str(delivery.id),
            "X-Jianbao-Timestamp": timestamp,
            "X-Jianbao-Signature": signature(self._secret, timestamp, body),
        }
        await begin()
        try:
            answer = await self._client.post(delivery.subscriber.address, content=body, headers=headers)
        except _NEVER_LEFT as error:
            return Failed(f"no connection: {type(error).__name__}")
        except httpx.HTTPError as error:
            return Unknown(f"no answer: {type(error).__name__}")
        return outcome_of(answer)


def outcome_of(answer: httpx.Response) -> Outcome:
    """Return what an answer means: 2xx taken; 400, 413, 415, 422 never; other 4xx and 3xx not here; 5xx not now."""
    status = answer.status_code
    if answer.is_success:
        return Sent(answer.headers.get("X-Request-Id"))
    reason = f"HTTP {status}"
    if status in {408, 425, 429} or status >= 500:
        return Failed(reason, _asked_wait(answer))
    return Dead(reason) if status in {400, 413, 415, 422} else Unreachable(reason)


def _asked_wait(answer: httpx.Response) -> timedelta | None:
    asked = answer.headers.get("Retry-After", "")
    return timedelta(seconds=min(float(asked), _LONGEST_WAIT)) if asked.isascii() and asked.isdigit() else None
