"""From-to pairs, and growth with the level that it describes."""

import re

from jianbao.figures import lexicon, phrases
from jianbao.figures.drafts import Draft
from jianbao.figures.lexicon import any_of
from jianbao.figures.units import Sort
from jianbao.model import Kind

_CHANGES = frozenset({Kind.GROWTH, Kind.CHANGE})
_TIME_OF_ARRIVAL = re.compile(r"(?:[0-9]{4}年[^，]{0,4}|目前|现在|如今|当前|今年)的?$")
_OPENS_PAIR = re.compile(r"(?:从|由)(?!业|事|于|此|而)")
_BASE = re.compile(r"(?:比|较|同)(?!例|重|率|时)[^，、]*?(?:的|年|期)$")
_CHANGED = re.compile(rf"(?:又|再|均|大幅|明显|显著|略有?)*(?:{any_of((*lexicon.UP, *lexicon.DOWN))})(?!到|至|为)")
_SOME_YEARS = re.compile(r"^[一二三四五六七八九十两0-9]{1,3}(?:年|个月)(?:间|来|里|内|多)?(?:累计)?")  # 两年间|翻了两番
_ARRIVES = re.compile(r"(?:总数|总量)?(?:已|共)?(?:达到|达|增至|增加到|升至|提高到|降至)")
_ENOUGH = 4  # characters of a name that tell it from others
_PEOPLE = frozenset({"人", "名", "位", ""})
_SAME_UNIT = (_PEOPLE | {"人次"}, frozenset({"个", "家", "所", "处"}))


def link(drafts: list[Draft]) -> None:
    """Set ``from_`` and ``of`` of all drafts of an article; their kinds are known."""
    for draft in drafts:
        _pair(draft)
        _pair_lists(draft)
    for draft in drafts:
        if draft.kind in {Kind.GROWTH, Kind.CHANGE}:
            draft.of = _level_of(draft) or _level_behind(draft)


def _pair(draft: Draft) -> None:
    """从2012年年底的7965家增长到12700家; 较2015年的13.9万件下降82.93%."""
    previous = draft.previous
    if previous is None:
        return
    if (
        phrases.REACHES.search(_TIME_OF_ARRIVAL.sub("", draft.left))
        and _comparable(draft, previous)
        and _OPENS_PAIR.search(previous.left)
    ):
        draft.from_ = previous
        previous.kind = draft.kind
        previous.direction = draft.direction
    elif (
        draft.kind in {Kind.LEVEL, Kind.SHARE}
        and _changes_from_here(draft)
        and _BASE.search(draft.left)
        and _comparable(draft, previous)
    ):
        previous.from_ = draft
        draft.base = True


def _pair_lists(draft: Draft) -> None:
    """Pair two lists item by item: 由2015年的4632元、2434元提高到2020年的7344元、4428元."""
    if not phrases.REACHES.search(_TIME_OF_ARRIVAL.sub("", draft.left)) or draft.previous is None:
        return
    earlier = [draft.previous, *_before(draft.previous)]
    length = next((at for at, step in enumerate(earlier) if not _goes_on(step)), 0) + 1
    earlier = earlier[length - 1 :: -1]
    later = [draft]
    while (step := later[-1].following) is not None and _goes_on(step):
        later.append(step)
    opened = _OPENS_PAIR.search(earlier[0].left)
    if length < 2 or len(later) != length or not opened or not all(map(_comparable, later, earlier)):
        return
    for end, start in zip(later, earlier, strict=True):
        end.from_, start.kind, start.direction = start, end.kind, end.direction


def _goes_on(draft: Draft) -> bool:
    """Tell whether *draft* is an item of a list and has no words of its own."""
    return draft.joint == "、" and not draft.left


def _changes_from_here(draft: Draft) -> bool:
    """Tell whether the words or the figure after it say how far a level was left: 的3.6万人|减少近一半."""
    return bool(_CHANGED.match(draft.right)) or (draft.following is not None and draft.following.kind in _CHANGES)


def _comparable(one: Draft, other: Draft) -> bool:
    if one.quantity.sort is not other.quantity.sort:
        return False
    return one.quantity.unit == other.quantity.unit or _alike(one.quantity.unit, other.quantity.unit)


def _alike(unit: str, other: str) -> bool:
    return any(unit in group and other in group for group in _SAME_UNIT)


def _level_of(draft: Draft) -> Draft | None:
    """Return the level that a growth or change describes: the nearest before it that it can belong to."""
    step = draft.previous
    points = draft.quantity.sort is Sort.POINTS
    while step is not None:
        if step.kind in {Kind.LEVEL, Kind.SHARE} and _can_grow(draft, step, points):
            return _later_of_pair(step)
        step = step.previous
    return None


def _level_behind(draft: Draft) -> Draft | None:
    """Return the level that a change leads to: 养老机构增加12家，|达到|268家."""
    level = draft.following
    if level is None or level.kind is not Kind.LEVEL or not _ARRIVES.fullmatch(level.left):
        return None
    alike = draft.kind is Kind.GROWTH or level.quantity.unit == draft.quantity.unit
    return level if alike else None


def _can_grow(draft: Draft, level: Draft, points: bool) -> bool:
    if points:
        return level.quantity.sort is Sort.PERCENT
    if draft.kind is Kind.CHANGE:
        return level.quantity.unit == draft.quantity.unit and level.kind is Kind.LEVEL
    return level.kind is Kind.LEVEL and not _names_another(draft)


def rebase(draft: Draft) -> None:
    """Let a growth behind a list of parts describe their total: 共523家，其中民办301家、公办222家，增长2.3%."""
    part = draft.of
    if part is not None and part.part_of is not None and part.kind is Kind.LEVEL and part.joint == "、":
        draft.of = part.part_of


def retie(draft: Draft) -> None:
    """Let 60岁及以上人口的比重上升5.44个百分点 describe the share that it names, not the one right before it."""
    subject = phrases.growth_subject(draft.left)[:_ENOUGH]
    if draft.of is None or draft.quantity.sort is not Sort.POINTS or len(subject) < _ENOUGH:
        return
    steps = [draft.of, *_before(draft.of)]
    named = (step for step in steps if step.kind is Kind.SHARE and step.indicator.startswith(subject))
    draft.of = next((_later_of_pair(step) for step in named), draft.of)


def _names_another(draft: Draft) -> bool:
    """A growth whose own clause says what grows (养老机构数量翻了三番) belongs to no level before it."""
    words = _SOME_YEARS.sub("", phrases.growth_subject(draft.left))
    return len(words) >= 3 and not phrases.is_bare_measure(words)


def _later_of_pair(draft: Draft) -> Draft:
    following = draft.following
    base = following is not None and following.from_ is draft
    return (
        following
        if base and following is not None
        else next((step for step in _before(draft) if step.from_ is draft), draft)
    )


def _before(draft: Draft) -> list[Draft]:
    steps = []
    step = draft.previous
    while step is not None:
        steps.append(step)
        step = step.previous
    return steps
