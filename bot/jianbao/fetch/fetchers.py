"""Which fetcher asks for which source: they differ in network, proxy and certificates, and share the hosts' turns."""

from dataclasses import dataclass, field
from types import TracebackType
from typing import NamedTuple, Self

from jianbao.fetch import certificates
from jianbao.fetch.fetcher import Fetcher, Limits
from jianbao.fetch.hosts import Hosts
from jianbao.fetch.robots import Robots
from jianbao.model import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How the house behaves towards everybody.

    Attributes:
        contact: Where those who run a site can reach us: an address of a page or of mail.
        pause: Seconds between two requests to one host.
        http2: Speak HTTP/2 where a site does.
        limits: What one request may cost.
    """

    contact: str | None = None
    pause: float = 1.0
    http2: bool = False
    limits: Limits = field(default_factory=Limits)


class _Way(NamedTuple):
    internal: bool
    robots: bool
    proxy: str | None
    ca: str | None


class Fetchers:
    """Opens the fetchers that are needed, one for each way to a source; use it as an async context manager.

    Args:
        manners: For all of them.
    """

    def __init__(self, manners: Manners | None = None) -> None:
        self._manners = manners or Manners()
        self._hosts = Hosts(self._manners.pause)
        self._robots = Robots()
        self._open: dict[_Way, Fetcher] = {}

    def of(self, source: Source) -> Fetcher:
        """Return the fetcher for *source*.

        Raises:
            ConfigError: Its certificates cannot be read.
        """
        # What is our own has no robots.txt to keep.
        way = _Way(source.internal, source.robots and not source.internal, source.proxy, source.ca)
        if way not in self._open:
            self._open[way] = self._fetcher(way)
        return self._open[way]

    def _fetcher(self, way: _Way) -> Fetcher:
        return Fetcher(
            limits=self._manners.limits,
            allow_private=way.internal,
            context=certificates.context(way.ca),
            hosts=self._hosts,
            robots=self._robots if way.robots else None,
            contact=self._manners.contact,
            proxy=way.proxy,
            http2=self._manners.http2,
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for fetcher in self._open.values():
            await fetcher.aclose()
