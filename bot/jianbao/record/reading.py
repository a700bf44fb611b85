"""Records for people: what was read out of a document, as they would check it against the page."""

from collections.abc import Iterator, Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from jianbao.model import Article, Bound, Check, CheckKind, Direction, Document, Finding, Kind, Statistic, Verdict

_UNSAID = "—"
_KINDS = {Kind.LEVEL: "数量", Kind.CHANGE: "增减", Kind.GROWTH: "增长", Kind.SHARE: "占比"}
_BOUNDS = {Bound.EXACT: "", Bound.ABOUT: "约", Bound.AT_LEAST: "≥", Bound.AT_MOST: "≤"}
_ARROWS = {Direction.UP: " ↑", Direction.DOWN: " ↓", None: ""}
_CHECKS = {CheckKind.SUM: "合计", CheckKind.GROWTH: "增幅", CheckKind.CHANGE: "增减", CheckKind.SHARE: "占比"}
_VERDICTS = {
    Verdict.HOLDS: ("✓ 相符", "green"),
    Verdict.OFF: ("✗ 不符", "bold red"),
    Verdict.CANNOT_TELL: ("? 无法判断", "dim"),
}


def show(document: Document, console: Console) -> None:
    """Print *document* for people to read."""
    console.print(Rule(_plain(document.id), align="left", style="dim"))
    if not document.articles:
        console.print(Text("没有文章", style="dim"))
    for article in document.articles:
        console.print(Padding(Group(*_article(article)), (0, 0, 1, 0), expand=False))


def _article(article: Article) -> Iterator[RenderableType]:
    yield _plain(article.title or "（无标题）", "bold")
    issuer, published = _marked(article, "issuer"), _marked(article, "published")
    about = (*article.topics, article.region, issuer, article.doc_number, published, article.source)
    yield _plain(" · ".join(filter(None, about)) or "（无主题）", "cyan")
    if article.statistics:
        yield _figures(article.statistics)
    yield from (_check(check, article.statistics) for check in article.checks)
    yield from (line for finding in article.findings for line in _facts(finding))
    yield from (_plain(f"⏰ {deadline.date}（{deadline.quote}）{deadline.what}") for deadline in article.deadlines)
    yield from (_plain(f"《{title}》", "dim") for title in article.cited)


def _marked(article: Article, name: str) -> str | None:
    """Return a field, marked when a page does not say it and only its text tells."""
    value: str | None = getattr(article, name)
    return f"{value}（据正文）" if name in article.inferred else value


def _figures(statistics: Sequence[Statistic]) -> Table:
    table = Table(box=None, header_style="dim", pad_edge=False)
    table.add_column("#", justify="right", style="dim")
    table.add_column("指标", overflow="fold", ratio=3)
    table.add_column("数值", justify="right", overflow="fold", style="bold")
    table.add_column("原文", overflow="fold")
    table.add_column("类别", no_wrap=True)
    table.add_column("时间", overflow="fold")
    table.add_column("地区", overflow="fold")
    table.add_column("关系", no_wrap=True)
    for index, statistic in enumerate(statistics):
        table.add_row(*(_plain(cell) for cell in _cells(index, statistic)))
    return table


def _cells(index: int, statistic: Statistic) -> Iterator[str]:
    yield str(index)
    yield statistic.indicator or _UNSAID
    yield f"{_BOUNDS[statistic.bound]}{_value(statistic)}{statistic.unit}{_ARROWS[statistic.direction]}"
    yield "".join(statistic.quote.split())
    yield f"{_KINDS[statistic.kind]}{'（目标）' if statistic.target else ''}"
    yield statistic.as_of or _UNSAID
    yield statistic.region or _UNSAID
    yield _relations(statistic)


def _value(statistic: Statistic) -> str:
    value = statistic.value
    if not isinstance(value, tuple):
        return f"{value:,}"
    return (":" if statistic.unit in {"∶", ":"} else "–").join(f"{number:,}" for number in value)


def _relations(statistic: Statistic) -> str:
    known = (("属", statistic.part_of), ("自", statistic.from_), ("指", statistic.of))
    return " ".join(f"{word}#{index}" for word, index in known if index is not None)


def _check(check: Check, statistics: Sequence[Statistic]) -> Text:
    words, style = _VERDICTS[check.verdict]
    subject = statistics[check.subject]
    operands = "、".join(f"#{index}" for index in check.operands)
    computed = "" if check.computed is None else f"，算得 {check.computed:,.10g}"
    said = f"{_CHECKS[check.kind]} #{check.subject} {subject.indicator} {check.stated:,.10g}"
    return _plain(f"{words} {said}（{operands}{computed}）", style)


def _facts(finding: Finding) -> Iterator[Text]:
    for fact in (fact for fact in finding.facts if not fact.quiet):
        yield _plain(f"{fact.label}：", "dim") + _plain(fact.value) + _plain(f"  {finding.provenance}", "dim")


def _plain(words: str, style: str = "") -> Text:
    """Return *words* without what a terminal would obey: they come from documents that anybody may have written."""
    return Text("".join(char for char in words if char.isprintable()), style=style)
