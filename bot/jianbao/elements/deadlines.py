"""Dates by which something has to be done: 2019年4月底前完成, 力争到2027年实现, 预计2024年底建成."""

import re
from calendar import monthrange
from collections.abc import Iterator

from jianbao.model import Deadline

_YEAR = r"(?:19|20)[0-9]{2}\s*年|今年|明年|本年"
_MONTH = r"(?:1[0-2]|0?[1-9])\s*月份?"
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9])\s*[日号]"
_DATE = rf"(?:(?:{_YEAR})?\s*(?:{_MONTH})\s*(?:{_DAY}|[底末])?|(?:{_YEAR})\s*(?:年?[底末]|年内)?|年内|年底|“?十[四五六]五”?末)"
_DASH = r"\s*(?:―+|—+|–|-|－|～|~|至|到)\s*"
_DONE = (
    r"(?:完成|实现|建成|达到|建立|形成|通车|开通|通航|投产|投用|竣工|全覆盖|开工|复工|健全|报送|上报|提交|报(?:我|省|市|民政|国务院)|"
    r"办结|到位|整改|取缔|脱钩|建设|培育|消除|解决|清零)"
)
_WANTED = r"(?:力争|确保|预计|计划|要求|目标是?|拟|争取|务必|必须|原则上|应当?|须|将|于|在)"

_BEFORE = re.compile(rf"(?P<quote>(?:{_DATE})\s*(?:之前|以前|前))(?P<what>[^。；\n]{{0,60}})")
_BY = re.compile(
    rf"(?P<want>{_WANTED})\s*(?P<quote>[到至在]?\s*(?:{_DATE}))(?!\s*(?:以来|起|开始|期间|上[线半]|中旬|[0-9]))(?P<what>[^。；\n]{{0,80}})"
)
_STAGE = re.compile(
    rf"(?:^|\n|[。；：:])[^。；\n]{{0,20}}?(?P<quote>(?P<first>{_DATE}){_DASH}(?P<last>{_DATE}))(?P<what>[^。\n]{{0,60}})"
)
_TO = re.compile(
    rf"(?<![截自])(?P<quote>到\s*(?:{_YEAR}|“?十[四五六]五”?末)(?:年?[底末])?)\s*[，,]?(?P<what>[^。；\n]{{0,80}})"
)
_WITHIN = re.compile(r"(?P<quote>(?:今年)?年内)(?P<what>[^。；\n]{0,40})")
_STAGED = re.compile(r"阶段|步骤|时限|部署|安排|由|开展")
_PAST = re.compile(r"已|共有|累计|截至|当时|曾|了")


def deadlines(text: str, published: str | None = None) -> tuple[Deadline, ...]:
    """Return what *text* wants done by when, in its order, each date once for each thing to do.

    Args:
        text: Clean running text.
        published: ISO date that 今年 and 9月 are counted from; without it they become ``--09`` and ``--12-31``.
    """
    found = sorted(_found(text, published), key=lambda entry: entry[0])
    kept: list[tuple[int, int, Deadline]] = []
    for start, end, deadline in found:
        if not kept or start >= kept[-1][1]:
            kept.append((start, end, deadline))
    return tuple(deadline for _, _, deadline in kept)


def _found(text: str, published: str | None) -> Iterator[tuple[int, int, Deadline]]:
    for pattern in (_BEFORE, _BY, _TO, _STAGE, _WITHIN):
        for match in pattern.finditer(text):
            deadline = _deadline(pattern, match, text, published)
            if deadline:
                yield match.start("quote"), match.end("quote"), deadline


def _deadline(pattern: re.Pattern[str], match: re.Match[str], text: str, published: str | None) -> Deadline | None:
    quote, what = match["quote"], match["what"]
    sentence = _sentence(text, match.start("quote"))
    clause = what.partition("。")[0]
    if pattern is _STAGE:
        if not _STAGED.search(sentence + text[max(0, match.start() - 30) : match.start()]):
            return None
        date = (
            _date(match["last"], published)
            if re.search(_YEAR, match["last"])
            else _date(_year_of(match["first"]) + match["last"], published)
        )
    else:
        date = _date(quote, published)
        if not re.search(_DONE, clause) or _is_past(sentence, date, published):
            return None
    return Deadline(quote=quote, date=date, what=_what(clause, sentence)) if date else None


def _year_of(words: str) -> str:
    found = re.search(_YEAR, words)
    return found[0] if found else ""


def _is_past(sentence: str, date: str | None, published: str | None) -> bool:
    if date and published and not date.startswith("-") and date[:4] < published[:4]:
        return True
    return bool(_PAST.search(sentence)) and not re.search(_WANTED[:-5] + ")", sentence)


def _sentence(text: str, at: int) -> str:
    start = max(text.rfind(mark, 0, at) for mark in "。；\n") + 1
    ends = [end for mark in "。；\n" if (end := text.find(mark, at)) >= 0]
    return text[start : min(ends, default=len(text))]


def _what(clause: str, sentence: str) -> str:
    words = clause.strip(" ，,、")
    return words if len(words) >= 6 else sentence.strip()


def _date(words: str, published: str | None) -> str | None:
    """Return the last day, month or year that *words* allow, like :attr:`jianbao.Deadline.date`."""
    plan = re.search(r"十([四五六])五", words)
    if plan:
        return f"{2025 + 5 * '四五六'.index(plan[1])}-12-31"
    named = re.search(r"((?:19|20)[0-9]{2})", words)
    year = int(named[1]) if named else None
    if year is None and published:
        year = int(published[:4]) + ("明年" in words)
    if re.search(r"年?内", words) or re.search(r"年?[底末]", re.sub(_MONTH + r"\s*[底末]", "", words)):
        return f"{_written(year)}-12-31"
    month = re.search(r"([0-9]{1,2})\s*月", words)
    if not month:
        return f"{year:04d}" if year else None
    return _in_month(year, int(month[1]), words)


def _in_month(year: int | None, month: int, words: str) -> str:
    day = re.search(r"月\s*([0-9]{1,2})\s*[日号]", words)
    if day:
        return f"{_written(year)}-{month:02d}-{int(day[1]):02d}"
    if re.search(r"月份?\s*[底末]", words):
        return f"{_written(year)}-{month:02d}-{monthrange(year or 2001, month)[1]:02d}"
    return f"{_written(year)}-{month:02d}"


def _written(year: int | None) -> str:
    return f"{year:04d}" if year else "-"
