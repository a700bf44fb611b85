"""What jianbao says to a reader about how its sources are; see ``wording`` for all the rest."""

from collections.abc import Mapping
from dataclasses import dataclass

from jianbao.deliver.counted import Counted
from jianbao.model import Trouble

NEW, SHAKY, WELL = "new", "shaky", "well"
"""Conditions of a source besides its troubles: not looked at yet, failing but not for long, as it should be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceWords:
    """One language; HTML. ``conditions`` stand in the order in which people want to hear of them."""

    header: Counted
    conditions: Mapping[str, str]
    count: str
    between: str
    all_well: str
    nothing_configured: str
    nothing_found: str
    hint: str
    failed: str
    read: str
    never_read: str
    brought: str
    pages: str
    moment: str
    minutes: str
    hours: str
    days: str


ZH = SourceWords(
    header=Counted(language="zh", other="📡 <b>来源 {count}</b>"),
    conditions={
        Trouble.CLOSED: "已关闭",
        Trouble.BLOCKED: "拒绝访问",
        Trouble.LAYOUT: "版面变了",
        Trouble.CERTIFICATE: "证书不可信",
        Trouble.FAULT: "要人处理",
        Trouble.AWAY: "读不到",
        Trouble.SILENT: "久无更新",
        Trouble.EXPIRING: "证书将到期",
        SHAKY: "刚刚读不到",
        NEW: "还没看过",
        WELL: "正常",
    },
    count="{condition} {count}",
    between="，",
    all_well="没有出问题的来源。",
    nothing_configured="还没有配置来源。",
    nothing_found="没有名称或状况含“{filter}”的来源。",
    hint="按名称或状况查看：<code>/sources 北京</code>、<code>/sources 读不到</code>",
    failed="连续失败 {count} 次",
    read="上次读到：{ago}",
    never_read="从未读到",
    brought="上次有新内容：{ago}",
    pages="第 {page} / {pages} 页",
    moment="刚才",
    minutes="{count} 分钟前",
    hours="{count} 小时前",
    days="{count} 天前",
)

EN = SourceWords(
    header=Counted(language="en", one="📡 <b>{count} source</b>", other="📡 <b>{count} sources</b>"),
    conditions={
        Trouble.CLOSED: "closed",
        Trouble.BLOCKED: "turning us away",
        Trouble.LAYOUT: "layout changed",
        Trouble.CERTIFICATE: "not to be trusted",
        Trouble.FAULT: "in need of a person",
        Trouble.AWAY: "away",
        Trouble.SILENT: "silent",
        Trouble.EXPIRING: "certificate expires",
        SHAKY: "just failed",
        NEW: "not looked at yet",
        WELL: "well",
    },
    count="{condition} {count}",
    between=", ",
    all_well="Nothing is wrong with any source.",
    nothing_configured="No source is configured yet.",
    nothing_found="There is no source with “{filter}” in its name or condition.",
    hint="By name or condition: <code>/sources 北京</code>, <code>/sources away</code>",
    failed="failed {count}×",
    read="read: {ago}",
    never_read="never read",
    brought="last news: {ago}",
    pages="page {page} of {pages}",
    moment="just now",
    minutes="{count} min ago",
    hours="{count} h ago",
    days="{count} d ago",
)


def source_words(language: str) -> SourceWords:
    """Return the catalogue of a language of ``wording``."""
    return ZH if language == "zh" else EN
