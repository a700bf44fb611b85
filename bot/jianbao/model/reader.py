"""A kind of file that a plugin can read."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FileMarks:
    """How a kind of file is told from others, by bytes alone where they tell.

    Attributes:
        suffix: Of its names, small letters, with the dot: ``.ofd``; it is also what the kind is called.
        begins: With which the file begins; empty when its suffix has to tell.
        holds: What stands somewhere in it besides, in an archive the name of a part.
    """

    suffix: str
    begins: bytes = b""
    holds: bytes = b""

    def fit(self, data: bytes, suffix: str) -> bool:
        """Tell whether a file of these bytes, whose name ends in *suffix*, is of the kind."""
        if not self.begins:
            return suffix == self.suffix and self.holds in data
        return data.startswith(self.begins) and self.holds in data


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """What a plugin says of a kind of file.

    Attributes:
        marks: How it is told.
        read: Takes the bytes and returns the text, a paragraph a line; raises :exc:`~jianbao.errors.ReadError` for a
            file that cannot be read, with what helps.
        html: True when it returns HTML, which is then read like a page.
    """

    marks: FileMarks
    read: Callable[[bytes], str]
    html: bool = False

    @property
    def name(self) -> str:
        """What the kind is called: its suffix."""
        return self.marks.suffix
