"""Plain text to articles: a newspaper page, a round-up or one document."""

import re
from collections.abc import Sequence

from jianbao.model import Article
from jianbao.read import lines, newspaper, roundup, single
from jianbao.read.cut import Cut
from jianbao.read.lines import Line
from jianbao.read.marks import is_doc_number

_SECTION = re.compile(r"(?:第(?P<article>[一二三四五])[章条]|(?P<section>[一二三四五])、)")
_TOP = 8  # lines in which a document shows its number
_COUNT = "一二三"  # in this order at the beginning of lines: the sections of one document


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
    several = _several(split) or []
    return several if len(several) > 1 else [single.cut(text, split)]


def _several(split: Sequence[Line]) -> list[Cut] | None:
    if not newspaper.looks_wrapped(split):
        return roundup.cuts(split)
    if _is_official(split) or _has_sections(split):
        return None
    found = newspaper.cuts(split)
    titled = sum(cut.title is not None for cut in found)
    # Tables and lists break like columns too; what cuts a page well finds headlines for most of its articles.
    return found if 2 * titled >= len(found) else None


def _is_official(split: Sequence[Line]) -> bool:
    """Tell whether a 发文字号 stands at the top: what follows is one document, however narrow it was set."""
    return any(is_doc_number(line.text) for line in split[:_TOP])


def _has_sections(split: Sequence[Line]) -> bool:
    """Tell whether the lines count sections or articles from the first on; a page's columns do so by chance only."""
    for kind in ("section", "article"):
        counted = 0
        for before, line in zip((None, *split), split, strict=False):
            found = _SECTION.match(line.text)
            begins = before is None or before.ends_sentence or line.gap > 0 or line.indented or not before.stays_open
            if found and begins and found[kind] == _COUNT[counted]:
                counted += 1
            if counted == len(_COUNT):
                return True
    return False
