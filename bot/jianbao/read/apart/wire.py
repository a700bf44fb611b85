"""What is said between the keeper and its helper: one line of JSON and the file's bytes there, JSON back."""

import json
from dataclasses import dataclass
from struct import Struct
from typing import Any

from jianbao.model import Span
from jianbao.read.cut import Cut
from jianbao.read.extracted import Extracted

LENGTH = Struct(">Q")  # bytes of the answer that follows


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A file to be read.

    Attributes:
        kind: A :class:`jianbao.read.kinds.Kind`'s value.
        place: How messages call it.
        size: Bytes that follow.
        seconds: Of processor time that it may take.
    """

    kind: str
    place: str
    size: int
    seconds: int

    def encode(self) -> bytes:
        """Return the line that goes before the bytes."""
        said = {"kind": self.kind, "place": self.place, "size": self.size, "seconds": self.seconds}
        return json.dumps(said).encode() + b"\n"

    @classmethod
    def decode(cls, line: bytes) -> "Question":
        """Read such a line."""
        return cls(**json.loads(line))


def answer(found: Extracted | str) -> bytes:
    """Return what the helper says: what it found, or what was wrong."""
    said: Any = (
        {"wrong": found} if isinstance(found, str) else {"text": found.text, "cuts": list(map(_said, found.cuts))}
    )
    data = json.dumps(said).encode()
    return LENGTH.pack(len(data)) + data


def understood(data: bytes) -> Extracted | str:
    """Read what stands behind the length of an answer."""
    said = json.loads(data)
    if "wrong" in said:
        return str(said["wrong"])
    return Extracted(said["text"], tuple(map(_cut, said["cuts"])))


def _said(cut: Cut) -> dict[str, Any]:
    return {"title": cut.title, "body": cut.body, "source": cut.source, "published": cut.published}


def _cut(said: dict[str, Any]) -> Cut:
    body = tuple(Span(start, end) for start, end in said["body"])
    return Cut(title=said["title"], body=body, source=said["source"], published=said["published"])
