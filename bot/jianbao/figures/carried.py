"""What a figure takes over from the one told before it: its noun, its verb's object, its owner, its standard."""

import re

from jianbao.chinese import places
from jianbao.figures import lexicon, phrases
from jianbao.figures.clauses import CLAUSES, clause_before
from jianbao.figures.drafts import Draft
from jianbao.figures.subject import subject, tidy
from jianbao.figures.units import Sort
from jianbao.model import Kind

# Attributes of the institution that the sentence speaks of.
_DEPENDENT = re.compile(
    r"^(?:年末|共有|总)*(?:床位数?|职工(?:总数|人数)?|在校学?生|(?:专职)?工作人员|从业人员|会员(?:总数|单位)?"
    r"|固定资产原价|建筑面积|占地面积|总投资|资产总额|净资产|收入|支出|党员|护理员|教职工|专任教师)$"
)
_ENTITY_UNITS = frozenset({"个", "家", "所", "处", "座", "户", "项"})
_PER_UNIT = re.compile(
    r"(?:平均)?每(?:个|家|所|处)?[\u4e00-\u9fff]{1,6}?(?:社区|村|街道|乡镇|镇|县|区|市|学校|机构|单位|人)"
)
_TOTAL_OF = re.compile(r"(?<=..)(?:总数|总量|数量)$")  # 养老机构总数达40万个、床位820万张
_STANDARD_OF = re.compile(
    r"(?:月|年)?(?:人均|平均|最低|基本)*(?:生活|保障|养育|救助|补贴|供养)*(?:费|金)?标准(?:每人每[月年])?$"
)
_EACH_YEAR = re.compile(r"每人每[月年]$")  # 小学生每人每年1000元、|初中生|1500元
_PERSONS = re.compile(r"(?:孤儿|人员|对象|老年?人|儿童|残疾人|群众|[小中大专科职学]生)$")
_SIDES = (("城市", "农村"), ("农村", "城市"), ("城镇", "农村"), ("城镇", "乡村"), ("男性", "女性"), ("女性", "男性"))
_KINDS_OF_GIFT = frozenset({"资金", "物资", "现金", "实物", "善款", "物品"})
_GIFTS = re.compile(r"(?:款物|资金和物资|善款善物|资金物资|钱物)$")
_ALONE = frozenset({"农村", "城市", "城镇", "乡村", "男性", "女性", "城区"})  # 住院分娩率99.9%，|农村|为99.8%
_LONG_OWNER = 18  # characters; a longer owner makes the name no clearer
_STANDARD = re.compile(
    r"(?:平均|人均|月人均|最低|基本)*(?:保障|生活|救助|养育|补助|补贴|供养)*(?:费|金)?(?:标准|水平|支出水平|补助水平)"
)
_PEOPLE = frozenset({"人", "名", "户"})
_GIVEN = re.compile(r"(?:发放|给予|提供|享受|领取|发给)([\u4e00-\u9fff]{2,10})$")
_AGES = re.compile(r"[0-9]{1,3}(?:周?岁)?(?:[-—至到~～][0-9]{1,3})?周?岁(?:及?以[上下])?(?:的?老年?人)?")
_PLACE_LABEL = re.compile(r"[\u4e00-\u9fff]{1,5}(?:(?<![城市地社园景校小辖片山库])区|县|旗|街道|(?<!集)镇|(?<!城)乡)")
_ALTOGETHER = re.compile(r"累计|总数|总量|总计|共")
_NEWLY = re.compile(r"^新(?:增|设立?|建|登记|成立|注册|认定|命名|发展|批准|招|开办)?")
_REACHING_PEOPLE = frozenset({"惠及", "受益", "覆盖"})
_PAYING = frozenset({"发放", "支出", "支付", "拨付"})
_PAID = re.compile(
    r"(?!.*标准)(?P<what>[\u4e00-\u9fff]{2,12}(?:津贴|补贴|补助|救助金|保障金|养老金|生活费|护理费|奖金))"
    r"(?:每人每[月年])?(?:惠及|受益|覆盖)?"
)
_SHORT_WHOLE = 10  # characters
# What only narrows the total that it is a part of: 5A级, 女性, 注册登记为事业单位的.
MODIFIER = re.compile(
    r"(?:级|型|类|性|式|女|男|的|以上|以下|城市|农村|城镇|乡村|城区|省级|市级|县级|境内|境外|公办|民办|公立|私立|公募|非公募|专职|兼职|全职|剩余|其余|余下)$"
)


def part(draft: Draft, words: str) -> str:
    """5A级227家 of 社会组织1589家: what only narrows the total takes its noun."""
    if draft.part_of is not None and words in _KINDS_OF_GIFT and (given := _GIFTS.search(draft.part_of.indicator)):
        return draft.part_of.indicator[: given.start()] + words  # 接收捐赠款物|4.86亿元，其中物资0.94亿元
    narrows = words and draft.part_of is not None and (MODIFIER.search(words) or _PLACE_LABEL.fullmatch(words))
    return with_head(words, draft.part_of.indicator) if narrows and draft.part_of is not None else ""


def each(draft: Draft, words: str) -> str:
    """培育社区社会组织5800余家，平均|每个城市社区|14.6家: so many of them in each."""
    before = draft.previous
    if before is None or not _PER_UNIT.fullmatch(words) or before.quantity.unit != draft.quantity.unit:
        return ""
    own = subject(before)
    base = before.indicator.removeprefix(own) if _PER_UNIT.fullmatch(own) else before.indicator
    return words + phrases.object_of(base)


def same_standard(draft: Draft, words: str) -> str:
    """孤儿保障标准1885元，|社会散居孤儿|1434元: what these get is told of by the words before."""
    before = draft.previous
    if before is None or len(draft.before) > 1 or not _PERSONS.search(words):
        return ""
    money = before.quantity.sort is Sort.MONEY and draft.quantity.sort is Sort.MONEY
    standard = (_STANDARD_OF.search(before.indicator) or _EACH_YEAR.search(before.indicator)) if money else None
    return words + standard.group() if standard else ""


def counterpart(draft: Draft, words: str) -> str:
    """城市低保标准达到每人每月1135元，|农村|达到906元: what stands on the other side is the same."""
    before = draft.previous.indicator if draft.previous is not None and draft.before in {"，", "、", "；"} else ""
    bare, per = phrases.split_per(words)
    bare = phrases.strip_links(bare)
    alike = draft.previous is not None and draft.previous.quantity.unit == draft.quantity.unit
    for one, other in _SIDES:
        if alike and bare == other and before.startswith(one) and len(before) > len(one):
            return other + (before[len(one) :] if not per or before.endswith(per) else before[len(one) :] + per)
    whole = bool(before) and not any(side in before for sides in _SIDES for side in sides)
    return bare + before if alike and whole and not per and bare in _ALONE else ""


def list_item(draft: Draft, words: str) -> str:
    """参与制定国家标准13项、|地方标准|10项: an item takes the verb of the first one."""
    if not words or draft.joint != "、" or draft.previous is None or phrases.is_bare_verb(words):
        return ""
    return _with_shared_head(words, draft.previous.indicator)


def attribute(draft: Draft, words: str) -> str:
    """儿童福利机构815个，|床位|9.8万张: what only an institution has is that of the one just counted."""
    right_behind = words == "成员" and len(draft.before) <= 1
    return _with_owner(draft, words) if right_behind or _DEPENDENT.match(words) else ""


def owned_standard(draft: Draft, words: str) -> str:
    """城市低保对象588.9万人，平均保障标准…: the standard is that of the people just counted."""
    people = draft.previous
    counted = people is not None and people.kind is Kind.LEVEL and people.quantity.unit in _PEOPLE
    joined = draft.joint in {"、", "，"} and len(draft.before) <= 1
    if people is None or not (counted and joined and _STANDARD.fullmatch(words)):
        return ""
    return people.indicator + words if people.indicator and len(people.indicator) <= _LONG_OWNER else ""


def for_the_age(draft: Draft, group: str) -> str:
    """发放高龄津贴，80-89岁每月30元，90-99岁每月50元: each is the same allowance for another age."""
    if not _AGES.fullmatch(group):
        return ""
    before = draft.previous.indicator if draft.previous is not None and draft.before in {"，", "、", "；"} else ""
    if age := _AGES.match(before):
        return group + phrases.split_per(before[age.end() :])[0]
    clauses = [clause for clause in CLAUSES.split(draft.before) if len(clause) > 1]
    given = _GIVEN.search(clauses[-1]) if clauses else None
    return group + (given[1] if given else "")


def bare_verb(draft: Draft, words: str) -> str:
    """劝散164家 after 取缔非法社会组织34家 takes over the object."""
    if draft.previous is None or not words:
        return ""
    before = draft.previous.indicator
    if words in _REACHING_PEOPLE:
        return phrases.object_of(before.removeprefix("发放")) + words  # 发放高龄津贴100元，|惠及|2.3万人
    if words in _PAYING and (paid := _PAID.fullmatch(before)):
        return words + paid["what"]
    if not phrases.is_bare_verb(words):
        return ""
    if before.startswith(f"{words}的"):
        return before[len(words) + 1 :] + words  # 32家企业|认捐|1286万元
    if not (_alike(draft, draft.previous) or draft.part_of is not None or _ALTOGETHER.search(draft.left)):
        return words
    if _ALTOGETHER.search(draft.left) and (newly := _NEWLY.match(before)):
        return words + before[newly.end() :]  # 新增社工站12个，累计建成198个
    if before.startswith("新") and phrases.short_verb(before[1:3]):
        return words + before[3:]  # 新登记社会组织3120个，注销1985个
    if not phrases.short_verb(before[:2]):
        whole = draft.part_of.indicator if draft.part_of is not None else ""
        done_to = phrases.object_of(whole)  # 社会团体613家，参检589家; 依法处置非法组织3311家，其中取缔892家
        return words + done_to if 1 < len(done_to) <= _SHORT_WHOLE else words
    done_to = phrases.object_of(before)
    return words + (before[2:] if done_to == before else done_to)


def _alike(one: Draft, other: Draft) -> bool:
    """Tell whether two figures can count the same: 劝散164家 after 取缔非法社会组织34家, not after 约谈23人次."""
    people = {one.quantity.unit, other.quantity.unit} <= {"人", "名", "人次", "户", "户次", "位", ""}
    money = one.quantity.sort is Sort.MONEY and other.quantity.sort is Sort.MONEY
    return one.quantity.unit == other.quantity.unit or people or money


def inherited(draft: Draft) -> str:
    """Return what the figure or the clause before has said, when nothing beside the figure says it."""
    if draft.of is not None:
        return draft.of.indicator
    if draft.part_of is not None and places.lookup(tidy(draft, draft.left)):
        return draft.part_of.indicator  # 其中上城区|214个
    if draft.previous is not None and draft.joint in {"、", "，", "（", ""}:
        return of_all(draft.left, _last_said(draft).indicator)
    return clause_before(draft)


def of_all(words: str, named: str) -> str:
    """Return *named* without 新 when *words* count altogether: 新设基金37个，累计达412个."""
    return _NEWLY.sub("", named) if _ALTOGETHER.search(words) else named


def _last_said(draft: Draft) -> Draft:
    """Return the figure before, for a level the last level: 失能老年人3500万，占11.6%，将达到|4600万."""
    step = before = draft.previous or draft
    while draft.kind is Kind.LEVEL and step.kind is Kind.SHARE and step.previous is not None:
        step = step.previous
    return step if step.kind is Kind.LEVEL else before


def given_before(draft: Draft) -> str:
    """Return what the clause before gives: 发放|价格临时补贴|，每人每月30元."""
    clauses = [clause for clause in CLAUSES.split(draft.before) if len(clause) > 1]
    given = _GIVEN.search(clauses[-1]) if clauses and draft.quantity.sort is Sort.MONEY else None
    return given[1] if given else ""


def with_head(words: str, whole: str) -> str:
    """Give a part that is only a modifier (5A级, 女性) the noun of its total."""
    head = whole.rpartition("的")[2] or whole
    if phrases.short_verb(head[:2]) and len(done_to := phrases.object_of(head)) > 1:
        head = done_to  # 剩余|问题 of 发现问题346个
    return words if head and head in words else words + head


def _with_shared_head(words: str, before: str) -> str:
    """In 参与制定国家标准13项、地方标准10项 the second item shares the first one's verb."""
    if len(words) > 8 or len(before) <= len(words):
        return words
    if before[-2:] == words[-2:]:
        heads = (before[:-size] for size in (len(words), len(words) - 1, len(words) + 1))
        if head := next((head for head in heads if head[-2:] in lexicon.VERBS), ""):
            return head + words
    at = before.find("向")
    return before[at:] + words if at >= 0 else words


def _with_owner(draft: Draft, words: str) -> str:
    """床位9.8万张 after 儿童福利机构815个 are that institution's beds."""
    aside, behind, step = 0, draft, draft.previous  # what stands in brackets owns nothing behind them
    while step is not None:
        aside += behind.before.count("）") - behind.before.count(
            "（"
        )  # what stands in brackets owns nothing behind them
        owns = step.kind is Kind.LEVEL and step.quantity.unit in _ENTITY_UNITS and step.indicator
        if aside <= 0 and owns and not _DEPENDENT.match(step.indicator):
            owner = _TOTAL_OF.sub("", step.indicator)
            return words if words in owner or len(owner) > _LONG_OWNER else owner + words
        behind, step = step, step.previous
    said = draft.previous is None or len(draft.before) > 1  # a clause, not the mark behind the figure before
    return clause_before(draft) + words if len(words) <= 2 and said else words
