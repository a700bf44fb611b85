"""Which figure is a part of which: 其中, X中, in a list that adds up, among those just named."""

import re
from collections.abc import Sequence

from jianbao.figures.drafts import Draft, Sentence
from jianbao.model import Bound, Kind

_MARK = re.compile(r"其中|包括|(?<!包)含(?!量|义|金|糖)|内有")
_AMONG = re.compile(r"[中里]$")
_OF_THESE = re.compile(r"([^，。；：、]{2,12})中，")
_FRESH_START = re.compile(r"全国|全省|全市|共有|累计|全年|^(?:现|另|还)?有|^(?:建立|设立|拥有|建成)")
_NEW_TOTAL = re.compile(r"[，；]总(?:收入|支出|资产|负债|投资|面积|额|量|数|金额|规模)[^，；]*$")
_NO_PART = re.compile(r"预计|将(?:达|增|有)|[人户平日年月笔床亩]均|均值|每[人户名个笔月年天]")
_AGE_GROUP = re.compile(r"[0-9]{2}(?:周?岁)?(?:[-—至到][0-9]{2,3})?(?:周?岁)?(?:及?以[上下])?的?")
_IN_BRACKETS = re.compile(r"（[^）]*(?:其中|包括|含|内有)[^）]*$")
_SHARE_OF = re.compile(
    r"^[，其所共]*占(?:比)?(?:到|了|全部)?([^，]*?)(?:总数|总量|总额|总人数)?的?(?:比重|比例)?(?:为|达|达到|超过)?$"
)
_ALL = frozenset({"总数", "总量", "总额", "全部", "总"})
_PEOPLE = frozenset({"人", "名", "位", ""})
_TOGETHER = re.compile(r"(?:[两二三四五]项|[两二三四]者|以上)?(?:合计|共计|总计|总共)(?:为|是|达|达到|约)*$")
_SAME_WORDS = 2  # characters right before both figures
_NEARLY = 0.2  # of a total that its parts miss, by a slip of the pen
_MOST = 8  # parts of a list that is recognised by its sum alone
_LIST = 3  # parts; two may add up by chance
_BACK = 12  # figures: what stands further back is no total of what comes now


def by_sum(drafts: Sequence[Draft]) -> None:
    """Link the levels right behind one that they add up to: 特困人员471.8万人，城市和农村分别为37.6万人、434.2万人."""
    for index, total in enumerate(drafts):
        if total.kind is not Kind.LEVEL or total.part_of is not None:
            continue
        run = [
            draft
            for draft in drafts[index + 1 : index + 1 + _MOST]
            if draft.sentence is total.sentence and draft.kind is Kind.LEVEL and _same_unit(draft, total)
        ]
        if run and _is_parallel(total, run[0]):
            continue
        for size in range(2, len(run) + 1):
            if _adds_up(total, run[:size]):
                for part in run[:size]:
                    part.part_of = total
                break


def by_sum_before(drafts: Sequence[Draft]) -> None:
    """Link a list to the total of the sentence before it: …126家获得等级。5A级21家、4A级38家、3A级67家.

    Only a list that makes up the whole sentence's first levels and adds up exactly shows what it breaks down.
    """
    for index, first in enumerate(drafts):
        if first.previous is not None or first.kind is not Kind.LEVEL:
            continue
        run = [first]
        for draft in drafts[index + 1 : index + _MOST]:
            if draft.sentence is not first.sentence or draft.joint != "、" or not _same_unit(draft, first):
                break
            run.append(draft)
        if len(run) < _LIST or any(draft.part_of is not None or draft.kind is not Kind.LEVEL for draft in run):
            continue
        before = reversed(drafts[max(0, index - _BACK) : index])
        near = (d for d in before if d.sentence.paragraph == first.sentence.paragraph and d.kind is Kind.LEVEL)
        total = next((d for d in near if _same_unit(d, first) and _adds_up(d, run)), None)
        for draft in run if total is not None else ():
            draft.part_of = total


def _is_parallel(one: Draft, other: Draft) -> bool:
    """Tell whether two figures are told in the same words, so that neither is a part: 一等奖20万元，二等奖10万元."""
    return other.joint == "、" or (
        one.left[-_SAME_WORDS:] == other.left[-_SAME_WORDS:] and len(other.left) >= _SAME_WORDS
    )


def by_segments(drafts: Sequence[Draft]) -> None:
    """Link 其中A 613家，参检589家；B 612家，参检593家 by what stands first in each half: the kinds are the parts.

    What follows in the same half is a part of its own kind. Only the sum of the first figures shows which total is
    meant, so nothing is linked without it.
    """
    for index, opener in enumerate(drafts):
        if not _MARK.search(opener.before + opener.joint + opener.left) or opener.kind is not Kind.LEVEL:
            continue
        segments = _segments(drafts, index)
        if len(segments) < 2 or max(map(len, segments)) < 2:
            continue
        firsts = [segment[0] for segment in segments]
        before = (step for step in reversed(drafts[max(0, index - _BACK) : index]) if step.kind is Kind.LEVEL)
        total = next((step for step in before if _same_unit(step, opener) and _adds_up(step, firsts)), None)
        if total is None:
            continue
        for first, *others in segments:
            first.part_of = total
            for other in others:
                other.part_of = first if _same_unit(other, first) and other.scalar <= first.scalar else None


def _segments(drafts: Sequence[Draft], index: int) -> list[list[Draft]]:
    """Return the levels of a sentence from *index* on, cut at its semicolons."""
    segments: list[list[Draft]] = [[drafts[index]]]
    for draft in drafts[index].behind():
        if "；" in draft.before + draft.joint:
            segments.append([])
        if draft.kind is Kind.LEVEL and _same_unit(draft, drafts[index]):
            segments[-1].append(draft)
    return [segment for segment in segments if segment]


def before_total(drafts: Sequence[Draft]) -> None:
    """Link the levels before a total of all of them: 村委会50.2万个、居委会11.3万个，合计61.5万个."""
    for index, total in enumerate(drafts):
        if total.kind is not Kind.LEVEL or not _TOGETHER.match(total.left):
            continue
        run: list[Draft] = []
        for draft in reversed(drafts[max(0, index - _MOST) : index]):
            if draft.sentence is not total.sentence or draft.kind is not Kind.LEVEL or not _same_unit(draft, total):
                break
            run.append(draft)
        if len(run) > 1 and all(draft.part_of is None for draft in run) and _nearly_adds_up(total, run):
            for part in run:
                part.part_of = total


def _nearly_adds_up(total: Draft, parts: Sequence[Draft]) -> bool:
    """Tell whether the parts are meant; whether they add up exactly is for the checks to say."""
    together = sum(part.scalar for part in parts)
    return max(part.scalar for part in parts) < total.scalar and abs(together - total.scalar) <= _NEARLY * total.scalar


def _same_unit(one: Draft, other: Draft) -> bool:
    return one.quantity.unit == other.quantity.unit or {one.quantity.unit, other.quantity.unit} <= _PEOPLE


def _adds_up(total: Draft, parts: Sequence[Draft]) -> bool:
    room = 0.5 * sum(draft.quantity.step for draft in (total, *parts))
    missing = abs(sum(part.scalar for part in parts) - total.scalar)
    linked = any(part.from_ is not None or part.opens_pair for part in parts)
    return not linked and missing <= (room if total.quantity.step > 1 else 0)


def _shared(draft: Draft) -> tuple[Draft, Draft] | None:
    """Return part and whole of 其中社会团体400家，占总数的40%, when the words say that they are meant."""
    part, of = draft.previous, _SHARE_OF.search(draft.left)
    whole = part.part_of if part is not None else None
    if part is None or whole is None or of is None or draft.quantity.unit != "%" or whole.scalar <= 0:
        return None
    base = of[1]
    if not base:
        return None if _is_of_another(draft, part, whole) else (part, whole)
    return (part, whole) if base in _ALL or base in whole.indicator or whole.indicator in base else None


def _is_of_another(share: Draft, part: Draft, whole: Draft) -> bool:
    """Tell whether a share that does not say of what may be one of something else than the part's total.

    60岁以上8万人，占总人口的20%，其中65岁以上6万人，占15%: of both. 社会团体3万家占42%，行业协会5000家，
    占16.7%: of the 社会团体, where only this adds up. Calling either a contradiction would be our mistake.
    """
    behind = whole.following
    if behind is not None and behind.kind is Kind.SHARE and behind.sentence is whole.sentence:
        return True
    if _comes_to(share, part, whole):
        return False
    step = part.previous
    while step is not None:
        if step is not whole and step.kind is Kind.LEVEL and _same_unit(step, part) and _comes_to(share, part, step):
            return True
        step = step.previous
    return False


def _comes_to(share: Draft, part: Draft, whole: Draft) -> bool:
    """Tell whether *share* is what *part* is of *whole*, within what rounding leaves of all three."""
    if whole.scalar <= 0:
        return False
    computed = 100 * part.scalar / whole.scalar
    room = 0.5 * (100 * part.quantity.step + computed * whole.quantity.step) / whole.scalar
    return abs(computed - share.scalar) <= room + 0.5 * share.quantity.step


class Breakdowns:
    """Reads an article's figures in order and gives those after 其中 the total of their unit that stands before."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._sentence: Sentence | None = None
        self._levels: list[Draft] = []  # of the sentence, nearest last
        self._totals: list[Draft] = []  # what 其中 can speak of
        self._inside = False
        self._whole: Draft | None = None  # the total that the first part behind 其中 got
        self._bracketed = False  # 其中 stands in a bracket: it speaks of nothing behind it
        self._taken: dict[int, float] = {}  # what the parts of a total come to so far
        self._recent: list[Draft] = []  # named levels before, for X中

    def assign(self, draft: Draft) -> None:
        """Set ``part_of`` of *draft*; the indicators of the drafts before it are known."""
        if draft.sentence is not self._sentence:
            self._enter(draft)
        gap = draft.before + draft.joint + draft.left
        if _MARK.search(gap) and (draft.previous is not None or self._inside):
            if draft.previous is not None:
                before = self._totals + self._levels if self._inside else self._levels
                self._totals = before[-_BACK:]
            self._inside, self._whole = True, None
            self._bracketed = bool(_IN_BRACKETS.search(gap))
        elif self._inside and self._ends(gap):
            self._inside = False
        if draft.kind is Kind.SHARE:
            draft.share_of = _shared(draft)
        if draft.kind is not Kind.LEVEL:
            return
        if draft.part_of is None:
            draft.part_of = self._total_of(draft, gap)
            self._whole = self._whole or draft.part_of
        else:
            self._taken[id(draft.part_of)] = self._taken.get(id(draft.part_of), 0.0) + draft.scalar
        self._levels = [*self._levels[1 - _BACK :], draft]
        self._recent = [*self._recent[1 - _BACK :], draft]

    def _ends(self, gap: str) -> bool:
        """Tell whether the words before a figure end what 其中 has begun: its bracket closes, or a new total begins."""
        closed = self._bracketed and "）" in gap
        return (
            closed
            or bool(_NEW_TOTAL.search(gap))
            or ("；" in gap and bool(_FRESH_START.search(gap.rpartition("；")[2])))
        )

    def _enter(self, draft: Draft) -> None:
        opening = (draft.before + draft.joint + draft.left).lstrip()
        goes_on = self._sentence is not None and draft.sentence.paragraph == self._sentence.paragraph
        self._inside = goes_on and opening.startswith(("其中", "包括"))
        self._totals = self._levels if self._inside else []
        self._sentence, self._levels = draft.sentence, []
        if (named := _OF_THESE.match(opening)) and (whole := self._called(named[1])):
            self._inside, self._totals, draft.sentence.about = True, [whole], whole

    def _called(self, name: str) -> Draft | None:
        """Return the level that 捐赠收入中 or 党员中 looks back to."""
        for draft in reversed(self._recent):
            if draft.indicator and (draft.indicator.endswith(name) or name.endswith(draft.indicator)):
                return draft
        return None

    def _total_of(self, draft: Draft, gap: str) -> Draft | None:
        if draft.previous is not None and _AMONG.search(draft.previous.right):
            self._inside, self._totals = True, list(self._levels)  # 120名孤儿中，男童70名，女童50名
        if _AGE_GROUP.fullmatch(draft.left) and self._levels and draft.joint == "，":
            return self._fitting(draft, self._levels[-1:])  # 党员3186名，35岁以下的|1402名
        if not self._inside or _NO_PART.search(draft.left):
            return None
        if "；" in gap and self._whole is not None:
            paired = draft.opens_pair or draft.from_ is not None
            found = None if paired else self._fitting(draft, [self._whole])
            self._inside = found is not None  # what is no part of the same begins anew
            return found
        return self._fitting(draft, self._totals)

    def _fitting(self, part: Draft, totals: Sequence[Draft]) -> Draft | None:
        """Return the nearest total with the part's unit that has room for it beside the parts it has already."""
        for total in reversed(totals):
            linked = total is part.from_ or part is total.from_
            before = self._taken.get(id(total), 0.0)
            full = before >= total.scalar - total.quantity.step and total.quantity.bound is not Bound.AT_LEAST
            nested = total.part_of is not None and total is not part.sentence.about
            earlier = total.base or total.opens_pair
            fits = _same_unit(total, part) and total.scalar >= part.scalar
            if fits and not (linked or full or nested or earlier):
                self._taken[id(total)] = before + part.scalar
                return total
        return None
