"""robots.txt (RFC 9309): what a site asks of programs that come again and again."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Protocol

from protego import Protego

from jianbao.errors import FetchError, OutOfReach, Unavailable

AGENT = "jianbao"  # the name that a site's rules may call us by
LIFETIME = 86400.0  # seconds for which an answer holds (RFC 9309, 2.4)
READ = 512 * 1024  # bytes that are read of a robots.txt; RFC 9309 asks for 500 KiB
SLOWEST = 60.0  # seconds between two requests that a site may ask for; more is a way to say no, and is taken as this
_MOST_SITES = 100_000


class Asks(Protocol):
    """What a robots.txt is parsed to."""

    def can_fetch(self, url: str, user_agent: str) -> bool: ...  # noqa: D102 - protego's
    def crawl_delay(self, user_agent: str) -> float | None: ...  # noqa: D102 - protego's


@dataclass(frozen=True, slots=True)
class Rules:
    """What one site asks of us.

    Attributes:
        rules: None when everything is allowed.
        delay: Seconds that it wants between two requests.
    """

    rules: Asks | None = None
    delay: float = 0.0

    def allow(self, url: str) -> bool:
        """Tell whether *url* may be asked for."""
        return self.rules is None or self.rules.can_fetch(url, AGENT)


ANYTHING = Rules()


@dataclass(slots=True)
class _Site:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    rules: Rules | None = None
    until: float = 0.0  # loop seconds


class Robots:
    """Remembers the rules of sites, in memory: a restart asks again."""

    def __init__(self) -> None:
        self._sites: dict[str, _Site] = {}

    async def rules(self, site: str, get: Callable[[str], Awaitable[bytes]]) -> Rules:
        """Return what *site* asks.

        A site without a robots.txt (any 4xx) allows everything; one that cannot answer allows nothing, unless an
        earlier answer is known (RFC 9309, 2.3.1).

        Args:
            site: ``https://www.mca.gov.cn``.
            get: Fetches an address of it.

        Raises:
            Unavailable: It cannot say now.
        """
        clock = asyncio.get_running_loop().time
        entry = self._entry(site)
        async with entry.lock:
            if entry.rules is None or entry.until <= clock():
                entry.rules = await _asked(site, get, entry.rules)
                entry.until = clock() + LIFETIME
        return entry.rules

    def _entry(self, site: str) -> _Site:
        if site not in self._sites and len(self._sites) >= _MOST_SITES:
            del self._sites[next(iter(self._sites))]  # the one that was met first
        return self._sites.setdefault(site, _Site())


async def _asked(site: str, get: Callable[[str], Awaitable[bytes]], before: Rules | None) -> Rules:
    try:
        body = await get(f"{site}/robots.txt")
    except Unavailable as error:
        if before is not None:
            return before
        kind = OutOfReach if isinstance(error, OutOfReach) else Unavailable
        words = f"{error}; nothing is asked of a site that cannot say what it allows"
        raise kind(words, error.retry_after) from error
    except FetchError:
        return ANYTHING
    return parsed(body)


def parsed(body: bytes) -> Rules:
    """Return the rules that stand in a robots.txt; a page that answers in its place says nothing."""
    text = body[:READ].decode("utf-8-sig", "replace")
    if text.lstrip()[:1] == "<" or not text.strip():
        return ANYTHING
    rules = Protego.parse(text)
    return Rules(rules, min(rules.crawl_delay(AGENT) or 0.0, SLOWEST))
