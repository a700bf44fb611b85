"""What is counted when it stands to the right of the number: 160家|社会组织|参与…, 98%的|县医院|能够提供…."""

import re

from jianbao.chinese.times import Role
from jianbao.figures import phrases
from jianbao.figures.drafts import Draft
from jianbao.figures.subject import subject as before_it
from jianbao.figures.units import Sort
from jianbao.model import Bound, Kind

# Words after which no noun of the figure's own follows.
_STOPS = frozenset("的和与及或是为在等，、。；：（(）)”’》之起")
# Units that count people, whose noun may be missing: 5.3万人|通过考试.
_PERSONS = frozenset({"人", "名", "户", "人次", "位", "户次"})
_SORTS = frozenset({Sort.COUNT, Sort.MONEY, Sort.PHYSICAL, Sort.PERCENT, Sort.NONE})
_JOINTS = re.compile(r"(?:[、和及或等]|(?<!参)与)+$")
_ASIDE = re.compile(r"（[^（）、]*）$")  # 县（市、区） is a name
_ABSTRACT = frozenset(
    {
        "目标",
        "要求",
        "任务",
        "底线",
        "红线",
        "大关",
        "关口",
        "标准",
        "比例",
        "水平",
        "幅度",
        "速度",
        "力度",
        "规模",
        "额度",
        "比率",
    }
)
_AIMS = ("目标", "任务", "要求")  # 占比55%以上的|目标提前完成
_MEASURE = re.compile(r"(?:总?长度|全长|总里程|里程|总?面积|深度|高度|容量|装机容量|海拔)$")
_FUNDS = re.compile(r"(?:专项|补助|引导|启动|扶持|救助|奖励|补贴)*(?:资金|经费|款项|款|投入|投资|奖金|支出)$")
_OUTLAY = re.compile(r"总?投资(?:额|规模)?|投入|耗资|造价|总造价|概算")
_SITE = re.compile(r"(?:主体|一期|二期|全部|全面|已|正式|顺利|完工|竣工|封顶|开工|建成|投用|启用)+$")
_RATE = re.compile(r"[\u4e00-\u9fff]{2}率$")
_PREPOSITIONS = frozenset("按由给应须可每至")
_EACH = re.compile(r"每[个名家所座户村乡镇县市区处支项]")
_OPENS_A_CLAUSE = re.compile(r"(?:未|不|没有|尚未|从未)$")
_TO_DO = ("要", "应", "须")  # what somebody has to do does not say who they are
_ALTOGETHER = frozenset({"共", "共计", "合计", "总计", "计"})
_SHORT_PREDICATE = 3  # characters: a bare verb whose object is the next figure's noun
_SHORT_NOUN = 8  # characters
_SHORT_NAME = 14  # characters that may hold anything
_ROUND_ABOUT = re.compile(r"[“《]|这")
_LONG_PREDICATE = 18  # characters: what is said at such length explains the noun, it does not name it
_SPENT_ON = ("用于", "投向", "流向", "用作")
_EXISTS = ("共有", "已有", "有", "拥有", "现有", "共", "已", "达", "达到", "还有", "约有", "设有", "由")
_PERFECT = re.compile(r"(?<=[\u4e00-\u9fff])了(?=[\u4e00-\u9fff])")


def counted(draft: Draft) -> str:
    """Return what the words after the figure say that it counts; empty when they say nothing."""
    if share := _predicated_share(draft):
        return share
    words = _phrase(draft)
    if draft.following is not None and _counts_with_the_next(draft, words):
        return counted(draft.following)
    if not words or phrases.LEADS_ON.match(words):
        return ""
    noun, verb = _noun_and_verb(words)
    if not noun and "的" in words.rstrip("的"):
        noun, verb = words, ""  # 具有医养结合功能的|养老机构: what opens with a verb modifies the noun behind 的
        return _named(draft, before_it(draft), noun, verb)
    subject = before_it(draft)
    if not phrases.split_per(subject)[0]:
        subject = ""  # 每年超过100亿人次|点击
    if draft.quantity.sort is Sort.MONEY and draft.right[:1] == "的" and _OUTLAY.fullmatch(subject):
        return f"{_SITE.sub('', noun)}{subject}"  # 投资3600万元的|福利中心项目|主体完工
    noun = _head(noun, modified=draft.right[:1] == "的" or "未" in noun)
    if not noun:
        return _by_predicate(draft, subject, verb)
    if phrases.strip_links(noun) in _ABSTRACT or noun.startswith(_AIMS):
        return ""
    return _measured(draft, subject, noun) or _named(draft, subject, noun, verb)


def _measured(draft: Draft, subject: str, noun: str) -> str:
    """Join what is measured with the measure that stands before the figure: 总长217公里的|界线, 补助40万元|资金."""
    measure = _MEASURE.search(subject) if draft.quantity.sort is Sort.PHYSICAL else None
    if measure:
        return f"{noun}{measure.group()}"
    funded = draft.quantity.sort is Sort.MONEY and subject and _FUNDS.match(noun)
    return f"{subject}{noun}" if funded else ""


def _noun_and_verb(words: str) -> tuple[str, str]:
    noun, verb = phrases.split_verb(words)
    if phrases.LEADS_ON.match(verb):
        verb = ""  # 一个维权岗|拓展到|45个: the pair's verb says nothing of the noun
    return (_with_its_clause(words), "") if _OPENS_A_CLAUSE.search(noun) else (noun, verb)


def _with_its_clause(words: str) -> str:
    """Name 连续两年未参加年检的|社会组织|作出…: what stands before 的 says which ones, if it says so shortly."""
    clause, _, rest = words.partition("的")
    noun, _ = phrases.split_verb(rest)
    if not noun:
        return clause
    return f"{clause}的{noun}" if len(clause) <= _LONG_PREDICATE else noun


def _counts_with_the_next(draft: Draft, words: str) -> bool:
    """Tell whether the figure stands right before another one that counts the same.

    14035户|25559人享受城乡低保; 12批|共|316家非法社会组织.
    """
    following = draft.following
    if following is None or following.joint:
        return False
    if words in _ALTOGETHER:
        return True
    if not draft.right and (draft.quantity.bound, following.quantity.bound) == (Bound.AT_LEAST, Bound.AT_MOST):
        return True  # 1万元以上|10万元以下的罚款
    people = draft.quantity.unit in _PERSONS and following.quantity.unit in _PERSONS
    return people and not draft.right and not before_it(draft)


def _predicated_share(draft: Draft) -> str:
    """Name 四成持有职业技能等级证书 after its predicate and the total before it: 持有…的养老护理员占比."""
    alone = draft.left.strip("其中，有约近超的") == "" and draft.quantity.sort is Sort.PERCENT
    if draft.kind is not Kind.SHARE or draft.right.startswith("的"):
        return ""
    noun, verb = phrases.split_verb(draft.right)
    if noun and verb.startswith(_SPENT_ON) and draft.quantity.sort is Sort.PERCENT:
        return f"{_predicate(verb)}的{noun}占比"  # 投入四成资金用于校舍重建
    if not alone or draft.previous is None:
        return ""
    if noun:
        return ""
    whole = phrases.object_of(draft.previous.indicator).rpartition("的")[2]
    return f"{_predicate(verb)}的{whole}占比" if len(verb) > 2 else ""


def _phrase(draft: Draft) -> str:
    """Return the words after the figure that can name it, without the 的 that joins them."""
    words = _up_to_a_time(draft)
    if draft.quantity.sort not in _SORTS or not words:
        return ""
    if words[0] == "的":
        words = words[1:]
        if words[:1] in _PREPOSITIONS:
            return ""  # 招用3人以下的|按每人2000元
    elif (draft.quantity.sort is Sort.PERCENT and not _opens_its_clause(draft)) or (
        words[0] in _STOPS and draft.quantity.unit not in _PERSONS
    ):
        return ""
    if draft.quantity.sort is Sort.PERCENT and draft.following is not None and not draft.following.joint:
        words = _RATE.sub("", words)  # 近六成照料中心|利用率|不足30%
    return _JOINTS.sub("", words)


def _opens_its_clause(draft: Draft) -> bool:
    """Tell whether nothing stands before a share that could name it: 三成|村已建成幸福院, 五是近六成|照料中心…."""
    begins = draft.joint not in {"（", "、", ""} or draft.previous is None
    return begins and draft.kind is Kind.SHARE and not before_it(draft)


def _up_to_a_time(draft: Draft) -> str:
    """Return the words after the figure before a time is named in them: 31家平台|去年|筹款320亿元."""
    end = draft.quantity.end
    times = (time.start - end for time in draft.sentence.times if time.role is not Role.LENGTH)
    return draft.right[: next((at for at in times if 0 < at < len(draft.right)), None)]


def _head(noun: str, *, modified: bool) -> str:
    """Cut 项目的竞逐 to 项目: a classifier counts the noun right behind it."""
    noun = phrases.without_left_over(_ASIDE.sub("", phrases.without_left_over(noun)).removesuffix("的"))
    if not modified and len(noun) > 2:
        noun = noun.removesuffix("中")  # 120名孤儿中，男童70名
    first = noun.partition("的")[0]
    return first if len(first) > 1 and not modified else noun


def _by_predicate(draft: Draft, subject: str, verb: str) -> str:
    """Name a figure without a noun by what happens to it: 5.3万人通过考试, 10万元用于大赛奖项."""
    if not verb:
        return ""
    following = draft.following
    if phrases.is_pivot(draft.left):
        subject = ""  # 吸引35.7万人次|捐款
    if following is not None and following.joint == "" and len(verb) <= _SHORT_PREDICATE and not subject:
        done_to, _ = phrases.split_verb(following.right)
        verb += done_to  # 11人次打破9项全国纪录
    if draft.quantity.sort is Sort.MONEY:
        return f"{subject}{_predicate(verb)}" if subject else _predicate(verb).removeprefix("用于")
    named = draft.quantity.unit in _PERSONS or verb.startswith("被")
    return _predicate(verb) if named and not subject else ""


def done(draft: Draft) -> str:
    """Return what those counted do, where nothing says who they are: 126家|获得评估等级."""
    noun, verb = phrases.split_verb(_up_to_a_time(draft))
    says = not noun and 1 < len(verb) <= _LONG_PREDICATE and not phrases.LEADS_ON.match(verb)
    return _predicate(verb) if says else ""


def _named(draft: Draft, subject: str, noun: str, verb: str) -> str:
    """Join the noun with what is said of it, or with the verb that governs it."""
    first = _first_of_list(draft)
    if _EACH.search(subject):
        return subject + noun  # 每个城市社区平均拥有5至8家社区社会组织
    governed = bool(before_it(first)) and bool(first.left) and not first.left.endswith(_EXISTS)
    if len(verb) == 1 or verb.startswith(_TO_DO) or _leads_to_the_next(draft, noun, verb):
        verb = ""  # 620多家企业携近万种农产品参展
    if verb and (not governed or phrases.is_pivot(draft.left)):
        told = len(verb) <= _LONG_PREDICATE and not (len(verb) > _SHORT_NAME and _ROUND_ABOUT.search(verb))
        return f"{_predicate(verb)}的{noun}" if told else noun
    shared = "" if governed or verb else _verb_of_list(draft)
    if shared and not shared.startswith(_TO_DO):
        return f"{shared}的{noun}"
    if not governed:
        return noun
    if subject.endswith("来自"):
        if draft.quantity.unit in _PERSONS:
            return noun  # 来自8.4万名爱心人士
        return f"{_who_comes(draft, subject)}来自{noun}"
    return phrases.short_verb(subject) + noun


def _leads_to_the_next(draft: Draft, noun: str, verb: str) -> bool:
    """Tell whether the verb's object is the next figure: 志愿者|提供了|2.4亿小时. It does not say who they are."""
    following = draft.following
    if following is None or following.joint:
        return False
    summed = draft.right.find(verb) - len(noun) > draft.right.find(noun)  # 机构|共救助: what they did altogether
    return summed or (verb.endswith("了") and len(verb) <= _SHORT_PREDICATE)


def _who_comes(draft: Draft, subject: str) -> str:
    """Return who is 来自38个国家: the subject before, else what stands behind 的 (来自38个国家的近千家企业)."""
    who = subject.removesuffix("来自")
    if len(who) > 1 and not phrases.short_verb(who):
        return who
    _, joined, rest = draft.right.partition("的")
    if joined and not rest and draft.following is not None:
        rest = draft.following.right
    noun, _ = phrases.split_verb(rest)
    return noun if len(noun) <= _SHORT_NOUN else ""


def _predicate(verb: str) -> str:
    return _PERFECT.sub("", verb)


def _first_of_list(draft: Draft) -> Draft:
    while draft.joint == "、" and not draft.left and draft.previous is not None:
        draft = draft.previous
    return draft


def _verb_of_list(draft: Draft) -> str:
    """Find the verb that a list shares: 9125个城市街道、29620个乡镇…488959个行政村|已建立党组织."""
    step = draft.following
    while step is not None and step.joint == "、" and step.right:
        _, verb = phrases.split_verb(step.right)
        if verb:
            return _predicate(verb)
        step = step.following
    return ""
