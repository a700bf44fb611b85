"""Figures about children: which group, in whose care, and what of it is counted."""

from collections.abc import Iterator

from jianbao import Article, Fact, FieldValue, Statistic, counted, first_of

_GROUPS = {
    "事实无人抚养儿童": r"事实无人抚养",
    "孤儿": r"孤儿|孤残儿童",
    "留守儿童": r"留守(?:儿童|未成年人)",
    "困境儿童": r"困境(?:儿童|未成年人)",
    "流动儿童": r"流动(?:儿童|未成年人)",
    "流浪未成年人": r"流浪[^，。]{0,6}(?:未成年人|儿童)",
    "残疾儿童": r"残疾儿童|病残儿童|残疾孤儿",
    "弃婴": r"弃婴|弃儿",
}
_CARES = {
    "家庭寄养": r"寄养",
    "亲属抚养": r"亲属",
    "集中养育": r"集中养育|机构(?:内)?(?:集中)?养育|福利机构(?:集中)?(?:养育|抚养)|集中供养",
    "社会散居": r"散居|分散养育|分散供养",
}
_POSTS = {
    "儿童督导员": r"督导员",
    "儿童主任": r"儿童主任",
    "社会工作者": r"社会工作者|社工",
    "志愿者": r"志愿者",
    "工作人员": r"工作人员|职工|专职|从业",
}
_STANDARD = r"每人每月|每月|标准|保障水平|补贴|生活费|津贴|养育费"
_MEASURES = {
    "adoptions": r"收养|送养",
    "beds": r"床位",
    "stations": r"工作站|儿童之家|关爱[^，。]{0,4}(?:站|点)|服务站|保护站",
    "institutions": r"机构|福利院|保护中心|救助中心|福利中心",
    "services": r"服务|救助|走访|摸排|探访|帮扶",
}
_MONEY = frozenset({"元", "美元", "港元"})
_PEOPLE = frozenset("人名个位")
_SERVED = frozenset({"人", "名", "人次", "次", "户", "件", "例", "场", "万人次"})


def counts(article: Article) -> Iterator[Fact]:
    """Yield what is known of each figure about children and those who look after them."""
    return counted(article, "count", "数量", _known)


def _known(statistic: Statistic) -> dict[str, FieldValue] | None:
    indicator = statistic.indicator
    group, care, post = (first_of(names, indicator) for names in (_GROUPS, _CARES, _POSTS))
    about_children = group or "儿童" in indicator or "未成年人" in indicator
    measure = _measure(statistic, children=bool(group or care), post=bool(post))
    if measure is None or not (about_children or care or measure == "adoptions"):
        return None
    named = {"group": group, "care": care, "post": post if measure == "staff" else None}
    return {"measure": measure, **{name: value for name, value in named.items() if value}}


def _measure(statistic: Statistic, *, children: bool, post: bool) -> str | None:
    if statistic.unit in _MONEY:
        return "standard" if first_of({"": _STANDARD}, statistic.indicator) is not None else "spending"
    if post:
        return "staff"
    measure = first_of(_MEASURES, statistic.indicator)
    if measure in {None, "services"} and children and statistic.unit in _PEOPLE:
        return "children"
    return None if measure == "services" and statistic.unit not in _SERVED else measure
