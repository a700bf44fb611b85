"""Noun phrases and the verbs around them, cut by the closed word classes of :mod:`jianbao.figures.lexicon`."""

import re

from jianbao.figures import lexicon
from jianbao.figures.lexicon import any_of

_REACH = f"(?:{any_of(lexicon.REACHING)})"
REACHES = re.compile(rf"{_REACH}了?(?:到|至|为|成)了?$")
LEADS_ON = re.compile(rf"{_REACH}了?(?:到|至|为|成)")
_ENDS_IN_REACHING = re.compile(r"[下送抵传表]达$")  # 提前下达|1221亿元
_LINKS = re.compile(rf"(?:{_REACH}(?:到|至|为)|{any_of(lexicon.LINKS)})$")
_LEADS = re.compile(
    r"[0-9]{1,2}[.．、)）]|（?[一二三四五六七八九十]{1,3}[）、]|[一二三四五六七八九十]{1,2}是|第[一二三四五六七八九十百0-9]{1,5}[条章款]\s*|记者从[^，]{1,20}了解到|据[^，]{0,8}(?:统计|介绍|了解)"
    rf"|{any_of(lexicon.LEADS)}"
)
_NOUNS_LIKE_LEADS = re.compile(any_of(lexicon.NOUNS_LIKE_LEADS))
_PER = re.compile(
    r"[为按是]?((?:每人|每户|每孩|每床|每名|每位|每平方米)?每(?:人|月|年|天|日|户|次|例|餐|套|场|学期|学年|晚)"
    r"|每人|每户|每平方米|每床|每公斤|每斤|每亩|每吨|人均|户均)(?:不低于|不少于|最高|最低|可|达到|达|为|约|抵扣|补贴|补助|补|给予|发放|领取)*$"
)
_VERB = re.compile(
    r"[\u4e00-\u9fff]着(?![力重手眼装])|"
    + "|".join(lexicon.GUARDED.get(verb, re.escape(verb)) for verb in sorted(lexicon.VERBS, key=len, reverse=True))
)
_MODAL = re.compile(r"(?<![纪概摘主需重供反效相])[要应须]$")  # 党员|要抓好落实
_ADVERBS = re.compile(r"^(?:已经|已|均|都|将|正在|正|仍|全部|也|还|共同|陆续|先后|目前|普遍|从而|能够|可以|共)+(?=..)")
_TOTALLING = re.compile(r"(?<=..)(?:(?<!公)共|总共|累计|合计|一共)$")  # 救助机构|共救助…
_COMPOUND = 6  # characters behind 示范 or 参展 at the beginning of a noun: 示范学校, 参展企业
# 在校生, 对象, 行为, 作为, 将军: the one-character verb is half of a noun.
_NOT_A_VERB = re.compile(
    r"在[校职编册岗建办学园院养站]|对[象口外]|[行作]为|向导|从业|将[军来]|均衡|已婚|为[民老侨残]|[棉毛蚕]被|被[褥单套子]"
    r"|[方导志]向|[针应面相]对|[平人户年日]均|[现所内]在"
)
_GETS = re.compile(r"(?:户|人|者|员|对象|群众|家庭|儿童)$")
_GIVES = frozenset({"发放", "配置", "配备", "购买"})
_ALWAYS_VERB = frozenset("携让把将均已仍占")
# The verbs that name a figure together with its noun: 开展|项目3500余个.
_SHORT_VERBS = {verb for verb in lexicon.VERBS if len(verb) == 2} - lexicon.OFTEN_NOUN | {
    "投入", "受理", "捐赠", "安排", "培训", "救助", "登记", "查处", "处分", "立案", "整改",
}  # fmt: skip


def strip_links(words: str) -> str:
    """Take 达到, 共有, 为 … off the end of the words before a figure."""
    while (match := _LINKS.search(words)) and not _ENDS_IN_REACHING.search(words):
        words = words[: match.start()]
    return words


_LEFT_OVER = re.compile(
    r"(?<=..)(?:或者|以及|(?<![关鉴由对至基位属])于|(?<![原病成诱])因|(?<![成造高])就|(?<![首成古京全])都|不)$"
)


def without_left_over(words: str) -> str:
    """Cut what belongs to the next words off the end of a noun: 防护服|于, 个人会员|或者, 财产规模|就."""
    return _LEFT_OVER.sub("", words)


def strip_leads(words: str) -> str:
    """Take 其中, 全国, 共有, 累计 … off the beginning of a phrase; words that begin a longer noun stay."""
    while words:
        match = _LEADS.match(words)
        if not match or _begins_a_noun(words):
            break
        words = words[match.end() :]
    return words


def _begins_a_noun(words: str) -> bool:
    return bool(_NOUNS_LIKE_LEADS.match(words))


def split_per(words: str) -> tuple[str, str]:
    """Split 孤儿养育标准为每人每月 into what is counted and 每人每月; the second is empty when there is none."""
    match = _PER.search(words)
    return (words[: match.start()], match[1]) if match else (words, "")


def split_verb(words: str) -> tuple[str, str]:
    """Split the words after a figure into the noun that it counts and what is said of it.

    ``社会组织参与冬奥会服务宣传`` gives ``社会组织`` and ``参与冬奥会服务宣传``; both may be empty.
    """
    position = 0
    while match := _VERB.search(words, position):
        at, word = match.start(), match.group()
        rest = words[match.end() :]
        if _is_noun_here(words, at, word, rest):
            position = match.end()
            continue
        modal = 1 if _MODAL.search(words[:at]) else 0
        return _TOTALLING.sub("", words[: at - modal]), _ADVERBS.sub("", words[at - modal :])
    return words, ""


def _is_noun_here(words: str, at: int, word: str, rest: str) -> bool:
    """Tell whether a verb of the list is part of a noun: at the end, before a head noun, after 的 or another noun."""
    if len(word) == 1:
        return (
            (not rest and word not in _ALWAYS_VERB)
            or bool(_NOT_A_VERB.match(words[max(0, at - 1) : at + 2]))
            or bool(_NOT_A_VERB.match(words[at : at + 2]))
        )
    if word in _GIVES and _GETS.search(words[:at]):
        return False  # 低保户|发放电价补贴, but 资金发放
    if word not in lexicon.OFTEN_NOUN:
        return False
    if rest.startswith(("了", "着", "过")):
        return False
    if at == 0:
        modifies = rest[:2] == "管理" or rest[:2] in lexicon.OFTEN_NOUN  # 救助|管理机构, 托育|服务中心
        return (
            1 < len(rest) <= _COMPOUND
            or rest.startswith(lexicon.HEADS)
            or (modifies and rest.startswith(lexicon.HEADS, 2))
        )
    return words[at - 1] not in "已均将共仍也可"


def is_pivot(words: str) -> bool:
    """Tell whether the words before a figure make its noun do something (推动6.2万条地名纳入…)."""
    return words.removesuffix("了").endswith(lexicon.PIVOTS)


def has_verb(words: str) -> bool:
    """Tell whether a verb of the lexicon stands in the words."""
    return bool(_VERB.search(words))


def short_verb(words: str) -> str:
    """Return the verb that stands right before a figure, if it is one of the list."""
    tail = words.removesuffix("了")[-2:]
    return tail if tail in _SHORT_VERBS else ""


_OF_EACH = re.compile(r"(?:平均)?每[百千万十]?[\u4e00-\u9fff]{1,6}(?:拥有|配备|设有|有)")  # a rate: 每百户居民拥有…


_BARE_MEASURE = re.compile(r"(?:登记|注册|保有|总)?(?:总?量|总数|数量|人数|户数|规模|总额|金额|总规模)")


def is_bare_measure(words: str) -> bool:
    """Tell whether *words* measure something without saying what: 登记总量, 人数."""
    return bool(_BARE_MEASURE.fullmatch(words))


def is_bare_verb(words: str) -> bool:
    """Tell whether *words* are a verb of the list, or two, and nothing else: 劝散, 改造提升."""
    return short_verb(words) == words or (len(words) == 4 and words[:2] in lexicon.VERBS and bool(short_verb(words)))


_WITHOUT_SOURCE = 10  # characters: 志愿服务信息系统新增注册志愿者 does not count systems


def subject_cut(words: str, limit: int = 14) -> str:
    """Shorten a long clause to what follows its last adverb of amount (共, 累计, 已): there stands what is counted."""
    _, exists, held = words.rpartition("现有") if "现有" in words else words.rpartition("共有")
    if exists and len(held) > 1:
        return held
    _, newly, rest = words.rpartition("新增")
    if newly and len(words) > _WITHOUT_SOURCE and len(rest) > 1:
        return newly + rest
    if len(words) <= limit or _OF_EACH.match(words):
        return words
    for mark in (
        "预计",
        "累计",
        "共计",
        "总计",
        "合计",
        "共有",
        "拥有",
        "设有",
        "共",
        "已",
        "有",
        "将",
        "年均",
        "并",
        "分别",
    ):
        at = words.rfind(mark)
        if at >= 0 and len(words) - at - len(mark) >= 3:
            rest = words[at + len(mark) :]
            if not _NOUNS_LIKE_LEADS.match(words[at:]) and words[at - 1 : at] not in {
                "公",
                "没",
                "所",
                "拥",
                "具",
                "持",
                "即",
            }:
                return rest
    return words


_BASES = any_of(
    lexicon.words("""
    上年 去年 前年 上一年 上一年度 上年度 上年同期 去年同期 同期 年初 上届 上一届 较上一届 上月
    上季度 期初 上年末 原来 此前 以往 常年 常年同期 高峰时期 高峰期
""")
)
_COMPARED_TAIL = re.compile(
    rf"(?:与|同|比|较|相比|相较)?(?:{_BASES}|[0-9]{{4}}年?[末底]?(?:同期)?)?(?:相比|同比|环比|(?<!占)比|较|又|再|均|各|都|实际|名义)*$"
)
_GROWTH_TAIL = re.compile(rf"(?:{any_of((*lexicon.UP, *lexicon.DOWN))})(?:了|率|幅度|为|达|约|达到|近|均|各|分别|在)*$")
_COMPARISON_OPENS = re.compile(
    r"与[^，]{1,12}相比|[高低多少]于(?!此)|比(?!重|例|率)|较(?!高|低|大|多)|同比|环比|按可比"
)


def growth_only(words: str) -> bool:
    """Tell whether the words are nothing but a verb of growth or its link."""
    return not strip_links(_GROWTH_TAIL.sub("", words))


def growth_subject(left: str) -> str:
    """Return what grows when the words before a growth say it: 通关效率提升 gives 通关效率, 比上年增长 none."""
    words = _GROWTH_TAIL.sub("", left)
    opened = _COMPARISON_OPENS.search(words)
    words = words[: opened.start()] if opened else _COMPARED_TAIL.sub("", words)
    return strip_leads(strip_links(words)) if len(words) > 1 else ""


def without_comparison(words: str) -> str:
    """Cut what is compared with off its end: 志愿者人数|比2019年."""
    opened = _COMPARISON_OPENS.search(words)
    return words[: opened.start()] if opened and opened.start() > 1 else words


def object_of(words: str) -> str:
    """Return what a clause's first verbs act on: 启动实施|社会服务项目; the whole clause when it has no verb."""
    subject, verb = split_verb(words)
    if not verb:
        return strip_leads(subject)
    while match := _VERB.match(verb):
        verb = verb[match.end() :].lstrip("了并和及")
    return strip_leads(verb)
