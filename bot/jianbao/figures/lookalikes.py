"""What looks like a figure and measures nothing: ordinals, terms, ages, slogans, codes, counts of a text's own parts.

A wrong figure costs a reader more than a missing one, so whatever is doubtful goes. Times are taken out by their spans
(:mod:`jianbao.chinese.times`); the rest can be told from the characters beside the number.
"""

import re

from jianbao.figures.quantity import Quantity
from jianbao.figures.units import Sort
from jianbao.model import Bound

_LARGEST_SLOGAN = (
    10  # 四个意识, 八项规定, 十大工程: bare Chinese numerals up to ten name things more often than they count
)
_LARGEST_STRUCTURE = 40  # 二十条措施, 16条具体措施: a document's own parts are few
_LARGEST_NAME = 12  # characters between quotation marks that still are a name: “百千万工程”, “一刻钟便民生活圈”

# What a small count counts when it counts the text's own parts (structural counts).
_PARTS = re.compile(
    r"(?:具体|重点|主要|专项|重大|有力|配套|政策|工作|改革|核心|基本|务实|创新|硬|支持|关键|保障|试点)*的?"
    r"(?:方面|措施|举措|任务|政策|要求|原则|制度|机制|内容|意见|规定|环节|阶段|层面|部分|步骤|维度|要点|问题|条件|工作$|清单|关键词|专题|领域|机遇"
    r"|特点|特征|目标|指标体系|关系|行动|工程|计划|体系|功能|要素|抓手|[0-9]{1,3}个?(?:具体)?(?:问题|任务|措施|事项|方面)|字|月|小时|多月|半月|季度|世纪|代|梯队|统一|坚持|意识|自信|确立|维护|务必|结合|转变|必须|明确)"
)
_MEETING = re.compile(r"[\u4e00-\u9fff]{0,6}(?:会议|全会|大会|座谈会|例会)")
_IDIOM = re.compile(
    r"千家万户|一家一|千方百计|成千上万|千千万万|百家争|千万家|万里|千里|一个个|一件件|一项项|一条条|一户一|一人一|一对一|一次性|一站式|一条龙|一条心|一把手|一盘棋|一大批|千人计划|一类|二类|三类|一条例"
)
_CLASS = re.compile(
    r"[0-9.]+[万亿]?(?:人口|人)(?:以上|以下)的?(?:[大中小特]?城市|县城|县市|城镇)"
)  # 50万人口以上城市 is a class
# 由15个工作日压缩至8个: days still.
_SHORTENED = re.compile(r"个(?:工作日|自然日|月|星期|小时|季度)[^，。；]{0,8}(?:到|至|为|成)$")
_PROVINCES = re.compile(r"[区（市]")  # 西部12省区市, 6省（市）
_FACTOR = re.compile(r"[*＊×xX✕]\s?$")  # 签约人数/常住人口数*100%: a formula
_SPENT = re.compile(r"时长|服务时间|学时|工时|平均每[人名位个户]|人均")
_FOR_EACH = re.compile(r"每(?:新增|增加|招用|接收|吸纳|收住|护理|完成|培训|新建|建成)$")  # 每新增1张床位给予…
_AGE = re.compile(r"(?:寿命|平均[^，。；]{0,4}年龄|年龄中位数)[^。；]*$")
_AGE_GROUP = re.compile(r"[及以的至—-]|周?岁")
_NEAR_AGE = 30  # characters
_RANKS = frozenset({"位", "名", "家", "个"})
_THRESHOLD = re.compile(r"以[上下]的$")
_AFTER_NOTHING = re.compile(r"[A-Za-z]")


def is_figure(text: str, quantity: Quantity) -> bool:
    """Tell whether *quantity* measures something in the world."""
    return not (
        _is_ordinal(text, quantity)
        or (_is_small_and_spelled(quantity) and not _opens_a_pair(text, quantity))
        or _is_bare_power(text, quantity)
        or _is_part_of_a_name(text, quantity)
        or _counts_parts_of_a_text(text, quantity)
        or _is_clock_or_code(text, quantity)
        or bool(_CLASS.match(text, quantity.number))
        or (quantity.unit == "个" and bool(_SHORTENED.search(text, max(0, quantity.start - 24), quantity.start)))
        or (quantity.unit == "岁" and not _is_average_age(text, quantity))
        or quantity.unit == "部门"  # 民政部等五部门: who signs is no statistic
        or (quantity.unit == "%" and bool(_FACTOR.search(text, max(0, quantity.start - 2), quantity.start)))
        or (quantity.unit == "省" and bool(_PROVINCES.match(text, quantity.end)))
        or bool(_IDIOM.match(text, quantity.number))
        or (quantity.value == 1 and bool(_FOR_EACH.search(text, max(0, quantity.number - 6), quantity.number)))
    )


def _is_average_age(text: str, quantity: Quantity) -> bool:
    """Tell an age that is measured (人均预期寿命79.4岁) from one that names a group or a person."""
    measured = _AGE.search(text, max(0, quantity.start - _NEAR_AGE), quantity.start)
    return measured is not None and not _AGE_GROUP.match(text, quantity.end) and quantity.bound is Bound.EXACT


def _largest(quantity: Quantity) -> float:
    return quantity.value[1] if isinstance(quantity.value, tuple) else quantity.value


def _is_ordinal(text: str, quantity: Quantity) -> bool:
    if quantity.number == 0:
        return False
    before = text[max(0, quantity.number - 2) : quantity.number]
    if before[-1] in "第每逢":
        return True
    if before[-1] == "前" and quantity.unit in _RANKS and not quantity.scaled:
        return True  # 排名前100位的基金会
    if quantity.unit == "次" and _MEETING.match(text, quantity.end):
        return True  # 第15届130次常务会议
    return quantity.sort is Sort.COUNT and not quantity.scaled and before in {"排名", "位列", "位居"}


def _is_small_and_spelled(quantity: Quantity) -> bool:
    """一项, 三个, 八部门, 十名: a bare Chinese numeral up to ten is seldom a statistic and often a name."""
    if not quantity.spelled or quantity.fixed or quantity.bound in {Bound.AT_LEAST, Bound.ABOUT} or quantity.scaled:
        return False
    return quantity.sort in {Sort.COUNT, Sort.MONEY, Sort.PHYSICAL, Sort.NONE} and _largest(quantity) <= _LARGEST_SLOGAN


_GOES_ON_TO = re.compile(r"[^，。；]{0,16}?(?:增|发展|扩|拓展|提升|提高|变|升|减少|降|缩)[^，。；]{0,2}[到至为成]")


def _opens_a_pair(text: str, quantity: Quantity) -> bool:
    """由一个青少年维权岗拓展到45个: as the beginning of a change even a single one is counted."""
    return text[quantity.number - 1 : quantity.number] in {"从", "由"} and bool(_GOES_ON_TO.match(text, quantity.end))


def _is_bare_power(text: str, quantity: Quantity) -> bool:
    """百家, 万元, 千名 without 近, 超, 余 or a digit are words, not numbers; 百万元以下的小额信托 is a class."""
    if not quantity.spelled or text[quantity.number] not in "百千万亿":
        return False
    return quantity.bound is Bound.EXACT or bool(_THRESHOLD.search(text, quantity.number, quantity.end + 1))


def _is_part_of_a_name(text: str, quantity: Quantity) -> bool:
    """A number between quotation marks that stand close together belongs to a name or a slogan."""
    left = max(text.rfind(mark, max(0, quantity.start - _LARGEST_NAME), quantity.start) for mark in "“‘「『")
    if left < 0 or any(mark in text[left : quantity.start] for mark in "”’」』"):
        return False
    right = min(
        (found for mark in "”’」』" if (found := text.find(mark, quantity.end, left + _LARGEST_NAME + 2)) >= 0),
        default=-1,
    )
    return right >= 0 and not (quantity.scaled and quantity.sort is Sort.MONEY)


def _counts_parts_of_a_text(text: str, quantity: Quantity) -> bool:
    if quantity.sort is not Sort.COUNT or quantity.scaled or _largest(quantity) > _LARGEST_STRUCTURE:
        return False
    if quantity.unit not in {"个", "项", "条", "大类", "类", "种", "大项", "次", "张"}:
        return False
    return bool(_PARTS.match(text, quantity.end))


def _is_clock_or_code(text: str, quantity: Quantity) -> bool:
    """24小时 is a service's hours, 3小时 a journey; hours become a figure when they are many (6507.4万小时)."""
    if quantity.unit == "小时":
        measured = _SPENT.search(text, max(0, quantity.start - 8), quantity.start)
        return not quantity.scaled and _largest(quantity) < 100 and not measured
    if quantity.unit == "":
        return bool(_AFTER_NOTHING.match(text, quantity.end))
    return (
        quantity.unit in {"次", "人", "本", "种", "类"}
        and not quantity.scaled
        and quantity.spelled
        and _largest(quantity) < 20
    )
