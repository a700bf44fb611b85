"""What one more look teaches about a source: pure functions."""

from dataclasses import replace
from datetime import datetime

from jianbao.engine import health, rhythm
from jianbao.errors import FetchError, Unavailable
from jianbao.fetch.look import Look
from jianbao.model import Source, Watched

FOLLOWED = 3  # looks in a row that must be led to a new address before it is asked at once
_NEWEST = 0.2  # how much the latest answer counts in the latency


def present(source: Source, watched: Watched) -> Source:
    """Return *source* at the address where it is to be found by now."""
    return replace(source, url=watched.moved) if watched.moved and watched.moves >= FOLLOWED else source


def after_success(source: Source, watched: Watched, seen: Look, at: datetime, *, new: bool) -> Watched:
    """Return what is known after a look that worked; *new* says that it has brought something."""
    since = watched.since or at
    learnt = replace(
        watched,
        since=since,
        # What stood there at the first look says nothing about when it came.
        arrivals=rhythm.remember(watched, at) if new and watched.since else watched.arrivals,
        wishes=watched.wishes if seen.wishes is None else seen.wishes,
    )
    if seen.answer is not None:
        latency = seen.answer.seconds if watched.latency is None else watched.latency
        learnt = replace(
            learnt,
            latency=round(latency + _NEWEST * (seen.answer.seconds - latency), 4),
            received=watched.received + seen.answer.size,
            certificate=seen.answer.certificate,
        )
    return replace(_moved(learnt, seen.moved), trouble=health.of_success(source, learnt, at))


def _moved(watched: Watched, to: str | None) -> Watched:
    if to is None:  # where it has moved to is asked by now, or it has come back
        return watched if watched.moves >= FOLLOWED else replace(watched, moved=None, moves=0)
    if watched.moves >= FOLLOWED:  # the new address leads on
        return replace(watched, moved=to)
    return replace(watched, moved=to, moves=watched.moves + 1 if to == watched.moved else 1)


def after_failure(watched: Watched, error: Exception, streak: int) -> Watched:
    """Return what is known after a look that failed: where it had moved to is believed no longer if it is refused."""
    trouble = health.of_failure(error, streak, watched)
    learnt = replace(watched, trouble=trouble)
    refused = isinstance(error, FetchError) and not isinstance(error, Unavailable)
    return replace(learnt, moved=None, moves=0) if refused else learnt
