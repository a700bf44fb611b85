"""Figures of the sector: which kind of organisation, registered where, and what of it is counted."""

import re
from collections.abc import Iterator

from jianbao import Article, Fact, FieldValue, Statistic, counted, first_of

_TYPES = {
    "社区社会组织": r"社区社会组织",
    "行业协会商会": r"行业协会|商会",
    "社会团体": r"社会团体|社团",
    "社会服务机构": r"社会服务机构|民办非企业",
    "基金会": r"基金会",
    "慈善组织": r"慈善(?:会|组织|总会)",
    "社会组织": r"社会组织|民间组织",
}
_LEVELS = {
    "全国": r"民政部|全国性|部管|部本级",
    "省级": r"省级|省本级|省民政厅|自治区本级",
    "市级": r"市级|市本级|地市?级|州级",
    "县级": r"县级|区级|县（?[市区]|县本级|区本级|旗县",
}
# In this order: 捐赠项目 is a project, and the income of foundations an amount of money, whoever stands beside it.
_MEASURES = {
    "sanctions": r"查处|取缔|处罚|撤销|劝散|违法违规|异常名录|失信",
    "assessed": r"[1-5]A|评估等级|参评|获评",
    "standards": r"标准",
    "projects": r"项目",
    "donations": r"捐赠|捐款|善款|募集|募捐|捐助",
    "beneficiaries": r"受益|惠及|服务对象",
    "volunteers": r"志愿者|义工",
    "staff": r"从业人员|专职|工作人员|就业|职工",
    "members": r"会员",
    "assets": r"资产|收入|支出|经费|费用|资金",
}
_GRADE = re.compile(r"([1-5])A")
_ORGANISATIONS = frozenset("家个")


def counts(article: Article) -> Iterator[Fact]:
    """Yield what is known of each figure about the sector."""
    return counted(article, "count", "数量", _known)


def _known(statistic: Statistic) -> dict[str, FieldValue] | None:
    indicator = statistic.indicator
    kind = first_of(_TYPES, indicator)
    measure = first_of(_MEASURES, indicator)
    if measure is None and kind and (statistic.unit in _ORGANISATIONS or statistic.unit == "%"):
        measure = "organizations"
    if measure is None or (kind is None and measure not in {"assessed", "sanctions", "donations"}):
        return None
    known: dict[str, FieldValue] = {"measure": measure}
    if kind:
        known["type"] = kind
    if level := first_of(_LEVELS, indicator):
        known["level"] = level
    if grade := _GRADE.search(indicator):
        known["grade"] = f"{grade[1]}A"
    return known
