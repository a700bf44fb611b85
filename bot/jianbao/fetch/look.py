"""What a source of any kind has to offer, and how one of its documents is brought in."""

import asyncio
import hashlib
import html
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from urllib.parse import urlsplit

from jianbao.errors import Blocked, Gone, LayoutChanged, NeedsAttention, ReadError
from jianbao.fetch import folder, paging, walls, wishes
from jianbao.fetch.abroad import Asking, Kinds, entries_of
from jianbao.fetch.answer import NOTHING_KNOWN, Fetched, Validators
from jianbao.fetch.fetcher import Fetcher
from jianbao.fetch.identity import key_of
from jianbao.model import Source, SourceKind, Wishes
from jianbao.read import Entry, Raw, read_feed, read_list
from jianbao.read.dates import CHINA


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One document that a source offers.

    Attributes:
        key: Its identity at this source, see :func:`jianbao.fetch.identity.key_of`.
        title: As listed.
        url: Where it is; None for a file, and for an entry that is nothing but its own text.
        date: ISO date as listed.
        file: Name inside a folder source.
        summary: The feed's own text, HTML.
    """

    key: str
    title: str = ""
    url: str | None = None
    date: str | None = None
    file: str | None = None
    summary: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What one look at a source brought.

    Attributes:
        items: Everything that is listed, oldest first.
        validators: To be remembered once every wanted item is safe in the store, and not before.
        unchanged: Nothing is different from what was known; ``items`` is empty.
        moved: New address of the source, when it moved for good.
        more: Something is about to come: files that are still being written.
        last: Key of the item that is listed last, mostly the oldest.
        further: Address of the page with older items; None when the source shows no way there.
        answer: How the answer came about; None for a folder.
        wishes: What a feed asks for; None when this answer does not say.
    """

    items: tuple[Item, ...] = ()
    last: str | None = None
    further: str | None = None
    answer: Fetched | None = None
    wishes: Wishes | None = None
    validators: Validators = NOTHING_KNOWN
    unchanged: bool = False
    moved: str | None = None
    more: bool = False


async def look(
    source: Source,
    known: Validators,
    fetcher: Fetcher,
    now: datetime,
    *,
    page: str | None = None,
    kinds: Kinds | None = None,
) -> Look:
    """List what *source* offers.

    Args:
        source: Any kind.
        known: What is remembered of the last look.
        fetcher: Asks the web.
        now: Files written to shortly before are left alone.
        page: Another page of the source instead of its first.
        kinds: Who knows the kinds of sources that plugins bring.

    Raises:
        PluginError: A plugin that knows the kind has failed.
        FetchError: The source cannot be asked, or lists nothing although its kind always does.
        ReadError: What it answers is not what its kind promises.
    """
    if source.kind is SourceKind.FOLDER:
        return await asyncio.to_thread(_look_into, _folder(source), known, now)
    if not isinstance(source.kind, SourceKind):
        return await _look_abroad(source, known, fetcher, kinds)
    answer = await fetcher.get(page or _address(source), known)
    about = replace(answer, body=b"")  # nobody needs the body twice
    if answer.unchanged:
        return Look(validators=answer.validators, unchanged=True, moved=answer.moved, answer=about)
    # Only a first page's newest rows are certainly of the last twelve months; further down 09-30 may be of any year.
    today = None if page else now.astimezone(CHINA).date()
    listed = await asyncio.to_thread(_listed, source, answer, today)
    return replace(listed, validators=answer.validators, moved=answer.moved, answer=about)


async def bring(source: Source, item: Item, fetcher: Fetcher) -> Raw:
    """Return the bytes of *item*.

    An entry whose page cannot be had is read from the feed's own text, when there is one.

    Raises:
        FetchError: It cannot be had now, or at all.
    """
    if item.file is not None:
        data = await asyncio.to_thread(folder.content, _folder(source), item.file, item.key)
        return Raw(data=data, name=item.file)
    if item.url is None:
        return _summary(item)
    try:
        answer = await fetcher.get(item.url)
    except (Gone, NeedsAttention):
        if item.summary is None:
            raise
        return _summary(item)
    return Raw(data=answer.body, name="", url=answer.url, content_type=answer.content_type)


def _folder(source: Source) -> Path:
    if source.path is None:
        raise NeedsAttention(f"the folder source {source.name} has no path; add one")
    return Path(source.path)


def _address(source: Source) -> str:
    if source.url is None:
        raise NeedsAttention(f"the source {source.name} has no url; add one")
    return source.url


def _look_into(root: Path, known: Validators, now: datetime) -> Look:
    listing = folder.listing(root, now, known.content_hash)
    if listing.keys is None:
        return Look(validators=known, unchanged=True, more=listing.settling)
    items = tuple(Item(key=key, title=name, file=name) for name, key in listing.keys.items())
    return Look(items=items, validators=Validators(content_hash=listing.fingerprint), more=listing.settling)


async def _look_abroad(source: Source, known: Validators, fetcher: Fetcher, kinds: Kinds | None) -> Look:
    """Let a plugin look that knows the kind of *source*."""
    if kinds is None:
        raise NeedsAttention(
            f"{source.name} is of the kind {source.kind}, which only a plugin knows; none is asked here"
        )
    asking = Asking(fetcher, known)
    entries = await entries_of(source, asking, kinds)
    answer = asking.answer
    if answer is None:  # the plugin does not know what to ask first: everything is read each time
        return Look(items=_items(entries or ()))
    about, moved = replace(answer, body=b""), answer.moved if answer.moved and asking.at_its_url(source) else None
    if entries is None:
        return Look(validators=answer.validators, unchanged=True, moved=moved, answer=about)
    return Look(items=_items(entries), validators=answer.validators, moved=moved, answer=about)


def _listed(source: Source, answer: Fetched, today: date | None) -> Look:
    """Return what stands in *answer*."""
    entries = _entries(source, answer, today)
    feed = source.kind is SourceKind.FEED
    items = _items(entries)
    return Look(
        items=items,
        last=next((item.key for entry in reversed(entries) for item in items if item.title == entry.title), None),
        further=paging.further(answer.body, answer.url, feed=feed),
        wishes=wishes.of_feed(answer.body) if feed else None,
    )


def _entries(source: Source, answer: Fetched, today: date | None) -> Sequence[Entry]:
    raw = Raw(data=answer.body, name=source.name, url=answer.url, content_type=answer.content_type)
    try:
        if source.kind is SourceKind.FEED:
            return read_feed(raw).entries
        entries = read_list(raw, source.entry_selector, today)
    except ReadError:
        _look_behind(answer)
        raise
    if not entries:
        _look_behind(answer)
        raise LayoutChanged(
            f"{answer.url} lists no documents; its layout may have changed: correct entry_selector of {source.name}"
        )
    return entries


def _look_behind(answer: Fetched) -> None:
    """Tell a wall's page from a page that has changed.

    Raises:
        Blocked: It is a wall's.
    """
    if walls.is_wall(answer.body):
        raise Blocked(f"{answer.url} answers with a firewall's page: the site turns us away; ask it for access")


def _items(entries: Sequence[Entry]) -> tuple[Item, ...]:
    """Return the documents among *entries*, each once, oldest first: by date when all are dated, as listed else."""
    shared = _shared(entries)
    items: dict[str, Item] = {}
    for entry in entries:
        item = _item(entry, shared)
        if item is not None:
            items.setdefault(item.key, item)
    oldest_first = list(items.values())[::-1]
    if all(item.date for item in oldest_first):
        oldest_first.sort(key=lambda item: item.date or "")
    return tuple(oldest_first)


def _shared(entries: Sequence[Entry]) -> set[str]:
    """Return the addresses that entries with texts of their own have in common: a site's front page, mostly."""
    texts = {(key_of(entry.url), entry.title) for entry in entries if entry.url and entry.summary_html}
    return {key for key, count in Counter(key for key, _ in texts).items() if count > 1}


def _item(entry: Entry, shared: set[str]) -> Item | None:
    key = key_of(entry.url) if entry.url else ""
    if not key or key in shared:
        words = f"{entry.title}\0{entry.date or ''}"
        key, url = f"{key}#{hashlib.sha256(words.encode()).hexdigest()[:32]}", None
    elif urlsplit(entry.url).scheme in {"http", "https"}:
        url = entry.url
    else:
        return None
    return Item(key=key, title=entry.title, url=url, date=entry.date, summary=entry.summary_html)


def _summary(item: Item) -> Raw:
    """Return the feed's own text as a page, with what the feed says about it in the names that pages use."""
    date = f'<meta name="PubDate" content="{html.escape(item.date)}">' if item.date else ""
    title = html.escape(item.title)
    page = f'<html><head><title>{title}</title><meta name="ArticleTitle" content="{title}">{date}</head>'
    body = f"<body><h1>{title}</h1><div>{item.summary or ''}</div></body></html>"
    return Raw(data=(page + body).encode(), name=item.key, url=item.url, content_type="text/html; charset=utf-8")
