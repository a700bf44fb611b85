"""Photos and documents: what may be uploaded, and how it is known afterwards."""

import hashlib
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from jianbao.testing.bot_api.arguments import Arguments, Upload
from jianbao.testing.bot_api.refusal import bad_request

FileKind = Literal["photo", "document"]

MOST_BYTES = 50 * 1024 * 1024  # of an upload; more is refused before it is read
MOST_DOWNLOAD = 20 * 1000 * 1000  # getFile hands out no more
_MOST_PHOTO_BYTES = 10 * 1024 * 1024
_MOST_PIXELS, _MOST_RATIO = 10000, 20  # width + height; the longer side over the shorter


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that Telegram has.

    Attributes:
        kind: A photo is shown, a document is offered for download.
        name: As uploaded.
        mime: Content type.
        data: The bytes, unchanged. (Telegram compresses photos.)
        size: Width and height of a photo, in pixels; zeros for a document.
    """

    kind: FileKind
    name: str
    mime: str
    data: bytes
    size: tuple[int, int] = (0, 0)

    @property
    def unique_id(self) -> str:
        """``file_unique_id``: the same for the same bytes."""
        return "AQAD" + hashlib.sha256(self.data).hexdigest()[:12]

    @property
    def id(self) -> str:
        """``file_id``: sends the file again."""
        return ("AgAC" if self.kind == "photo" else "BQAC") + hashlib.sha256(self.data + self.name.encode()).hexdigest()

    @property
    def path(self) -> str:
        """``file_path``, under which it can be downloaded."""
        return f"{self.kind}s/{self.id}"

    @property
    def fields(self) -> dict[str, Any]:
        """The fields of a message that show the file."""
        common = {"file_id": self.id, "file_unique_id": self.unique_id, "file_size": len(self.data)}
        if self.kind == "photo":
            width, height = self.size
            return {"photo": [common | {"width": width, "height": height}]}
        return {"document": common | {"file_name": self.name, "mime_type": self.mime}}


def take_file(arguments: Arguments, kind: FileKind, known: Mapping[str, StoredFile]) -> StoredFile:
    """Return the file of a call, uploaded or known by its id.

    Raises:
        Refused: There is none, or it is not fit for its kind. Addresses are refused too: nothing leaves loopback.
    """
    upload = arguments.upload(kind)
    if upload:
        return _photo(upload) if kind == "photo" else _document(upload)
    name = arguments.text(kind)
    if name.startswith("attach://") or not name:
        raise bad_request(f"there is no {kind} in the request")
    if name.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    if name not in known:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if known[name].kind != kind:
        raise bad_request(f"can't use file of type {known[name].kind.title()} as {kind.title()}")
    return known[name]


def _document(upload: Upload) -> StoredFile:
    _refuse_empty(upload)
    return StoredFile("document", upload.name, upload.mime or "application/octet-stream", upload.data)


def _photo(upload: Upload) -> StoredFile:
    _refuse_empty(upload)
    if len(upload.data) > _MOST_PHOTO_BYTES:
        raise bad_request(
            f"file of size {len(upload.data)} bytes is too big for a photo; "
            f"the maximum size is {_MOST_PHOTO_BYTES} bytes"
        )
    size = image_size(upload.data)
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    if sum(size) > _MOST_PIXELS or not all(size) or max(size) > _MOST_RATIO * min(size):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return StoredFile("photo", upload.name, upload.mime, upload.data, size)


def _refuse_empty(upload: Upload) -> None:
    if not upload.data:
        raise bad_request("file must be non-empty")


def image_size(data: bytes) -> tuple[int, int] | None:
    """Return width and height of a PNG or JPEG, None for anything else."""
    if data.startswith(b"\x89PNG\r\n\x1a\n") and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return width, height
    return _jpeg_size(data) if data.startswith(b"\xff\xd8") else None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    """Walk a JPEG's segments up to the frame header (SOF0-15, without DHT, JPG and DAC)."""
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4])
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None
