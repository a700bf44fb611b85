"""What is counted, in the document's own words.

Chinese puts it to the left of the number (社会团体4347家), to the right (160家社会组织参与…), or leaves it out when the
clause before has said it (比上年增长4.7%, 床位9.8万张). Each draft gets the shortest of these that is still unambiguous.
"""

import re

from jianbao.figures import phrases
from jianbao.figures.drafts import Draft
from jianbao.figures.units import Sort
from jianbao.model import Kind

_DEPENDENT = re.compile(
    r"^(?:年末|共有|总)*(?:床位数?|职工(?:总数|人数)?|在校(?:学)?生|从业人员|工作人员|专职工作人员|会员(?:总数|单位)?|固定资产原价|建筑面积|占地面积|总投资|资产总额|净资产|收入|支出|党员|护理员|教职工|专任教师)$"
)
_ENTITY_UNITS = frozenset("个 家 所 处 座 户 项".split())
_MODIFIER = re.compile(r"(?:级|型|类|性|式|女|男|的|以上|以下|城市|农村|城镇|省级|市级|县级|境内|境外|公募|非公募)$")
_HEAD = re.compile(r"(?:的)?((?:[^的]{2,12}))$")
_FROM = re.compile(r"(?:从|由)(?!业|事|于|此)(?:[^，从由]*)$")
_RIGHT_STOPS = frozenset("的和与及或是为在等，、。；：（(）)”’》之起")
_ASIDE = re.compile(r"（[^（）]*）$")
_ABSTRACT = frozenset("标准 比例 水平 幅度 速度 力度 规模 额度 比率".split())
_MEASURE = re.compile(r"(?:总?长度|全长|总里程|里程|总?面积|深度|高度|容量|装机容量|海拔)$")
_PERSONS = frozenset({"人", "名", "户", "人次", "位", "户次"})
_GENERIC_MONEY = re.compile(r"(?:的)?(?:专项|补助|引导|启动|扶持|救助|奖励|补贴)*(?:资金|经费|款项|款|投入|投资|奖金|支出)$")
_LONG_PREDICATE = 14  # characters: what is said at such length explains the noun, it does not name it
_CLAUSES = re.compile(r"[，：；（）。]")


def name(draft: Draft) -> None:
    """Set the indicator of *draft*, whose kind and relations are known, as are the indicators of the drafts before it."""
    if draft.base and draft.previous is not None:
        draft.indicator = draft.previous.indicator
        return
    if draft.from_ is not None and not draft.from_.base:
        draft.indicator = draft.from_.indicator
        return
    if draft.kind in {Kind.GROWTH, Kind.CHANGE}:
        draft.indicator = _of_change(draft)
        if draft.indicator:
            return
    draft.indicator = _right(draft) or _left(draft) or _inherited(draft)


def _of_change(draft: Draft) -> str:
    """Return what grows when the clause itself says it (通关效率提升约10%), else the level's indicator."""
    words = phrases.strip_leads(_cut_time(draft, phrases.growth_subject(draft.left)))
    if len(words) >= 2 and not _is_filler(words):
        return phrases.subject_cut(words)
    return draft.of.indicator if draft.of else _clause_before(draft)


def _right(draft: Draft) -> str:
    """Return what stands right after the figure: 160家|社会组织|参与…, 98%的|县医院|能够提供…."""
    words = draft.right
    sort = draft.quantity.sort
    if sort in {Sort.TIMES, Sort.POINTS, Sort.RATIO} or not words:
        return ""
    if words[0] == "的":
        words = words[1:]
        if not words:
            return ""
    elif sort is Sort.PERCENT or (words[0] in _RIGHT_STOPS and draft.quantity.unit not in _PERSONS):
        return ""
    noun, verb = phrases.split_verb(words.rstrip("、和与及或等"))
    noun = _ASIDE.sub("", noun).removesuffix("的")
    noun = noun.partition("的")[0] if len(noun.partition("的")[0]) > 1 and not draft.right.startswith("的") else noun
    left = _left_words(draft)
    if noun in _ABSTRACT and left:
        return ""
    if sort is Sort.PHYSICAL and (measured := _MEASURE.search(left)):
        return f"{noun}{measured.group()}"
    if not noun:
        if sort is Sort.MONEY:
            return f"{left}{_object(verb)}" if left else _object(verb).removeprefix("用于")
        return "" if left or draft.quantity.unit not in _PERSONS else _object(verb)
    if sort is Sort.MONEY and left and _GENERIC_MONEY.match(noun):
        return f"{left}{noun}"
    root = _first_of_list(draft)
    governed = bool(_left_words(root)) and not _existential(root.left)
    if verb and (not governed or phrases.is_pivot(draft.left)):
        return f"{_object(verb)}的{noun}" if len(verb) <= _LONG_PREDICATE else noun
    if not governed and not verb and (shared := _verb_of_list(draft)):
        return f"{shared}的{noun}"
    return f"{phrases.short_verb(left)}{noun}" if governed else noun


def _first_of_list(draft: Draft) -> Draft:
    while draft.joint == "、" and not draft.left and draft.previous is not None:
        draft = draft.previous
    return draft


def _object(verb: str) -> str:
    return re.sub(r"(?<=[\u4e00-\u9fff])了(?=[\u4e00-\u9fff])", "", verb)


def _existential(left: str) -> bool:
    return left.endswith(("共有", "已有", "有", "拥有", "现有", "共", "已", "达", "达到", "还有", "约有", "设有", "由")) or not left


def _verb_of_list(draft: Draft) -> str:
    """Find the verb that a list shares: 9125个城市街道、29620个乡镇…488959个行政村|已建立党组织."""
    step = draft.following
    while step is not None and step.joint == "、" and step.sentence is draft.sentence and step.right:
        _, verb = phrases.split_verb(step.right)
        if verb:
            return _object(verb)
        step = step.following
    return ""


def _cut_time(draft: Draft, words: str) -> str:
    """Drop everything up to the last time expression of the words, when one stands in them."""
    begin = draft.quantity.start - len(draft.left)
    cut = 0
    for time in draft.sentence.times:
        if begin <= time.start and time.end - begin <= len(words) and not _is_inside_a_noun(words, time.end - begin):
            cut = time.end - begin
    return words[cut:]


def _is_inside_a_noun(words: str, at: int) -> bool:
    return words[at : at + 1] in {"期", "代", "级", "度"}


def _left_words(draft: Draft) -> str:
    """Return the phrase before the figure without time, place, links and adverbs."""
    words = draft.left
    opened = _FROM.search(words)
    if opened:
        words = words[: opened.start()] or ""
    words = _cut_time(draft, words)
    words = _PLACE_LIST.sub("", phrases.strip_leads(phrases.strip_links(words)))
    _, announced, rest = words.rpartition("预计")
    return "" if _is_filler(words) else rest if announced and len(rest) > 2 else words


_PLACE_LIST = re.compile(r"^(?:[\u4e00-\u9fff]{2,6}[区县市州省]、)+[^、，的]{2,8}[区县市州省](?:的)?")
_GENERIC = re.compile(
    r"(?:共|总|累计|总计|涉及|安排|投入|下达|拨付)*((?:项目|规划|投资|签约|发行|专项|补助|引导|获贷|合同)?(?:投入|投资|金额|总额|面积|资金|利率|增速|获贷率|总投资|总规模))$"
)
_FILLERS = frozenset("比重 占比 比例 数量 总数 人数 总量 金额 规模 总额 面积 覆盖率 总规模".split())
_NOTHING = re.compile(r"^[的了是为在和与及，、：:；\s也还都均共已（(“”\"]*$")


def _is_filler(words: str) -> bool:
    return bool(_NOTHING.match(words))


def _left(draft: Draft) -> str:
    words, per = phrases.split_per(phrases.strip_links(draft.left) if not draft.left.endswith(("每人每月", "每月")) else draft.left)
    if per:
        words = _tidy(draft, words)
        base = words or _inherited(draft)
        return f"{base}{per}" if per not in base else base
    words = _left_words(draft)
    if draft.quantity.sort in {Sort.PERCENT, Sort.TIMES} and (share := _share(draft, words)):
        return share
    if not words:
        return ""
    if draft.part_of is not None and _MODIFIER.search(words):
        return _with_head(words, draft.part_of.indicator)
    if draft.joint == "、" and draft.previous is not None:
        return _shared_head(draft, words)
    if _DEPENDENT.match(words):
        return _owned(draft, words)
    if generic := _GENERIC.match(words):
        return _of_topic(draft, generic[1])
    if phrases.short_verb(words) == words and draft.previous is not None:
        before = draft.previous.indicator
        return words + before[2:] if phrases.short_verb(before[:2]) else words
    return phrases.subject_cut(words)


def _tidy(draft: Draft, words: str) -> str:
    return _PLACE_LIST.sub("", phrases.strip_leads(phrases.strip_links(_cut_time(draft, words))))


def _share(draft: Draft, words: str) -> str:
    """占总人口的18.9% takes its subject from the figure before; 覆盖率95% stands alone."""
    at = draft.left.rfind("占")
    if at >= 0 and not draft.left.startswith("占比", at):
        base = draft.left[at:].rstrip("的比重例达到为超过")
        subject = phrases.strip_leads(_cut_time(draft, draft.left[:at]))
        subject = subject if len(subject) > 1 else _subject_before(draft)
        return f"{subject}{base}"
    if draft.quantity.sort is Sort.TIMES and (at := max(draft.left.rfind("按"), draft.left.rfind("是"), draft.left.rfind("为"))) > 1:
        return phrases.strip_leads(_cut_time(draft, draft.left[:at]))
    if draft.left.startswith(("超", "是", "为", "达到", "相当于")) and draft.left.endswith("的"):
        return f"{_subject_before(draft)}占{draft.left[:-1].lstrip('超过是为达到相当于')}"
    if words in _FILLERS:
        return f"{_subject_before(draft)}{words}"
    return ""


def _subject_before(draft: Draft) -> str:
    return draft.previous.indicator if draft.previous else _clause_before(draft)


def _shared_head(draft: Draft, words: str) -> str:
    """In 参与制定国家标准13项、地方标准10项 the second item shares the first one's verb."""
    before = draft.previous.indicator if draft.previous else ""
    if len(words) <= 8 and len(before) > len(words):
        if before[-2:] == words[-2:] and before[-1:] == words[-1:]:
            return before[: -len(words)] + words
        if (at := before.find("向")) >= 0:
            return before[at:] + words
    return words


def _owned(draft: Draft, words: str) -> str:
    """床位9.8万张 after 儿童福利机构815个 are that institution's beds."""
    step = draft.previous
    while step is not None:
        if step.kind is Kind.LEVEL and step.quantity.unit in _ENTITY_UNITS and step.indicator and not _DEPENDENT.match(step.indicator):
            return f"{step.indicator}{words}" if len(step.indicator) <= 18 and words not in step.indicator else words
        step = step.previous
    return words if len(words) > 2 else f"{_clause_before(draft)}{words}"


def _of_topic(draft: Draft, words: str) -> str:
    """Give a bare 投入, 投资金额 or 获贷率 what it is spent on or said of: the object of the clause before."""
    topic = ""
    if len(draft.before) > 3:
        topic = phrases.object_of(_cut_clause_time(draft))
    elif draft.previous is not None:
        _, verb = phrases.split_verb(draft.previous.right)
        topic = phrases.object_of(verb) if verb else draft.previous.indicator
    return f"{topic}{words}" if len(topic) > 1 and words not in topic else words


def _cut_clause_time(draft: Draft) -> str:
    """Return the last clause before the figure's own, from its last time expression on."""
    clauses = [clause for clause in _CLAUSES.split(draft.before) if len(clause) > 3]
    if not clauses:
        return ""
    clause = clauses[-1]
    begin = draft.quantity.start - len(draft.left) - len(draft.before) + draft.before.rfind(clause)
    cut = max((time.end - begin for time in draft.sentence.times if begin <= time.start < begin + len(clause)), default=0)
    return clause[cut:] if 0 < cut < len(clause) - 3 else clause


def _with_head(words: str, whole: str) -> str:
    """Give a part that is only a modifier (5A级, 女性) the noun of its total."""
    head = whole.rpartition("的")[2] or whole
    return words if head and head in words else words + head


def _inherited(draft: Draft) -> str:
    """Nothing beside the figure says what it counts: the figure or the clause before has said it."""
    if draft.of is not None:
        return draft.of.indicator
    if draft.previous is not None and draft.joint in {"、", "，", ""}:
        return draft.previous.indicator
    return _clause_before(draft)


def _clause_before(draft: Draft) -> str:
    """Return the subject of the clause before the figure, when no other figure stands between."""
    for clause in reversed(_CLAUSES.split(draft.before)):
        words = phrases.strip_leads(clause)
        if len(words) >= 2:
            noun, _ = phrases.split_verb(words)
            noun = noun.rpartition("等")[2] or noun
            return phrases.subject_cut(noun if len(noun) >= 2 else words)
    return draft.previous.indicator if draft.previous else ""
