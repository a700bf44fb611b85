"""The channels that plugins bring, as the configuration asks for them: opened, subscribed, served."""

import logging
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, tzinfo

from jianbao.deliver import forms
from jianbao.deliver.catchup import CatchUp
from jianbao.errors import ConfigError
from jianbao.model import Alert, Carrier, Channel, Sender, Topic
from jianbao.settings.delivery import DeliverySettings, Wanted
from jianbao.store import Store

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Terms:
    """How the outbox of a channel is emptied; see :func:`jianbao.deliver.worker.drain`."""

    width: int | None = None
    catch_up: CatchUp | None = None


@dataclass(frozen=True, slots=True)
class Outlet:
    """A channel that is open: its way out, how alerts are written for it, and its terms."""

    sender: Sender
    write: Callable[[Alert], Sequence[str]]
    terms: Terms


@asynccontextmanager
async def opened(
    carriers: Iterable[Carrier], settings: DeliverySettings, topics: Sequence[Topic], zone: tzinfo
) -> AsyncIterator[Mapping[Channel, Outlet]]:
    """Open every channel that somebody is subscribed on; one that cannot be opened says so and costs no other."""
    known = {carrier.name: carrier for carrier in carriers}
    asked = dict.fromkeys(wanted.channel for wanted in settings.subscriptions)
    async with AsyncExitStack() as stack:
        outlets: dict[Channel, Outlet] = {}
        for name in asked:
            try:
                outlets[Channel(name)] = await _open(name, known, settings, topics, zone, stack)
            except ConfigError as error:
                _log.error("nothing is sent by %s: %s", name, error)
        yield outlets


async def _open(  # noqa: PLR0917 - the parts of one call above
    name: str,
    known: Mapping[str, Carrier],
    settings: DeliverySettings,
    topics: Sequence[Topic],
    zone: tzinfo,
    stack: AsyncExitStack,
) -> Outlet:
    if name not in known:
        raise ConfigError(f"config/delivery.toml: no plugin brings the channel {name}; there are {', '.join(known)}")
    carrier = known[name]
    sender = await stack.enter_async_context(carrier.open(settings.channels.get(name, {})))
    late = CatchUp(lambda backlog: forms.digest(backlog, topics, zone), after=settings.digest_after)
    return Outlet(
        sender, forms.writer(carrier.form, topics), Terms(carrier.width, late if carrier.digests else None)
    )  # fmt: skip


def subscribe(store: Store, wanted: Iterable[Wanted], now: datetime) -> None:
    """Let exactly those be subscribed on channels of plugins whom the configuration names; they are written to again.

    Who has left the configuration is owed nothing new.
    """
    kept: set[int] = set()
    for each in wanted:
        someone = store.subscribers.ensure(Channel(each.channel), each.address, title=each.title, now=now)
        store.subscribers.resume(each.address)
        store.subscribers.promise(someone.id, each.promise)
        kept.add(store.subscribers.subscribe(someone.id, each.topic, each.region, now).id)
    ours = {Channel.TELEGRAM, Channel.CONSOLE}  # people subscribe there by themselves
    for someone in store.subscribers.all():
        if someone.channel not in ours:
            for subscription in store.subscribers.subscriptions(someone.id):
                if subscription.id not in kept:
                    store.subscribers.unsubscribe(subscription.id)
