"""Old office files to DOCX, by LibreOffice where it is installed."""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from jianbao.errors import ReadError

_PROGRAMS = ("soffice", "libreoffice")
_SECONDS = 90  # the first start makes a profile
_LARGEST = 50 * 2**20  # bytes of what comes out
_SAVE = "open it in an office program, save it as .docx and give that"


def to_docx(data: bytes, suffix: str, place: str) -> bytes:
    """Return the office file *data* as DOCX.

    Args:
        data: A DOC, WPS, RTF, ODT or slide file.
        suffix: Of its name, ``.doc``; LibreOffice looks at it where the bytes do not tell.
        place: How messages call it.

    Raises:
        ReadError: LibreOffice is not installed, takes too long, or does not understand the file.
    """
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise ReadError(f"{place} is an old office file, which LibreOffice has to open: install it, or {_SAVE}")
    with tempfile.TemporaryDirectory(prefix="jianbao-") as folder:
        source = Path(folder) / f"document{suffix or '.doc'}"
        source.write_bytes(data)
        made = source.with_suffix(".docx")
        out = Path(folder) / "out"
        _run(
            [
                program,
                f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}",  # nobody else's, and no lock on ours
                *("--headless", "--norestore", "--nolockcheck", "--convert-to", "docx", "--outdir", str(out)),
                str(source),
            ],
            place,
        )
        made = out / "document.docx"
        if not made.is_file() or made.stat().st_size > _LARGEST:
            raise ReadError(f"{place} is an old office file that LibreOffice cannot convert; {_SAVE}")
        return made.read_bytes()


def _run(command: list[str], place: str) -> None:
    with subprocess.Popen(  # noqa: S603  # a program of the system, with a file of our own naming
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            process.wait(_SECONDS)
        except subprocess.TimeoutExpired:
            raise ReadError(f"{place} keeps LibreOffice busy for more than {_SECONDS} s; {_SAVE}") from None
        finally:
            _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End the program with what it has started."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (OSError, AttributeError):  # all are gone; a system without groups of processes
        process.kill()
