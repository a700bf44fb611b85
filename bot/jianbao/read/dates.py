"""Dates as pages, feeds and lists print them, as ISO days; what cannot be read with certainty is None.

Chinese sites mean Chinese time: a moment without a zone, and CST, are at +08:00.
"""

import re
from datetime import date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from unicodedata import normalize

CHINA = timezone(timedelta(hours=8))

_CN = "〇零○Ｏ一二三四五六七八九十"
_DIGIT = {
    character: str(value)
    for value, characters in enumerate(("〇零○", *"一二三四五六七八九"))
    for character in characters
}
_YEAR = r"(?P<y>(?:19|20)[0-9]{2})"
_DAY_SHAPES = (
    re.compile(_YEAR + r"\s*年\s*(?P<m>[01]?[0-9])\s*月\s*(?P<d>[0-3]?[0-9])\s*日?"),
    re.compile(_YEAR + r"\s*(?P<s>[-/.．]|—+|–)\s*(?P<m>[01]?[0-9])\s*(?P=s)\s*(?P<d>[0-3]?[0-9])(?![0-9])"),
    re.compile(r"(?<![0-9])" + _YEAR + r"(?P<m>[01][0-9])(?P<d>[0-3][0-9])(?![0-9])"),
    re.compile(r"(?P<y>[" + _CN + r"]{4})年(?P<m>[" + _CN + r"]{1,3})月(?P<d>[" + _CN + r"]{1,3})日"),
)
_NO_YEAR = re.compile(r"(?<![0-9年/.:：-])(?P<m>[01]?[0-9])\s*(?:[-/]|月)\s*(?P<d>[0-3]?[0-9])日?(?![0-9年/:：-])")
_CLOCK = re.compile(r"(?<![0-9:])(?P<h>[0-2]?[0-9])[:：](?P<min>[0-5][0-9])(?:[:：][0-5][0-9])?")
_MADE_PUBLIC = r"(?:发布|发表|更新|公开|刊登|成文|印发|上网|发文|生成)"
_LABEL = re.compile(
    # 报名时间, 截止日期 and a sentence's 于 say of something else when it is.
    rf"(?:{_MADE_PUBLIC}|(?<![\u4e00-\u9fff]))(?:日期|时间)\s*[：:]?\s*|{_MADE_PUBLIC}于\s*[：:]?\s*|发布\s*[：:]\s*"
)
_ZONED = re.compile(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:.]+\s*(?:Z|[+-][0-9]{2}:?[0-9]{2})$")
_AGO = re.compile(r"(?<![0-9])(?P<n>[0-9]++)\s*+(?P<unit>分钟|小时|天|周)\s*前|(?P<word>刚刚|今天|昨天|前天)")


def find(words: str, today: date | None = None) -> str | None:
    """Return the first day in *words*.

    Args:
        words: Any short text: a list's date column, a line under a title, the value of a metadata field.
        today: Day to count from for 09-30 and 3天前; without it those give None. A day without a year is the latest one
            that is not after it.
    """
    clean = normalize("NFKC", words).replace("\u200b", "")
    found = [(match.start(), day) for shape in _DAY_SHAPES if (match := shape.search(clean)) and (day := _day(match))]
    if found:
        return min(found)[1]
    return _relative(clean, today) if today else None


def only(words: str) -> bool:
    """Tell whether *words* are a date and nothing else."""
    clean = _CLOCK.sub("", normalize("NFKC", words)).strip(" []()【】")
    return any((match := shape.fullmatch(clean)) and _day(match) for shape in _DAY_SHAPES)


def leading(words: str) -> bool:
    """Tell whether *words* begin with a date: a line of a law's history, a dateline."""
    clean = normalize("NFKC", words)
    return any(shape.match(clean) for shape in _DAY_SHAPES)


def labelled(words: str) -> str | None:
    """Return the day that follows a label such as 发布时间：."""
    for label in _LABEL.finditer(words):
        if day := find(words[label.end() : label.end() + 24]):
            return day
    return None


def with_clock(words: str) -> str | None:
    """Return the first day that a time of day follows: what a page prints for its publication."""
    clean = normalize("NFKC", words)
    for shape in _DAY_SHAPES:
        for match in shape.finditer(clean):
            if _CLOCK.match(clean[match.end() :].lstrip()) and (day := _day(match)):
                return day
    return None


def moment(words: str, today: date | None = None) -> str | None:
    """Return the day, in Chinese time, of a feed's time stamp; RFC 822 and ISO 8601 with a zone are understood too."""
    stamp = words.strip()
    if _ZONED.search(stamp):
        try:
            return (
                datetime.fromisoformat(stamp.replace(" ", "T", 1).replace(" ", "")).astimezone(CHINA).date().isoformat()
            )
        except ValueError:
            pass
    if day := find(stamp, today):
        return day
    clean = re.sub(r"(?<=[0-9]{2})(?=[+-][0-9]{4}$)", " ", stamp)
    # CST stands for China here; the standard library, after RFC 822, would read it as Central time.
    clean = re.sub(r"\bCST\b", "+0800", clean)
    try:
        sent = parsedate_to_datetime(clean if ":" in clean else f"{clean} 00:00")
    except (ValueError, TypeError, IndexError):
        return None
    return (sent if sent.tzinfo else sent.replace(tzinfo=CHINA)).astimezone(CHINA).date().isoformat()


def _day(match: re.Match[str]) -> str | None:
    try:
        return date(_number(match["y"]), _number(match["m"]), _number(match["d"])).isoformat()
    except ValueError:
        return None


def _number(words: str) -> int:
    """Read 2022, 二〇二二, 十, 二十一."""
    if words.isdigit():
        return int(words)
    if len(words) == 4 and "十" not in words:
        return int("".join(_DIGIT[character] for character in words))
    tens, ten, ones = words.partition("十")
    if not ten:
        return int("".join(_DIGIT[character] for character in words))
    return 10 * (int(_DIGIT[tens]) if tens else 1) + (int(_DIGIT[ones]) if ones else 0)


def _relative(words: str, today: date) -> str | None:
    if ago := _AGO.search(words):
        return (today - _distance(ago)).isoformat()
    if match := _NO_YEAR.search(words):
        for year in (today.year, today.year - 1):
            try:
                day = date(year, int(match["m"]), int(match["d"]))
            except ValueError:
                continue
            if day <= today:
                return day.isoformat()
    return None


def _distance(ago: re.Match[str]) -> timedelta:
    if ago["word"]:
        return timedelta(days={"刚刚": 0, "今天": 0, "昨天": 1, "前天": 2}[ago["word"]])
    days = {"分钟": 0, "小时": 0, "天": 1, "周": 7}[ago["unit"]]
    return timedelta(days=days * min(int(ago["n"][:4]), 1000))
