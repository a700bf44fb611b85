"""The helper: reads one file after the other from standard input, until that ends or nobody has asked for a while."""

import os
import select
import signal
import sys
from collections.abc import Callable
from typing import BinaryIO

from jianbao.errors import ReadError
from jianbao.read.apart.wire import Question, answer
from jianbao.read.extracted import Extracted
from jianbao.read.kinds import Kind

MEMORY = 256 * 2**20  # bytes of its own data
_IDLE = 60.0  # seconds without a question after which it ends
_MOST = 500  # files, after which a fresh one takes over: libraries may leak


def main() -> None:
    """Answer questions."""
    for name in ("SIGINT", "SIGTERM"):  # the end of our input is the end; a question is answered before
        signal.signal(getattr(signal, name), signal.SIG_IGN)
    _limit_memory()
    questions = sys.stdin.buffer
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what libraries print is no answer
    with answers:
        for _ in range(_MOST):
            if not _asked(questions) or not (line := questions.readline()):
                return
            question = Question.decode(line)
            data = questions.read(question.size)
            _limit_time(question.seconds)
            answers.write(answer(_read(question, data)))
            answers.flush()


def _asked(questions: BinaryIO) -> bool:
    """Wait for a question; False when none comes."""
    if os.name != "posix":
        return True
    ready, _, _ = select.select([questions], [], [], _IDLE)
    return bool(ready)


def _read(question: Question, data: bytes) -> Extracted | str:
    """Return what the file says, or what is wrong with it."""
    try:
        return _reader(Kind(question.kind))(data, question.place)
    except ReadError as error:
        return str(error)
    except (MemoryError, RecursionError) as error:
        return f"{question.place} needs more memory than any document ({type(error).__name__}); split it by documents"
    # The fence: what a library raises on a spoilt file is not told beforehand (xlrd: AssertionError, IndexError,
    # struct.error and more), and each of these means the same.
    except Exception as error:  # noqa: BLE001
        told = f"{type(error).__name__}: {error}"[:200]
        return f"{question.place} is a spoilt {question.kind} ({told}); get it again from its origin"


def _reader(kind: Kind) -> Callable[[bytes, str], Extracted]:
    # Each library is imported for the first file that needs it.
    # ruff: noqa: PLC0415
    if kind is Kind.PDF:
        from jianbao.read import pdf

        return pdf.read
    if kind is Kind.DOCX:
        from jianbao.read.office import words

        return words.read
    from jianbao.read.office import sheets

    return sheets.read_xlsx if kind is Kind.XLSX else sheets.read_xls


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # a system without such limits
        return
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_time(seconds: int) -> None:
    """Let the system end this process when it has worked *seconds* longer."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds, most))


if __name__ == "__main__":
    main()
