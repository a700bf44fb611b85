"""Whether a figure is reported, or planned, required or prescribed (``target``)."""

import re
from collections.abc import Sequence

from jianbao.chinese import times
from jianbao.chinese.times import Role, Time
from jianbao.figures import lexicon
from jianbao.figures.drafts import Draft
from jianbao.figures.lexicon import any_of, words
from jianbao.figures.units import Sort

_ADVERBS = words("进一步 继续 全面 重点 陆续 努力 逐步 分批 再 新 共 首次 计划 会 可 有 达 建 迎 投 为")
# 将 announces before a verb; before a noun it is the 将 of 将600名儿童纳入, which reports.
_WILL = rf"将(?:[于在][^，。]{{1,10}}|{any_of((*_ADVERBS, *(verb for verb in lexicon.VERBS if len(verb) > 1)))})"
_PLANS = r"(?<![”》“书])计划(?!单列|[，。、的（”》]|生育|经济|总|书)"
_INTENDED = rf"(?<=[，。；：\n])建议(?!书|稿|函)|预计|{_PLANS}|拟(?!态|人)|力争|确保|目标|规划(?!院|局)|有望"
_AFTERWARDS = r"(?:投产|建成|完成|投运)后|每年可|年内完成"
_HAVE_TO = r"(?<=[，。；：、\n])(?:我们)?要(?=[一-鿿]{2})(?!素|点|闻|求|约|么|是|案|员)"
_DEMANDS = rf"{_HAVE_TO}|(?:会议|通知|方案|意见|规划|》)(?:强调|要求|提出|明确)"
_PLANNED = re.compile(f"{_WILL}|{_INTENDED}|{_AFTERWARDS}|{_DEMANDS}")

_OPENS_A_PLAN = re.compile(rf"[，,]?[^，。；\n]{{0,12}}?(?:{_WILL}|{_INTENDED})")

_ENTITLED = r"可(?:以)?(?:申请|享受|使用|获得|领取|抵扣|减免|报销)|每人每月可|最高可"
_STANDARD = r"按[^，。]{0,20}标准|标准为|标准每人"
_LIMIT = r"不低于|不少于|不超过|不高于|不得|至少|限额|上限|原则上"
# 应检1242家，实检1197家 counts who was to come; it demands nothing.
_NO_DEMAND = r"参[加检评][^，。]{0,8}的|急|对|用|届|邀|[一-鿿][尽即]|[检参缴收征报返领考审](?:率|$)|到(?![场位达])"
_MUST = rf"应当|(?<![相对供响适反])应(?!{_NO_DEMAND})|须|必须"
_PRESCRIBED = re.compile(f"{_ENTITLED}|{_LIMIT}|{_MUST}")
_SETS_A_STANDARD = re.compile(_STANDARD)
_DEMANDED = re.compile(r"至少|应当|不得|必须|不少于|不低于")

_PERFECT = r"已(?!婚|知)|了(?!解)"
_IS_PERFECT = re.compile(_PERFECT)
_FELL_OR_ROSE = re.compile(r"(?<![将要应])[降增升](?:至|到)(?:了|约|近)?$")  # 到2018年8月底，这一数字降至
_REACHED = re.compile(r"超额|提前(?:完成|实现|达到)")  # 超额完成规划目标|6.3个百分点
_REPORTED = re.compile(rf"{_PERFECT}|顺利|成功|累计|以来|提前(?:完成|实现)")
_DONE = re.compile(rf"{_PERFECT}|截至|累计|完成率|共有|同比|比上年|较上年|实现")
_REPORTS = re.compile(r"已(?!婚|知)|截至|目前|近年来|现有|累计|完成率|共有|其中.{0,20}以来")

_DOCUMENT = re.compile(
    r"(?:通知|通告|公告)如下|本(?:办法|条例|规定|细则|通知|方案|意见)|制定本|现将.{0,20}印发"
    # Headings of a call: 二、参赛要求.
    r"|[一二三四五六七八九十]、[^\n，。]{0,6}(?:"
    r"(?:参赛|申报|报名|申请|投标|应聘)(?:要求|条件|方式|须知|时间|资格|材料)|奖项设置|奖励方案|资助(?:标准|额度))"
)
_REGULATION = re.compile(r"(?:通知|意见|办法|规定|条例|细则|方案|标准|章程|制度|规范|规则)(?:（.{2,6}）)?$")
_REPORT = re.compile(r"公报|统计|报告|情况|新闻|结果|公示|总结|盘点|名单")
_OF_PLANS = re.compile(
    r"(?m)^(?P<rank>[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）)[^，。；\n]{0,16}"
    r"(?:工作打算|下步打算|下一步|工作计划|工作思路|工作安排|主要任务|目标任务|工作重点|主要目标|发展目标|预期目标)[^，。；\n]{0,8}$"
)
_RANKS = (
    re.compile(r"(?m)^[一二三四五六七八九十]{1,3}、"),
    re.compile(r"(?m)^(?:（[一二三四五六七八九十]{1,3}）|[一二三四五六七八九十]{1,3}、)"),
)
_FINES = re.compile(r"(?<!被)处(?:以|予)?$")  # 处五千元以上三万元以下的罚款
_A_FINE = re.compile(r"[^，。；]{0,12}罚款")
_AVERAGE = re.compile(r"平均|人均|户均")  # nobody sets an average
_COUNTS = re.compile(r"公报|统计|年报|数据")
_NEAR = 16  # characters: a demand stands in the figure's clause or at the end of the one before


def mark(drafts: Sequence[Draft], text: str, mentions: Sequence[Time], title: str, published: str | None) -> None:
    """Mark what is planned, required or prescribed.

    Args:
        drafts: In the order of the text.
        text: The clean text.
        mentions: All time expressions of the text.
        title: Of the article.
        published: ISO date; what should be reached until a year before it has been.
    """
    past = times.latest_past(text, mentions) or ""
    if published:
        past = max(past, f"{int(published[:4]) - 1}-12-31")
    regulates = bool(_DOCUMENT.search(text) or _REGULATION.search(title)) and not _REPORT.search(title)
    sections = _sections(text)
    for draft in drafts:
        reported = _REPORTS.search(text, draft.sentence.start, draft.sentence.end) or _is_of_the_past(draft, past)
        ahead = regulates or any(first <= draft.quantity.start < last for first, last in sections)
        draft.target = not draft.opens_pair and (
            _is_planned(draft, text, past)
            or _is_prescribed(draft, text, counts=bool(_COUNTS.search(title)))
            or (ahead and not reported)
            or _goes_on(draft)
        )


def _goes_on(draft: Draft) -> bool:
    """Tell whether *draft* is the next amount of a standard that is set: 小学生每人每年1000元、|初中生1500元."""
    before = draft.previous
    if before is None or draft.joint != "、" or draft.quantity.sort is not Sort.MONEY:
        return False
    return before.target and before.quantity.sort is Sort.MONEY


def _sections(text: str) -> list[tuple[int, int]]:
    """Return where the sections stand that tell what will be done: 三、2023年工作打算, up to the next of their rank."""
    found = []
    for heading in _OF_PLANS.finditer(text):
        rank = _RANKS[heading["rank"][0] == "（"]
        following = rank.search(text, heading.end())
        found.append((heading.end(), following.start() if following else len(text)))
    return found


def _is_of_the_past(draft: Draft, past: str) -> bool:
    """Tell whether the sentence has named a time before the figure that is over: 其中2022年收到申报书237份."""
    named = (time for time in draft.sentence.times if time.end <= draft.quantity.start)
    told = (time.value for time in named if time.role in {Role.AT, Role.SPAN})
    return any(value and times.end_of(value) <= past for value in told)


def announced(text: str, at: int) -> bool:
    """Tell whether the clause from *at* on announces: 2026年，|计划新建…. Its year is none that is reported on."""
    return bool(_OPENS_A_PLAN.match(text, at))


def _is_planned(draft: Draft, text: str, past: str) -> bool:
    """Tell whether the sentence up to the figure announces, and nothing after the announcement reports.

    What should be reached until a day that lies in the *past* is no plan any more.
    """
    if _IS_PERFECT.search(draft.left) or _REACHED.search(draft.left):
        return False
    start = draft.quantity.start
    until = [time.value for time in draft.sentence.times if time.role is Role.UNTIL and time.end <= start]
    if any(value and times.end_of(value) > past for value in until) and not _FELL_OR_ROSE.search(draft.left):
        return True
    announced = [found.end() for found in _PLANNED.finditer(text, draft.sentence.start, start)]
    return bool(announced) and not _REPORTED.search(text, announced[-1], start)


def _is_prescribed(draft: Draft, text: str, *, counts: bool) -> bool:
    """Tell whether the words around the figure demand it: 不少于2名, 每月可抵扣40%.

    A bulletin (*counts*) reports the standards that others have set.
    """
    sentence = draft.sentence
    demanded = _DEMANDED.search(text, sentence.start, draft.quantity.start)
    if demanded and not _DONE.search(text, sentence.start, sentence.end):
        return True
    approximator = text[draft.quantity.start : draft.quantity.number]
    around = draft.before[-_NEAR:] + draft.joint + draft.left + approximator + draft.right[:_NEAR]
    bounded = draft.previous is not None and not draft.left and not draft.joint  # …以上|三万元以下
    words = draft.previous.left if bounded and draft.previous is not None else draft.left
    if _FINES.search(words) and _A_FINE.match(text, draft.quantity.end):
        return True
    reported = counts or _AVERAGE.search(draft.left)
    return bool(_PRESCRIBED.search(around)) or bool(not reported and _SETS_A_STANDARD.search(around))
