"""When a source is looked at again: pure functions, seconds and intervals in, a moment out."""

from datetime import datetime, timedelta

from jianbao.engine import rhythm
from jianbao.errors import Gone, NeedsAttention, ReadError, Unavailable
from jianbao.fetch.folder import SETTLE
from jianbao.model import Source, SourceKind, Watched

UNKNOWN = Watched()
JITTER = 0.1  # part of the interval by which looks are spread, so that sources that started together drift apart
FIRST_RETRY = timedelta(minutes=5)  # what is only away for a moment is asked again soon, even when it is daily news
SETTLED = timedelta(seconds=SETTLE)  # what is being written now may be complete by then
LONGEST = timedelta(days=1)  # between two tries at a source that fails
RETIRED = timedelta(days=30)  # between two tries at a source that says it is closed: people do bring sites back


def after_success(
    source: Source,
    at: datetime,
    *,
    soon: bool,
    chance: float,
    watched: Watched = UNKNOWN,
    freshness: float = 0.0,
) -> datetime:
    """Return when *source* is due after a look that worked.

    Args:
        source: Folders lie on our own disk and keep their exact interval.
        at: The look.
        soon: Some of its documents could not be had yet.
        chance: From 0 to 1, drawn anew each time.
        watched: What experience teaches, and what its feed asks for.
        freshness: Seconds for which its server says that the answer holds; granted up to the operator's longest wait,
            for many servers say a day of pages that change every hour.
    """
    if source.kind is SourceKind.FOLDER:
        return at + (min(source.interval, SETTLED) if soon else source.interval)
    if soon:
        return at + _spread(source, min(source.interval, FIRST_RETRY), chance)
    fresh = min(timedelta(seconds=freshness), rhythm.slowest(source))
    wait = max(rhythm.interval(source, watched, at), timedelta(seconds=watched.wishes.ttl), fresh)
    return watched.wishes.after(at + _spread(source, wait, chance))


def after_failure(source: Source, at: datetime, error: Exception, streak: int, chance: float) -> datetime:
    """Return when *source* is due after a look that failed.

    What may pass by itself is tried again soon and then twice as late each time; what needs a person starts at the
    source's own interval; a wait that the server asks for is granted, up to the time of one that is closed.

    Args:
        source: Which one.
        at: The look.
        error: What happened.
        streak: How many looks have failed in a row, this one included.
        chance: From 0 to 1, drawn anew each time.
    """
    if isinstance(error, Gone):
        return at + RETIRED
    if source.kind is SourceKind.FOLDER:
        return at + source.interval
    first = source.interval if isinstance(error, (NeedsAttention, ReadError)) else FIRST_RETRY
    longest = max(source.interval, LONGEST)
    doubled = min(source.interval, first) * 2 ** min(streak - 1, 16)  # 2 ** 16 seconds are most of a day already
    wished = (error.retry_after if isinstance(error, Unavailable) else None) or 0.0
    asked = timedelta(seconds=min(wished, RETIRED.total_seconds()))
    return at + max(asked, _spread(source, min(doubled, longest), chance))


def _spread(source: Source, interval: timedelta, chance: float) -> timedelta:
    return interval if source.kind is SourceKind.FOLDER else interval * (1 + JITTER * chance)
