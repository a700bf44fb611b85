"""When and where a figure holds, and whether it is reported or planned: what a reader takes over from the words before it."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from jianbao.chinese import places
from jianbao.chinese.times import Role, Time, year_of
from jianbao.figures.drafts import Draft, Sentence
from jianbao.model import Kind

_WHOLE_YEAR = frozenset({"全年", "年内", "当年"})
_YEAR_END = frozenset({"年末", "年底"})
_PLANNED = re.compile(
    r"将(?:于[^，。]{1,10}|在[^，。]{1,8}|进一步|继续|全面|重点|陆续|努力|逐步|分批|再|新|共|计划|首次|会|可|有|达|建|迎|投|为|安排|开展|实现|组织|启动|新增|紧扣|围绕|承担|完成|覆盖|惠及|培训|发放|创造|支持|打造|推出|实施|成为|带来|接待|提供|超过|突破)|预计|计划(?!单列)|拟(?!态|人)|力争|确保|目标|规划(?!院|局)|投产后|建成后|完成后|投运后|每年可|有望|年内完成后?"
)
_PRESCRIBED = re.compile(
    r"不低于|不少于|不得|应当|应(?!急|对|用|届|保|邀|尽)|须|必须|不超过|可(?:以)?(?:申请|享受|使用|获得|领取|抵扣|减免|报销)|按[^，。]{0,20}标准|标准为|标准每人|每人每月可|最高可|原则上|至少|限额|上限|不高于"
)
_DONE = re.compile(r"已(?!婚|知)|了(?!解)|截至|累计|完成率|共有|惠及了|同比|比上年|较上年|达到了|实现")
_DOCUMENT = re.compile(r"通知如下|通告如下|公告如下|本办法|本条例|本规定|本细则|本通知|本方案|本意见|制定本|根据《|现将.{0,20}印发")
_REGULATION = re.compile(r"(?:通知|意见|办法|规定|条例|细则|方案|标准|章程|制度|规范|规则)(?:（.{2,6}）)?$")
_PLACE_BEFORE = re.compile(r"(?:^|[，。；：\n“]|在|位于|来自|其中|今年|目前|日前|近日|年|月|日|以来|如今|前三季度|季度|期间)$")


def times(drafts: Sequence[Draft], text: str, mentions: Sequence[Time], default: str | None) -> None:
    """Give every draft the time that governs it.

    The nearest time expression before the figure in its sentence counts; a sentence without one goes on from the one
    before it in the same paragraph. 全年 is the year that was last spoken of, 年末 its last day.

    Args:
        drafts: In the order of the text.
        text: The clean text.
        mentions: All time expressions of the text.
        default: What holds where nothing is said: the year in the title.
    """
    running: str | None = default
    sentence: Sentence | None = None
    year = year_of(default)
    opened: str | None = None  # the time of the sentence's last 从…, for pairs that follow without one
    at = 0
    for draft in drafts:
        while at < len(mentions) and mentions[at].start < draft.quantity.start:
            value = mentions[at].value
            if value and mentions[at].role in {Role.AT, Role.SPAN}:
                year = year_of(value)
            at += 1
        if draft.sentence is not sentence:
            if sentence is None or draft.sentence.paragraph != sentence.paragraph:
                running, opened = default, None
            elif _SPEAKS_OF_NOW.search(text, draft.sentence.start, draft.quantity.start):
                running = default
            sentence = draft.sentence
        found = _governing(draft, text)
        if found is not None and found.role is Role.FROM:
            draft.as_of = opened = found.value
        elif opened is not None and draft.opens_pair:
            draft.as_of = opened
        elif found is None:
            draft.as_of = running
        elif text[found.start : found.end] in _WHOLE_YEAR:
            # 全年 speaks of its own clauses; what follows a semicolon goes on from before.
            draft.as_of = running if "；" in text[found.end : draft.quantity.start] else year
        else:
            draft.as_of = _value(found, text, year)
            if found.role is not Role.COMPARE:
                running = draft.as_of
    for draft in drafts:
        if draft.kind is Kind.GROWTH and draft.of is not None and draft.of.from_ is not None and draft.of.from_.base:
            draft.as_of = _period(draft.of.from_.as_of, draft.of.as_of)


def _period(first: str | None, last: str | None) -> str | None:
    """Return the period that a growth between two levels covers, when both say when they held."""
    return f"{first}/{last}" if first and last and "/" not in first + last else last


def _governing(draft: Draft, text: str) -> Time | None:
    """Return the nearest time expression before the figure that says when it holds."""
    previous_end = draft.previous.quantity.end if draft.previous else draft.sentence.start
    for time in reversed(draft.sentence.times):
        if time.end > draft.quantity.start:
            continue
        if time.role is Role.LENGTH or _is_name(text, time):
            continue
        if time.role is Role.COMPARE:
            if time.start >= previous_end and draft.kind is Kind.LEVEL and draft.left.endswith("的"):
                return time
            continue
        if time.role is Role.FROM and (time.start < previous_end or draft.from_ is not None):
            continue
        return time
    return None


_SPEAKS_OF_NOW = re.compile(r"已有|已经|越来越")


def _is_name(text: str, time: Time) -> bool:
    """2025年版, 2023年度首批, FTI2023, 《…2024年…》 and （5月8日） name something or date the news itself."""
    if text[time.end : time.end + 1] in {"版", "》"} or text[max(0, time.start - 1) : time.start] in {"《", "（"}:
        return True
    floor = max(0, time.start - 40)
    return max(text.rfind(mark, floor, time.start) for mark in "“《") > max(text.rfind(mark, floor, time.start) for mark in "”》")


def _value(time: Time, text: str, year: str | None) -> str | None:
    words = text[time.start : time.end]
    if words in _YEAR_END and year:
        return f"{year}-12-31"
    return time.value


def targets(drafts: Sequence[Draft], text: str, title: str) -> None:
    """Mark what is planned, required or prescribed."""
    prescriptive = bool(_DOCUMENT.search(text) or _REGULATION.search(title)) and not re.search(r"公报|统计|报告|情况|新闻", title)
    for draft in drafts:
        sentence = text[draft.sentence.start : draft.sentence.end]
        clause = draft.before[-24:] + draft.joint + draft.left + text[draft.quantity.start : draft.quantity.number]
        ahead = draft.right[:12]
        opening = text[draft.sentence.start : draft.quantity.start]
        until = any(time.role is Role.UNTIL and time.value for time in draft.sentence.times if time.end <= draft.quantity.start)
        if (until or _is_planned(opening)) and not re.search(r"已(?!婚)|了(?!解)", draft.left):
            draft.target = True
        elif _PRESCRIBED.search(clause + ahead) or (prescriptive and not _DONE.search(sentence)):
            draft.target = True


def _is_planned(opening: str) -> bool:
    """Tell whether the sentence up to the figure announces, and nothing after the announcement reports."""
    last = None
    for last in _PLANNED.finditer(opening):
        pass
    return last is not None and not re.search(r"已(?!婚)|顺利|成功|累计|[，。；].*了(?!解)", opening[last.end() :])


def regions(drafts: Sequence[Draft], text: str, default: str | None) -> None:
    """Give every draft its place: the article's, unless a clause before it opens with another one.

    Several places in a list (越秀区、海珠区的…) leave the figure with the article's place, unless as many figures answer
    to them one by one (分别为2413元、2512元).

    Args:
        drafts: In the order of the text.
        text: The clean text.
        default: The article's own place.
    """
    opened: dict[int, list[_Opening]] = {}
    running: str | None = default
    paragraph = -1
    for draft in drafts:
        sentence = draft.sentence
        if sentence.paragraph != paragraph:
            paragraph, running = sentence.paragraph, default
        if sentence.start not in opened:
            opened[sentence.start] = _openings(text, sentence)
        here = [opening for opening in opened[sentence.start] if opening.at < draft.quantity.start]
        if not here:
            draft.region = running
        elif len(here[-1].names) == 1:
            draft.region = running = here[-1].names[0]
        else:
            draft.region = default
            _answer(draft, here[-1].names)


class _Opening(NamedTuple):
    at: int
    names: tuple[str, ...]  # more than one for a list of places


def _answer(draft: Draft, names: tuple[str, ...]) -> None:
    """Give the places of a list to the figures of a 分别-list, when they are as many."""
    first, position = draft, 0
    while first.previous is not None and first.joint == "、" and not first.left:
        first, position = first.previous, position + 1
    if "分别" in first.left and position < len(names):
        draft.region = names[position]


def _openings(text: str, sentence: Sentence) -> list[_Opening]:
    """Return the places that open a clause of the sentence: 在浙江，…; 今年，宁夏将…; 山西晋城…; 越秀区、海珠区的…."""
    clause = text[sentence.start : sentence.end]
    found: list[_Opening] = []
    end = -9
    for start, stop, place in places.find(clause):
        between = clause[end:start]
        if found and end >= 0 and between in {"", "的"}:  # 山西|晋城: the smaller one is meant
            found[-1] = _Opening(found[-1].at, (*found[-1].names[:-1], place.name))
        elif found and between in {"、", "和", "及"}:
            found[-1] = _Opening(found[-1].at, (*found[-1].names, place.name))
        elif _PLACE_BEFORE.search(clause[max(0, start - 5) : start]) and not _NAME_OF_A_THING.match(clause, stop):
            found.append(_Opening(sentence.start + start, (place.name,)))
        else:
            continue
        end = stop
    return found


_NAME_OF_A_THING = re.compile(r"[一二三四五六七八九十0-9]+号|大学|银行|日报|铁路|高铁|路|队")
