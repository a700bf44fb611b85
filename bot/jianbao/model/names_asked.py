"""Names that a reader asks for in an issuer or a source: one of several, and none of some others."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from jianbao.model.keywords import TooMuchAskedError, plain

MOST_NAMES = 12
LONGEST_NAME = 40  # characters
_QUOTES = str.maketrans("", "", '“”"「」')
_NOT = "-−－"


@dataclass(frozen=True, slots=True)
class NamesAsked:
    """What a name must hold: one of ``wanted``, if there are any, and none of ``never``.

    Written ``民政部|财政部|-办公厅``: ``|`` parts names, ``-`` stands before those that are not wanted. Quotes hold a
    name with blanks together where people write it, and are not kept: nothing but ``|`` parts names.
    """

    wanted: tuple[str, ...] = ()
    never: tuple[str, ...] = ()

    @classmethod
    def parse(cls, written: str) -> Self:
        """Return what was *written*, which may be anything."""
        wanted, never = list[str](), list[str]()
        for each in written.replace("｜", "|").split("|"):
            name = each.translate(_QUOTES).strip()
            bare = " ".join(name.lstrip(_NOT).translate(_QUOTES).split())[:LONGEST_NAME]
            if plain(bare):
                (never if name[0] in _NOT else wanted).append(bare)
        return cls(tuple(dict.fromkeys(wanted)), tuple(dict.fromkeys(never)))

    def __str__(self) -> str:
        return "|".join((*self.wanted, *(f"-{name}" for name in self.never)))

    def __bool__(self) -> bool:
        return bool(self.wanted or self.never)

    def turned(self) -> Self:
        """Return the contrary: what was wanted is not."""
        return type(self)(self.never, self.wanted)

    def joined(self, other: Self) -> Self:
        """Return both together; of a name that is wanted in one and not in the other, the *other* decides.

        Raises:
            TooMuchAskedError: These are more than ``MOST_NAMES``.
        """
        wanted = dict.fromkeys((*(name for name in self.wanted if name not in other.never), *other.wanted))
        never = dict.fromkeys((*(name for name in self.never if name not in other.wanted), *other.never))
        if len(wanted) + len(never) > MOST_NAMES:
            raise TooMuchAskedError(MOST_NAMES, count=len(wanted) + len(never))
        return type(self)(tuple(wanted), tuple(never))


def named(asked: str, said: Sequence[str]) -> bool:
    """Tell whether names fit what is *asked*, as :class:`NamesAsked` writes it; *said* are made by ``plain``."""
    wanted, never = _plain(asked)
    return (not wanted or _any(wanted, said)) and not _any(never, said)


def _any(names: Iterable[str], said: Sequence[str]) -> bool:
    return any(name in each for name in names for each in said)


@lru_cache(maxsize=10_000)
def _plain(asked: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names that are wanted and those that are not: the same few, asked for with every document."""
    names = NamesAsked.parse(asked)
    return tuple(map(plain, names.wanted)), tuple(map(plain, names.never))
