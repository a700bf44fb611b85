"""A directory that people drop files into: what lies there complete, and what is still being written."""

import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BufferedReader
from pathlib import Path

from jianbao.errors import NeedsAttention, Unavailable

SETTLE = 2.0  # seconds without a write after which a file counts as complete
LARGEST = 15 * 2**20  # bytes, the same as for a page on the web
# What programs call a file while they write it, and what they leave beside it.
_UNFINISHED = (".part", ".partial", ".crdownload", ".download", ".tmp", ".swp", "~")
_ASIDE = (".", "~")
# Never through a link that leads out of the folder, and never waiting for the other end of a pipe.
_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class Listing:
    """The complete files of a folder.

    Attributes:
        keys: For each file's name, in the order of names, its identity: the name and a hash of the content. None when
            the fingerprint is the one that was known.
        fingerprint: The same until a complete file comes, goes or changes.
        settling: There are files that somebody may still be writing; they are not among the complete ones.
    """

    keys: dict[str, str] | None
    fingerprint: str
    settling: bool


def listing(root: Path, now: datetime, known: str | None = None) -> Listing:
    """Return the complete files in *root*; folders in it, links and special files are left alone.

    Args:
        root: The folder.
        now: Files written to within :data:`SETTLE` seconds before are not complete.
        known: The fingerprint of the last look: when it still holds, no file is opened.

    Raises:
        NeedsAttention: *root* is no directory that can be read.
    """
    files = _files(root)
    complete = {name: status for name, status in files.items() if _is_settled(status, now)}
    fingerprint, settling = _digest(complete), len(complete) < len(files)
    if fingerprint == known:
        return Listing(None, fingerprint, settling)
    keys = {name: _key(root, name, status) for name, status in complete.items()}
    return Listing({name: key for name, key in keys.items() if key}, fingerprint, settling)


def is_settling(root: Path, now: datetime) -> bool:
    """Say whether somebody may still be writing a file in *root*.

    Raises:
        NeedsAttention: *root* is no directory that can be read.
    """
    return not all(_is_settled(status, now) for status in _files(root).values())


def content(root: Path, name: str, key: str) -> bytes:
    """Return the bytes of the file *name* in *root*, which was listed as *key*.

    Raises:
        NeedsAttention: It is larger than :data:`LARGEST`.
        Unavailable: It went or changed since it was listed, or cannot be opened.
    """
    try:
        with _open(root, name) as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise Unavailable(f"{root / name} cannot be read: {error.strerror}") from error
    if len(data) > LARGEST:
        raise NeedsAttention(f"{root / name} is larger than {LARGEST} bytes; split it, or take it out of the folder")
    if key != f"{name}#{hashlib.sha256(data).hexdigest()}":
        raise Unavailable(f"{root / name} is still being written")
    return data


def _files(root: Path) -> dict[str, os.stat_result]:
    try:
        with os.scandir(root) as entries:
            found = sorted((entry for entry in entries if not _is_aside(entry.name)), key=lambda entry: entry.name)
            return {entry.name: status for entry in found for status in _regular(entry)}
    except OSError as error:
        raise NeedsAttention(
            f"{root} cannot be looked into: {error.strerror}; create the folder or correct the source's path"
        ) from error


def _is_aside(name: str) -> bool:
    return name.startswith(_ASIDE) or name.endswith(_UNFINISHED)


def _regular(entry: "os.DirEntry[str]") -> Iterator[os.stat_result]:
    """Yield the status of *entry* when it is a file of its own."""
    try:
        status = entry.stat(follow_symlinks=False)
    except FileNotFoundError:  # it went between two system calls
        return
    if stat.S_ISREG(status.st_mode):
        yield status


def _is_settled(status: os.stat_result, now: datetime) -> bool:
    # The inode's own time goes forward with every write and cannot be set back as the file's time can. A time in
    # the future comes from another machine's clock and says nothing; content() still notices a change.
    return abs(now.timestamp() - max(status.st_ctime, status.st_mtime)) >= SETTLE


def _digest(files: dict[str, os.stat_result]) -> str:
    lines = (f"{name}\0{status.st_size}\0{status.st_mtime_ns}\n" for name, status in files.items())
    return hashlib.sha256("".join(lines).encode(errors="surrogateescape")).hexdigest()


def _key(root: Path, name: str, status: os.stat_result) -> str | None:
    """Return the identity of a file; None when it cannot be opened any more."""
    if status.st_size > LARGEST:
        return f"{name}#{status.st_size}"
    try:
        with _open(root, name) as file:
            return f"{name}#{hashlib.file_digest(file, 'sha256').hexdigest()}"
    except OSError:
        return None


def _open(root: Path, name: str) -> BufferedReader:
    file = os.fdopen(os.open(root / name, _FLAGS), "rb")
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise OSError(0, "not a file")
    return file
