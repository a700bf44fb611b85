"""What can come of sending a part, as the worker needs to know it; each sender says which."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Sent:
    """It arrived. ``message_id`` is the channel's name for it, None where there is none."""

    message_id: int | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """It did certainly not arrive and may later: after ``wait``, or as the worker's patience grows when None."""

    reason: str
    wait: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Unknown:
    """It left and no answer came: it may have arrived. It is never sent again by itself."""

    reason: str


@dataclass(frozen=True, slots=True)
class Dead:
    """It will never be taken as it is."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unreachable:
    """The subscriber takes nothing from us now: blocked, kicked, gone, no right to write."""

    reason: str


@dataclass(frozen=True, slots=True)
class Moved:
    """It did not arrive because the subscriber lives at another address now."""

    address: str


Outcome = Sent | Failed | Unknown | Dead | Unreachable | Moved
