"""What is counted when it stands to the left of the number: 社会团体|4347家, 占总人口的|18.9%, 床位|9.8万张."""

import re

from jianbao.figures import carried, lexicon, phrases
from jianbao.figures.clauses import CLAUSES, ONLY_TIME, clause_before
from jianbao.figures.drafts import Draft
from jianbao.figures.lexicon import any_of
from jianbao.figures.subject import EVERY, since_time, subject, tidy, without_place
from jianbao.figures.units import Sort
from jianbao.model import Kind

_SHORT_BASE = 4  # characters: 一级残疾 alone does not say what is paid
_GENERIC = re.compile(
    r"(?:共|总|累计|总计|涉及|安排|投入|下达|拨付)*"
    rf"((?:项目|规划|投资|签约|发行|专项|补助|引导|合同)?(?:{any_of(lexicon.GENERIC_HEADS)}))$"
)
_RATE_OF_DOING = re.compile(r"([\u4e00-\u9fff]{2})率")
_ALREADY = re.compile(r"(?<=.)(?:已经?|约|均|各|仅|只|合计|共|分别|依次)+$")  # 老年人口已占户籍人口的22.8%
_GIVEN_BEHIND = re.compile(r"^的?标准(?:给予|发放|发给|予以|提供|支付)(?P<what>[\u4e00-\u9fff]{2,8})$")
_BARE_MEASURES = frozenset(lexicon.words("比重 占比 比例 数量 总数 人数 总量 金额 规模 总额 面积 覆盖率 总规模"))


def counted(draft: Draft) -> str:
    """Return what the words before the figure say that it counts; empty when they say nothing."""
    words = subject(draft)
    for rule in (
        carried.each,
        carried.counterpart,
        carried.same_standard,
        _per,
        _share,
        carried.part,
        carried.attribute,
        carried.list_item,
        _bare_measure,
        carried.bare_verb,
    ):
        if name := rule(draft, words):
            return name
    return "" if phrases.growth_only(EVERY.sub("", words)) else phrases.subject_cut(words)


def _bare_measure(draft: Draft, words: str) -> str:
    """投入20亿元, 数量1217家, 办结率98.6%: the clause before says of what."""
    if words in _BARE_MEASURES:
        named = clause_before(draft) or words
        return carried.of_all(words, named)
    if owned := carried.owned_standard(draft, words):
        return owned
    if generic := _GENERIC.match(words):
        return _with_topic(draft, generic[1])
    rate = _RATE_OF_DOING.fullmatch(words)
    if rate and phrases.has_verb(rate[1]) and draft.previous is not None:
        before = draft.previous.indicator
        done = phrases.object_of(before).removeprefix(rate[1])
        said = len(done) > 1 and not done.endswith("率") and (done != before or len(done) > len(rate[1]))
        return done + words if said else words
    return ""


def _per(draft: Draft, _: str) -> str:
    """Return the name of a rate per head and month: 城乡最低生活保障标准 + 每人每月."""
    words, per = phrases.split_per(draft.left)
    if not per:
        words, per = phrases.split_per(phrases.strip_links(draft.left))
    if not per:
        return ""
    base = tidy(draft, words)
    heading = draft.sentence.heading
    if heading and (not base or (len(base) <= _SHORT_BASE and base not in heading)):
        base += heading
    base = (
        carried.owned_standard(draft, base)
        or carried.for_the_age(draft, base)
        or base
        or carried.given_before(draft)
        or carried.inherited(draft)
    )
    if given := _GIVEN_BEHIND.search(draft.right):
        base += given["what"]  # 对养老机构按每床每月100元的标准给予|运营补贴
    return base if per in base else base + per


def _share(draft: Draft, words: str) -> str:
    """占总人口的18.9% and 标准的1.5倍 take their subject from before; 覆盖率95% stands alone."""
    if draft.quantity.sort not in {Sort.PERCENT, Sort.TIMES}:
        return ""
    at = draft.left.rfind("占")
    if at >= 0 and not draft.left.startswith("占比", at):
        owner = without_place(phrases.strip_leads(since_time(draft, draft.left[:at]))).removesuffix("的")
        owner = _ALREADY.sub("", owner)
        if len(owner) <= 1:
            owner = _subject_before(draft)
        elif carried.MODIFIER.search(owner) or draft.left[at - 1 : at] == "的":
            owner = carried.with_head(owner, _whole(draft))
        base = draft.left[at:].rstrip("的比重例达到为超过")
        return owner + (base if len(base) > 1 else "占比")
    if draft.quantity.sort is Sort.TIMES and (at := max(draft.left.rfind(link) for link in "按是为")) > 1:
        return phrases.strip_leads(since_time(draft, draft.left[:at]))
    if draft.left.endswith("的") and draft.left.startswith(("超", "是", "为", "达到", "相当于")):
        if draft.quantity.sort is Sort.TIMES and ONLY_TIME.fullmatch(draft.left.strip("是为达到相当于约的")):
            return _subject_before(draft)  # 是2021年的2.6倍
        return f"{_subject_before(draft)}占{draft.left[:-1].lstrip('超过是为达到相当于')}"
    return _subject_before(draft) + words if words in _BARE_MEASURES else ""


def _whole(draft: Draft) -> str:
    """Return what the shares of a list are shares of: the total, or the level, before them."""
    step = draft.previous
    while step is not None:
        if step.kind is Kind.LEVEL:
            return step.part_of.indicator if step.part_of is not None else step.indicator
        step = step.previous
    return draft.sentence.about.indicator if draft.sentence.about is not None else ""


def _subject_before(draft: Draft) -> str:
    return draft.previous.indicator if draft.previous else clause_before(draft)


def _with_topic(draft: Draft, words: str) -> str:
    """Give a bare 投入, 投资金额 or 获贷率 what it is spent on or said of: the object of the clause before."""
    topic = ""
    if len(draft.before) > 3:
        topic = phrases.object_of(_clause_since_time(draft))
    elif draft.previous is not None:
        _, verb = phrases.split_verb(draft.previous.right)
        topic = phrases.object_of(verb) if verb else draft.previous.indicator
    return topic + words if len(topic) > 1 and words not in topic else words


def _clause_since_time(draft: Draft) -> str:
    """Return the last clause before the figure's own, from its last time expression on."""
    clauses = [clause for clause in CLAUSES.split(draft.before) if len(clause) > 3]
    if not clauses:
        return ""
    clause = clauses[-1]
    begin = draft.quantity.start - len(draft.left) - len(draft.before) + draft.before.rfind(clause)
    inside = (time.end - begin for time in draft.sentence.times if begin <= time.start < begin + len(clause))
    cut = max(inside, default=0)
    return clause[cut:] if 0 < cut < len(clause) - 3 else clause
