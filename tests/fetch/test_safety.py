"""A public source cannot lead the house into its own network."""

import asyncio
import socket
import threading

import pytest

from jianbao.errors import NeedsAttention
from jianbao.fetch.addresses import refusal
from jianbao.fetch.fetcher import Fetcher
from jianbao.fetch.network import GuardedBackend, Resolver

ATTEMPTS = {
    "loopback": "http://127.0.0.1/",
    "loopback by name": "http://localhost/",
    "loopback, upper case": "http://LOCALHOST/",
    "loopback, elsewhere in the block": "http://127.8.9.10/",
    "loopback, two parts": "http://127.1/",
    "loopback, three parts": "http://127.0.1/",
    "loopback, decimal": "http://2130706433/",
    "loopback, hexadecimal": "http://0x7f000001/",
    "loopback, hexadecimal parts": "http://0x7f.0x0.0x0.0x1/",
    "loopback, octal": "http://0177.0.0.1/",
    "loopback, one octal number": "http://017700000001/",
    "loopback, full-width digits": "http://１２７.0.0.1/",
    "loopback, ideographic stops": "http://127。0。0。1/",
    "loopback, circled digits": "http://①②⑦.⓪.⓪.①/",
    "loopback behind a user": "http://example.org@127.0.0.1/",
    "loopback with a port": "http://127.0.0.1:6379/",
    "loopback over https": "https://127.0.0.1/",
    "this host": "http://0.0.0.0/",
    "this host, short": "http://0/",
    "this network": "http://0.1.2.3/",
    "private 10": "http://10.0.0.1/",
    "private 10, last": "http://10.255.255.255/",
    "private 10, octal": "http://012.0.0.1/",
    "private 172": "http://172.16.0.1/",
    "private 172, last": "http://172.31.255.254/",
    "private 192": "http://192.168.0.1/",
    "private 192, decimal": "http://3232235521/",
    "private 192, hexadecimal": "http://0xc0a80001/",
    "CGNAT": "http://100.64.0.1/",
    "CGNAT, last": "http://100.127.255.254/",
    "cloud metadata": "http://169.254.169.254/latest/meta-data/",
    "cloud metadata, decimal": "http://2852039166/",
    "cloud metadata, octal": "http://0251.0376.0251.0376/",
    "cloud metadata, Alibaba": "http://100.100.100.200/",
    "link-local": "http://169.254.0.1/",
    "protocol assignments": "http://192.0.0.8/",
    "documentation 1": "http://192.0.2.1/",
    "documentation 2": "http://198.51.100.1/",
    "documentation 3": "http://203.0.113.1/",
    "6to4 relay": "http://192.88.99.1/",
    "benchmarking": "http://198.18.0.1/",
    "multicast": "http://224.0.0.1/",
    "multicast, last": "http://239.255.255.250/",
    "reserved": "http://240.0.0.1/",
    "broadcast": "http://255.255.255.255/",
    "IPv6 loopback": "http://[::1]/",
    "IPv6 loopback, long": "http://[0:0:0:0:0:0:0:1]/",
    "IPv6 unspecified": "http://[::]/",
    "IPv4-mapped loopback": "http://[::ffff:127.0.0.1]/",
    "IPv4-mapped loopback, hexadecimal": "http://[::ffff:7f00:1]/",
    "IPv4-mapped private": "http://[::ffff:10.0.0.1]/",
    "IPv4-mapped metadata": "http://[::ffff:169.254.169.254]/",
    "IPv4-compatible": "http://[::127.0.0.1]/",
    "NAT64 of loopback": "http://[64:ff9b::127.0.0.1]/",
    "NAT64 of private": "http://[64:ff9b::a00:1]/",
    "NAT64, local prefix": "http://[64:ff9b:1::a00:1]/",
    "6to4 of private": "http://[2002:a00:1::]/",
    "6to4 of loopback": "http://[2002:7f00:1::1]/",
    "Teredo": "http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/",
    "unique local": "http://[fd00::1]/",
    "unique local, fc": "http://[fc00::1]/",
    "metadata over IPv6": "http://[fd00:ec2::254]/",
    "IPv6 link-local": "http://[fe80::1]/",
    "IPv6 site-local": "http://[fec0::1]/",
    "IPv6 multicast": "http://[ff02::1]/",
    "IPv6 documentation": "http://[2001:db8::1]/",
    "IPv6 documentation, new": "http://[3fff::1]/",
    "IPv6 discard": "http://[100::1]/",
    "IPv6 segment routing": "http://[5f00::1]/",
}


@pytest.mark.parametrize("url", ATTEMPTS.values(), ids=ATTEMPTS.keys())
async def test_an_address_that_is_not_public_is_refused(url):
    async with Fetcher() as fetcher:
        with pytest.raises(NeedsAttention):
            await fetcher.get(url)


def test_the_table_has_at_least_sixty_attempts():
    assert len(set(ATTEMPTS.values())) >= 60


async def test_a_refusal_says_why_and_what_to_do():
    async with Fetcher() as fetcher:
        with pytest.raises(NeedsAttention, match=r"127\.0\.0\.1 \(loopback\); mark its source as internal"):
            await fetcher.get("http://localhost:1/")


@pytest.mark.parametrize("address", ["1.1.1.1", "8.8.8.8", "114.114.114.114", "2606:4700::1111", "64:ff9b::101:101"])
def test_a_public_address_passes(address):
    assert refusal(address) is None


class _Names(Resolver):
    def __init__(self, answers: dict[str, list[str]]) -> None:
        self._answers = answers

    async def addresses(self, host: str, port: int) -> list[str]:  # noqa: ARG002 - the real one asks for it
        return self._answers[host]


class _Routed(GuardedBackend):
    """A guarded backend whose public addresses all lead to one site on loopback: there is no internet in a test."""

    def __init__(self, answers: dict[str, list[str]], base: str) -> None:
        super().__init__(resolver=_Names(answers))
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
