"""Sentences with a number in them: the form that the number asks for, and the number as its language writes it.

Which form a number asks for is CLDR's rule, by Babel: English has ``one`` and ``other``, Chinese ``other`` alone.
"""

from dataclasses import dataclass
from functools import cache

from babel import Locale
from babel.numbers import format_decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A sentence about a number, which stands in it as ``{count}``.

    Attributes:
        language: ``zh`` or ``en``.
        other: The form of most numbers.
        one: That of 1, where the language tells them apart; empty where it does not.
    """

    language: str
    other: str
    one: str = ""

    def format(self, *, count: int, **values: object) -> str:
        """Return the form for *count* with everything filled in; ``1,234`` with the separators of the language."""
        form = self.one if self.one and _locale(self.language).plural_form(count) == "one" else self.other
        return form.format(count=number(count, self.language), **values)


def number(value: int, language: str) -> str:
    """Return *value* with the separators of the language."""
    return format_decimal(value, locale=_locale(language))


@cache
def _locale(language: str) -> Locale:
    return Locale.parse({"zh": "zh_Hans_CN"}.get(language, language))
