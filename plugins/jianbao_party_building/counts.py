"""Figures of the Party: organisations, members, cases, inspections."""

from collections.abc import Iterator

from jianbao import Article, Fact, FieldValue, Statistic, counted, first_of

# In this order: 党组织覆盖率 is a rate, and 党员干部培训 counts what was held for them.
_MEASURES = {
    "coverage": r"覆盖率|覆盖面",
    "cases": r"问题|案件|立案|处分|线索|违纪|查处|通报",
    "inspections": r"巡视|巡察|督查|检查",
    "activities": r"党课|培训|学习|研讨|党日|宣讲|调研",
    "organizations": r"党(?:的)?(?:基层)?组织|党支部|党委|党总支|党组|支部",
    "members": r"党员|入党",
    "cadres": r"干部|党务工作者",
}


def counts(article: Article) -> Iterator[Fact]:
    """Yield what is known of each figure about the Party."""
    return counted(article, "count", "数量", _known)


def _known(statistic: Statistic) -> dict[str, FieldValue] | None:
    measure = first_of(_MEASURES, statistic.indicator)
    return None if measure is None else {"measure": measure}
