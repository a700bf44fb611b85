"""Words that a reader wants in a document, or does not: no regular expressions, nothing that could take long."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

MOST_WORDS = 12
LONGEST_WORD = 30  # characters
_QUOTES = '“”"「」'
_PHRASE, _WORD = r"[“\"「][^”\"」]{1,99}[”\"」]", r"[^\s|｜“\"「]+"
# Bounded, so that no message takes long. Phrases stand between | like words: 慈善|“乡村 振兴”.
_TERM = re.compile(rf"(?P<no>[-−－])?(?P<said>[|｜]{{0,9}}(?:(?:{_PHRASE}|{_WORD})[|｜]*)+)")
_SAID = re.compile(rf"(?P<phrase>{_PHRASE})|(?P<word>{_WORD})")
_UNQUOTED = str.maketrans("", "", _QUOTES)  # quotes hold words together, and are never looked for
_LONE = frozenset("-−－")
_BLANKS = re.compile(r"\s+")


def plain(text: str) -> str:
    """Return *text* as words are looked for in it: without blanks, without case, full-width as half-width."""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text)).casefold()


class TooMuchAskedError(ValueError):
    """Somebody asks for more words or names than a wish holds, or for a longer one.

    Attributes:
        most: How many there may be, or of how many characters.
        count: How many there are; 0 when one of them is too long.
        word: The beginning of the one that is too long.
    """

    def __init__(self, most: int, *, count: int = 0, word: str = "") -> None:
        self.most, self.count, self.word = most, count, word
        super().__init__(f"“{word}…” is longer than {most} characters" if word else f"{count} of {most} at most")


@dataclass(frozen=True, slots=True)
class Keywords:
    """What a text must hold: of each group in ``every`` at least one word, and none of ``never``.

    Written ``基金会 慈善|“乡村 振兴” -招聘``: blanks part groups, ``|`` parts words of a group, ``-`` is for words
    that must not stand there, quotes keep a phrase together.
    """

    every: tuple[tuple[str, ...], ...] = ()
    never: tuple[str, ...] = ()

    @classmethod
    def parse(cls, words: str) -> Self:
        """Return what *words* say.

        Raises:
            TooMuchAskedError: There are more than ``MOST_WORDS`` of them, or one is longer than ``LONGEST_WORD``.
        """
        every: list[tuple[str, ...]] = []
        never: list[str] = []
        for term in _TERM.finditer(words):
            said = (each.group().translate(_UNQUOTED) for each in _SAID.finditer(term["said"]))
            kept = tuple(dict.fromkeys(" ".join(each.split()) for each in said if plain(each)))
            if term["no"]:
                never += kept
            elif kept and term.group() not in _LONE:
                every.append(kept)
        _check([*never, *(word for group in every for word in group)])
        return cls(tuple(dict.fromkeys(every)), tuple(dict.fromkeys(never)))

    def __bool__(self) -> bool:
        return bool(self.every or self.never)

    def __str__(self) -> str:
        groups = ["|".join(map(_quoted, group)) if len(group) > 1 else _quoted(group[0]) for group in self.every]
        return " ".join((*groups, *(f"-{_quoted(word)}" for word in self.never)))

    def fit(self, text: str) -> bool:
        """Tell whether *text*, made by :func:`plain`, holds what it must and nothing that it must not."""
        return self.missing(text) is None

    def missing(self, text: str) -> str | None:
        """Return the first condition that *text*, made by :func:`plain`, does not meet, as it is written; else None."""
        for group in self.every:
            if not any(plain(word) in text for word in group):
                return "|".join(group)
        return next((f"-{word}" for word in self.never if plain(word) in text), None)


NO_WORDS = Keywords()


def _check(words: Sequence[str]) -> None:
    if len(words) > MOST_WORDS:
        raise TooMuchAskedError(MOST_WORDS, count=len(words))
    if long := next((word for word in words if len(word) > LONGEST_WORD), None):
        raise TooMuchAskedError(LONGEST_WORD, word=long[:LONGEST_WORD])


def _quoted(word: str) -> str:
    return f"“{word}”" if re.search(r"[\s|｜]|^[-−－]", word) else word
