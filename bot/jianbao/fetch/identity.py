"""What makes two addresses the same document."""

from posixpath import normpath
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

# Parameters that say where a reader came from, never what is read: campaigns (Google, Matomo, Baidu 统计), Alibaba's
# spm, click ids, WeChat shares. A name too many here would lose documents, so only those without another use.
_TRACKING = frozenset(
    {"spm", "scm", "fbclid", "gclid", "yclid", "msclkid", "bd_vid", "mc_cid", "mc_eid", "_ga", "isappinstalled"}
    | {"hmsr", "hmpl", "hmcu", "hmkw", "hmci"}
)
_TRACKING_PREFIXES = ("utm_", "pk_", "mtm_")
_SHARES = frozenset({"timeline", "singlemessage", "groupmessage"})  # WeChat's values of ``from``
_PORTS = {"http": 80, "https": 443}
_ASCII = "".join(map(chr, range(33, 127)))
# Escapes are compared as octets: half of the escaped queries in the field are GBK, and reading those as UTF-8 would
# make different documents equal.
_OCTETS = "latin-1"


def _tracks(name: str, value: str) -> bool:
    lower = name.lower()
    return lower in _TRACKING or lower.startswith(_TRACKING_PREFIXES) or (lower == "from" and value in _SHARES)


def _path(path: str) -> str:
    path = path.partition(";jsessionid=")[0]
    clean = normpath(unquote(path, _OCTETS)).lstrip("/.")
    slash = "/" if clean and path.endswith("/") else ""
    return "/" + quote(clean, safe="/:@!$&'()*+,;=~", encoding=_OCTETS) + slash


def _query(query: str) -> str:
    pairs = parse_qsl(query, keep_blank_values=True, encoding=_OCTETS)
    return urlencode(sorted(pair for pair in pairs if not _tracks(*pair)), encoding=_OCTETS)


def key_of(url: str) -> str:
    """Return the identity of *url*: ``mca.gov.cn/n152/n165/c16620/content.html``.

    http and https, ``www.``, the host's letter case and default port, tracking parameters, the order of parameters
    and fragments make no difference. Fragments that are routes (``#/detail/7``, ``#!/7``) are kept: sites made of
    one page have nothing else. What is no address is its own identity.
    """
    try:
        parts = urlsplit(quote(url.strip(), safe=_ASCII))
        port = f":{parts.port}" if parts.port and parts.port != _PORTS.get(parts.scheme) else ""
    except ValueError:
        return url.strip()
    host = (parts.hostname or "").rstrip(".").removeprefix("www.")
    query = f"?{rest}" if (rest := _query(parts.query)) else ""
    route = f"#{parts.fragment}" if parts.fragment.startswith(("/", "!")) else ""
    return f"{host}{port}{_path(parts.path)}{query}{route}"
