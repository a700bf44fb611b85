"""The phrase before a figure, without what says when and where, links and adverbs."""

import re

from jianbao.chinese import places
from jianbao.figures import phrases
from jianbao.figures.drafts import Draft

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
_PLACE_LIST = re.compile(
    r"^(?:[\u4e00-\u9fff]{2,6}[区县市州省]、)+[^、，的]{2,8}[区县市州省]的?"
    r"|^(?:[\u4e00-\u9fff]{2,6}、)+[\u4e00-\u9fff]{2,6}?[两三四五六七八九十](?:省|市|区|县|州|地){1,2}的?"
)
EVERY = re.compile(r"每(?:年|月|季度?|天|次|个|家|人)+")
"""What a rate is per, and no more."""
_ENDS_AS_MEASURE = re.compile(r"(?:率|数|量|额|值|标准|规模|总数|面积|比例|比重|占比|床位|收入|支出)$")
_NO_TIME = frozenset("期代级度")  # behind a year: 2025年度, 2024级
_BEFORE_IT = re.compile(r"^(?:之|以)?前(?=.)")  # 2025年底前建成…


def subject(draft: Draft) -> str:
    """Return the phrase before the figure without time, place, links and adverbs."""
    words = draft.left.lstrip(":： ")
    if opened := _FROM.search(words):
        words = words[: opened.start()]
    words = _resolved(draft, without_place(tidy(draft, words)))
    words = phrases.without_left_over(words)
    words = words if "”" in words else words.lstrip("“")
    _, announced, rest = words.rpartition("预计")
    return "" if _NOTHING.match(words) else rest if announced and len(rest) > 2 else words


def grown(draft: Draft) -> str:
    """Return what a growth's own clause says that grows: 通关效率|提升约10%; empty for 比上年增长4.7%."""
    words = phrases.strip_leads(since_time(draft, phrases.growth_subject(draft.left)))
    nothing = _NOTHING.match(words) or EVERY.fullmatch(words)
    return phrases.subject_cut(words) if len(words) >= 2 and not nothing else ""


def _resolved(draft: Draft, words: str) -> str:
    """Put the name in for 该项目: the last thing before the sentence that is called so."""
    pointed = _POINTS_BACK.match(words)
    if not pointed:
        return words
    named = re.findall(rf"([\u4e00-\u9fff]{{2,8}}){pointed[1]}", draft.sentence.earlier)
    name = named[-1].rpartition("的")[2] if named else ""
    return name + words[len(pointed[0]) - len(pointed[1]) :] if len(name) > 1 else words


def without_place(words: str) -> str:
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


def tidy(draft: Draft, words: str) -> str:
    """Return *words* without time, links, adverbs and a list of the places that they hold for."""
    return _PLACE_LIST.sub("", phrases.strip_leads(phrases.strip_links(since_time(draft, words))))


def since_time(draft: Draft, words: str) -> str:
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
