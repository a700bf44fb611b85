"""Whether a figure is reported, or planned, required or prescribed (``target``)."""

import re
from collections.abc import Sequence

from jianbao.chinese.times import Role
from jianbao.figures.drafts import Draft

_PLANNED = re.compile(
    r"将(?:于[^，。]{1,10}|在[^，。]{1,8}|进一步|继续|全面|重点|陆续|努力|逐步|分批|再|新|共|计划|首次|会|可|有|达|建|迎|投|为|安排|开展|实现|组织|启动|新增|紧扣|围绕|承担|完成|覆盖|惠及|培训|发放|创造|支持|打造|推出|实施|成为|带来|接待|提供|超过|突破)|预计|(?<![”》“书])计划(?!单列|[，。、的（]|生育|经济|总|书)|拟(?!态|人)|力争|确保|目标|规划(?!院|局)|投产后|建成后|完成后|投运后|每年可|(?:会议|通知|方案|意见|规划|》)(?:强调|要求|提出|明确)|有望|年内完成后?"
)
_PRESCRIBED = re.compile(
    r"不低于|不少于|不得|应当|(?<![相对供响适反])应(?!急|对|用|届|保|邀|尽)|须|必须|不超过|可(?:以)?(?:申请|享受|使用|获得|领取|抵扣|减免|报销)|按[^，。]{0,20}标准|标准为|标准每人|每人每月可|最高可|原则上|至少|限额|上限|不高于"
)
_DONE = re.compile(r"已(?!婚|知)|了(?!解)|截至|累计|完成率|共有|惠及了|同比|比上年|较上年|达到了|实现")
_REPORTS = re.compile(r"已(?!婚|知)|截至|累计|完成率|共有|其中.{0,20}以来")
_DOCUMENT = re.compile(
    r"通知如下|通告如下|公告如下|本办法|本条例|本规定|本细则|本通知|本方案|本意见|制定本|根据《|现将.{0,20}印发"
)
_REGULATION = re.compile(r"(?:通知|意见|办法|规定|条例|细则|方案|标准|章程|制度|规范|规则)(?:（.{2,6}）)?$")
_DEMANDED = re.compile(r"至少|应当|不得|必须|不少于|不低于")
_PERFECT = re.compile(r"已(?!婚)|了(?!解)")
_REPORTED = re.compile(r"已(?!婚)|顺利|成功|累计|[，。；].{0,40}了(?!解)")
_NEAR = 16  # characters: a demand stands in the figure's clause or at the end of the one before
_REPORT = re.compile(r"公报|统计|报告|情况|新闻")


def mark(drafts: Sequence[Draft], text: str, title: str) -> None:
    """Mark what is planned, required or prescribed."""
    regulates = bool(_DOCUMENT.search(text) or _REGULATION.search(title)) and not _REPORT.search(title)
    for draft in drafts:
        draft.target = not draft.opens_pair and (
            _is_planned(draft, text)
            or _is_prescribed(draft, text)
            or (regulates and not _REPORTS.search(text, draft.sentence.start, draft.sentence.end))
        )


def _is_planned(draft: Draft, text: str) -> bool:
    """Tell whether the sentence up to the figure announces, and nothing after the announcement reports."""
    if _PERFECT.search(draft.left):
        return False
    start = draft.quantity.start
    if any(time.role is Role.UNTIL and time.value and time.end <= start for time in draft.sentence.times):
        return True
    announced = [found.end() for found in _PLANNED.finditer(text, draft.sentence.start, start)]
    return bool(announced) and not _REPORTED.search(text, announced[-1], start)


def _is_prescribed(draft: Draft, text: str) -> bool:
    """Tell whether the words around the figure demand it: 不少于2名, 每月可抵扣40%."""
    if _DEMANDED.search(text, draft.sentence.start, draft.quantity.start) and not _DONE.search(
        text, draft.sentence.start, draft.sentence.end
    ):
        return True
    approximator = text[draft.quantity.start : draft.quantity.number]
    around = draft.before[-_NEAR:] + draft.joint + draft.left + approximator + draft.right[:_NEAR]
    return bool(_PRESCRIBED.search(around))
