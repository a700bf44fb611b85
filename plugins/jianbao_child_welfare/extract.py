"""What an article about 儿童福利与未成年人保护 says: the plan, for whom, who does what and how, whom to call."""

import re
from collections.abc import Iterator

from jianbao import Article, Fact, Lexicon, announced, distinct, fact, named, points, rank, sentences

LEXICON = Lexicon("jianbao_child_welfare")

# 市（州）级儿童福利机构，…: a level of government and what it has to do.
_DUTY = re.compile(
    r"(?P<who>(?:省|市|县|区|乡镇|街道|村|社区|居)(?:（[^）]{1,6}）|、[市县区州旗])*(?:一级|级)[^，。；]{0,16}"
    r"(?:儿童福利(?:服务)?机构|民政部门|未成年人救助保护(?:机构|中心)|人民政府|未成年人保护工作站)?)[，,]?"
    r"(?P<what>(?:原则上|要|应当?|负责|全面|做好|依法|统筹|转型|建立|设立|承担)[^。；]{4,120})"
)
_HOTLINE = re.compile(r"(?P<name>[^，。；：:（）()\s]{0,14}热线)[^，。；0-9]{0,8}(?P<number>[0-9][0-9-]{3,14})")
_MOST_POINTS = 6


def key_figures(article: Article) -> tuple[int, ...]:
    """Rank the figures for those who look after children: how many, what they get, who cares for them and where."""
    return rank(article.statistics, LEXICON.words("figures"))


def facts(article: Article) -> tuple[Fact, ...]:
    """Return document, groups, duties, measures, safeguards and hotlines, in the order in which readers want them."""
    plan = announced(article)
    groups = named(article, "groups", "涉及群体", LEXICON.words("groups"))
    what = (*_duties(article), *_points(article))
    return distinct([*([plan] if plan else []), *groups, *what, *_hotlines(article)])


def _duties(article: Article) -> Iterator[Fact]:
    for start, end in sentences(article.text):
        found = _DUTY.match(article.text, start, end)
        if found:
            yield fact(article, "duty", "分工", (start, end))


def _points(article: Article) -> Iterator[Fact]:
    """The heading sentence of each numbered point: 一是加强组织领导."""
    for point in list(points(article.text))[: 2 * _MOST_POINTS]:
        name, label = ("safeguard", "保障") if point.safeguard else ("measure", "措施")
        yield fact(article, name, label, point.span)


def _hotlines(article: Article) -> Iterator[Fact]:
    for found in _HOTLINE.finditer(article.text):
        yield fact(article, "hotline", "热线", found.span(), f"{found['name']} {found['number']}")
