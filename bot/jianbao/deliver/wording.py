"""Every word that jianbao itself says to a reader, in each language, and nowhere else.

Two catalogues with the same fields, so that the type checker finds a sentence that was not translated. Values in
braces are filled in by the caller. Words about a document's content are Chinese in both: alerts quote Chinese.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from jianbao.model import Bound


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One language. The groups follow the order in which a reader meets them."""

    language: str
    # Figures of an alert
    bounds: Mapping[Bound, str]
    unnamed: str
    up: str
    down: str
    computed: str
    growth_holds: str
    growth_off: str
    growth_open: str
    points: str
    total: str
    sum_off: str
    of_which: str
    and_others: str
    off: str
    target: str
    standard: str
    since: str
    note: str
    quoted: str
    # Its times
    year: str
    years: str
    year_end: str
    quarter: str
    quarters: tuple[str, str, str, str]
    month: str
    month_end: str
    day: str
    period: str
    # What stands around them
    more_figures: str
    left_out: str
    extracted_by: str
    part: str
    no_title: str


ZH = Words(
    language="zh",
    bounds={Bound.EXACT: "", Bound.ABOUT: "约", Bound.AT_LEAST: "超", Bound.AT_MOST: "近"},
    unnamed="数字",
    up="增",
    down="降",
    computed="{change}（算得）",
    growth_holds="{change}（原文“{quote}” ✓）",
    growth_off="{change}（⚠ 原文“{quote}”）",
    growth_open="{change}（原文“{quote}”）",
    points="{points} 个百分点",
    total="= {total} ✓",
    sum_off="⚠ 分项合计 {computed} ≠ {total}",
    of_which="其中",
    and_others="等 {count} 项",
    off="⚠ 原文“{quote}”，按原文数字算得 {computed}",
    target="目标",
    standard="标准",
    since="{time}起",
    note="（{note}）",
    quoted="〔原文“{quotes}”〕",
    year="{year}年",
    years="{first}—{last}年",
    year_end="{year}年底",
    quarter="{year}年{quarter}季度",
    quarters=("一", "二", "三", "四"),
    month="{year}年{month}月",
    month_end="{year}年{month}月底",
    day="{year}年{month}月{day}日",
    period="{first}—{last}",
    more_figures="其余 {count} 项数字",
    left_out="另有 {count} 项数字未列出，见原文",
    extracted_by="提取：{names}",
    part="（{part}/{parts}）",
    no_title="（无标题）",
)
