"""What experience teaches about a source, from one look to the next."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum


class Trouble(StrEnum):
    """What is wrong with a source, as operators are told."""

    AWAY = "away"  # it cannot be reached, or fails
    BLOCKED = "blocked"  # it turns us away
    LAYOUT = "layout changed"  # the page comes, and nothing is found on it
    CERTIFICATE = "certificate"  # TLS cannot vouch for it
    CLOSED = "closed"  # it says itself that it is gone for good
    FAULT = "needs a person"  # another answer than its configuration expects
    SILENT = "silent"  # it works, and has brought nothing for much longer than its rhythm
    EXPIRING = "certificate expires"  # it works, but will not for long

    @property
    def down(self) -> bool:
        """Tell whether nothing can be had from the source; else it works, and something should be looked at."""
        return self not in {Trouble.SILENT, Trouble.EXPIRING}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What a feed asks for, RSS 2.0 and its syndication module.

    Attributes:
        ttl: Seconds between two looks.
        skip_hours: Hours in UTC in which nobody need come.
        skip_days: Days in UTC, Monday is 0.
    """

    ttl: float = 0.0
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[int, ...] = ()

    def after(self, moment: datetime) -> datetime:
        """Return the first moment from *moment* on that is in none of the hours and days to be skipped."""
        found = moment.astimezone(UTC)
        for _ in range(7 * 24):
            if found.hour not in self.skip_hours and found.weekday() not in self.skip_days:
                return found
            found = found.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        return moment  # every hour of the week is to be skipped: nobody means that


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """What is remembered of a source besides its last answer; all of it is forgotten when its address changes.

    Attributes:
        since: First look that worked.
        arrivals: The latest looks that brought something new, seconds since 1970, oldest first.
        latency: Seconds until it has answered, the latest answers counting most.
        received: Bytes that came over the wire since ever.
        certificate: Until when its certificate is valid.
        wishes: What its feed asks for.
        moved: Where it says that it has gone for good.
        moves: How many looks in a row were led there.
        trouble: What operators have been told and is not over.
    """

    since: datetime | None = None
    arrivals: tuple[int, ...] = ()
    latency: float | None = None
    received: int = 0
    certificate: datetime | None = None
    wishes: Wishes = Wishes()
    moved: str | None = None
    moves: int = 0
    trouble: Trouble | None = None
