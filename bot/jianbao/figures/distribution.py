"""Lists whose items answer to the items of another list: A和B分别增长33%和33.9%, 城乡低保标准分别为…."""

import re

from jianbao.chinese import places
from jianbao.figures import carried, phrases
from jianbao.figures.drafts import Draft
from jianbao.figures.units import Sort
from jianbao.model import Kind

_LONG_NAME = 18  # characters; beyond that what is done alone names the figure
_SHORT_ITEM = 3  # characters
_SHARE_OF = re.compile(r"占(?!比)(.*?)的?$")
_MOVES = frozenset({Kind.GROWTH, Kind.CHANGE})
_FROM_TIME = re.compile(r"[从由](?:[0-9]{4}年[^，]{0,4}的?)?$")  # 标准分别|由2015年的
_MARK = re.compile(r"分别|依次")
_COUNT_OF_PLACES = re.compile(r"^(?:[两三四五六七八九十0-9]+(?:省|市|区|县|省市|省区|地))?的?")
_SO_MANY_PLACES = re.compile(r"[\u4e00-\u9fff]{2,4}?[两三四五六七八九十][省市区县州](?!级)")  # 江北、|镇海两区
_SO_MANY_GRADES = re.compile(r"(?<=..)[两二三四五](?:个(?:等级|档次|类别|层级)|档|级|类)$")  # 重度、中度、轻度|三个等级
_LIMIT = re.compile(r"^及?以[上下内外]")  # of 70至79周岁、80周岁及以上老人: the last item's own
_EACH = re.compile(r"(?:每(?:年|月|个|家|人|户|处|次)|各|一次性)+")
_BOTH = re.compile(r"(?:以上|这)?[两二三四五](?:项|者|类|个)(?:指标|数据|数字)?")  # 两项指标分别增长…: those just named
_GIVES = re.compile(r"(?:给予|发放|补助|补贴|奖励|发给|提供)(?:不超过|最高)?(?:每[人户名](?:每[月年])?)?$")
_BACK = 4  # figures
_SHORT_DOER = 4  # characters: 政府和家庭分别|承担
_LONG_GIFT = 8  # characters
_RANK = re.compile(r"0A|A|一|0星|一星|AAA?A?A?|0[—-]00?岁|00[—-]00岁")
_AND = re.compile(r"以及|[、和与]|及(?!以[上下内外])")
_RANKED = re.compile(
    r"(?:均|都)?(?:位?居|位列|名列|排名?|排在|列)(?:全[国省市区县])?[前第首][一二三四五六七八九十两几0-9]{0,2}[位名]?$"
    r"|(?:均|都)?(?:最[多高大少低]|较多|较高|领先|居首)$"
)
# Two nouns written as one word; the second half goes on with the words behind the pair.
_FUSED = {
    "产销": ("产", "销"),
    "城乡": ("城市", "农村"),
    "男女": ("男", "女"),
    "进出口": ("进口", "出口"),
    "收支": ("收入", "支出"),
    "结离婚": ("结婚", "离婚"),
    "国内外": ("国内", "国外"),
    "境内外": ("境内", "境外"),
    "省市": ("省级", "市级"),
}
_COUNTERPARTS = (
    ("城市", "农村", "城镇", "乡村"),
    ("男性", "女性"),
    ("男", "女"),
    ("国内", "国外", "国际"),
    ("境内", "境外"),
    ("省级", "市级", "县级", "区级", "国家级", "乡级", "镇级", "中央", "地方"),
    ("线上", "线下"),
    ("公办", "民办"),
    ("东部", "中部", "西部", "东北"),
)
_YEAR = r"(?<=[0-9今去上本当明前每])年(?!级|龄|轻|检|报)[末底初]?"
_PAIRS = [
    re.compile(rf"^(?:{names})[^，、]{{0,6}}[、和与](?:{names})(?=[^，、])") for names in map("|".join, _COUNTERPARTS)
]
_MEASURE_TAIL = re.compile(
    r"(?:[类型级])?的?(?:全国|全省|全市)?(?:平均|人均|最低|基本|保障)*(?:标准|水平|数量|人数|总数|金额|总额|收入|支出|面积|占比|比例|比重|增速|覆盖率|参保率|[一-龥]{1,4}率|[一-龥]{1,2}量|[一-龥]{1,2}额)$"
)


def distribute(drafts: list[Draft]) -> None:
    """Give the items of every 分别-list their own names, and their own levels to describe."""
    index = 0
    while index < len(drafts):
        group = _group(drafts, index)
        if len(group) > 1:
            _assign(group)
            if not any(draft.indicator for draft in group):
                _as_counted_before(group, drafts[max(0, index - _BACK) : index])
        index += max(1, len(group))
    for draft in drafts:
        if draft.from_ is not None and draft.joint == "、" and not draft.left:
            draft.indicator = draft.from_.indicator  # the later ends of two lists
        elif draft.from_ is not None and draft.following is not None and draft.following.from_ is not None:
            draft.indicator = draft.from_.indicator


def _as_counted_before(group: list[Draft], before: list[Draft]) -> None:
    """Let 广东、浙江分别有1445家、1037家 count what the last figure of their unit has counted."""
    alike = (d for d in reversed(before) if d.kind is Kind.LEVEL and d.quantity.unit == group[0].quantity.unit)
    if (counted := next(alike, None)) is not None:
        for draft in group:
            draft.indicator = counted.indicator


def _group(drafts: list[Draft], index: int) -> list[Draft]:
    """Return the figures of a 分别-list that begins at *index*: one clause, joined by 、 or 和."""
    first = drafts[index]
    marked = _MARK.search(first.left) or _opens_pairs(first)
    if not (marked or _counterparts(first.left) or _follows_a_list(first)):
        return [first]
    group = [first]
    for draft in first.behind():
        turns = draft.kind in _MOVES and first.kind in _MOVES and phrases.growth_only(draft.left)  # 和|下降1.3%
        alone = (turns or not draft.left.strip("约近超逾为 ")) and draft.joint in {"、", ""}
        if not alone or draft.quantity.sort is not first.quantity.sort:
            break
        group.append(draft)
    return group


def _around(left: str) -> tuple[str, str]:
    """Return the words before 分别 and those behind it; where it is left out, 每人每月 is all that stands behind."""
    left = _FROM_TIME.sub("", left)
    head, *behind = _MARK.split(left)
    return (head, behind[-1]) if behind else phrases.split_per(left)


def _counterparts(left: str) -> bool:
    """Tell whether names of one scale stand side by side, whose figures need no 分别: 国家级、省级…."""
    return any(pair.search(left) for pair in _PAIRS)


def _opens_pairs(first: Draft) -> bool:
    """Tell whether the list that *first* begins is the earlier of two: 从50.2‰、61.0‰|分别|下降到6.1‰和8.4‰."""
    last = first
    while last.following is not None and last.following.joint == "、" and not last.following.left:
        last = last.following
    later = last.following
    listed = later is not None and last is not first and later.from_ is first
    return listed and later is not None and bool(_MARK.search(last.right + later.left))


def _follows_a_list(first: Draft) -> bool:
    """Tell whether a growth stands right behind a list of levels that may each have one: 12家、30家，增加2家、3家."""
    before = first.previous
    return first.kind in {Kind.GROWTH, Kind.CHANGE} and before is not None and before.joint == "、" and not before.left


def _assign(group: list[Draft]) -> None:
    first = group[0]
    _as_the_first(group)
    names = [name + _given(group) for name in _names(first, len(group))]
    whole = _whole(first)
    if not names and first.kind is Kind.LEVEL:
        names = _owned_by_parts(first, len(group))
    if names and whole and all(carried.MODIFIER.search(name) or not name for name in names):
        names = [carried.with_head(name, whole) for name in names]
    said = re.sub(rf"^{_BOTH.pattern}", "", _MARK.sub("", first.left))
    if first.kind is Kind.SHARE and (share := _SHARE_OF.fullmatch(said)):
        names = [level.indicator for level in _levels_right_before(first, len(group))]  # 分别占去年全年的55.2%和74%
    if names and first.kind is Kind.SHARE and (share := _SHARE_OF.search(said)):
        base = share[1] or (whole if whole not in names else "")
        names = [f"{name}占{base}" if base else f"{name}占比" for name in names]
    levels = _levels_before(first, len(group)) if first.kind in {Kind.GROWTH, Kind.CHANGE} else []
    for number, draft in enumerate(group):
        if levels:
            draft.of, draft.indicator = levels[number], levels[number].indicator
        elif names:
            draft.of, draft.indicator = None, names[number]
        if draft.kind in {Kind.LEVEL, Kind.SHARE}:
            draft.of = None


def _given(group: list[Draft]) -> str:
    """Return what 分别给予 is given, when it stands behind the last amount: 1万元|一次性奖励."""
    if group[0].quantity.sort is not Sort.MONEY or not _GIVES.search(group[0].left):
        return ""
    noun, _ = phrases.split_verb(group[-1].right.removeprefix("的"))
    return noun if 1 < len(noun) <= _LONG_GIFT else ""


def _as_the_first(group: list[Draft]) -> None:
    """Let every item be what the first one is, unless it says itself which way it goes: 增长5%和|下降|1%."""
    for draft in group[1:]:
        if draft.direction is None:
            draft.kind, draft.direction = group[0].kind, group[0].direction


def _owned_by_parts(first: Draft, count: int) -> list[str]:
    """Name what each of the parts just counted has: 散居孤儿9.4万名，集中养育孤儿3.8万名，平均保障标准分别为…."""
    measure, _ = _around(first.left)
    if not _MEASURE_TAIL.search(f"　{measure}"):
        return []
    parts: list[Draft] = []
    step = first.previous
    while step is not None and len(parts) < count and step.kind is Kind.LEVEL and step.part_of is not None:
        parts.insert(0, step)
        step = step.previous
    alike = len(parts) == count and all(part.part_of is parts[0].part_of for part in parts)
    more = step is not None and step.part_of is not None and step.part_of is parts[0].part_of if parts else True
    if not alike or more:
        return []
    done = _done(first)
    return [part.indicator + phrases.strip_leads(measure) + done for part in parts]


def _whole(first: Draft) -> str:
    """Return what the items of a list are parts of: 城市和农村分别为… after 特困人员471.8万人."""
    total = first.part_of or first.previous
    while total is not None and total.kind is not Kind.LEVEL:
        total = total.previous
    if total is None:
        return first.previous.indicator if first.previous is not None else ""
    alike = first.kind is not Kind.LEVEL or total.quantity.unit == first.quantity.unit
    return total.indicator if alike else ""


def _levels_before(first: Draft, count: int) -> list[Draft]:
    """Return the *count* levels right before a list of growths, when they too are one list."""
    subject = phrases.growth_subject(_MARK.sub("", first.left))
    if len(subject) >= 2 and not _BOTH.fullmatch(subject):
        return []
    return _levels_right_before(first, count)


def _levels_right_before(first: Draft, count: int) -> list[Draft]:
    levels: list[Draft] = []
    step = first.previous
    while step is not None and len(levels) < count and step.kind in {Kind.LEVEL, Kind.SHARE}:
        if not step.opens_pair:
            levels.append(step)  # 由2100元提高到2250元: what has grown is the later one
        step = step.previous
    return levels[::-1] if len(levels) == count else []


def _names(first: Draft, count: int) -> list[str]:
    """Split the words before 分别 into *count* names; empty when they are not so many."""
    head, _ = _around(first.left)
    if not _AND.search(head) and not any(pair in head for pair in _FUSED):
        clauses = re.split(r"[，：；（）]", first.before)
        said_before = len(head) < 3 or _EACH.fullmatch(head)  # 评为优秀、良好的，每年每个|分别给予…
        clause = next((clause for clause in reversed(clauses) if len(clause) > 2), "")
        if said_before:
            head = clause.removesuffix("的") if _EACH.fullmatch(head) else clause + head
    head = _RANKED.sub("", head.rstrip("，"))
    head = phrases.growth_subject(head) or phrases.strip_leads(phrases.strip_links(head))
    if count == 2:
        for pair, (one, other) in _FUSED.items():
            if pair in head:
                return [head.replace(pair, name, 1) + _done(first) for name in (one, other)]
    parts = [part for part in _AND.split(_without_time(head)) if part]
    if len(parts) != count:
        return []  # whose is whose cannot be told
    if (places.lookup(parts[0]) or _SO_MANY_PLACES.match(parts[-1])) and (
        tail := _behind_places(parts[-1])
    ) is not None:
        return [
            _of_places(first, tail)
        ] * count  # 广东、江苏、浙江三省社会组织数量: the places answer, what is counted is one
    doers = first.kind is Kind.LEVEL and all(len(part) <= _SHORT_DOER for part in parts)
    done = _done(first) or (_verb(first) if doers else "")
    if ranked := _ranked(parts):
        return [name + done for name in ranked]
    parts = [parts[0], *(_with_common_head(parts[0], part) for part in parts[1:])]
    parts[-1] = _SO_MANY_GRADES.sub("", parts[-1])
    tail = _LIMIT.sub("", _tail(parts))
    return [(part if part.endswith(tail) else part + tail) + done for part in parts]


def _of_places(first: Draft, tail: str) -> str:
    """Return what a list of places counts: behind the last one, behind 分别, or what the sentence is headed with."""
    words, per = phrases.split_per(tail)
    if per and not words:
        return (first.sentence.heading or (first.previous.indicator if first.previous else "")) + per
    done = _done(first)
    return (tail + done if len(tail) + len(done) <= _LONG_NAME else done or tail) or _verb(first)


def _done(first: Draft) -> str:
    """Return what the items of a list each do, when it is said behind 分别: 收养孤儿214名, 设立社工站9个."""
    words, per = phrases.split_per(_around(first.left)[1])
    words = phrases.strip_links(words)
    if per and not words:
        return per  # 平均保障标准分别达到每人每月2085元和1530元
    if words.startswith("占"):
        return ""
    return words if phrases.object_of(words) and not phrases.growth_only(words) else ""


def _verb(first: Draft) -> str:
    """Return the bare verb behind 分别: 三省分别|救助|3.2万、2.7万和2.4万人次."""
    words = phrases.strip_links(_around(first.left)[1])
    return words if phrases.short_verb(words) else ""


def _behind_places(words: str) -> str | None:
    """Return what is counted behind the last place of a list, "" when nothing; None when no place stands there."""
    if counted := _SO_MANY_PLACES.match(words):
        return words[counted.end() :].removeprefix("的")
    found = places.find(words)
    if not found or found[0][0] != 0:
        return None
    return _COUNT_OF_PLACES.sub("", words[found[0][1] :].lstrip("等"))


def _without_time(words: str) -> str:
    return (
        re.sub(rf"^.*?(?:期间|时期|以来|{_YEAR}|月|日)[，]?(?=[^，]{{4}})", "", words)
        if re.match(rf".{{0,8}}(?:期间|时期|以来|{_YEAR})", words)
        else words
    )


def _with_common_head(first: str, part: str) -> str:
    """家用空调产量、销量: the second item leaves out what both are of."""
    shared = len(part) <= _SHORT_ITEM and len(first) > len(part) and first[-1] == part[-1] and first != part
    return first[: -len(part)] + part if shared else part


def _ranked(parts: list[str]) -> list[str]:
    """Name 取得5A、4A、3A等级的社会组织 and 一、二、三等奖: what frames the ranks is said of each."""
    shape = _shape(parts[-2][-2:]) if len(parts) == 2 else _shape(parts[-2])
    size = len(shape)
    alike = all(_shape(part) == shape for part in parts[1:-1])
    framed = _shape(parts[0]).endswith(shape) and _shape(parts[-1]).startswith(shape)
    if not (_RANK.fullmatch(shape) and alike and framed):
        return []
    head, tail = parts[0][:-size], parts[-1][size:]
    return [f"{head}{part}{tail}" for part in (parts[0][-size:], *parts[1:-1], parts[-1][:size])]


def _shape(words: str) -> str:
    """Return *words* with every digit, Chinese digit and letter made alike: 5A and 4A have one shape."""
    return re.sub(r"[A-Za-z]", "A", re.sub(r"[一二三四五六七八九十]", "一", re.sub(r"[0-9]", "0", words)))


def _tail(parts: list[str]) -> str:
    """Return what the items share behind the last one's own name: (补贴, 补贴全国平均标准) share 全国平均标准."""
    last = parts[-1]
    for pair in _COUNTERPARTS:
        if parts[0] in pair and (other := next((name for name in pair if last.startswith(name)), None)):
            return last[len(other) :]  # 城市、农村社区综合服务设施覆盖率
    for size in (4, 3, 2):
        own = parts[0][-size:]
        at = last.find(own)
        if len(own) == size and at >= 0 and at + size < len(last):
            return last[at + size :]
    alike = parts[-2][-2:]  # 全自理、半护理、全护理|特困人员照料护理标准
    if len(parts) > 2 and len(parts[-2]) <= _SHORT_DOER and 0 <= last.find(alike) <= len(parts[-2]) - 2:
        return last[last.find(alike) + len(alike) :]
    if all(part[-1] == last[-1] for part in parts):
        return ""  # 产量、销量: each has its own
    found = _MEASURE_TAIL.search(last)
    return found.group() if found and found.start() > 0 else ""
