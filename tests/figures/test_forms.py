"""Every form in which the language writes a figure."""

import pytest

from jianbao import figures
from jianbao.model import Bound, Direction, Kind

E, A, L, M = Bound.EXACT, Bound.ABOUT, Bound.AT_LEAST, Bound.AT_MOST


@pytest.mark.parametrize(
    ("text", "quote", "value", "unit", "bound"),
    [
        ("从业人员14.5万人。", "14.5万人", 145_000, "人", E),
        ("募集物资２９００多万件。", "２９００多万件", 29_000_000, "件", L),
        ("总计投入20\n余亿元，用于帮扶。", "20\n余亿元", 2_000_000_000, "元", L),
        ("登记社会组织三千五百余个。", "三千五百余个", 3500, "个", L),
        ("惠及老年人十余万人。", "十余万人", 100_000, "人", L),
        ("设立服务站廿三个。", "廿三个", 23, "个", E),
        ("每个站点配备3—5名社工。", "3—5名", (3, 5), "名", E),
        ("给予3至5万元补助。", "3至5万元", (30_000, 50_000), "元", E),
        ("现场来了两三百人。", "两三百人", (200, 300), "人", E),
        ("师生比为1∶3。", "1∶3", (1, 3), "∶", E),
        ("三分之二的村建立了协会。", "三分之二", 66.667, "%", E),
        ("超九成的基金会参加了年检。", "超九成", 90, "%", L),
        ("参检率达到百分之六十。", "百分之六十", 60, "%", E),
        ("数量增长近四倍。", "近四倍", 4, "倍", M),
        ("床位数翻了一番。", "翻了一番", 1, "倍", E),
        ("机构数翻两番。", "翻两番", 3, "倍", E),
        ("标准是上年的1.5倍。", "1.5倍", 1.5, "倍", E),
        ("死亡率为5.4‰。", "5.4‰", 5.4, "‰", E),
        ("合格率提高3.2个百分点。", "3.2个百分点", 3.2, "百分点", E),
        ("平均标准711.4元/人·月。", "711.4元/人·月", 711.4, "元/人·月", E),
        ("接受捐赠1.2亿美元。", "1.2亿美元", 120_000_000, "美元", E),
        ("服务老人6507.4万人次。", "6507.4万人次", 65_074_000, "人次", E),
        ("建筑面积24万平方米。", "24万平方米", 240_000, "平方米", E),
        ("养老床位842.8万张。", "842.8万张", 8_428_000, "张", E),
        ("资产总额1,234.5万元。", "1,234.5万元", 12_345_000, "元", E),
        ("投入7亿5000万元。", "7亿5000万元", 750_000_000, "元", E),
        ("约5000家社会组织参与。", "约5000家", 5000, "家", A),
        ("参保人数在300人左右。", "300人左右", 300, "人", A),
        ("近千家企业参展。", "近千家", 1000, "家", M),
        ("上千名志愿者加入。", "上千名", 1000, "名", L),
        ("覆盖率稳定在85%以上。", "85%以上", 85, "%", L),
        ("慈善组织突破1.5万家。", "突破1.5万家", 15_000, "家", L),
        ("会员10万余家。", "10万余家", 100_000, "家", L),
        ("每组不超过6人。", "不超过6人", 6, "人", M),
        ("我国60岁以上人口有2.67亿。", "2.67亿", 267_000_000, "", E),
        ("气温偏高6~10℃。", "6~10℃", (6, 10), "℃", E),
        ("六至七成的受访者知晓。", "六至七成", (60, 70), "%", E),
    ],
)
def test_a_figure_is_read_with_its_shortest_quote_value_unit_and_bound(
    text: str, quote: str, value: float | tuple[float, float], unit: str, bound: Bound
) -> None:
    (found,) = figures.read(text).statistics

    assert (found.quote, found.value, found.unit, found.bound) == (quote, value, unit, bound)
    assert text[found.start : found.end] == found.quote


def test_the_numbers_of_a_list_share_the_unit_at_its_end() -> None:
    found = figures.read("全年共制定国家标准、地方标准、团体标准13、10、177项。").statistics

    assert [(item.value, item.unit) for item in found] == [(13, "项"), (10, "项"), (177, "项")]


@pytest.mark.parametrize(
    ("text", "kind", "direction"),
    [
        ("社会组织4347家。", Kind.LEVEL, None),
        ("社会组织4347家，比上年增加415家。", Kind.CHANGE, Direction.UP),
        ("低保对象454万户，比上年减少22万户。", Kind.CHANGE, Direction.DOWN),
        ("村委会49.0万个，比上年下降2.5%。", Kind.GROWTH, Direction.DOWN),
        ("销量同比增长33%。", Kind.GROWTH, Direction.UP),
        ("降幅为4.4%。", Kind.GROWTH, Direction.DOWN),
        ("服务设施覆盖率达到79.5%。", Kind.SHARE, None),
        ("结婚率比上年下降0.4个千分点。", Kind.CHANGE, Direction.DOWN),
        ("参保率提升至95%。", Kind.SHARE, None),
        ("认购额是发行额的10.4倍。", Kind.SHARE, None),
        ("数量增长近四倍。", Kind.GROWTH, Direction.UP),
    ],
)
def test_the_words_before_the_last_figure_tell_level_change_growth_and_share_apart(
    text: str, kind: Kind, direction: Direction | None
) -> None:
    found = figures.read(text).statistics[-1]

    assert (found.kind, found.direction) == (kind, direction)
