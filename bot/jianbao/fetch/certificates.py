"""TLS: whom to trust, until when, and what is wrong in words that help."""

import ssl
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import httpx

from jianbao.errors import ConfigError

# What OpenSSL says, and what it means at the old sites of public bodies. First match wins.
_PEM = 'save the certificate as a PEM file and name it in the source: ca = "site.pem"'
_EXPIRED = "its certificate has expired; the site must renew it"
_EARLY = "its certificate is not valid yet; compare this machine's clock"
_UNKNOWN = f"the authority behind its certificate is unknown, or the site leaves out a link of the chain; {_PEM}"
_OWN = f"it signed its certificate itself; if that is right, {_PEM}"
_OTHER = "its certificate was made out to another name; correct the host in the address"
_WEAK = "its certificate or keys are too weak to prove anything; the site must renew them"
_OLD = "it knows only an outdated kind of TLS; if the site has plain http, use that address"
_PLAIN = "it does not speak TLS there; use http:// or correct the port"
_MEANINGS: tuple[tuple[str, str], ...] = (
    ("certificate has expired", _EXPIRED),
    ("certificate is not yet valid", _EARLY),
    ("unable to get local issuer", _UNKNOWN),
    ("self-signed", _OWN),
    ("self signed", _OWN),
    ("mismatch", _OTHER),
    ("not valid for", _OTHER),
    ("too weak", _WEAK),
    ("too small", _WEAK),
    ("unsupported protocol", _OLD),
    ("unsafe legacy", _OLD),
    ("handshake failure", _OLD),
    ("wrong version number", _PLAIN),
)


def context(ca: str | None = None) -> ssl.SSLContext:
    """Return TLS settings that trust certifi's authorities, and those in the file *ca*.

    Raises:
        ConfigError: There is no certificate in that file.
    """
    if ca is None:
        return _usual()
    own = httpx.create_ssl_context(trust_env=False)
    try:
        own.load_verify_locations(cafile=ca)
    except (OSError, ssl.SSLError) as error:
        there = "holds no certificate in PEM form" if Path(ca).is_file() else "is not there"
        raise ConfigError(f"the file {ca} {there}; correct ca of its source") from error
    return own


@cache
def _usual() -> ssl.SSLContext:
    return httpx.create_ssl_context(trust_env=False)


def meaning(error: BaseException | None) -> str | None:
    """Return what a failure of TLS means, found under the layers that wrapped it; None when it is another failure."""
    while error is not None and not isinstance(error, ssl.SSLError):
        error = error.__cause__ or error.__context__
    if error is None:
        return None
    said = f"{getattr(error, 'verify_message', '')} {error.reason or ''} {error}".lower().replace("_", " ")
    known = next((words for mark, words in _MEANINGS if mark in said), None)
    if known is None and not isinstance(error, ssl.SSLCertVerificationError):
        return None  # torn off in the middle of a handshake: may pass
    return known or f"its certificate cannot be trusted: {getattr(error, 'verify_message', error)}"


def expiry(response: httpx.Response) -> datetime | None:
    """Return until when the certificate of the site that answered is valid; None without TLS."""
    stream = response.extensions.get("network_stream")
    connection = stream.get_extra_info("ssl_object") if stream is not None else None
    certificate = connection.getpeercert() if connection is not None else None
    if not certificate or "notAfter" not in certificate:
        return None
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(certificate["notAfter"]), UTC)
