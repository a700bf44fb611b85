"""The channel ``apprise``: whatever the library Apprise reaches, 企业微信, 飞书, 钉钉 and ntfy among it."""

import asyncio
import importlib.util
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from jianbao import (
    Begin,
    Carrier,
    ChannelSettings,
    ConfigError,
    Dead,
    Delivery,
    Outcome,
    Sender,
    Sent,
    Unknown,
    hookimpl,
)


@hookimpl
def channels() -> list[Carrier]:
    """Bring the channel."""
    return [Carrier(name="apprise", open=opened)]


@asynccontextmanager
async def opened(settings: ChannelSettings) -> AsyncIterator[Sender]:  # noqa: ARG001 - addresses hold all there is
    """Yield the sender; it needs no settings, an address says everything: ``wecombot://…``, ``feishu://…``."""
    if importlib.util.find_spec("apprise") is None:
        raise ConfigError("the channel apprise needs another package: pip install 'jianbao[apprise]'")
    yield Notifier()


class Notifier:
    """Hands messages to Apprise, which says only whether it worked: what did not may have arrived all the same."""

    async def send(self, delivery: Delivery, begin: Begin) -> Outcome:
        """Send one message."""
        import apprise  # noqa: PLC0415 - an extra, and slow to load

        service = await asyncio.to_thread(apprise.Apprise.instantiate, delivery.subscriber.address)
        if service is None:
            return Dead("Apprise knows no such address")
        title, _, rest = delivery.body.partition("\n")
        await begin()
        well = await service.async_notify(body=rest or title, title=title, body_format=apprise.NotifyFormat.TEXT)
        return Sent() if well else Unknown("Apprise could not send it, and does not say whether it left")
