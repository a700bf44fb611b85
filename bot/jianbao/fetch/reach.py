"""Why a server could not be reached, in words that say what to do; the layers below only say that it failed."""

import errno
import socket
from collections.abc import Iterator

import httpcore
import httpx

from jianbao.errors import OutOfReach, Unavailable

_OURS = "check the network of this machine, and the address in a browser"
_THEIRS = "nothing is wrong here; it is worth another try later"
_PROXY = "correct the proxy of its source, or ask those who run it"
# Refused and reset speak of the other end, all the others of the way there.
_MEANINGS = {
    errno.ECONNREFUSED: f"its machine is there and no server answers at that port; {_THEIRS}",
    errno.ECONNRESET: f"the connection was torn off; {_THEIRS}",
    errno.EPIPE: f"the connection was torn off; {_THEIRS}",
    errno.ENETUNREACH: f"there is no way to its network; {_OURS}",
    errno.EHOSTUNREACH: f"there is no way to its machine; {_OURS}",
    errno.ENETDOWN: f"this machine has no network; {_OURS}",
    errno.ETIMEDOUT: f"it did not answer in time; {_OURS}",
    errno.EADDRNOTAVAIL: f"this machine has no address to ask from; {_OURS}",
    errno.EACCES: f"this machine forbids it; {_OURS}",
    errno.EPERM: f"this machine forbids it; {_OURS}",
    errno.EMFILE: "this process has too many connections open; raise its limit of open files",
}
_NO_CONNECTION = (httpx.ConnectError, httpx.ConnectTimeout, httpcore.ConnectError, httpcore.ConnectTimeout)
_BY_PROXY = (httpx.ProxyError, httpcore.ProxyError)
_SILENT = (httpx.TimeoutException, httpcore.TimeoutException, TimeoutError)


def unreachable(url: str, error: Exception) -> Unavailable:
    """Return what *error*, raised by a request for *url*, means: out of reach when no connection came about."""
    kind = OutOfReach if isinstance(error, (*_NO_CONNECTION, *_BY_PROXY)) else Unavailable
    return kind(f"{url} cannot be reached: {_reason(error)}")


def _reason(error: Exception) -> str:
    if isinstance(error, _BY_PROXY):
        return f"its proxy refuses ({error}); {_PROXY}"
    causes = list(_causes(error))
    for cause in causes:
        if isinstance(cause, socket.gaierror):
            return f"its name cannot be resolved ({cause.strerror}); {_OURS}"
    for cause in causes:
        if isinstance(cause, OSError) and cause.errno in _MEANINGS:
            return _MEANINGS[cause.errno]
    if isinstance(error, _SILENT):
        said = str(error) or "it fell silent in the middle of its answer"
        return f"{said}; {_OURS if isinstance(error, _NO_CONNECTION) else _THEIRS}"
    return f"{str(error) or type(error).__name__}; {_OURS if isinstance(error, _NO_CONNECTION) else _THEIRS}"


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """Yield *error* and all that lies below it: several addresses of a host fail in a group."""
    while error is not None:
        yield error
        if isinstance(error, BaseExceptionGroup):
            for each in error.exceptions:
                yield from _causes(each)
        error = error.__cause__ or error.__context__
