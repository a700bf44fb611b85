"""When a chat wants to be written to."""

from dataclasses import dataclass
from datetime import UTC, datetime, time
from enum import StrEnum


class Rhythm(StrEnum):
    """How often a subscription brings what it found."""

    AT_ONCE = "at-once"
    HOURLY = "hourly"
    DAILY = "daily"
    WEEKLY = "weekly"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """What a chat has chosen.

    Attributes:
        quiet: Between these nothing is sent, by its own clock; the second may be on the next day. None for never.
        workdays: True when it wants to be written to on China's working days only.
        mute_until: Nothing is sent before, UTC.
        zone: IANA name of its time zone; ``""`` for the house's.
    """

    quiet: tuple[time, time] | None = None
    workdays: bool = False
    mute_until: datetime | None = None
    zone: str = ""


ALWAYS = Hours()
UNTIL_TOLD = datetime(9000, 1, 1, tzinfo=UTC)
"""The end of a silence that has none: far enough away, and near enough for every database and clock."""
