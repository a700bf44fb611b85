"""Text that knows where it came from."""

from bisect import bisect_right
from dataclasses import dataclass
from typing import NamedTuple


class Span(NamedTuple):
    """A half-open range of code-point offsets into a document's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    r"""Running text with its hard wraps undone, and the way back to the text it was taken from.

    ``text`` is what rules read: no line break inside a sentence, no blank between a number and its unit;
    paragraphs end with one ``\n``. Offsets that reach a reader are those of the original, through :meth:`span`.

    Attributes:
        text: The clean text.
        starts: Offsets in ``text`` at which a run of characters taken over unchanged begins; ascending, first is 0.
        origins: For each of ``starts``, the offset of that run in the original.
    """

    text: str
    starts: tuple[int, ...] = (0,)
    origins: tuple[int, ...] = (0,)

    @classmethod
    def whole(cls, text: str) -> "Passage":
        """Take *text* as it is."""
        return cls(text)

    def origin(self, offset: int) -> int:
        """Return where the character at *offset* of the clean text stands in the original."""
        run = bisect_right(self.starts, offset) - 1
        return self.origins[run] + offset - self.starts[run]

    def span(self, start: int, end: int) -> Span:
        """Return the original's span of the clean text's non-empty ``[start, end)``: dropped blanks inside included."""
        return Span(self.origin(start), self.origin(end - 1) + 1)
