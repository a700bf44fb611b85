"""Everything that jianbao raises on purpose.

::

    JianbaoError
    ├── ConfigError        a person must change a file: names the file, the key and the remedy
    ├── PluginError        a plugin broke its contract; only its own findings are lost
    ├── ReadError          these bytes hold no document that we can read; trying again gives the same
    ├── FetchError         a source could not be asked
    │   ├── Unavailable    not now: try again later
    │   │   └── OutOfReach      no connection to its host comes about
    │   ├── NeedsAttention not until a person looks
    │   │   ├── Blocked         the site turns visitors like us away
    │   │   ├── LayoutChanged   the page is there, and nothing is found on it any more
    │   │   └── BadCertificate  TLS cannot vouch for the site
    │   └── Gone           never again: the source says so itself
    └── StoreError         the database cannot be used as it is
        └── LeaseLost      what was claimed belongs to another worker now: leave it alone

Each message says what was wrong, where, and what to do about it, in one sentence or two.
"""


class JianbaoError(Exception):
    """The base of all errors that are raised on purpose; ``str()`` of it is fit to be shown to an operator."""


class ConfigError(JianbaoError):
    """A setting cannot be used. The message names file, key and remedy."""


class PluginError(JianbaoError):
    """A plugin could not be loaded, or returned what its hook does not allow."""


class ReadError(JianbaoError):
    """The bytes hold no text that can be read as a document."""


class FetchError(JianbaoError):
    """A source could not be asked."""


class Unavailable(FetchError):
    """The source does not answer now; asking again later may help.

    Args:
        message: What happened, where.
        retry_after: Seconds that the source asked us to wait, if it did.
    """

    def __init__(self, message: str, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class OutOfReach(Unavailable):
    """No connection comes about: the same holds for whatever else is at that host."""


class NeedsAttention(FetchError):
    """The source answers, but not with what its configuration expects; a person has to look."""


class Blocked(NeedsAttention):
    """The site answers, and turns us away: a login, a firewall's puzzle, its robots.txt."""


class LayoutChanged(NeedsAttention):
    """The page came, and nothing was found where documents used to be listed."""


class BadCertificate(NeedsAttention):
    """The site's certificate or its way of encrypting cannot be trusted."""


class Gone(FetchError):
    """The source says that it no longer exists (HTTP 410)."""


class StoreError(JianbaoError):
    """The database cannot be opened, migrated or written."""


class LeaseLost(StoreError):
    """What was claimed is no longer held by the one who asks; nothing is wrong with the database."""
