"""Starts the helper, asks it, and ends it when it takes too long."""

import atexit
import signal
import subprocess
import sys
import threading
from typing import IO

from jianbao.errors import ReadError
from jianbao.read.apart import wire
from jianbao.read.extracted import Extracted
from jianbao.read.kinds import Kind

# Seconds of processor time for a file, and for each MiB of it; a newspaper page takes 0.05.
_SECONDS, _SECONDS_A_MIB, _MOST_SECONDS = 4, 2, 30
_PATIENCE = 4.0  # times that, on the clock: the machine may be busy with other things
_GRACE = 5.0  # seconds that a helper gets to end


class Keeper:
    """Keeps at most one helper, which serves all threads one after the other."""

    def __init__(self, *command: str) -> None:
        # -P: nothing in the working directory is taken for a module.
        self._command = command or (sys.executable, "-P", "-m", "jianbao.read.apart.worker")
        self._lock = threading.Lock()
        self._helper: _Helper | None = None

    def extract(self, kind: Kind, data: bytes, place: str) -> Extracted:
        """Return what the file *data* says.

        Raises:
            ReadError: It cannot be read, in the time and memory that a document needs or at all.
        """
        seconds = min(_MOST_SECONDS, _SECONDS + _SECONDS_A_MIB * len(data) // 2**20)
        question = wire.Question(kind=kind, place=place, size=len(data), seconds=seconds)
        with self._lock:
            found = self._asked(question, data)
        if isinstance(found, str):
            raise ReadError(found)
        return found

    def close(self) -> None:
        """End the helper; the next question starts another."""
        with self._lock:
            self._end()

    def _asked(self, question: wire.Question, data: bytes) -> Extracted | str:
        try:
            if self._helper is None:
                self._helper = _Helper(self._command)
            return self._helper.ask(question, data)
        except _Ended as ended:
            code, late = self._end() or 0, ended.late
            if code == 0 and not late and not ended.fresh:  # it had ended for want of questions: ask another one
                return self._asked(question, data)
            return f"{question.place} {_cause(code, late=late)}"
        except OSError as error:
            self._end()
            return f"{question.place} cannot be read: no helper process can be started ({error})"

    def _end(self) -> int | None:
        """End the helper, if there is one, and return its exit code."""
        helper, self._helper = self._helper, None
        return helper.end() if helper else None


class _Ended(Exception):  # no error: helpers end when nobody asks them
    """The helper gave no answer.

    Args:
        late: We have ended it.
        fresh: It had just been started.
    """

    def __init__(self, *, late: bool, fresh: bool) -> None:
        super().__init__()
        self.late = late
        self.fresh = fresh


class _Helper:
    """A running helper."""

    def __init__(self, command: tuple[str, ...]) -> None:
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603  # ours
        self._fresh = True

    def ask(self, question: wire.Question, data: bytes) -> Extracted | str:
        """Return its answer.

        Raises:
            _Ended: There is none.
        """
        fresh, self._fresh = self._fresh, False
        too_late = threading.Event()
        alarm = threading.Timer(_PATIENCE * question.seconds, self._stop, [too_late])
        alarm.daemon = True
        alarm.start()
        try:
            said = _exchange(self._process, question.encode() + data)
        finally:
            alarm.cancel()
        if said is None:
            raise _Ended(late=too_late.is_set(), fresh=fresh)
        return wire.understood(said)

    def end(self) -> int:
        """Let it end, make it end if it does not, and return its exit code."""
        for pipe in (self._process.stdin, self._process.stdout):
            _close(pipe)
        try:
            return self._process.wait(_GRACE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()

    def _stop(self, too_late: threading.Event) -> None:
        too_late.set()
        self._process.kill()


def _exchange(process: "subprocess.Popen[bytes]", said: bytes) -> bytes | None:
    """Say something and return the answer, None when the other side has ended."""
    if process.stdin is None or process.stdout is None:
        return None
    try:
        process.stdin.write(said)
        process.stdin.flush()
        head = process.stdout.read(wire.LENGTH.size)
        if len(head) < wire.LENGTH.size:
            return None
        (size,) = wire.LENGTH.unpack(head)
        answer = process.stdout.read(size)
    except OSError:  # the pipe is broken
        return None
    return answer if len(answer) == size else None


def _close(pipe: IO[bytes] | None) -> None:
    try:
        if pipe is not None:
            pipe.close()
    except OSError:  # what was to be said cannot be said any more
        return


def _cause(code: int, *, late: bool) -> str:
    """Return why a helper gave no answer."""
    if late or code == -getattr(signal, "SIGXCPU", signal.SIGTERM):
        return "takes longer to read than any document; split it, or save its text as .txt and give that"
    what = signal.Signals(-code).name if code < 0 else f"exit code {code}"
    return (
        f"made its reader fail ({what}): it is spoilt, or needs more memory than any document; "
        "get it again from its origin, or save its text as .txt and give that"
    )


class _Ours:
    """The keeper that this process has, made when it is first needed."""

    keeper: Keeper | None = None
    lock = threading.Lock()


def extract(kind: Kind, data: bytes, place: str) -> Extracted:
    """Return what the file *data* says, read by a helper that all of this process share.

    Raises:
        ReadError: It cannot be read, in the time and memory that a document needs or at all.
    """
    with _Ours.lock:
        if _Ours.keeper is None:
            _Ours.keeper = Keeper()
            atexit.register(_Ours.keeper.close)
    return _Ours.keeper.extract(kind, data, place)
