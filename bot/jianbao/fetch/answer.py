"""What a web server's answer means, before and after its body is read."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime

import httpx

from jianbao.errors import Blocked, FetchError, Gone, NeedsAttention, Unavailable
from jianbao.fetch import certificates, walls, wishes

_LATER = frozenset({408, 425, 429})  # besides 5xx: the server itself says that the same request may do better later


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What is remembered of an answer, to learn cheaply whether the next one differs.

    Attributes:
        etag: The ``ETag`` header, as sent.
        last_modified: The ``Last-Modified`` header, as sent.
        content_hash: SHA-256 of the body, for the many servers that send neither.
    """

    etag: str | None = None
    last_modified: str | None = None
    content_hash: str | None = None

    def headers(self) -> dict[str, str]:
        """Return the headers of a conditional request."""
        pairs = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in pairs.items() if value}


NOTHING_KNOWN = Validators()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """An answer.

    Attributes:
        url: Where the body came from, after redirects.
        body: Decompressed; empty after a 304.
        content_type: The header, as sent.
        validators: For the next request.
        unchanged: The server or the hash says that this is what was known before.
        moved: The new address when every redirect on the way was a permanent one.
        freshness: Seconds for which the server says that the answer holds.
        size: Bytes of the body before it was decompressed.
        seconds: From the request to the end of the body, redirects included, waiting for a turn not.
        certificate: Until when the site's certificate is valid; None without TLS.
    """

    url: str
    body: bytes = b""
    content_type: str | None = None
    validators: Validators = NOTHING_KNOWN
    unchanged: bool = False
    moved: str | None = None
    freshness: float = 0.0
    size: int = 0
    seconds: float = 0.0
    certificate: datetime | None = None


def fetched(response: httpx.Response, body: bytes, known: Validators) -> Fetched:
    """Return *response* with its *body*, compared with what was *known*."""
    digest = hashlib.sha256(body).hexdigest()
    return Fetched(
        url=str(response.url),
        body=body,
        content_type=response.headers.get("Content-Type"),
        validators=Validators(
            etag=response.headers.get("ETag"),
            last_modified=response.headers.get("Last-Modified"),
            content_hash=digest,
        ),
        unchanged=digest == known.content_hash,
        freshness=wishes.freshness(response.headers),
        size=response.num_bytes_downloaded,
        certificate=certificates.expiry(response),
    )


def unmodified(response: httpx.Response, known: Validators) -> Fetched:
    """Return a 304: nothing but its headers; the validators may be newer ones."""
    return Fetched(
        url=str(response.url),
        validators=Validators(
            etag=response.headers.get("ETag", known.etag),
            last_modified=response.headers.get("Last-Modified", known.last_modified),
            content_hash=known.content_hash,
        ),
        unchanged=True,
        freshness=wishes.freshness(response.headers),
        certificate=certificates.expiry(response),
    )


def refusal(response: httpx.Response) -> FetchError | None:
    """Return the error that the status of *response* stands for, None for a success."""
    if response.is_success:
        return None
    status, said = response.status_code, f"{response.url} answers {response.status_code} {response.reason_phrase}"
    if status == httpx.codes.GONE:
        return Gone(f"{said}: it is closed for good; remove or replace the source")
    if status in _LATER or response.is_server_error:
        return Unavailable(f"{said}; it is worth another try later", retry_after(response))
    if status in walls.STATUSES:
        return Blocked(f"{said}: the site turns us away; ask it for access, or find another address")
    return NeedsAttention(f"{said}; check the address, or whether the site refuses visitors like us")


def retry_after(response: httpx.Response) -> float | None:
    """Return the seconds that ``Retry-After`` asks for; a date is read against the server's own clock."""
    value = response.headers.get("Retry-After", "").strip()
    if value.isdecimal():
        return float(value)
    until, now = _date(value), _date(response.headers.get("Date", ""))
    return max(0.0, (until - now).total_seconds()) if until and now else None


def _date(text: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(text)
    except ValueError:
        return None
    return date if date.tzinfo else None
