"""What comes in, and what comes out of pages that list documents."""

import posixpath
import re
from dataclasses import dataclass
from urllib.parse import unquote, urljoin, urlsplit, urlunsplit

_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """Bytes as they were found.

    Attributes:
        data: The bytes.
        name: File name, or whatever the finder calls it; its stem becomes the document's id when there is no address.
        url: Where it was found.
        content_type: The header's value as sent, with or without charset.
    """

    data: bytes
    name: str
    url: str | None = None
    content_type: str | None = None

    @property
    def id(self) -> str:
        """The document's stable name: the normalised address, else the stem of the file's name."""
        if self.url:
            return normalised(self.url)
        base = posixpath.basename(self.name.replace("\\", "/"))
        return posixpath.splitext(base)[0] or base or self.name

    @property
    def suffix(self) -> str:
        """Lower-case ending of the name or of the address's path, with its dot: ``.html``; may be empty."""
        for name in (self.name, _path(self.url)):
            if suffix := posixpath.splitext(name)[1].lower():
                return suffix
        return ""

    @property
    def media_type(self) -> str:
        """The content type without parameters, lower case; ``""`` when nothing was sent."""
        return (self.content_type or "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        """The encoding that the content type names."""
        found = _CHARSET.search(self.content_type or "")
        return found[1] if found else None

    @property
    def place(self) -> str:
        """How messages call it: the address, else the name."""
        return self.url or self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One document that a feed or a list page points to.

    Attributes:
        title: As listed, white space squeezed.
        url: Absolute where the list's own address is known; ``""`` for a feed's entry without a link.
        date: ISO date, None when none is given or it cannot be read with certainty.
        summary_html: The feed's own text of the entry: the full content where there is one.
    """

    title: str
    url: str
    date: str | None = None
    summary_html: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What a feed says.

    Attributes:
        title: The feed's own name.
        url: The site it belongs to.
        entries: In the feed's order.
    """

    title: str
    url: str | None
    entries: tuple[Entry, ...]


def normalised(url: str) -> str:
    """Return *url* without fragment, with scheme and host in lower case and no default port."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:  # an address that no server has; it still names the document
        return url.strip()
    host = (parts.hostname or "").lower()
    default = {"http": 80, "https": 443}.get(parts.scheme.lower())
    netloc = host if port in (None, default) else f"{host}:{port}"
    return urlunsplit((parts.scheme.lower(), netloc, parts.path or "/", parts.query, ""))


def absolute(base: str | None, link: str | None) -> str | None:
    """Return *link* as an address, joined with that of the page it stands on; None when it is none."""
    if not link:
        return None
    try:
        return urljoin(base or "", link.strip())
    except ValueError:  # an address that no server has
        return None


def _path(url: str | None) -> str:
    try:
        return unquote(urlsplit(url or "").path)
    except ValueError:
        return ""
