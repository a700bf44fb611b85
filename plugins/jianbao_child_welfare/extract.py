"""What an article about 儿童福利与未成年人保护 says: the plan, for whom, who does what and how, whom to call."""

import re
from collections.abc import Iterator

from jianbao import Article, Fact, Lexicon, announced, distinct, fact, first_of, named, points, rank, sentences
from jianbao_child_welfare.counts import counts

LEXICON = Lexicon("jianbao_child_welfare")

# 市（州）级儿童福利机构，…: a level of government and what it has to do.
_WHO = (
    r"(?:省|市|县|区|乡镇|街道|村|社区|居)(?:（[^）]{1,6}）|、[市县区州旗])*(?:一级|级)[^，。；]{0,16}?"
    r"(?:儿童福利(?:服务)?机构|民政部门|未成年人救助保护(?:机构|中心)|人民政府|未成年人保护工作站|(?=做好|坚持|负责|要))"
)
_DUTY = re.compile(
    rf"(?:^|(?<=[，。；：\n 　]))(?P<who>{_WHO})[，,]?"
    rf"(?P<what>(?:原则上|要|应当?|负责|全面|做好|依法|统筹|转型|建立|设立|承担|坚持)(?:(?!，{_WHO})[^。；]){{4,120}})"
)
_LEVELS = {
    "县级": r"县|区",
    "市级": r"市|州|地区|盟",
    "省级": r"省|自治区",
    "乡镇": r"乡|镇|街道",
    "村居": r"村|社区|居",
}
_COURSES = {"创新转型": r"转型", "优化提质": r"优化提质|提质"}
_BY = re.compile(
    r"(?:到|在|于)?[0-9]{4}年(?:[0-9]{1,2}月)?(?:年?底|末)?(?:前|以前|之前)?|“[一二三四五六七八九十]+五”(?:期间|末)"
)
_ADOPTION = re.compile(r"收养登记|送养人|收养人|收养评估|涉外收养|依法收养|国内收养")
_HOTLINE = re.compile(r"(?P<name>[^，。；：:（）()\s]{0,14}热线)[^，。；0-9]{0,8}(?P<number>[0-9][0-9-]{3,14})")
_MOST_POINTS = 6


def key_figures(article: Article) -> tuple[int, ...]:
    """Rank the figures for those who look after children: how many, what they get, who cares for them and where."""
    return rank(article.statistics, LEXICON.words("figures"))


def facts(article: Article) -> tuple[Fact, ...]:
    """Return document, groups, duties, measures, safeguards, hotlines, adoption; then the counts."""
    plan = announced(article)
    groups = named(article, "groups", "涉及群体", LEXICON.words("groups"))
    what = (*_duties(article), *_points(article), *_hotlines(article), *_adoption(article))
    return distinct([*([plan] if plan else []), *groups, *what, *counts(article)])


def _duties(article: Article) -> Iterator[Fact]:
    for start, end in sentences(article.text):
        by = _BY.search(article.text, start, end)
        for found in _DUTY.finditer(article.text, start, end):
            said = {
                "level": first_of(_LEVELS, found["who"]),
                "by": by.group() if by else None,
                "course": first_of(_COURSES, found["what"]),
            }
            fields = {"who": found["who"], "what": found["what"], **{key: each for key, each in said.items() if each}}
            yield fact(article, "duty", "分工", found.span(), fields=fields)


def _adoption(article: Article) -> Iterator[Fact]:
    """The first sentence that speaks of adoption as a procedure; a figure about it stands among the counts."""
    for start, end in sentences(article.text):
        if article.text[end - 1] in "。；" and _ADOPTION.search(
            article.text, start, end
        ):  # a heading says nothing of it
            yield fact(article, "adoption", "收养", (start, end))
            return


def _points(article: Article) -> Iterator[Fact]:
    """The heading sentence of each numbered point: 一是加强组织领导."""
    for point in list(points(article.text))[: 2 * _MOST_POINTS]:
        name, label = ("safeguard", "保障") if point.safeguard else ("measure", "措施")
        yield fact(article, name, label, point.span)


def _hotlines(article: Article) -> Iterator[Fact]:
    for found in _HOTLINE.finditer(article.text):
        fields = {"name": found["name"], "number": found["number"]}
        yield fact(article, "hotline", "热线", found.span(), f"{found['name']} {found['number']}", fields=fields)
