"""What the heads of a table say of a number: what it counts, its unit, when and where it holds."""

import re
from dataclasses import dataclass

from jianbao.chinese import places, times
from jianbao.chinese.numerals import decimal, scale_exponent
from jianbao.figures.units import SORTS
from jianbao.model import Bound, Number

NUMBER = re.compile(
    r"(?P<bound>[≥≧>＞≤≦<＜])?(?P<sign>[-+−－])?(?P<digits>[0-9]{1,15}(?:,[0-9]{3})*(?:\.[0-9]+)?)(?P<percent>[%％‰])?$"
)
CORNER = frozenset({"指标", "项目", "单位", "名称", "类别", "序号", "地区", "年份", "数量", "内容", "类型", "指标名称"})
_OF_PLACES = frozenset(
    {"地区", "区域", "区县", "县区", "市县", "县市", "县市区", "市州", "盟市", "行政区", "行政区划", "所在地"}
)
_PLACE = re.compile("[\u4e00-\u9fff]{1,8}[省市县区州盟旗]")  # one that is no more, and thus in no list: 崇文区
TOTAL = frozenset({"合计", "总计", "总数", "共计", "全部", "小计", "总量"})
YEARS = frozenset({"年份", "年度", "年", "时间"})
_TITLE = re.compile(r"(?:附?表|续表)\s*[0-9一二三四五六七八九十]{0,3}[-—0-9]*[\t\s:：]*(?P<what>.*)$")
_UNIT_LINE = re.compile(r"(?:计量)?单位[:：](?P<scale>[十百千]?[万亿])?(?P<unit>[^\s，。、]{1,6})$")
_UNIT_IN_HEAD = re.compile(
    r"[（(](?!不?含|其中|按|除|仅)(?:±\s*)?(?P<scale>[十百千]?[万亿])?(?P<unit>[^（）()、，\d]{1,6})[）)]$|±?(?P<percent>[%％‰])$"
)
_SCALED_UNIT = re.compile(r"(?P<scale>[十百千]?[万亿])?(?P<unit>[^\s，。、\d]{1,6})")
_REPEATED_UNIT = re.compile(r"(?P<one>(?P<scale>[十百千]?[万亿])?(?P<unit>[^\d\s万亿]{1,3}?))(?P=one){1,}$")
_QUALIFIER = re.compile(r"(?:城市|农村|城镇|男性?|女性?|省级|市级|县级|本级|境内|境外|[0-9]{4}年度?)$")
_LEVEL = re.compile(r"(?:国家|[省市地县区乡])级|城[市乡镇]|农村")
_KIND_ALONE = re.compile(
    "公办|民办|公建民营|民办公助|营利性|非营利性|城市|城镇|农村|境内|境外"
)  # of what, the column says
_GENERIC = frozenset({"机构", "数量", "单位数", "个数", "数值", "数目", "合计", "总计", "机构数", "总数", "指标值"})
_ABOUT_NOTHING = re.compile(r"(?:按.{2,8}分类|分类|基本情况|发展情况|总体情况|情况|统计表?|一览表|表)+$")

_CHANGE = re.compile(
    r"(?:与|同|比|较)?(?:上年|上年同期|去年|去年同期|上月|上季度|同期)?(?:相比|比|同比|环比)?"
    r"(?:增长|增速|增幅|增减|增加|增量|升降|涨跌|变化|变动)(?:率|量|数|额|幅度?|速度|百分比)?|同比|环比|(?:比|较)(?:上年|上月|上年同期)"
)


@dataclass(slots=True)
class Cell:
    """A number of a table at clean-text offsets, with what its heads say."""

    start: int
    end: int
    value: Number
    unit: str
    indicator: str
    as_of: str | None
    region: str | None = None
    subject: str = ""  # what the table as a whole is about
    last_digit: float = 1  # what one step of the last digit shown is worth: 1000 for 503.6万
    changes: bool = False  # how far a level has changed, not a level; below zero where it has fallen
    bound: Bound = Bound.EXACT
    target: bool = False  # what a plan wants to reach
    part_of: "Cell | None" = None
    of: "Cell | None" = None
    from_: "Cell | None" = None


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands above a table's heads: subject and time of the title, unit and scale of 单位：万元."""

    subject: str = ""
    as_of: str | None = None
    scale: int = 0
    unit: str = ""

    def entitled(self, line: str) -> "Frame | None":
        """Return the frame with what a title line (表4  2021年…情况) says; None when *line* is no title."""
        match = _TITLE.match(line)
        if not match:
            return None
        title = match["what"]
        found = next((time for time in times.find(title) if time.value), None)
        subject = _ABOUT_NOTHING.sub("", title[found.end :] if found else title).strip()
        return Frame(subject, found.value if found else None, self.scale, self.unit)

    def in_row(self, unit: str) -> "Frame":
        """Return the frame with the *unit* that a row names in its own column: 万张."""
        match = _SCALED_UNIT.fullmatch(unit)
        return Frame(self.subject, self.as_of, scale_exponent(match["scale"]), match["unit"]) if match else self

    def measured(self, line: str) -> "Frame | None":
        """Return the frame with the unit that *line* names for the whole table; None when it names none."""
        match = _UNIT_LINE.match(line) or _REPEATED_UNIT.match(line)
        return Frame(self.subject, self.as_of, scale_exponent(match["scale"]), match["unit"]) if match else None


def cell(start: int, characters: str, row: str, column: str, frame: Frame, *, region: str | None = None) -> Cell:
    """Make the cell at *start* of what its digits, its heads and the frame say; *region* is named beside the row."""
    head = _UNIT_IN_HEAD.search(column) or _UNIT_IN_HEAD.search(row)
    scale, unit = frame.scale, frame.unit
    if head:
        scale, unit = scale_exponent(head["scale"]), head["unit"] or head["percent"]
    match = NUMBER.match(characters)
    digits, percent = (match["digits"], match["percent"]) if match else ("0", None)
    sign = -1 if match and match["sign"] not in {None, "+"} else 1
    if percent or unit in {"%", "％"}:
        scale, unit = 0, "‰" if percent == "‰" else "%"
    row, column = (_UNIT_IN_HEAD.sub("", words).strip() for words in (row, column))
    own = None if region else place_of(row)
    return Cell(
        start,
        start + len(characters),
        sign * decimal(digits, scale),
        unit,
        _name("" if own else row, column, frame, measured=bool(head)),
        _as_of(column, row, frame),
        region or own,
        frame.subject,
        10.0 ** (scale - len(digits.partition(".")[2])),
        is_change(column),
        _bound(match),
    )


def place_of(row: str, corner: str = "") -> str | None:
    """Return the place that a row's head names; *corner* is the head of its column."""
    place = places.lookup(row)
    return place.name if place else row if corner in _OF_PLACES and _PLACE.fullmatch(row) else None


def _bound(number: re.Match[str] | None) -> Bound:
    sign = number["bound"] if number else None
    return Bound.EXACT if sign is None else Bound.AT_LEAST if sign in "≥≧>＞" else Bound.AT_MOST


def is_unit(words: str) -> bool:
    """Tell whether the cell of a table says in what its row is counted: 万张, %, 人."""
    match = _SCALED_UNIT.fullmatch(words)
    return match is not None and match["unit"] in SORTS


def is_change(head: str) -> bool:
    """Tell whether the head of a column, its unit taken off, says that the column compares."""
    return bool(_CHANGE.fullmatch(head))


def _as_of(column: str, row: str, frame: Frame) -> str | None:
    for words in (column, row):
        if found := next((time.value for time in times.find(words) if time.value), None):
            return found
        if _YEAR.fullmatch(words):
            return words
    return frame.as_of


_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


def _name(row: str, column: str, frame: Frame, *, measured: bool) -> str:
    """Put the heads together as a reader would: 养老机构床位, 省级民政部门登记的基金会, 城市社区服务站."""
    if _YEAR.fullmatch(row):
        row = ""
    if row in TOTAL:
        row = frame.subject if measured or not column or column in TOTAL or column in _GENERIC else ""
    if not column and _LEVEL.fullmatch(row):
        return row + frame.subject
    if re.fullmatch(r"[0-9]{4}年?", column):
        return row or frame.subject
    if column in _GENERIC and _KIND_ALONE.fullmatch(row):
        return row + column
    if column in TOTAL or column in _GENERIC or not column:
        return row or frame.subject or column
    if not row:
        return column
    if _QUALIFIER.match(column):
        return column + row
    return row + column if measured else f"{row}的{column}"
