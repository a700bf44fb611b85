"""统一社会信用代码: 18 characters of which the last checks the others (GB 32100-2015)."""

import re
from collections.abc import Iterator
from typing import NamedTuple

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # without I, O, S, V and Z
_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
# 登记管理部门 (5 is civil affairs), 机构类别, six digits of 行政区划, nine of 主体标识, the check character.
_CODE = re.compile(rf"(?<![0-9A-Za-z])[1-9AN][1-9][0-9]{{6}}[{ALPHABET}]{{10}}(?![0-9A-Za-z])")


class Code(NamedTuple):
    """A code as the text has it, its half-open offsets, and whether its check character fits."""

    text: str
    start: int
    end: int
    valid: bool


def find_codes(text: str) -> Iterator[Code]:
    """Yield everything in *text* that has the form of a code."""
    for found in _CODE.finditer(text):
        yield Code(found.group(), found.start(), found.end(), is_valid(found.group()))


def is_valid(code: str) -> bool:
    """Tell whether the check character of an 18-character code fits the others."""
    return len(code) == len(_WEIGHTS) + 1 and set(code) <= set(ALPHABET) and check_character(code) == code[-1]


def check_character(code: str) -> str:
    """Return the check character for the first 17 characters of *code*, all of them of the alphabet."""
    total = sum(ALPHABET.index(character) * weight for character, weight in zip(code, _WEIGHTS, strict=False))
    return ALPHABET[(31 - total % 31) % 31]
