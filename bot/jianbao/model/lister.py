"""A kind of source that a plugin brings."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from jianbao.model.source import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What an address answered.

    Attributes:
        url: Where it came from, after redirects.
        body: Decompressed.
        content_type: The header, as sent.
    """

    url: str
    body: bytes
    content_type: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A document that a source offers.

    Attributes:
        title: As listed.
        url: Its address, absolute or relative to the source's; None when it is nothing but its summary.
        date: ISO day as listed, None when there is none.
        summary: The source's own text of it, HTML: read when there is no page, or it cannot be had.
    """

    title: str
    url: str | None = None
    date: str | None = None
    summary: str | None = None


class Unchanged(Exception):
    """The source says what it said at the last look, so that the look is over."""


class Web(Protocol):
    """How a kind of source asks the web: as the house does, one request at a time to a host, robots.txt kept."""

    async def get(self, url: str) -> Page:
        """Return what *url* answers; the errors of the house pass through you."""

    async def get_if_changed(self, url: str) -> Page:
        """Do the same, but end the look when the answer is that of the last look; once in a look, for its news."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lister:
    """What a plugin says of its kind of source.

    Attributes:
        name: What ``kind`` says in ``config/sources/*.toml``: the plugin's name, or that with a dot and a word.
        look: Takes the source and the web, and returns what the source lists, newest first as most sites do; raises
            :exc:`~jianbao.errors.LayoutChanged` when an answer is not what it should be, and
            :exc:`~jianbao.errors.ConfigError` for options that cannot be used.
        options: Each key of ``[source.options]`` that it knows, with what it means.
    """

    name: str
    look: Callable[[Source, Web], Awaitable[Sequence[Listed]]]
    options: Mapping[str, str] = field(default_factory=dict)
