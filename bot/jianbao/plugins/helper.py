"""The house's side of a plugin's process: starts it, asks it, ends it when it is late, starts it anew."""

import os
import signal
import subprocess
import sys
import threading
from multiprocessing import Pipe
from multiprocessing.connection import Connection

from jianbao.plugins import wire
from jianbao.plugins.loading import Candidate
from jianbao.plugins.trouble import Trouble, Troubled

_PATIENCE = 3  # times the overtime: a process that cannot even end itself is ended, on a machine that may be busy
_GRACE = 1.0  # seconds that a process gets to end


class Helper:
    """Keeps at most one process for a plugin, which serves all threads one after the other."""

    def __init__(self, candidate: Candidate, limits: wire.Limits) -> None:
        self._candidate = candidate
        self._limits = limits
        self._lock = threading.Lock()
        self._running: _Running | None = None

    def announce(self) -> wire.Announced:
        """Start the process, and return what the plugin brings.

        Raises:
            Troubled: It cannot be loaded.
        """
        with self._lock:
            said = self._start()
            if not said.finds and not said.readers:
                self._end()
            return said

    def find(self, article: bytes) -> wire.Found:
        """Return what the plugin says of an article that was packed.

        Raises:
            Troubled: It has failed.
        """
        with self._lock:
            answer = self._asked(article, self._limits.seconds)
        said = wire.read_found(answer) if isinstance(answer, bytes) else answer
        if isinstance(said, Trouble):
            raise Troubled(said)
        return said

    def read(self, name: str, data: bytes) -> str:
        """Return what its reader called *name* reads in a file.

        Raises:
            Troubled: It has failed.
        """
        with self._lock:
            answer = self._asked(wire.pack(wire.Given(name, data)), self._limits.reading)
        said = wire.read_read(answer) if isinstance(answer, bytes) else answer
        if isinstance(said, Trouble):
            raise Troubled(said)
        return said.text

    def close(self) -> None:
        """End the process; the next question starts another."""
        with self._lock:
            self._end()

    def _asked(self, asked: bytes, seconds: float) -> bytes | Trouble:
        fresh = self._running is None
        if self._running is None:
            self._start()
        running, limits = self._running, self._limits
        data = running.ask(asked, seconds + _PATIENCE * limits.overtime) if running else None
        if data is not None:
            return data
        code = self._end()
        if code == 0 and not fresh:  # it had ended in order before it was asked
            return self._asked(asked, seconds)
        return _mishap(code, seconds)

    def _start(self) -> wire.Announced:
        limits, candidate = self._limits, self._candidate
        try:
            self._running = _Running()
        except OSError as error:
            raise Troubled(Trouble("OSError", f"no process can be started for it: {error}")) from error
        start = wire.Start(
            name=candidate.name,
            version=candidate.version,
            entry=candidate.entry or "",
            path=tuple(sys.path),
            limits=limits,
        )
        data = self._running.ask(wire.pack(start), limits.loading + _PATIENCE * limits.overtime)
        said = wire.read_announced(data) if data is not None else _mishap(self._end(), limits.loading)
        if isinstance(said, Trouble):
            self._end()
            raise Troubled(said)
        return said

    def _end(self) -> int | None:
        """End the process, if there is one, and return its exit code, None when it had to be ended."""
        running, self._running = self._running, None
        return running.end() if running else 0


class _Running:
    """A process."""

    def __init__(self) -> None:
        self._connection: Connection
        self._connection, theirs = Pipe()
        with theirs:
            # -P: nothing in the working directory is taken for a module. What a plugin prints is for nobody; a session
            # of its own, since Ctrl-C is meant for the house, and since a plugin may start processes of its own.
            self._process = subprocess.Popen(  # noqa: S603 - ours
                (sys.executable, "-P", "-m", "jianbao.plugins.worker", str(theirs.fileno())),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=(theirs.fileno(),),
                start_new_session=True,
            )
        self._late = False

    def ask(self, said: bytes, seconds: float) -> bytes | None:
        """Return the answer, None when there is none within *seconds*."""
        try:
            self._connection.send_bytes(said)
            if self._connection.poll(seconds):
                return self._connection.recv_bytes()
        except (EOFError, OSError):  # it has ended
            return None
        self._late = True
        return None

    def end(self) -> int | None:
        """Let it end, make it end if it does not."""
        self._connection.close()
        late = self._late
        try:
            code = self._process.wait(0 if late else _GRACE)
        except subprocess.TimeoutExpired:
            late = True
            _kill(self._process.pid)
            code = self._process.wait()
        return None if late else code


def _kill(pid: int) -> None:
    try:
        os.killpg(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def _mishap(code: int | None, seconds: float) -> Trouble:
    """Say what became of a process that gave no answer."""
    if code is None or code == wire.LATE:
        return Trouble("TooLate", f"TooLate: more than {seconds:g} s, and it would not be stopped")
    what = signal.Signals(-code).name if code < 0 else f"exit code {code}"
    return Trouble("Ended", f"it ended its process ({what})")
