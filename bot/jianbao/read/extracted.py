"""What was taken out of a file that is no text: its words in reading order, and where its articles stand in them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from jianbao.model import Span
from jianbao.read.cut import Cut


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of a file and its articles.

    Attributes:
        text: All of it, one paragraph a line, cells of a table's row parted by tabs.
        cuts: The articles; their spans count the code points of ``text``.
    """

    text: str
    cuts: tuple[Cut, ...]

    @classmethod
    def joined(cls, parts: Iterable["Extracted"]) -> "Extracted":
        """Put texts one under the other."""
        texts: list[str] = []
        cuts: list[Cut] = []
        start = 0
        for part in parts:
            texts.append(part.text)
            cuts += _moved(part.cuts, start)
            start += len(part.text) + 2
        return cls("\n\n".join(texts), tuple(cuts))


def _moved(cuts: Iterable[Cut], by: int) -> Iterator[Cut]:
    for cut in cuts:
        yield replace(cut, body=tuple(Span(start + by, end + by) for start, end in cut.body))
