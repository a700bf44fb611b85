"""Which network addresses a public source may have: decided on the resolved address, never on the name."""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from socket import inet_aton, inet_ntoa

# The IANA special-purpose registries (RFC 6890 and what came after), spelled out because the standard library's
# ``is_global`` differs between Python versions and lets 6to4, NAT64, multicast and 192.88.99.0/24 pass.
_SPECIAL: tuple[tuple[str, str], ...] = (
    ("0.0.0.0/8", "this network"),
    ("10.0.0.0/8", "private"),
    ("100.64.0.0/10", "shared by a carrier (CGNAT)"),
    ("127.0.0.0/8", "loopback"),
    ("169.254.0.0/16", "link-local"),
    ("172.16.0.0/12", "private"),
    ("192.0.0.0/24", "reserved for protocols"),
    ("192.0.2.0/24", "documentation"),
    ("192.88.99.0/24", "6to4 relay"),
    ("192.168.0.0/16", "private"),
    ("198.18.0.0/15", "benchmarking"),
    ("198.51.100.0/24", "documentation"),
    ("203.0.113.0/24", "documentation"),
    ("224.0.0.0/4", "multicast"),
    ("240.0.0.0/4", "reserved or broadcast"),
    ("::/128", "unspecified"),
    ("::1/128", "loopback"),
    ("::ffff:0:0/96", "an IPv4 address in IPv6 clothes"),
    ("::/96", "an IPv4 address in IPv6 clothes"),
    ("64:ff9b:1::/48", "translation inside a network"),
    ("100::/64", "discarded"),
    ("2001::/32", "Teredo tunnel"),
    ("2001::/23", "reserved for protocols"),
    ("2001:db8::/32", "documentation"),
    ("2002::/16", "6to4 tunnel"),
    ("3fff::/20", "documentation"),
    ("5f00::/16", "segment routing inside a network"),
    ("fc00::/7", "private"),
    ("fe80::/10", "link-local"),
    ("fec0::/10", "site-local"),
    ("ff00::/8", "multicast"),
)


def _networks(version: int) -> tuple[tuple[IPv4Network | IPv6Network, str], ...]:
    parsed = ((ip_network(text), reason) for text, reason in _SPECIAL)
    return tuple((network, reason) for network, reason in parsed if network.version == version)


_NETWORKS = {4: _networks(4), 6: _networks(6)}
# Networks without IPv4 of their own reach every public IPv4 site through this prefix (DNS64), so that what counts
# is the address inside.
_NAT64 = IPv6Network("64:ff9b::/96")


def refusal(address: str) -> str | None:
    """Return why *address* must not be asked for a public document, None when it may.

    Args:
        address: A resolved address as the system writes it, with or without a zone (``fe80::1%eth0``).
    """
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return "not an address"
    if isinstance(ip, IPv6Address) and ip in _NAT64:
        ip = IPv4Address(int(ip) & 0xFFFFFFFF)
    special = next((reason for network, reason in _NETWORKS[ip.version] if ip in network), None)
    return special or (None if ip.is_global else "not a public address")


def refusals(addresses: Iterable[str]) -> str:
    """Say for each of *addresses* why it is refused: ``127.0.0.1 (loopback), ::1 (loopback)``."""
    return ", ".join(f"{address} ({refusal(address)})" for address in addresses)


def written_refusal(host: str) -> str | None:
    """Return why *host*, as written in an address, is not public; None for names that only a name server knows.

    For connections through a proxy, which resolves names itself. Numbers in any of the forms that resolvers take
    (``127.1``, ``0x7f000001``, ``017700000001``) are read as they read them.
    """
    name = host.strip("[]").rstrip(".").lower()
    if name in {"localhost", "localhost.localdomain"} or name.endswith((".localhost", ".local", ".internal")):
        return "a name of the own network"
    if ":" in name:
        return refusal(name)
    try:
        return refusal(inet_ntoa(inet_aton(name)))
    except (OSError, UnicodeError):
        return None if "." in name else "a name of the own network"
