"""Dates by which something has to be done: 2019年4月底前完成, 力争到2027年实现, 预计2024年底建成."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass

from jianbao.chinese import times
from jianbao.model import Deadline

_YEAR = r"(?:(?:19|20)[0-9]{2}\s*年|今年|明年|本年度?)"
_MONTH = r"(?:1[0-2]|0?[1-9])\s*月份?"
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9])\s*[日号]"
_PLAN = r"“?十[四五六]五”?(?:规划)?(?:期)?末"
_DATE = rf"(?:{_YEAR}?\s*{_MONTH}\s*(?:{_DAY}|[底末])?|{_YEAR}\s*(?:年?[底末]|年内)?|年内(?!蒙古)|年底|{_PLAN})"
_DASH = r"\s*(?:[―—–－～~-]+|至|到)\s*"

_ASKED = r"(?:力争|确保|预计|计划|要求|目标(?:是|为)?|拟|争取|务必|必须|原则上|应当?|须|将)"
_DONE = (
    r"(?:完成|实现|建成|达到|建立|形成|通车|开通|通航|投产|投运|投用|竣工|交付|覆盖|开工|复工|健全|报送|上报|提交|报(?:我|省|市|民政|国务院)|"
    r"办结|到位|整改|取缔|脱钩|建设|填报|申报|报名|备案|办理|培育|消除|解决|清零|落实|构建|定型|成型|规范|制定|送达|打入|拨付|发放|确定|选定|公布|移交|转移|安置|注销|换届|签订|退还|返还|偿还|提升|提高|增长|下降|控制|不低于|超过|普及|满足)"
)
_DONE_SOON = r"(?:完成|实现|建成|通车|开通|通航|投产|投运|投用|竣工|交付|开工|复工|基本建立|全面建立)"
_NO_DATE_YET = r"(?!\s*(?:以来|起|开始|期间|上[线半]|[上中]旬|[0-9、]|[和与及]|度|[底末内]|份))"

# 2019年4月底前完成: the plainest form; 2012年前成立的 tells of the past.
_BEFORE = re.compile(rf"(?P<quote>{_DATE}\s*(?:之前|以前|前))(?=(?P<what>[^。；\n]{{0,60}}))")
# 到2027年…实现, 力争2025年…完成, 预计今年9月建成, 确保3月份复工
_BY = re.compile(
    rf"(?:(?<=[到至])(?<![截起0-9月日年）)升降加少长高低大展][到至])|{_ASKED}(?:[在于]|到|至)?)\s*"
    rf"(?P<quote>{_DATE}){_NO_DATE_YET}(?=(?P<what>[^。；\n]{{0,80}}))"
)
# 今年年内完成
_WITHIN = re.compile(
    rf"(?P<quote>(?:今年)?(?:年内(?!蒙古)|年底))(?=(?P<what>[^。；\n，]{{0,12}}?{_DONE_SOON}[^。；\n]{{0,40}}))"
)
# 报名截止时间为2017年12月10日
_CLOSING = re.compile(
    rf"截止(?:时间|日期)?\s*[为是至到：:]?\s*(?P<quote>{_YEAR}?\s*{_MONTH}\s*{_DAY})(?=(?P<what>[^。；\n]{{0,40}}))"
)
# 即日起至2023年3月31日17时，…逾期不予受理
_WINDOW = re.compile(
    rf"(?:即日|[发公]布之日|印发之日)起?(?:至|到|—|-)\s*(?P<quote>{_YEAR}?\s*{_MONTH}\s*{_DAY})(?=(?P<what>[^。；\n]{{0,60}}))"
)
# 第一阶段…：1997年4―6月，由…: a timetable gives each step its months.
_STEP = re.compile(
    rf"(?P<quote>(?P<year>(?:19|20)[0-9]{{2}})\s*年\s*[0-9]{{1,2}}\s*(?:月\s*)?{_DASH}(?P<last>(?:(?:19|20)[0-9]{{2}}\s*年\s*)?{_MONTH}))"
    rf"(?!\s*[0-9])(?=(?P<what>[^。\n]{{0,80}}))"
)
_TIMETABLE = re.compile(r"阶段|步骤|时限|进度安排|时间安排|工作安排")
_TIMETABLE_WITHIN = 60  # characters before a step that call it one
_TOLD = re.compile(r"已(?!经?批准)|共有|累计|曾|截至|截止|数据显示|成立于|以来")
_PAST_BEFORE = re.compile(r"[^，。]{0,12}(?:成立|出生|建立|登记|参加|取得|印发|出台|毕业|退休|建成)的")


_SAYS_SOMETHING = 6  # characters of words that stand for themselves
_LONGEST_SENTENCE = 300  # characters looked at on either side of a date


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    deadline: Deadline


def read(text: str, published: str | None = None) -> tuple[Deadline, ...]:
    """Return what *text* wants done by when, in its order.

    Args:
        text: Clean running text.
        published: ISO date that 今年 and 9月 are counted from; without it they become ``--09`` and ``--12-31``.
    """
    kept: list[_Hit] = []
    for hit in sorted(_hits(text, published), key=lambda hit: (hit.start, -hit.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return tuple(hit.deadline for hit in kept)


def _hits(text: str, published: str | None) -> Iterator[_Hit]:
    for found in _STEP.finditer(text):
        if _TIMETABLE.search(text[max(0, found.start() - _TIMETABLE_WITHIN) : found.end()]):
            date = _date(found["last"], found["year"])
            yield _hit(text, found, date)
    for closing in (_CLOSING, _WINDOW):
        for found in closing.finditer(text):
            yield _hit(text, found, _date(found["quote"], published))
    past = times.latest_past(text, times.find(text)) or ""
    for pattern in (_BEFORE, _BY, _WITHIN):
        for found in pattern.finditer(text):
            date = _date(found["quote"], published)
            over = bool(date) and not date.startswith("-") and times.end_of(date) <= past
            if date and not over and _is_wanted(pattern, found, text, published, date):
                yield _hit(text, found, date)


def _hit(text: str, found: re.Match[str], date: str) -> _Hit:
    deadline = Deadline(quote=found["quote"], date=date, what=_what(found["what"], _sentence(text, found.start())))
    return _Hit(*found.span("quote"), deadline)


def _is_wanted(pattern: re.Pattern[str], found: re.Match[str], text: str, published: str | None, date: str) -> bool:
    """Tell a demand or a plan from a report of the past."""
    what = found["what"]
    if not re.search(_DONE, what) or (published and not date.startswith("-") and date[:4] < published[:4]):
        return False
    if pattern is _BEFORE:
        return not _PAST_BEFORE.match(what)
    clause = _sentence(text, found.start())
    asked = re.search(_ASKED, clause) is not None
    return asked or not _TOLD.search(clause)


def _sentence(text: str, at: int) -> str:
    first, last = max(0, at - _LONGEST_SENTENCE), at + _LONGEST_SENTENCE
    start = max(first, *(text.rfind(mark, first, at) + 1 for mark in "。；\n"))
    ends = [end for mark in "。；\n" if (end := text.find(mark, at, last)) >= 0]
    return text[start : min(ends, default=last)].strip()


def _what(behind: str, sentence: str) -> str:
    """Return what has to be done: the words behind the date, or the whole sentence where the date ends it."""
    words = re.split(r"，(?=[^，]{0,6}(?:(?:19|20)[0-9]{2}|今年|明年))", behind)[0].strip(" ，,、：")
    return words if len(words) >= _SAYS_SOMETHING else sentence


def _date(words: str, today: str | None) -> str:
    """Return the last day, month or year that *words* allow, like ``Deadline.date``; ``""`` when they give none."""
    if plan := re.search("十([四五六])五", words):
        return f"{2025 + 5 * '四五六'.index(plan[1])}-12-31"
    named = re.search("(?:19|20)[0-9]{2}", words)
    year = named[0] if named else f"{int(today[:4]) + ('明年' in words):04d}" if today else "-"
    month = re.search(r"([0-9]{1,2})\s*月", words)
    if month:
        return _in_month(year, int(month[1]), words)
    if re.search("年内|年?[底末]", words):
        return f"{year}-12-31"
    return year if year != "-" else ""


def _in_month(year: str, month: int, words: str) -> str:
    if day := re.search(r"月\s*([0-9]{1,2})\s*[日号]", words):
        return f"{year}-{month:02d}-{int(day[1]):02d}"
    if re.search(r"月份?\s*[底末]", words):
        return f"{year}-{month:02d}-{monthrange(int(year) if year != '-' else 2001, month)[1]:02d}"
    return f"{year}-{month:02d}"
