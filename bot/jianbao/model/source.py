"""Where documents come from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum


class SourceKind(StrEnum):
    """How a source lists its documents."""

    FEED = "feed"  # RSS, Atom
    LIST = "list"  # a page with links to articles
    FOLDER = "folder"  # files dropped into a directory


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A configured place that is looked at again and again.

    Attributes:
        name: Unique, stable: the store knows the source by it.
        kind: How it lists its documents; the name of a plugin's :class:`~jianbao.model.Lister` for a kind of its own.
        url: Address of feed or list page; None for a folder.
        path: Directory of a folder source, absolute; None otherwise.
        region: What its documents are about unless they say otherwise: ``北京市``.
        issuer: Who publishes there, as shown to readers: ``北京市民政局``.
        interval: Time between two looks.
        entry_selector: CSS selector of a list page's links; None finds them by structure.
        newest: How many documents of the first look are alerted; the rest is remembered quietly.
        enabled: False keeps the entry but never looks.
        verified: False until a person has seen the address work.
        internal: True for a source inside the own network: addresses that are not public may be asked.
        slowest: Longest time between two looks, however rarely it publishes; None leaves it to the house.
        rhythm: How often something new is expected, before it is known from experience; None when nobody knows.
        topics: What it mostly writes about, by the topics' ids: for people who choose sources.
        robots: False asks although the site's robots.txt forbids it; for sites that gave their consent.
        proxy: Through which it is asked: ``http://proxy:3128``, ``socks5://127.0.0.1:1080``.
        ca: File with certificates (PEM) that are trusted for this source, besides the usual ones.
        options: What a plugin's kind needs to know besides; empty for the kinds of the house.
    """

    name: str
    kind: SourceKind | str
    url: str | None = None
    path: str | None = None
    region: str | None = None
    issuer: str | None = None
    interval: timedelta = timedelta(minutes=30)
    entry_selector: str | None = None
    newest: int = 1
    enabled: bool = True
    verified: bool = False
    internal: bool = False
    slowest: timedelta | None = None
    rhythm: timedelta | None = None
    topics: tuple[str, ...] = ()
    robots: bool = True
    proxy: str | None = None
    ca: str | None = None
    options: Mapping[str, object] = field(default_factory=dict, hash=False)
