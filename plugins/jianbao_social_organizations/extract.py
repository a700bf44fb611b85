"""What an article about 社会组织 says: the document, what happened, to whom, under which credit codes."""

import re
from collections.abc import Iterator

from jianbao import Article, Fact, Lexicon, announced, distinct, fact, points, rank
from jianbao_social_organizations.credit_code import find_codes

LEXICON = Lexicon("jianbao_social_organizations")

# 甲协会、乙商会等11家: names in a row; one that stands alone is seldom what the text is about.
_CLAUSE = re.compile(r"[^，。；：\n]{6,400}")
_NAME = re.compile(
    r"[一-鿿（）()·]{2,40}(?:协会|商会|学会|研究会|基金会|促进会|联合会|委员会|联盟|总会|慈善会|志愿队|服务中心)|“[^”“]{2,30}”案?"
)
_REST = re.compile(r"(?<=[会盟队心”案])(?:等|在|的).*$")
_LEADING = re.compile(r"^.{0,40}(?:公布了?|授予|取缔|撤销|包括|其中|近日|日前|今天|连日来|联合|[，。；）])")
_REPORT = re.compile(r"(?:可|请)?(?:登录|通过|拨打)[^。；]{2,60}?(?:投诉举报|举报|核实|查询)[^。；，]{0,24}")
_MOST_NAMES = 12
_MOST_POINTS = 5
_HEAD = 300  # characters at the beginning in which one mention makes an event the subject


def key_figures(article: Article) -> tuple[int, ...]:
    """Rank the figures: how many organisations there are, their types, sanctions, grades, then money and staff."""
    return rank(article.statistics, LEXICON.words("figures"))


def facts(article: Article) -> tuple[Fact, ...]:
    """Return document, events, organisations, credit codes, where to report, and measures."""
    issued = announced(article)
    return distinct(
        [
            *([issued] if issued else []),
            *_events(article),
            *_organisations(article),
            *_codes(article),
            *_reporting(article),
            *_measures(article),
        ]
    )


def _events(article: Article) -> Iterator[Fact]:
    for kind, pattern in LEXICON.data["events"].items():
        found = list(re.finditer(pattern, article.text))
        if found and (found[0].start() < _HEAD or len(found) > 1):
            yield fact(article, "event", "事项", found[0].span(), kind)


def _organisations(article: Article) -> Iterator[Fact]:
    for clause in _CLAUSE.finditer(article.text):
        names = _names(clause.group())
        if len(names) > 1:
            start = clause.start() + clause.group().index(names[0])
            end = clause.start() + clause.group().index(names[-1]) + len(names[-1])
            listed = [re.sub(r"^“|”案?$", "", name) for name in names[:_MOST_NAMES]]
            yield fact(article, "organizations", "涉及组织", (start, end), "、".join(listed))
            return


def _names(clause: str) -> list[str]:
    """Return the names of organisations that a clause lists in a row."""
    names: list[str] = []
    for part in clause.split("、"):
        name = _REST.sub("", part if names else _LEADING.sub("", part))
        if _NAME.fullmatch(name):
            names.append(name)
        elif names:
            break
    return names


def _codes(article: Article) -> Iterator[Fact]:
    for code in find_codes(article.text):
        value = code.text if code.valid else f"{code.text}（校验码不符）"
        yield fact(article, "credit_code", "统一社会信用代码", (code.start, code.end), value)


def _reporting(article: Article) -> Iterator[Fact]:
    found = _REPORT.search(article.text)
    if found:
        yield fact(article, "reporting", "查询举报", found.span())


def _measures(article: Article) -> Iterator[Fact]:
    for point in list(points(article.text))[:_MOST_POINTS]:
        yield fact(article, "measure", "措施", point.span)
