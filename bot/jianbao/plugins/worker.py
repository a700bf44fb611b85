"""The process of one plugin: loads it, and asks it about one article after the other.

Started as ``python -m jianbao.plugins.worker FD``; FD is a connection to the house. It ends when the house is gone,
when it has not been asked for a while, and after a mishap that may have left the plugin in disorder.
"""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from time import perf_counter
from typing import TypeVar

from jianbao.errors import ReadError
from jianbao.model import Article
from jianbao.plugins import wire
from jianbao.plugins.loading import Candidate, Loaded, load
from jianbao.plugins.trouble import Trouble

_A = TypeVar("_A")
_B = TypeVar("_B")
_IDLE = 600.0  # seconds without a question after which the process ends
_MOST = 5000  # articles, after which a fresh one takes over: plugins may leak


class TooLate(BaseException):  # not Exception: plugins catch that
    """The plugin's time is over."""


def main() -> None:
    """Serve the connection whose number is on the command line."""
    for name in (signal.SIGINT, signal.SIGTERM):  # the house ends us
        signal.signal(name, signal.SIG_IGN)
    number = int(sys.argv.pop())
    os.set_inheritable(number, False)
    with Connection(number) as house:
        start = wire.unpack(house.recv_bytes())
        try:
            _serve(house, start)
        except (EOFError, OSError):  # the house is gone, and so goes whatever the plugin has started
            os.killpg(0, signal.SIGKILL)
    os._exit(0)  # a thread that the plugin has left behind holds up nothing


def _serve(house: Connection, start: wire.Start) -> None:
    sys.path[:] = start.path
    _limit(start.limits.memory)
    plugin = _told(_load, start, start.limits.loading, start.limits.overtime)
    if isinstance(plugin, Trouble):
        house.send_bytes(wire.announced(plugin))
        return
    loaded, words = plugin
    house.send_bytes(words)
    if not loaded.asked:
        return
    limits = start.limits
    for _ in range(_MOST):
        if not house.poll(_IDLE):
            return
        asked = wire.unpack(house.recv_bytes())
        if isinstance(asked, wire.Given):
            answer = _told(lambda given: _read(loaded, given), asked, limits.reading, limits.overtime, direct=True)
        else:
            answer = _told(lambda article: _find(loaded, article), asked, limits.seconds, limits.overtime)
        house.send_bytes(wire.found(answer) if isinstance(answer, Trouble) else answer)
        if isinstance(answer, Trouble) and answer.kind in {"TooLate", "MemoryError"}:
            return


def _load(start: wire.Start) -> tuple[Loaded, bytes]:
    plugin = load(Candidate.at(start.name, start.version, start.entry))
    return plugin, wire.announced(plugin.announced)


def _read(plugin: Loaded, given: wire.Given) -> bytes:
    return wire.read(wire.Text(plugin.read(given.reader, given.data)))


def _find(plugin: Loaded, article: Article) -> bytes:
    began = perf_counter()
    findings = plugin.find(article)
    return wire.found(wire.Found(findings, perf_counter() - began))


def _told(do: Callable[[_A], _B], about: _A, seconds: float, overtime: float, *, direct: bool = False) -> _B | Trouble:
    """Return what comes of it, or what went wrong: the fence round everything that a plugin may raise."""
    try:
        with _clocked(seconds, overtime):
            return do(about)
    except BaseException as error:  # noqa: BLE001 - see above; a plugin must not end its process either
        return Trouble.of(error, direct=direct and not isinstance(error, ReadError))


@contextmanager
def _clocked(seconds: float, overtime: float) -> Iterator[None]:
    """Raise :exc:`TooLate` where the plugin is after *seconds*; end the process when it goes on nevertheless."""
    rung = 0

    def ring(*_: object) -> None:
        nonlocal rung
        rung += 1
        if rung > 1:
            os._exit(wire.LATE)
        raise TooLate(f"more than {seconds:g} s")

    signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds, overtime)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _limit(memory: int) -> None:
    import resource  # noqa: PLC0415 - only here, where there are such limits

    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
