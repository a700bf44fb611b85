"""The house put together: settings, store, plugins, sources and channels; started, and taken down in order."""

import asyncio
import logging
import signal
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from datetime import timedelta
from importlib.metadata import version

from jianbao.deliver import outlets, shapes
from jianbao.deliver.catchup import CatchUp
from jianbao.deliver.console import ConsoleSender
from jianbao.deliver.outlets import Terms
from jianbao.deliver.worker import utc_now
from jianbao.engine.alone import alone
from jianbao.engine.local import LocalEngine, either
from jianbao.engine.plugged import plugins_of
from jianbao.engine.troubles import Troubles
from jianbao.engine.visit import Visitor
from jianbao.fetch.fetchers import Fetchers, Manners
from jianbao.model import Channel, Sender, Source, SourceKind
from jianbao.pipeline import understand
from jianbao.plugins import Plugins
from jianbao.read import Raw
from jianbao.settings import Settings
from jianbao.settings import delivery as deliveries
from jianbao.stats import Stats
from jianbao.store import Backlog, State, Store

_log = logging.getLogger(__name__)
_LONGEST_LEASE = timedelta(days=1)  # longer than any that is taken
_FAILED = 2  # as the command line's code for whatever was wrong
_REST = 60.0  # seconds until the bot is started again after it broke off


def run(settings: Settings) -> int:
    """Work until SIGINT or SIGTERM; finish what is being sent, leave the rest to the next start, return 0.

    Raises:
        StoreError: The store cannot be used, or another process works on it.
    """
    return asyncio.run(_run(settings))


def once(settings: Settings) -> int:
    """Visit every source once, send what is owed; return 0, or 2 when plugins, the store or a channel have failed.

    A source that is out of reach is no failure, nor is a message that waits for a network.

    Raises:
        StoreError: The store cannot be used, or another process works on it.
    """
    return asyncio.run(_once(settings))


async def _run(settings: Settings) -> int:
    stop = asyncio.Event()
    with (
        _told_to_stop_by_signals(stop),
        _store(settings) as store,
        plugins_of(settings.plugins, store, utc_now) as plugins,
    ):
        async with _engine(settings, store, plugins, Troubles()) as engine:
            await engine.run(stop)
        _log.info("stopped; %d deliveries are left for the next start", await asyncio.to_thread(store.outbox.owed))
    return 0


async def _once(settings: Settings) -> int:
    troubles = Troubles()
    with _store(settings) as store, plugins_of(settings.plugins, store, utc_now) as plugins:
        async with _engine(settings, store, plugins, troubles) as engine:
            await engine.once()
    failed = [f"plugin {name}" for name in dict.fromkeys(failure.plugin for failure in plugins.failures)]
    if wrong := [*failed, *troubles.standing]:
        _log.error("not all went well, see above: %s", ", ".join(wrong))
        return _FAILED
    return 0


@contextmanager
def _store(settings: Settings) -> Iterator[Store]:
    with alone(settings.database) as nobody_else, Store.open(settings.database, str(settings.timezone)) as store:
        now = utc_now()
        # Leases protect from other processes. When there can be none, those of one that was killed are over.
        over = now + _LONGEST_LEASE if nobody_else else now
        known = store.outbox.counts()[State.UNKNOWN]
        store.outbox.recover(over)
        store.sources.recover(over)
        _own_up(store.outbox.counts(), known)
        store.sources.sync(settings.sources, now)
        yield store


def _own_up(counts: Mapping[State, int], known: int) -> None:
    """Say once which messages may have arrived and are not sent again: only a person can find out.

    Args:
        counts: Messages by state, after those of a process that was killed were looked after.
        known: How many were in doubt before that.
    """
    doubtful, sending = counts[State.UNKNOWN], counts[State.SENDING]
    if doubtful:
        new = f" ({doubtful - known} of them were being sent when jianbao was ended)" if doubtful > known else ""
        _log.warning(
            "%d message(s) may or may not have arrived%s and are not sent again: see them with"
            " `jianbao outbox list --state unknown`, send one again with `jianbao outbox retry NUMBER`,"
            " or give it up with `jianbao outbox drop NUMBER`",
            doubtful,
            new,
        )
    if sending:  # only where several processes may work on one store
        _log.info("%d message(s) are being sent by another jianbao; if it was killed, they will be in doubt", sending)


@asynccontextmanager
async def _engine(settings: Settings, store: Store, plugins: Plugins, troubles: Troubles) -> AsyncIterator[LocalEngine]:
    wake, stats = asyncio.Event(), Stats()
    delivery = deliveries.load(settings.root)
    outlets.subscribe(store, delivery.subscriptions, utc_now())
    manners = Manners(contact=settings.fetch.contact, pause=settings.fetch.pause, http2=settings.fetch.http2)
    async with (
        Fetchers(manners) as fetchers,
        _channels(settings, store, plugins, troubles, fetchers) as own,
        outlets.opened(plugins.channels, delivery, plugins.topics, settings.timezone) as brought,
        _notices(settings, own) as notify,
    ):
        plugins.listen(_on_the_loop(notify))
        senders = {**own, **{channel: outlet.sender for channel, outlet in brought.items()}}
        terms = {channel: outlet.terms for channel, outlet in brought.items()}
        terms[Channel.TELEGRAM] = Terms(catch_up=_late_on_telegram(settings, delivery, plugins, store))
        every = shapes(plugins.topics)
        # Whoever subscribed on Telegram is owed alerts even while the token is missing; the terminal only while it is
        # looked at.
        channels = {*own, Channel.TELEGRAM}
        served = {form: write for form, write in every.items() if form.partition(":")[0] in channels}
        served |= {channel: outlet.write for channel, outlet in brought.items()}
        visitor = Visitor(
            store=store,
            plugins=plugins,
            fetchers=fetchers.of,
            shapes=served,
            stats=stats,
            clock=utc_now,
            owed=wake.set,
            notify=notify,
        )
        _introduce(settings, plugins)
        yield LocalEngine(
            store=store,
            sources=settings.sources,
            visitor=visitor,
            senders=senders,
            wake=wake,
            clock=utc_now,
            terms=terms,
            troubles=troubles,
        )
    done = ", ".join(f"{key} {count}" for key, count in stats.counts().items())
    _log.info("since the start: %s", done or "nothing")


def _on_the_loop(notify: Callable[[str], None]) -> Callable[[str], None]:
    """Return *notify* for other threads."""
    loop = asyncio.get_running_loop()

    def tell(words: str) -> None:
        loop.call_soon_threadsafe(notify, words)

    return tell


@asynccontextmanager
async def _notices(settings: Settings, senders: Mapping[Channel, Sender]) -> AsyncIterator[Callable[[str], None]]:
    """Give a function that tells operators a sentence in their chats; the log has it already."""
    chats = settings.telegram.operators
    if not chats or Channel.TELEGRAM not in senders:
        yield lambda _: None
        return
    from jianbao.deliver.telegram.notices import notices  # noqa: PLC0415 - as below
    from jianbao.deliver.telegram.sender import TelegramSender  # noqa: PLC0415

    sender = senders[Channel.TELEGRAM]
    if not isinstance(sender, TelegramSender):
        raise TypeError(f"{sender!r} does not send to Telegram")  # a mistake in the lines above, not of an operator
    async with notices(sender.bot, chats) as tell:
        yield tell


def _channels(
    settings: Settings, store: Store, plugins: Plugins, troubles: Troubles, fetchers: Fetchers
) -> AbstractAsyncContextManager[Mapping[Channel, Sender]]:
    token = settings.telegram.token
    if token is None:
        return _terminal(store)
    return _telegram(token.get_secret_value(), settings, store, plugins, troubles, _brought_by(fetchers))


def _brought_by(fetchers: Fetchers) -> Callable[[str], Awaitable[Raw]]:
    """Return what fetches an address that anybody may have written: public ones only, as their sites allow."""

    async def fetch(address: str) -> Raw:
        stranger = Source(name="sent by a reader", kind=SourceKind.LIST, url=address)
        answer = await fetchers.of(stranger).get(address)
        return Raw(data=answer.body, name=address, url=answer.url, content_type=answer.content_type)

    return fetch


def _late_on_telegram(
    settings: Settings, delivery: deliveries.DeliverySettings, plugins: Plugins, store: Store
) -> CatchUp:
    topics, zone = {topic.id: topic for topic in plugins.topics}, settings.timezone

    def write(backlog: Backlog) -> str:
        from jianbao.deliver.telegram.digest import digest  # noqa: PLC0415 - only where something is late

        return digest(backlog, topics, utc_now, zone, before=store.series.before)

    return CatchUp(write, after=delivery.digest_after)


@asynccontextmanager
async def _terminal(store: Store) -> AsyncIterator[Mapping[Channel, Sender]]:
    now = utc_now()
    subscriber = store.subscribers.ensure(Channel.CONSOLE, "", title="terminal", now=now)
    store.subscribers.subscribe(subscriber.id, None, None, now)
    yield {Channel.CONSOLE: ConsoleSender()}


@asynccontextmanager
async def _telegram(  # noqa: PLR0917 - the parts of one call above
    token: str,
    settings: Settings,
    store: Store,
    plugins: Plugins,
    troubles: Troubles,
    fetch: Callable[[str], Awaitable[Raw]],
) -> AsyncIterator[Mapping[Channel, Sender]]:
    # Its library takes most of a second to load, and without a token nobody needs it.
    from jianbao.deliver.telegram.bot import TelegramBot  # noqa: PLC0415
    from jianbao.deliver.telegram.brought import BroughtCommands  # noqa: PLC0415

    bot = TelegramBot(
        token,
        store,
        plugins.topics,
        version=version("jianbao"),
        base_url=settings.telegram.base_url,
        zone=settings.timezone,
        settings=settings.telegram,
        reader=(lambda raw: understand(raw, plugins), fetch),
        brought=BroughtCommands(commands=plugins.bot_commands, ask=plugins.answer),
        charts=plugins.charts,
    )
    leave = asyncio.Event()

    async def listen() -> None:
        while not leave.is_set():
            with troubles.fence("the Telegram bot"):
                await bot.run(leave)
            await either(leave, _REST)

    listening = asyncio.create_task(listen(), name="Telegram bot")
    try:
        yield {Channel.TELEGRAM: bot.sender}
    finally:  # after the last message has left
        leave.set()
        await listening


def _introduce(settings: Settings, plugins: Plugins) -> None:
    """Say once what this process does."""
    kinds = Counter(source.kind for source in settings.sources if source.enabled)
    watched = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items())) or "nothing: no source is enabled"
    readers = [plugin.provenance for plugin in plugins.loaded if plugin.topics]
    loaded = ", ".join(readers) or "none: nothing will be recognised"
    _log.info("jianbao %s watches %s; plugins: %s", version("jianbao"), watched, loaded)
    for entry in settings.broken:
        _log.warning("not watched: %s", entry.words)
    if settings.telegram.token is None:
        _log.info("no Telegram token: alerts are shown here; set JIANBAO_TELEGRAM_TOKEN to send them to Telegram")


@contextmanager
def _told_to_stop_by_signals(stop: asyncio.Event) -> Iterator[None]:
    """Let the first SIGINT or SIGTERM set *stop*; a second one ends the process as it always does."""
    loop = asyncio.get_running_loop()

    def leave() -> None:
        stop.set()
        remove()

    def remove() -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, leave)
    try:
        yield
    finally:
        remove()
