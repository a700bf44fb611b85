"""Paragraphs and rows of tables to one text with its article."""

from collections.abc import Iterable

from jianbao.read import lines, roundup, single
from jianbao.read.cut import Cut
from jianbao.read.extracted import Extracted


def document(paragraphs: Iterable[str], entitled: str | None = None) -> Extracted:
    """Return the text of *paragraphs*, one a line, as one article, or as the items of a round-up.

    Args:
        paragraphs: Rows of tables among them, with tabs between their cells.
        entitled: The title to take when the text shows none.
    """
    text = "\n".join(paragraph for paragraph in paragraphs if paragraph.strip())
    split = lines.split(text)
    if not split:
        return Extracted(text, ())
    several = roundup.cuts(split) or []
    if len(several) > 1:
        return Extracted(text, tuple(several))
    cut = single.cut(text, split)
    title = cut.title or entitled
    return Extracted(text, (Cut(title=title, body=cut.body, source=cut.source, published=cut.published),))
