"""Plain text to articles: a newspaper page, a round-up or one document."""

from jianbao.model import Article
from jianbao.read import lines, newspaper, roundup, single
from jianbao.read.cut import Cut


def articles(text: str) -> tuple[Article, ...]:
    """Return the articles of *text*, in its order; every span counts its code points.

    A text of columns or items in which only one article is found is one document, with all that is in it.
    """
    return tuple(cut.article(text) for cut in cuts(text))


def cuts(text: str) -> list[Cut]:
    """Return where the articles of *text* stand."""
    split = lines.split(text)
    if not split:
        return []
    several = newspaper.cuts(split) if newspaper.looks_wrapped(split) else roundup.cuts(split)
    return several if several and len(several) > 1 else [single.cut(text, split)]
