"""Whole dates as they stand at the end of documents and under headlines."""

import re

from jianbao.chinese.numerals import DIGITS, read_chinese

_YEAR = r"(?:19|20)[0-9]{2}|[一二][〇零○Ｏ0O九一二三四五六七八]{3}"
_NUMBER = r"[0-9]{1,2}|[一二三四五六七八九十]{1,3}"
DATE = (
    rf"(?:{_YEAR})\s*年\s*(?:{_NUMBER})\s*月\s*(?:{_NUMBER})\s*日"
    r"|(?:19|20)[0-9]{2}[-/.][0-9]{1,2}[-/.][0-9]{1,2}(?![0-9])"
)
"""A day with its year: 2022年9月30日, 二〇二二年九月三十日, 2022-09-30."""

MONTH = rf"(?:{_YEAR})\s*年\s*(?:{_NUMBER})\s*月"
"""A month with its year, as some documents are signed."""

_PARTS = re.compile(rf"(?P<year>{_YEAR})\s*[年\-/.]\s*(?P<month>{_NUMBER})\s*[月\-/.]\s*(?P<day>{_NUMBER})")


def iso_date(words: str) -> str | None:
    """Return the ISO form of the first :data:`DATE` in *words*, None when there is none or no such day."""
    found = _PARTS.search(words)
    if not found:
        return None
    year, month, day = (_number(found[part]) for part in ("year", "month", "day"))
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return f"{year:04d}-{month:02d}-{day:02d}"


def _number(words: str) -> int:
    if words.isdecimal():
        return int(words)
    zeros = re.sub("[Ｏ0O]", "〇", words)
    if len(zeros) == 4:
        return int("".join(str(DIGITS[character]) for character in zeros))
    read = read_chinese(zeros)
    return int(read.value) if read and not isinstance(read.value, tuple) else 0
