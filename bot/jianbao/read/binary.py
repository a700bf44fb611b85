"""Files that are not text, told by their first bytes, and what to do with them instead."""

from jianbao.errors import ReadError

_SAVE_AS_TEXT = "save its text as .txt or .html and give that"
_OFFICE = f"open it in an office program and {_SAVE_AS_TEXT}"
_UNPACK = "unpack it and give the files in it"
_PICTURE = "a picture has no text layer: run a text recognition on it and give the result"
_WRONG = "give a text, an HTML page or a feed"

# First bytes, what they are, what helps. Longer and rarer first where one begins like another.
_MAGIC = (
    (b"%PDF-", "a PDF", _SAVE_AS_TEXT),
    (b"PK\x03\x04", "a ZIP archive", _UNPACK),
    (b"PK\x05\x06", "an empty ZIP archive", _UNPACK),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office file (DOC, XLS, WPS)", _OFFICE),
    (b"{\\rtf", "a rich text file (RTF)", _OFFICE),
    (b"\x89PNG\r\n\x1a\n", "a PNG image", _PICTURE),
    (b"\xff\xd8\xff", "a JPEG image", _PICTURE),
    (b"GIF87a", "a GIF image", _PICTURE),
    (b"GIF89a", "a GIF image", _PICTURE),
    (b"II*\x00", "a TIFF image", _PICTURE),
    (b"MM\x00*", "a TIFF image", _PICTURE),
    (b"RIFF", "a RIFF file (WebP image, sound or film)", _WRONG),
    (b"Rar!\x1a\x07", "a RAR archive", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", _UNPACK),
    (b"\x1f\x8b\x08", "gzip-compressed data", _UNPACK),
    (b"BZh", "bzip2-compressed data", _UNPACK),
    (b"\xfd7zXZ\x00", "xz-compressed data", _UNPACK),
    (b"\x28\xb5\x2f\xfd", "zstd-compressed data", _UNPACK),
    (b"\x7fELF", "a program", _WRONG),
    (b"MZ\x90\x00", "a program", _WRONG),
    (b"SQLite format 3\x00", "an SQLite database", _WRONG),
    (b"ID3", "a sound file", _WRONG),
    (b"OggS", "a sound or film file", _WRONG),
)
_PDF_LEEWAY = 1024  # readers accept a PDF's mark anywhere in its first KiB
_ZIPPED_OFFICE = ((b"word/", "a Word file (DOCX)"), (b"xl/", "an Excel file (XLSX)"), (b"ppt/", "a slide file (PPTX)"))


def refuse(data: bytes, place: str) -> None:
    """Return quietly when *data* may be text.

    Raises:
        ReadError: It begins like a kind of file that is none; names the kind and the remedy.
    """
    kind = _kind(data)
    if kind is not None:
        raise ReadError(f"{place} is {kind[0]}, not text; {kind[1]}")


def _kind(data: bytes) -> tuple[str, str] | None:
    if data.startswith(b"PK\x03\x04"):
        for mark, name in _ZIPPED_OFFICE:
            if mark in data:
                return name, _OFFICE
    for magic, name, remedy in _MAGIC:
        if data.startswith(magic):
            return name, remedy
    if data[4:8] == b"ftyp":
        return "a film file", _WRONG
    if b"\n%PDF-" in data[:_PDF_LEEWAY]:
        return "a PDF", _SAVE_AS_TEXT
    return None
