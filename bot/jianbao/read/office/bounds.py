"""Bounds of what an archive may hold before anything of it is unpacked."""

import zipfile
from collections.abc import Sequence

from jianbao.errors import ReadError

MOST_ENTRIES = 5000
LARGEST = 100 * 2**20  # bytes unpacked, all together
_MOST_TIMES, _HARMLESS = 300, 2**20  # a larger entry that grows more than that is made to do harm
_ENCRYPTED = 0x1


def check(archive: zipfile.ZipFile, place: str) -> Sequence[zipfile.ZipInfo]:
    """Return what *archive* lists, folders left out.

    Raises:
        ReadError: It is encrypted, or would unpack to more than any document.
    """
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > MOST_ENTRIES:
        raise ReadError(f"{place} holds {len(entries)} files, at most {MOST_ENTRIES} are read; split it")
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise ReadError(f"{place} is encrypted; give a copy that opens without a password")
    total = sum(entry.file_size for entry in entries)
    bombs = [entry for entry in entries if _is_bomb(entry)]
    if total > LARGEST or bombs:
        what = f"{bombs[0].filename[:80]} in it" if bombs else "it"
        raise ReadError(
            f"{place} is not unpacked: {what} would grow to {(bombs[0].file_size if bombs else total) // 2**20} MiB; "
            "give its documents one by one"
        )
    return entries


def _is_bomb(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > _HARMLESS and entry.file_size > _MOST_TIMES * max(1, entry.compress_size)
