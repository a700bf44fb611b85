"""Files that are read although they are no text: told by their bytes, names only where those say nothing."""

import io
import zipfile
from enum import StrEnum
from struct import unpack_from

from jianbao.errors import ReadError
from jianbao.read.raw import Raw

_PDF_LEEWAY = 1024  # readers accept a PDF's mark anywhere in its first KiB
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_END_OF_DIRECTORY, _END_LENGTH = b"PK\x05\x06", 22
_LARGEST_DIRECTORY = 2**21  # bytes: some 30,000 entries, more than any document has
_SHEETS = frozenset({".xls", ".et", ".xlt"})


class Kind(StrEnum):
    """What a file is; the value is how messages call it."""

    PDF = "PDF"
    DOCX = "DOCX"
    XLSX = "XLSX"
    XLS = "XLS"
    CSV = "CSV"
    ZIP = "ZIP"
    OFFICE = "old office file (DOC, WPS, RTF)"  # what LibreOffice has to convert


def kind_of(raw: Raw) -> Kind | None:
    """Return what *raw* is, None for text, pages and what cannot be read at all.

    Raises:
        ReadError: It is an archive that is spoilt, an encrypted office file, or an OFD.
    """
    data = raw.data
    if b"%PDF-" in data[:_PDF_LEEWAY] and (data.startswith(b"%PDF-") or b"\n%PDF-" in data[:_PDF_LEEWAY]):
        return Kind.PDF
    if data.startswith(_ZIP):
        return _zipped(data, raw.place)
    if data.startswith(_OLE):
        return _compound(raw)
    if data.startswith(b"{\\rtf"):
        return Kind.OFFICE
    if raw.suffix == ".csv" or raw.media_type == "text/csv":
        return Kind.CSV
    return None


def is_readable(raw: Raw) -> bool:
    """Tell whether *raw* is a file of a kind that is read here; of archives that can only be told part by part."""
    try:
        return kind_of(raw) not in {None, Kind.ZIP}
    except ReadError:
        return False


def opened(data: bytes, place: str) -> zipfile.ZipFile:
    """Open an archive.

    Raises:
        ReadError: It is spoilt, or lists more than any document has.
    """
    end = data.rfind(_END_OF_DIRECTORY)
    if end >= 0 and len(data) >= end + _END_LENGTH and unpack_from("<I", data, end + 12)[0] > _LARGEST_DIRECTORY:
        raise ReadError(f"{place} is an archive with too many entries; unpack it and give the files in it")
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise ReadError(
            f"{place} is a spoilt archive or office file ({error}); get it again from its origin"
        ) from error


def _zipped(data: bytes, place: str) -> Kind | None:
    with opened(data, place) as archive:
        names = set(archive.namelist())
    if any(name.startswith("word/") for name in names):
        return Kind.DOCX
    if any(name.startswith("xl/") for name in names):
        return Kind.XLSX
    if "mimetype" in names or any(name.startswith("ppt/") for name in names):
        return Kind.OFFICE  # ODT, ODS, PPTX
    if "OFD.xml" in names:
        raise ReadError(
            f"{place} is an OFD, which the plugin ofd reads: switch it on, or save the file as PDF and give that"
        )
    return Kind.ZIP


def _compound(raw: Raw) -> Kind:
    """Tell apart what Microsoft's old container holds, by the names of its streams."""
    if _stream("EncryptedPackage") in raw.data:
        raise ReadError(f"{raw.place} is an encrypted office file; give a copy that opens without a password")
    if _stream("WordDocument") in raw.data:
        return Kind.OFFICE
    if _stream("Workbook") in raw.data or _stream("Book\0") in raw.data or raw.suffix in _SHEETS:
        return Kind.XLS
    return Kind.OFFICE


def _stream(name: str) -> bytes:
    return name.encode("utf-16-le")
