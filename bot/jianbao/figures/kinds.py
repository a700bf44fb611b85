"""Level, change, growth or share: the words right before a figure tell which, and which way it goes."""

import re

from jianbao.figures import lexicon
from jianbao.figures.drafts import Draft
from jianbao.figures.lexicon import any_of
from jianbao.figures.units import Sort
from jianbao.model import Direction, Kind

_LINK = r"(?:了|率|幅|幅度|速度)?(?:在|达到|达|为|约为|近|均|各|分别|再|又|就|共|实际|相应)*(?:了)?"
_VERB = re.compile(rf"(?:(?P<up>{any_of(lexicon.UP)})|(?P<down>{any_of(lexicon.DOWN)})){_LINK}$")
_REACHES = re.compile(r"(?:到|至|为|成|达到|达)(?:了)?$")
_ANNUAL = re.compile(r"年均|每年|年平均|逐年")
_APART = re.compile(r"(?:比|较)[^，]{1,16}(?P<way>高|低)(?:出|了)?$")  # 比男性高|5.8岁, 比全国平均高|6.1个百分点
_ELSEWHERE = re.compile(
    r"平均|目标|任务|计划|规划|要求|预期|(?:高于|低于|比|较|超)[^，]{0,4}(?:全国|全省|全市|同类|其他)"
)
_OWN_RATE = re.compile(r"自然增长率(?:为|达|达到|约为|是)?$")  # 出生率 less 死亡率: a rate, whatever its name
_ALWAYS = frozenset({"净增", "净减", "减收", "偏高", "偏低"})  # say by themselves that they compare
_BETTERED = re.compile(
    r"(?:改造|优化|巩固|完善|转型|改建|升级)提升了?$"
)  # 改造提升|28所: the verb's object, no difference
_RATE = re.compile(r"(?:增速|增长率|增幅|涨幅|降幅|增长幅度)(?:均|分别|各)?(?:为|达|达到|约为|约|是|超过)?(?:了)?$")
COMPARED = re.compile(r"比|较|同比|环比|相比|与.{1,12}相比")
_CHANGE_WORDS = frozenset(
    lexicon.words("""
    增加 减少 净增 净减 增 减 多 少 提高 下降 上升 降低 提升 增长 减收 缩短 偏高 偏低 高出
    增多 多收 多支 少收 少支 缩减 上涨 上浮 升 降
""")
)


def decide(draft: Draft) -> None:
    """Set kind and direction of *draft* from its left context and unit."""
    sort = draft.quantity.sort
    _decide(draft, sort)
    if draft.kind is Kind.LEVEL and (before := _shared_verb(draft)):
        draft.kind, draft.direction = Kind.CHANGE, before.direction
    draft.annual = draft.kind is Kind.GROWTH and bool(_ANNUAL.search(draft.left))
    draft.elsewhere = draft.kind in {Kind.CHANGE, Kind.GROWTH} and bool(_ELSEWHERE.search(draft.left))
    value = draft.quantity.value
    if draft.direction is None or isinstance(value, tuple) or value >= 0:
        return
    if draft.direction is Direction.UP:
        draft.quantity.value, draft.direction = -value, Direction.DOWN  # 增长-3.2%: the minus is the direction
    else:
        draft.direction = None  # 下降-22.2% says both: the reader has to decide


def _shared_verb(draft: Draft) -> Draft | None:
    """Return the change whose verb goes on to *draft*: 较上年增加12单、|0.8亿元."""
    before = draft.previous
    joined = before is not None and draft.joint == "、" and not draft.left and not before.right
    return before if joined and before is not None and before.kind is Kind.CHANGE and not draft.right else None


def _decide(draft: Draft, sort: Sort) -> None:
    if draft.quantity.fixed:
        draft.kind, draft.direction = Kind.GROWTH, Direction.UP
        return
    left = draft.left
    verb = _VERB.search(left)
    direction = (Direction.UP if verb["up"] else Direction.DOWN) if verb else None
    if sort is Sort.RATIO:
        draft.kind = Kind.SHARE
        return
    if (far := _APART.search(left)) and sort is not Sort.TIMES:
        draft.kind = Kind.GROWTH if sort is Sort.PERCENT else Kind.CHANGE
        draft.direction = Direction.UP if far["way"] == "高" else Direction.DOWN
        return
    if sort is Sort.POINTS:
        draft.kind = Kind.CHANGE
        draft.direction = direction or _direction_of_clause(left)
        return
    reaches = bool(_REACHES.search(left)) and not _RATE.search(left)
    if sort is Sort.PERCENT:
        if verb and not reaches and not _OWN_RATE.search(left):
            draft.kind, draft.direction = Kind.GROWTH, direction
        else:
            draft.kind = Kind.SHARE
        return
    if sort is Sort.TIMES:
        if verb and not reaches:
            draft.kind, draft.direction = Kind.GROWTH, direction
        else:
            draft.kind = Kind.SHARE
        return
    if verb and not reaches and _is_change(draft, verb):
        draft.kind, draft.direction = Kind.CHANGE, direction


def _is_change(draft: Draft, verb: re.Match[str]) -> bool:
    """增加415个 after 比 or 了 is a difference; 新增415个 is a level, as is what 减免 or 增设 take as their object."""
    word = verb["up"] or verb["down"]
    if word not in _CHANGE_WORDS or _BETTERED.search(draft.left):
        return False
    if COMPARED.search(draft.left):
        return True
    return len(word) == 2 or word in _ALWAYS


def _direction_of_clause(left: str) -> Direction | None:
    """Find the last verb of the clause when it does not stand right before the figure (提高近3个百分点)."""
    best: tuple[int, Direction] | None = None
    for words, direction in ((lexicon.UP, Direction.UP), (lexicon.DOWN, Direction.DOWN)):
        for word in words:
            at = left.rfind(word) if len(word) > 1 else -1
            if at >= 0 and (best is None or at > best[0]):
                best = (at, direction)
    return best[1] if best else None
