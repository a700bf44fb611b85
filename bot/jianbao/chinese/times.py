"""Time expressions of official prose, as the strings that the record uses.

A date is ``2021-12-31``, a month ``2022-09``, a year ``2022``, a quarter ``2022-Q3``, a period ``2020/2021``. 年底,
年末 and 月底 are the last day (国家统计局's 时点 figures are counted on it). Words like 今年 or 上年 need a day to
count from; without one the expression is found but has no value.
"""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from jianbao.chinese.numerals import DIGITS, read_chinese


class Role(Enum):
    """How the words put the time."""

    AT = "at"  # 截至2021年底, 2021年
    SPAN = "span"  # 全年, 2021年以来, “十四五”期间
    UNTIL = "until"  # 到2025年, 2025年底前
    COMPARE = "compare"  # 比上年, 较2020年: the base of a comparison
    FROM = "from"  # 从2012年年底的: the earlier end of a pair
    LENGTH = "length"  # 十年来, 5个工作日, 三年: a duration, no point in time


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression in clean text.

    Attributes:
        start: Half-open span in the text that was searched.
        end: Its end.
        value: Record form; None when the text alone does not say (今年 without a publication date).
        role: How the words put it.
    """

    start: int
    end: int
    value: str | None
    role: Role


_CN = "〇零○一二三四五六七八九十两"
_Y = r"(?:[12][09][0-9]{2}|[一二][〇零○九一二三四五六七八]{3})"
_M = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_D = r"(?:3[01]|[12][0-9]|0?[1-9])"
_DASH = r"(?:—+|–|-|－|～|~|至|到)"

_ABSOLUTE = re.compile(
    rf"(?P<y1>{_Y})年?{_DASH}(?P<y2>{_Y})(?:年度?)"  # 2017—2021年
    rf"|(?P<ya>{_Y})年[和与、及](?P<yb>{_Y})年"  # 2020年和2021年
    rf"|(?P<y>{_Y})年(?:度)?"
    rf"(?:(?P<end>年?[底末]|年终)"
    rf"|(?P<ms>{_M})月?{_DASH}(?P<me>{_M})月份?"
    rf"|(?P<m>{_M})月份?(?:(?P<mend>[底末])|(?P<d>{_D})[日号])?"
    rf"|(?P<half>上半年|下半年)"
    rf"|第?(?P<q>[一二三四1-4])季度(?P<qend>末|底)?"
    rf"|(?P<qs>前[二三两]季度)"
    rf")?(?:同期)?"
    rf"|(?P<iso>{_Y}[-/.][01]?[0-9][-/.][0-3]?[0-9])(?![0-9])"
)
_PLAN = re.compile(r"[“\"]?(十[一二三四五六])五[”\"]?(?:规划)?(?:期间|时期|以来|期末|末)")
_RELATIVE = re.compile(
    r"(?P<year>今年|本年度?|当年|去年|上年|明年|前年)(?P<part>年?[底末]|上半年|下半年|前[一二三四五六七八九十两]+个月|前[二三两]季度|[一二三四]季度"
    rf"|(?P<ms>{_M})月?份?{_DASH}(?P<me>{_M})月份?|(?P<m>{_M})月份?(?P<mend>[底末]|(?P<d>{_D})[日号])?)?(?:同期)?(?P<sofar>以来)?"
    r"|(?P<now>截至目前|截止目前|截至今日|目前|日前|近日|如今|现已|当前|今天|昨天|明天|近期|近年来|最近|迄今|至今(?![年天日])|现在)"
    r"|(?P<whole>全年|年内|年末|年底|(?<=[比较])(?:年初|期初)|同期|上年同期|上年末|去年同期|上一年度?|上一届|本届|期间|上半年|下半年|[一二三四]季度(?:末)?|前[一二三四五六七八九十两]+个月|前[二三两]季度)"
)
_LENGTH = re.compile(
    r"(?:过去|近|未来|前|后|连续|累计|每|满|为期|超过?|逾|约)?"
    rf"(?:(?<![0-9])(?!{_Y}年)[0-9]{{1,5}}(?:\.[0-9]{{1,3}})?|[{_CN}百千几数半]{{1,6}})(?:[多余几来])?"
    r"(?:个半?(?:多|余)?月|个?(?:工作日|自然日|交易日|季度|星期|小时内|学年)|个?(?:周年|年(?!级|代)|年代|天|周(?!岁)|昼夜|日(?!元)|点[0-9]*分?|时[0-9]+分|分钟内|秒))"
    r"(?:左右|以上|以下|以内|内|以来|来|间|前|后|期)?"
)
_DAY_ALONE = re.compile(
    rf"(?<![0-9年.—–-]){_M}{_DASH}{_M}月份?|(?<![0-9年.]){_M}月(?:{_DASH}{_M}月|{_D}(?:{_DASH}{_D})?[日号]|份)?[底初末中]?旬?"
)
_MONTHS = re.compile(rf"(?P<first>{_M})月?{_DASH}(?P<last>{_M})月份?")  # 1—9月
_CLOCK = re.compile(r"[0-2]?[0-9][:：][0-5][0-9](?:[:：][0-5][0-9])?|[0-2]?[0-9]时(?:[0-5]?[0-9]分)?")


def last_day(year: int, month: int) -> str:
    """Return the ISO date of a month's last day."""
    return f"{year:04d}-{month:02d}-{monthrange(year, month)[1]:02d}"


def year_of(value: str | None) -> str | None:
    """Return the year in which *value* ends, as four digits; None stays None."""
    return value.rpartition("/")[2][:4] if value else None


def end_of(value: str) -> str:
    """Return the ISO date on which the year, month or period *value* is over; the 31st of any month."""
    last = value.rpartition("/")[2]
    if (quarter := last.rpartition("-Q")[2]).isdigit() and "Q" in last:
        return f"{last[:4]}-{3 * int(quarter):02d}-31"
    return last + ("-12-31", "-31", "")[last.count("-")]


def latest_past(text: str, times: Sequence[Time]) -> str | None:
    """Return the last day of the latest time of which *text* speaks as past: 截至2023年底, 比2022年, 从2021年."""
    past = [
        end_of(time.value)
        for time in times
        if time.value
        and (time.role in {Role.COMPARE, Role.FROM} or text[max(0, time.start - 2) : time.start] in {"截至", "截止"})
    ]
    return max(past, default=None)


def find(text: str, today: str | None = None) -> list[Time]:
    """Find all time expressions of *text*, in order and without overlap.

    Args:
        text: Clean running text.
        today: ISO date (or year, or year and month) that 今年, 上年 and 目前 are counted from; None leaves them without
            a value.
    """
    found = [_absolute(match) for match in _ABSOLUTE.finditer(text)]
    found += [_plan(match) for match in _PLAN.finditer(text)]
    found += [_relative(match, today) for match in _RELATIVE.finditer(text)]
    found += [Time(match.start(), match.end(), None, Role.LENGTH) for match in _LENGTH.finditer(text)]
    found += [
        Time(match.start(), match.end(), _this_month(match.group(), today), Role.AT)
        for match in _DAY_ALONE.finditer(text)
    ]
    found += [Time(match.start(), match.end(), None, Role.LENGTH) for match in _CLOCK.finditer(text)]
    # The longest of those that start first wins, so that 2021年 does not break 2021年9月底.
    found.sort(key=lambda time: (time.start, -time.end))
    kept: list[Time] = []
    for time in found:
        if not kept or time.start >= kept[-1].end:
            kept.append(_with_role(text, time))
    return kept


_DONE_BEFORE = re.compile(
    r"(?:之|以)?前(?:已经?|依法)*(?:成立|登记|注册|出生|建立|设立|建成|参加|取得|获得|印发|出台|毕业|退休|入职|入院|备案|批准)的"
)
_RECORD = re.compile(r"以来的?(?:新低|新高|最|首次|同期|单)")  # 创1980年以来新低
_FROM_TO = 14  # characters of 从二〇一二年年底到
_FROM_YEAR = re.compile(rf"[从由自]{_Y}年?[底末]?[到至]$")
_REACHING = frozenset("大加长高升展充降少低缩减增扩为涨")  # the last character of 扩大, 增加, 提高 before 到


def _with_role(text: str, time: Time) -> Time:
    """Look at the words on both sides: 到…, …前, 较…, 从…的 change what the time means."""
    if time.role is Role.LENGTH:
        return time
    before = text[max(0, time.start - 2) : time.start]
    after = text[time.end : time.end + 2]
    role = time.role
    if before.endswith("自"):  # 自2023年开展…以来: where a span begins, not when the figure holds
        return Time(time.start, time.end, None, Role.SPAN)
    if _is_compared_with(before, text[time.start], after) or _RECORD.match(text, time.end):
        role = Role.COMPARE
    elif before.endswith(("从", "由")):
        role = Role.AT if after.startswith("起") or "/" in (time.value or "") else Role.FROM  # 从1949年到2023年
    elif after.startswith(("以来", "期间", "起")):
        role = Role.SPAN
    elif before.endswith(("截至", "截止")):
        role = Role.AT
    elif before.endswith(("到", "至")) or after.startswith(("前", "之前")):
        role = Role.AT if _is_reached(text, time, before) else Role.UNTIL
    return time if role is time.role else Time(time.start, time.end, time.value, role)


def _is_reached(text: str, time: Time, before: str) -> bool:
    """Tell whether 到 leads to a time that has come, or what was to be done before it has been done.

    扩大到2024年的4.6亿元: a pair arrives there. 从2012年到2022年: years that have passed. 2024年12月31日前登记的.
    """
    arrives = before[:-1] in _REACHING or _FROM_YEAR.search(text, max(0, time.start - _FROM_TO), time.start)
    return bool(before.endswith(("到", "至")) and arrives) or bool(_DONE_BEFORE.match(text, time.end))


def _is_compared_with(before: str, first: str, after: str) -> bool:
    """Tell whether a time is the base of a comparison: 比上年, 与2021年相比, 占上年末净资产的92.4%, 是2021年的2.6倍."""
    if before.endswith(("比", "较")) or (before.endswith("与") and after.startswith("相比")):
        return True
    earlier_whole = before.endswith("占") and first in "上去前"
    return earlier_whole or (before.endswith(("是", "为", "相当于")) and after.startswith("的"))


def _number(text: str) -> int:
    if text[0].isdigit():
        return int(text)
    if all(character in DIGITS for character in text):
        return int("".join(str(DIGITS[character]) for character in text))
    read = read_chinese(text)
    return int(read.value) if read and not isinstance(read.value, tuple) else 0


def _absolute(match: re.Match[str]) -> Time:
    group = match.groupdict()
    return Time(match.start(), match.end(), _absolute_value(group), Role.AT)


def _absolute_value(group: dict[str, str | None]) -> str | None:
    if group["y1"] and group["y2"]:
        return f"{_number(group['y1']):04d}/{_number(group['y2']):04d}"
    if group["ya"] and group["yb"]:
        return f"{_number(group['ya']):04d}/{_number(group['yb']):04d}"
    if iso := group["iso"]:
        year, month, day = (int(part) for part in re.split(r"[-/.]", iso))
        return f"{year:04d}-{month:02d}-{day:02d}" if 1 <= month <= 12 and 1 <= day <= 31 else None
    return _in_year(_number(group["y"] or "0"), group) if group["y"] else None


def _in_year(year: int, group: dict[str, str | None]) -> str:
    """Return the value of what follows a year: 底, 9月, 9月30日, 一季度末, 1—10月, 上半年."""
    if group["end"]:
        return last_day(year, 12)
    if (first := group["ms"]) and (last := group["me"]):
        return f"{year:04d}-{_number(first):02d}/{year:04d}-{_number(last):02d}"
    if month := group["m"]:
        number = _number(month)
        if group["mend"]:
            return last_day(year, number)
        return f"{year:04d}-{number:02d}" + (f"-{int(group['d']):02d}" if group["d"] else "")
    if half := group["half"]:
        return f"{year:04d}-01/{year:04d}-06" if half == "上半年" else f"{year:04d}-07/{year:04d}-12"
    if quarter := group["q"]:
        number = _number(quarter)
        return last_day(year, number * 3) if group["qend"] else f"{year:04d}-Q{number}"
    if quarters := group["qs"]:
        return f"{year:04d}-01/{year:04d}-{_number(quarters[1]) * 3:02d}"
    return f"{year:04d}"


def _plan(match: re.Match[str]) -> Time:
    """“十四五” is the fourteenth five-year plan: 2021 to 2025."""
    first = 2021 + 5 * (_number(match[1]) - 14)
    value = f"{first + 4}-12-31" if match.group().endswith("末") else f"{first}/{first + 4}"
    return Time(match.start(), match.end(), value, Role.SPAN)


_YEARS_BACK = {"今年": 0, "本年": 0, "本年度": 0, "当年": 0, "去年": 1, "上年": 1, "前年": 2, "明年": -1}


def _relative(match: re.Match[str], today: str | None) -> Time:
    year, part = match["year"], match["part"]
    if match["now"] or match["whole"]:
        if match["whole"] == "同期":
            return Time(match.start(), match.end(), None, Role.LENGTH)  # the period that is spoken of anyway
        role = Role.SPAN if match["whole"] == "全年" else Role.AT
        return Time(match.start(), match.end(), _part_of_this_year(match["whole"] or "", today), role)
    role = Role.SPAN if match["sofar"] else Role.AT
    if today is None or year == "当年":
        return Time(match.start(), match.end(), None, role)
    number = int(today[:4]) - _YEARS_BACK[year]
    return Time(match.start(), match.end(), _relative_value(number, part, match), role)


_FIRST_MONTHS = re.compile(r"(?P<half>上半年)|前(?P<quarters>[二三两])季度|前(?P<months>[一二三四五六七八九十两]+)个月")


def _part_of_this_year(words: str, today: str | None) -> str | None:
    """Resolve 上半年, 前三季度 and 前九个月 in the year of *today*, once these months are over."""
    found = _FIRST_MONTHS.fullmatch(words)
    if found is None or today is None or len(today) < 7:
        return None
    last = 6 if found["half"] else 3 * _number(found["quarters"]) if found["quarters"] else _number(found["months"])
    year = today[:4]
    return f"{year}-01/{year}-{last:02d}" if last <= 12 and last <= int(today[5:7]) else None


def _relative_value(year: int, part: str | None, match: re.Match[str]) -> str:
    if not part:
        return f"{year:04d}"
    if part.startswith("前") and part.endswith("个月"):
        return f"{year:04d}-01/{year:04d}-{_number(part[1:-2]):02d}"
    fields = {
        "end": part if part in {"底", "末", "年底", "年末"} else None,
        "ms": match["ms"],
        "me": match["me"],
        "m": match["m"],
        "mend": match["mend"] if match["mend"] in {"底", "末"} else None,
        "d": match["d"],
        "half": part if part.endswith("半年") else None,
        "q": part[0] if part.endswith("季度") and not part.startswith("前") else None,
        "qend": None,
        "qs": part if part.startswith("前") else None,
    }
    return _in_year(year, fields)


def _this_month(words: str, today: str | None) -> str | None:
    """Resolve 9月30日 and 4月底 against the day that the text was published, the latest that is not after it."""
    found = re.match(rf"({_M})月(?:({_D})[日号]|([底末]))?$", words)
    over = _MONTHS.fullmatch(words)
    if today is None or len(today) < 7 or not (found or over):
        return None
    if over:
        first, last = _number(over["first"]), _number(over["last"])
        year = int(today[:4]) - (last > int(today[5:7]))
        return f"{year:04d}-{first:02d}/{year:04d}-{last:02d}" if first < last else None
    if found is None:
        return None
    month = _number(found[1])
    year = int(today[:4]) - (month > int(today[5:7]))
    if found[3]:
        return last_day(year, month)
    return f"{year:04d}-{month:02d}" + (f"-{int(found[2]):02d}" if found[2] else "")
