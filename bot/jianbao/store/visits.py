"""What one look at a source brings to the store, and what the store knows of a source."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from jianbao.model import Watched


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What came of one look at a source.

    Attributes:
        at: When.
        ok: It worked.
        next_due: When to look again.
        new_items: How many items had not been seen before.
        error: What went wrong, for the operator.
        etag: To be sent next time; of a failed look all three validators are ignored, and the old ones stay.
        last_modified: As above.
        content_hash: As above.
        watched: What experience teaches by now; None leaves it as it was.
    """

    at: datetime
    ok: bool
    next_due: datetime
    new_items: int = 0
    error: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    content_hash: str | None = None
    watched: Watched | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """What the store knows of a source.

    Attributes:
        name: The configuration's name.
        enabled: False when it is switched off, or has left the configuration.
        interval: As configured.
        next_due: When it is looked at again.
        leased_until: Somebody is looking at it now, unless this has passed.
        visited: Last look.
        succeeded: Last look that worked; None before the first one at this address.
        last_new: Last look that brought something new.
        new_items: Items brought since ever.
        failures: Looks that failed in a row; 0 when all is well.
        error: What the last of them said; without failures, which documents of the last look were given up and why.
        etag: Validators of the last look that worked.
        last_modified: As above.
        content_hash: As above.
        watched: What experience teaches.
    """

    name: str
    enabled: bool
    interval: timedelta
    next_due: datetime
    leased_until: datetime | None
    visited: datetime | None
    succeeded: datetime | None
    last_new: datetime | None
    new_items: int
    failures: int
    error: str | None
    etag: str | None
    last_modified: str | None
    content_hash: str | None
    watched: Watched = field(default_factory=Watched)
