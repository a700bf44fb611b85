"""What is wrong with a source, and when it is worth a word: pure functions."""

from datetime import datetime, timedelta

from jianbao.calendar import workdays
from jianbao.engine import rhythm
from jianbao.errors import BadCertificate, Blocked, ConfigError, Gone, LayoutChanged, ReadError, Unavailable
from jianbao.model import Source, SourceKind, Trouble, Watched
from jianbao.store import Visit

PATIENCE = 3  # failures in a row before a source that may come back by itself is called away
EXPIRES = timedelta(days=14)  # before a certificate's end that people are told of it
_QUIET = 6  # usual gaps without anything new that make a source silent
_SHORTEST = 5  # working days that no source is called silent before

_KINDS: tuple[tuple[type[Exception], Trouble], ...] = (
    (Gone, Trouble.CLOSED),
    (Blocked, Trouble.BLOCKED),
    (LayoutChanged, Trouble.LAYOUT),
    (ReadError, Trouble.LAYOUT),
    (BadCertificate, Trouble.CERTIFICATE),
    (Unavailable, Trouble.AWAY),
    (ConfigError, Trouble.FAULT),
)


_SAID = {
    Trouble.AWAY: "is away",
    Trouble.BLOCKED: "turns us away",
    Trouble.LAYOUT: "has changed its layout",
    Trouble.CERTIFICATE: "cannot be trusted",
    Trouble.CLOSED: "is closed for good",
    Trouble.FAULT: "needs a person",
    Trouble.SILENT: "is silent",
    Trouble.EXPIRING: "has a certificate that expires",
}


def of_failure(error: Exception, streak: int, watched: Watched) -> Trouble | None:
    """Return what to call a source whose look has failed.

    Args:
        error: What happened.
        streak: Failures in a row, this one included.
        watched: What it was called before, and whether it has ever worked: patience is for those that have.
    """
    kind = next((trouble for error_type, trouble in _KINDS if isinstance(error, error_type)), Trouble.FAULT)
    waits = kind is Trouble.AWAY and streak < PATIENCE and watched.since is not None
    return watched.trouble if waits else kind


def of_success(source: Source, watched: Watched, now: datetime) -> Trouble | None:
    """Return what to call a source that answers as it should: None, or what people should look at."""
    if watched.certificate is not None and watched.certificate - now < EXPIRES:
        return Trouble.EXPIRING
    return Trouble.SILENT if is_silent(source, watched, now) else None


def is_silent(source: Source, watched: Watched, now: datetime) -> bool:
    """Tell whether nothing has come for much longer than usual; days on which offices are closed do not count."""
    usual = rhythm.gap(watched) or source.rhythm
    last = watched.arrivals[-1] if watched.arrivals else watched.since.timestamp() if watched.since else None
    if source.kind is SourceKind.FOLDER or usual is None or last is None:
        return False
    quiet = workdays.between(datetime.fromtimestamp(last, workdays.CHINA), now)
    return quiet > max(_SHORTEST, _QUIET * (usual / timedelta(days=1)) * 5 / 7)


def news(source: Source, before: Trouble | None, after: Trouble | None, words: str) -> str | None:
    """Return what operators are to be told, None when they know: once when a source goes, once when it is back."""
    if after is None:
        back = "is back" if before and before.down else "is as usual again"
        return f"source {source.name} {back}{words}" if before else None
    if before is None or (after.down and not before.down):
        return f"source {source.name} {_SAID[after]}{f': {words}' if words else ''}"
    return None


def explained(source: Source, trouble: Trouble, visit: Visit) -> str:
    """Return why a source is called what it is called."""
    watched = visit.watched or Watched()
    if trouble is Trouble.EXPIRING and watched.certificate:
        return f"on {watched.certificate:%Y-%m-%d}; the site must renew it"
    if trouble is Trouble.SILENT:
        last = datetime.fromtimestamp(watched.arrivals[-1], workdays.CHINA) if watched.arrivals else watched.since
        since = f"nothing new since {last:%Y-%m-%d}" if last else "nothing new"
        return f"{since}; look at {source.url} and correct the source if it goes on elsewhere"
    return visit.error or ""
