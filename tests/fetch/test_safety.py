"""A public source cannot lead the house into its own network."""

import asyncio
import re
import socket
import threading
from pathlib import Path

import pytest

from jianbao.errors import NeedsAttention, Unavailable
from jianbao.fetch.addresses import refusal
from jianbao.fetch.fetcher import Fetcher
from jianbao.fetch.network import GuardedBackend, Resolver

# Every line of the table is tried as it stands: what it tries, the address, and the reason that must be given.
TABLE = Path(__file__).with_name("refused.tsv").read_text(encoding="utf-8").splitlines()[1:]
ATTEMPTS = [line.split("\t") for line in TABLE]


NAMES = [name for name, _, _ in ATTEMPTS]


@pytest.mark.parametrize(("url", "reason"), [(url, reason) for _, url, reason in ATTEMPTS], ids=NAMES)
async def test_an_address_that_is_not_public_is_refused_for_its_reason(url, reason):
    async with Fetcher() as fetcher:
        with pytest.raises(NeedsAttention, match=re.escape(reason)):
            await fetcher.get(url)


@pytest.mark.parametrize("url", [url for _, url, _ in ATTEMPTS], ids=NAMES)
async def test_a_redirect_to_an_address_that_is_not_public_is_refused(url, site):
    """The first hop is public; the second is looked at as closely, in whatever way it is written."""
    site.says("/a", status=302, Location=url)
    backend = _Routed({"public.example": ["93.184.216.34"]}, site.base, otherwise=Resolver())
    async with Fetcher(pause=0, backend=backend) as fetcher:
        with pytest.raises((NeedsAttention, Unavailable)):
            await fetcher.get("http://public.example/a")
    assert backend.connected == ["93.184.216.34"] * len(backend.connected)


@pytest.mark.parametrize("host", "127.0.0.1 127.1 2130706433 0x7f000001 localhost [::1] db 10.0.0.1".split())
async def test_a_proxy_is_not_asked_for_what_is_written_as_inner(host):
    async with Fetcher(proxy="http://127.0.0.1:9") as fetcher:
        with pytest.raises(NeedsAttention, match="not a public address"):
            await fetcher.get(f"http://{host}/")


def test_the_table_has_at_least_sixty_attempts_each_with_its_reason():
    assert len({url for _, url, _ in ATTEMPTS}) >= 60
    assert all(reason for _, _, reason in ATTEMPTS)


async def test_a_refusal_says_why_and_what_to_do():
    async with Fetcher() as fetcher:
        with pytest.raises(NeedsAttention, match=r"127\.0\.0\.1 \(loopback\); mark its source as internal"):
            await fetcher.get("http://localhost:1/")


@pytest.mark.parametrize("address", ["1.1.1.1", "8.8.8.8", "114.114.114.114", "2606:4700::1111", "64:ff9b::101:101"])
def test_a_public_address_passes(address):
    assert refusal(address) is None


class _Names(Resolver):
    def __init__(self, answers: dict[str, list[str]], otherwise: Resolver | None) -> None:
        self._answers = answers
        self._otherwise = otherwise

    async def addresses(self, host: str, port: int) -> list[str]:
        if host not in self._answers and self._otherwise:
            return await self._otherwise.addresses(host, port)
        return self._answers[host]


class _Routed(GuardedBackend):
    """A guarded backend whose public addresses all lead to one site on loopback: there is no internet in a test."""

    def __init__(self, answers: dict[str, list[str]], base: str, otherwise: Resolver | None = None) -> None:
        super().__init__(resolver=_Names(answers, otherwise))
        self.connected: list[str] = []
        self._port = int(base.rpartition(":")[2])

    async def _first(self, addresses, port, local_address, socket_options):  # noqa: ARG002 - the port is the test's
        self.connected += addresses
        return await super()._first(["127.0.0.1"], self._port, local_address, socket_options)


async def test_a_redirect_into_the_own_network_is_refused(site):
    """The first hop is public; the second is looked at as closely."""
    site.says("/a", status=302, Location="http://inside.example/")
    backend = _Routed({"public.example": ["93.184.216.34"], "inside.example": ["10.0.0.5"]}, site.base)
    async with Fetcher(pause=0, backend=backend) as fetcher:
        with pytest.raises(NeedsAttention, match=r"inside\.example .* 10\.0\.0\.5 \(private\)"):
            await fetcher.get("http://public.example/a")
    assert len(site.requests) == 1


async def test_the_address_that_was_checked_is_the_one_that_is_connected_to(site):
    """A name server may answer with a public address first and a private one next: each connection is checked."""
    site.says("/a", "public", Connection="close")
    answers = {"rebinding.example": ["93.184.216.34"]}
    backend = _Routed(answers, site.base)
    async with Fetcher(pause=0, backend=backend) as fetcher:
        assert (await fetcher.get("http://rebinding.example/a")).body == b"public"
        answers["rebinding.example"] = ["127.0.0.1"]
        with pytest.raises(NeedsAttention, match="loopback"):
            await fetcher.get("http://rebinding.example/a")
    assert backend.connected == ["93.184.216.34"]


async def test_a_private_address_among_public_ones_is_never_connected_to(site):
    site.says("/a", "public")
    backend = _Routed({"mixed.example": ["10.0.0.1", "93.184.216.34", "127.0.0.1"]}, site.base)
    async with Fetcher(pause=0, backend=backend) as fetcher:
        await fetcher.get("http://mixed.example/a")
    assert backend.connected == ["93.184.216.34"]


async def test_a_slow_name_server_does_not_hold_up_other_names(monkeypatch):
    """Lookups have threads of their own, and a place is free again when the system answers, not when we give up."""
    answer = threading.Event()
    real = socket.getaddrinfo

    def lookup(host, *args, **kwargs):
        if host == "slow.example":
            answer.wait()
            raise socket.gaierror(-2, "unknown")
        return real(host, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    resolver = Resolver(lookups=2)
    slow = asyncio.ensure_future(resolver.addresses("slow.example", 80))
    await asyncio.sleep(0)
    assert await resolver.addresses("127.0.0.1", 80) == ["127.0.0.1"]
    assert not slow.done()
    answer.set()
    with pytest.raises(OSError, match="unknown"):
        await slow
