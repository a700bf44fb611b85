"""Text from outside, made harmless to look at: nothing that turns, hides or overprints other text gets through."""

import re
import unicodedata

_MARKS_IN_A_ROW = 3  # more combining marks on one character paint over the lines above and below
_JOINER = "\u200d"  # ZWJ, ZWNJ are part of emoji and of several scripts' spelling; other format characters are not
_KEPT_FORMATS = frozenset({_JOINER, "\u200c"})
_CLAUSE_ENDS = "，。；！？"
_BLANKS = re.compile(r"\s+")
_LATIN = re.compile(r"(?<=[A-Za-z0-9.,;:])\s+(?=[A-Za-z(])|(?<=[A-Za-z])\s+(?=[0-9])")


def clean(text: str) -> str:
    """Return *text* on one line without control, bidirectional, invisible and stacked characters.

    Blanks and line breaks of any kind become one blank. Lone surrogates, which no encoding can carry, become U+FFFD.
    """
    kept: list[str] = []
    marks = 0
    for character in text:
        category = unicodedata.category(character)
        marks = marks + 1 if category in {"Mn", "Me"} else 0
        if marks > _MARKS_IN_A_ROW or (category in {"Cf", "Cn"} and character not in _KEPT_FORMATS):
            continue
        kept.append(_SUBSTITUTES.get(category, character))
    return _BLANKS.sub(" ", "".join(kept)).strip()


_SUBSTITUTES = {"Cc": " ", "Zl": " ", "Zp": " ", "Zs": " ", "Cs": "\ufffd", "Co": "\ufffd"}


def squeeze(text: str) -> str:
    """Return *text* cleaned and without the blanks of its typesetting; those between Latin words stay."""
    return _BLANKS.sub("", _LATIN.sub("\x00", clean(text))).replace("\x00", " ")


def clip(text: str, limit: int) -> str:
    """Return *text*, or as many of its clauses as *limit* characters hold, or its first characters, and an ellipsis."""
    if len(text) <= limit:
        return text
    clause = max(text.rfind(mark, limit // 3, limit) for mark in _CLAUSE_ENDS)
    return text[: clause if clause > 0 else limit].rstrip() + "…"
