"""What is counted when it stands to the left of the number: 社会团体|4347家, 占总人口的|18.9%, 床位|9.8万张."""

import re

from jianbao.chinese import places
from jianbao.figures import lexicon, phrases
from jianbao.figures.clauses import CLAUSES, ONLY_TIME, clause_before
from jianbao.figures.drafts import Draft
from jianbao.figures.lexicon import any_of
from jianbao.figures.units import Sort
from jianbao.model import Kind

_PLACE_REACH = 16  # characters: the longest names of places, with one that follows
# 广州市民政局, 四川青禾基金会: the place is part of a body's name.
_OFFICE = re.compile(
    r"[\u4e00-\u9fff]{0,6}?(?:局|厅|委员会|人民政府|公司|集团|基金会|大学|学院|医院|法院|检察院|协会|学会|红十字会)"
)
_POINTS_BACK = re.compile(r"(?:该|这一|这个|上述|此类|这类|这样的|这些|这批)([\u4e00-\u9fff]{2})")
_SO_MANY_PLACES = re.compile(r"[一两二三四五六七八九十0-9]{1,3}个?[省市区县州地]")  # 毕节、遵义、铜仁三市
_NOTHING = re.compile(r"^[一二三四五六七八九十]?[的了是为在和与及，、：:；\s也还都均共已（(“”\"]*$")
_FROM = re.compile(r"[从由](?![业事于此])[^，从由]*$")
# 越秀区、海珠区、…的: who it holds for, not what is counted.
_PLACE_LIST = re.compile(r"^(?:[\u4e00-\u9fff]{2,6}[区县市州省]、)+[^、，的]{2,8}[区县市州省]的?")
# Attributes of the institution that the sentence speaks of.
_DEPENDENT = re.compile(
    r"^(?:年末|共有|总)*(?:床位数?|职工(?:总数|人数)?|在校学?生|(?:专职)?工作人员|从业人员|会员(?:总数|单位)?"
    r"|固定资产原价|建筑面积|占地面积|总投资|资产总额|净资产|收入|支出|党员|护理员|教职工|专任教师)$"
)
_OPENS, _CLOSES = re.compile(r"[（(]"), re.compile(r"[）)]")
_ENTITY_UNITS = frozenset({"个", "家", "所", "处", "座", "户", "项"})
_PER_UNIT = re.compile(
    r"(?:平均)?每(?:个|家|所|处)?[\u4e00-\u9fff]{1,6}?(?:社区|村|街道|乡镇|镇|县|区|市|学校|机构|单位|人)"
)
_TOTAL_OF = re.compile(r"(?<=..)(?:总数|总量|数量)$")  # 养老机构总数达40万个、床位820万张
_STANDARD_OF = re.compile(
    r"(?:月|年)?(?:人均|平均|最低|基本)*(?:生活|保障|养育|救助|补贴|供养)*(?:费|金)?标准(?:每人每[月年])?$"
)
_PERSONS = re.compile(r"(?:孤儿|人员|对象|老年?人|儿童|残疾人|群众|学生)$")
_SIDES = (("城市", "农村"), ("农村", "城市"), ("城镇", "农村"), ("城镇", "乡村"), ("男性", "女性"), ("女性", "男性"))
_KINDS_OF_GIFT = frozenset({"资金", "物资", "现金", "实物", "善款", "物品"})
_GIFTS = re.compile(r"(?:款物|资金和物资|善款善物|资金物资|钱物)$")
_ALONE = frozenset({"农村", "城市", "城镇", "乡村", "男性", "女性", "城区"})  # 住院分娩率99.9%，|农村|为99.8%
_SHORT_BASE = 4  # characters: 一级残疾 alone does not say what is paid
_LONG_OWNER = 18  # characters; a longer owner makes the name no clearer
_GENERIC = re.compile(
    r"(?:共|总|累计|总计|涉及|安排|投入|下达|拨付)*"
    rf"((?:项目|规划|投资|签约|发行|专项|补助|引导|合同)?(?:{any_of(lexicon.GENERIC_HEADS)}))$"
)
_RATE_OF_DOING = re.compile(r"([\u4e00-\u9fff]{2})率")
_ALREADY = re.compile(r"(?<=.)(?:已经?|约|均|各|仅|只|合计|共|分别|依次)+$")  # 老年人口已占户籍人口的22.8%
_STANDARD = re.compile(
    r"(?:平均|人均|月人均|最低|基本)*(?:保障|生活|救助|养育|补助|补贴|供养)*(?:费|金)?(?:标准|水平|支出水平|补助水平)"
)
_EVERY = re.compile(r"每(?:年|月|季度?|天|次|个|家|人)+")
_PEOPLE = frozenset({"人", "名", "户"})
_GIVEN = re.compile(r"(?:发放|给予|提供|享受|领取|发给)([\u4e00-\u9fff]{2,10})$")
_AGES = re.compile(r"[0-9]{1,3}(?:周?岁)?(?:[-—至到~～][0-9]{1,3})?周?岁(?:及?以[上下])?(?:的?老年?人)?")
_PLACE_LABEL = re.compile(r"[\u4e00-\u9fff]{1,5}(?:(?<![城市地社园景校小辖片山库])区|县|旗|街道|(?<!集)镇|(?<!城)乡)")
_ALTOGETHER = re.compile(r"累计|总数|总量|总计|共")
# 新设基金37个，累计达412个: the second figure counts all of them.
_NEWLY = re.compile(r"^新(?:增|设立?|建|登记|成立|注册|认定|命名|发展|批准|招|开办)?")
_REACHING_PEOPLE = frozenset({"惠及", "受益", "覆盖"})
_PAYING = frozenset({"发放", "支出", "支付", "拨付"})
_PAID = re.compile(
    r"(?!.*(?:标准|每))(?P<what>[\u4e00-\u9fff]{2,12}(?:津贴|补贴|补助|救助金|保障金|养老金|生活费|护理费|奖金))(?:惠及|受益|覆盖)?"
)
_SHORT_WHOLE = 10  # characters
_ENDS_AS_MEASURE = re.compile(r"(?:率|数|量|额|值|标准|规模|总数|面积|比例|比重|占比|床位|收入|支出)$")
_NO_TIME = frozenset("期代级度")  # behind a year: 2025年度, 2024级
_BEFORE_IT = re.compile(r"^(?:之|以)?前(?=.)")  # 2025年底前建成…
_BARE_MEASURES = frozenset(lexicon.words("比重 占比 比例 数量 总数 人数 总量 金额 规模 总额 面积 覆盖率 总规模"))
# What only narrows the total that it is a part of: 5A级, 女性, 注册登记为事业单位的.
MODIFIER = re.compile(
    r"(?:级|型|类|性|式|女|男|的|以上|以下|城市|农村|城镇|乡村|城区|省级|市级|县级|境内|境外|公办|民办|公立|私立|公募|非公募|专职|兼职|全职|剩余|其余|余下)$"
)


def counted(draft: Draft) -> str:
    """Return what the words before the figure say that it counts; empty when they say nothing."""
    words = subject(draft)
    for rule in (
        _each,
        _counterpart,
        _same_standard,
        _per,
        _share,
        _part,
        _attribute,
        _list_item,
        _bare_measure,
        _bare_verb,
    ):
        if name := rule(draft, words):
            return name
    return "" if phrases.growth_only(_EVERY.sub("", words)) else phrases.subject_cut(words)


def _part(draft: Draft, words: str) -> str:
    """5A级227家 of 社会组织1589家: what only narrows the total takes its noun."""
    if draft.part_of is not None and words in _KINDS_OF_GIFT and (given := _GIFTS.search(draft.part_of.indicator)):
        return draft.part_of.indicator[: given.start()] + words  # 接收捐赠款物|4.86亿元，其中物资0.94亿元
    narrows = words and draft.part_of is not None and (MODIFIER.search(words) or _PLACE_LABEL.fullmatch(words))
    return with_head(words, draft.part_of.indicator) if narrows and draft.part_of is not None else ""


def _each(draft: Draft, words: str) -> str:
    """培育社区社会组织5800余家，平均|每个城市社区|14.6家: so many of them in each."""
    before = draft.previous
    if before is None or not _PER_UNIT.fullmatch(words) or before.quantity.unit != draft.quantity.unit:
        return ""
    own = subject(before)
    base = before.indicator.removeprefix(own) if _PER_UNIT.fullmatch(own) else before.indicator
    return words + phrases.object_of(base)


def _same_standard(draft: Draft, words: str) -> str:
    """孤儿保障标准1885元，|社会散居孤儿|1434元: what these get is told of by the words before."""
    before = draft.previous
    if before is None or len(draft.before) > 1 or not _PERSONS.search(words):
        return ""
    money = before.quantity.sort is Sort.MONEY and draft.quantity.sort is Sort.MONEY
    standard = _STANDARD_OF.search(before.indicator) if money else None
    return words + standard.group() if standard else ""


def _counterpart(draft: Draft, words: str) -> str:
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


def _list_item(draft: Draft, words: str) -> str:
    if not words or draft.joint != "、" or draft.previous is None or phrases.is_bare_verb(words):
        return ""
    return _with_shared_head(words, draft.previous.indicator)


def _attribute(draft: Draft, words: str) -> str:
    right_behind = words == "成员" and len(draft.before) <= 1
    return _with_owner(draft, words) if right_behind or _DEPENDENT.match(words) else ""


def _bare_measure(draft: Draft, words: str) -> str:
    """投入20亿元, 数量1217家, 办结率98.6%: the clause before says of what."""
    if words in _BARE_MEASURES:
        named = clause_before(draft) or words
        return _NEWLY.sub("", named) if _ALTOGETHER.search(words) else named
    if owned := _owned_standard(draft, words):
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


def _owned_standard(draft: Draft, words: str) -> str:
    """城市低保对象588.9万人，平均保障标准…: the standard is that of the people just counted."""
    people = draft.previous
    counted = people is not None and people.kind is Kind.LEVEL and people.quantity.unit in _PEOPLE
    joined = draft.joint in {"、", "，"} and len(draft.before) <= 1
    if people is None or not (counted and joined and _STANDARD.fullmatch(words)):
        return ""
    return people.indicator + words if people.indicator and len(people.indicator) <= _LONG_OWNER else ""


def _for_the_age(draft: Draft, group: str) -> str:
    """发放高龄津贴，80-89岁每月30元，90-99岁每月50元: each is the same allowance for another age."""
    if not _AGES.fullmatch(group):
        return ""
    before = draft.previous.indicator if draft.previous is not None and draft.before in {"，", "、", "；"} else ""
    if age := _AGES.match(before):
        return group + phrases.split_per(before[age.end() :])[0]
    clauses = [clause for clause in CLAUSES.split(draft.before) if len(clause) > 1]
    given = _GIVEN.search(clauses[-1]) if clauses else None
    return group + (given[1] if given else "")


def _bare_verb(draft: Draft, words: str) -> str:
    """劝散164家 after 取缔非法社会组织34家 takes over the object."""
    if draft.previous is None or not words:
        return ""
    before = draft.previous.indicator
    if words in _REACHING_PEOPLE:
        return phrases.object_of(before) + words  # 发放高龄津贴100元，|惠及|2.3万人
    if words in _PAYING and (paid := _PAID.fullmatch(before)):
        return words + paid["what"]
    if not phrases.is_bare_verb(words):
        return ""
    if not (_alike(draft, draft.previous) or draft.part_of is not None or _ALTOGETHER.search(draft.left)):
        return words
    if before.startswith(f"{words}的"):
        return before[len(words) + 1 :] + words  # 32家企业|认捐|1286万元
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
    money = one.quantity.sort is Sort.MONEY or other.quantity.sort is Sort.MONEY
    return one.quantity.unit == other.quantity.unit or people or money


def subject(draft: Draft) -> str:
    """Return the phrase before the figure without time, place, links and adverbs."""
    words = draft.left.lstrip(":： ")
    if opened := _FROM.search(words):
        words = words[: opened.start()]
    words = _resolved(draft, _without_place(_tidy(draft, words)))
    words = phrases.without_left_over(words)
    _, announced, rest = words.rpartition("预计")
    return "" if _NOTHING.match(words) else rest if announced and len(rest) > 2 else words


def _resolved(draft: Draft, words: str) -> str:
    """Put the name in for 该项目: the last thing before the sentence that is called so."""
    pointed = _POINTS_BACK.match(words)
    if not pointed:
        return words
    named = re.findall(rf"([\u4e00-\u9fff]{{2,8}}){pointed[1]}", draft.sentence.earlier)
    name = named[-1].rpartition("的")[2] if named else ""
    return name + words[len(pointed[0]) - len(pointed[1]) :] if len(name) > 1 else words


def _without_place(words: str) -> str:
    """Cut 福建省 off 福建省共有社会组织: the place is a field of its own."""
    if places.lookup(words):
        return ""  # 其中上城区|214个: a label, of what the total has said
    found = places.find(words[:_PLACE_REACH]) if words else []
    while found and found[0][0] == 0:
        rest = phrases.strip_leads(words[found[0][1] :])
        if len(rest) < 2 or _OFFICE.match(rest) or _SO_MANY_PLACES.match(rest):
            break
        words = rest
        found = places.find(words[:_PLACE_REACH])
    return words


def grown(draft: Draft) -> str:
    """Return what a growth's own clause says that grows: 通关效率|提升约10%; empty for 比上年增长4.7%."""
    words = phrases.strip_leads(_cut_time(draft, phrases.growth_subject(draft.left)))
    nothing = _NOTHING.match(words) or _EVERY.fullmatch(words)
    return phrases.subject_cut(words) if len(words) >= 2 and not nothing else ""


def inherited(draft: Draft) -> str:
    """Return what the figure or the clause before has said, when nothing beside the figure says it."""
    if draft.of is not None:
        return draft.of.indicator
    if draft.part_of is not None and places.lookup(_tidy(draft, draft.left)):
        return draft.part_of.indicator  # 其中上城区|214个
    if draft.previous is not None and draft.joint in {"、", "，", "（", ""}:
        said = _last_said(draft).indicator
        return _NEWLY.sub("", said) if _ALTOGETHER.search(draft.left) else said
    return clause_before(draft)


def _last_said(draft: Draft) -> Draft:
    """Return the figure before, for a level the last level: 失能老年人3500万，占11.6%，将达到|4600万."""
    step = before = draft.previous or draft
    while draft.kind is Kind.LEVEL and step.kind is Kind.SHARE and step.previous is not None:
        step = step.previous
    return step if step.kind is Kind.LEVEL else before


def _tidy(draft: Draft, words: str) -> str:
    return _PLACE_LIST.sub("", phrases.strip_leads(phrases.strip_links(_cut_time(draft, words))))


def _cut_time(draft: Draft, words: str) -> str:
    """Drop everything up to the last time expression of the words, when one stands in them."""
    begin = draft.quantity.start - len(draft.left)
    ends = [time.end - begin for time in draft.sentence.times if begin <= time.start and time.end - begin <= len(words)]
    inside = [end for end in ends if words[end : end + 1] not in _NO_TIME and not _is_quoted(words, end)]
    rest = words[max(inside, default=0) :]
    if inside and not phrases.strip_links(rest):
        return _before_the_time(draft, words)
    return _BEFORE_IT.sub("", rest) if inside else rest


def _before_the_time(draft: Draft, words: str) -> str:
    """Return the noun of 住院分娩率|2018年达到99.9%: nothing but a link stands behind the time."""
    begin = draft.quantity.start - len(draft.left)
    first = min(time.start - begin for time in draft.sentence.times if begin <= time.start)
    noun = words[:first]
    return noun if _ENDS_AS_MEASURE.search(noun) else ""


def _is_quoted(words: str, at: int) -> bool:
    """Tell whether *at* lies between quotation marks: “明天计划” is a name and says no time."""
    quoted = (words.rfind(begin, 0, at) > words.rfind(end, 0, at) for begin, end in ("“”", "《》") if end in words[at:])
    return any(quoted)


def _per(draft: Draft, _: str) -> str:
    """Return the name of a rate per head and month: 城乡最低生活保障标准 + 每人每月."""
    words, per = phrases.split_per(draft.left)
    if not per:
        words, per = phrases.split_per(phrases.strip_links(draft.left))
    if not per:
        return ""
    base = _tidy(draft, words)
    heading = draft.sentence.heading
    if heading and (not base or (len(base) <= _SHORT_BASE and base not in heading)):
        base += heading
    base = _owned_standard(draft, base) or _for_the_age(draft, base) or base or inherited(draft)
    return base if per in base else base + per


def _share(draft: Draft, words: str) -> str:
    """占总人口的18.9% and 标准的1.5倍 take their subject from before; 覆盖率95% stands alone."""
    if draft.quantity.sort not in {Sort.PERCENT, Sort.TIMES}:
        return ""
    at = draft.left.rfind("占")
    if at >= 0 and not draft.left.startswith("占比", at):
        owner = _without_place(phrases.strip_leads(_cut_time(draft, draft.left[:at]))).removesuffix("的")
        owner = _ALREADY.sub("", owner)
        if len(owner) <= 1:
            owner = _subject_before(draft)
        elif MODIFIER.search(owner) or draft.left[at - 1 : at] == "的":
            owner = with_head(owner, _whole(draft))
        base = draft.left[at:].rstrip("的比重例达到为超过")
        return owner + (base if len(base) > 1 else "占比")
    if draft.quantity.sort is Sort.TIMES and (at := max(draft.left.rfind(link) for link in "按是为")) > 1:
        return phrases.strip_leads(_cut_time(draft, draft.left[:at]))
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
