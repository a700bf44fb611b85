"""What an article about 社会组织 says: the document, what happened, to whom, under which credit codes."""

import re
from collections.abc import Iterator

from jianbao import Article, Fact, Lexicon, announced, distinct, fact, points, rank, sentences
from jianbao_social_organizations.counts import counts
from jianbao_social_organizations.decisions import decisions
from jianbao_social_organizations.laws import law_changes
from jianbao_social_organizations.names import rows
from jianbao_social_organizations.register import register

LEXICON = Lexicon("jianbao_social_organizations")

_REPORT = re.compile(r"(?:可|请)?(?:登录|通过|拨打)[^。；]{2,60}?(?:投诉举报|举报|核实|查询)[^。；，]{0,24}")
_MOST_NAMES = 12
_MOST_POINTS = 5
_HEAD = 300  # characters at the beginning in which one mention makes an event the subject


def key_figures(article: Article) -> tuple[int, ...]:
    """Rank the figures: how many organisations there are, their types, sanctions, grades, then money and staff."""
    return rank(article.statistics, LEXICON.words("figures"))


def facts(article: Article) -> tuple[Fact, ...]:
    """Return document, events, laws, decisions, organisations, lists, where to report, measures; then the counts."""
    issued, decided = announced(article), list(decisions(article))
    return distinct(
        [
            *([issued] if issued else []),
            *_events(article),
            *law_changes(article),
            *decided,
            *([] if decided else _organisations(article)),
            *register(article),
            *_reporting(article),
            *_measures(article),
            *counts(article),
        ]
    )


def _events(article: Article) -> Iterator[Fact]:
    for kind, pattern in LEXICON.data["events"].items():
        found = list(re.finditer(pattern, article.text))
        if found and (found[0].start() < _HEAD or len(found) > 1):
            yield fact(article, "event", "事项", found[0].span(), kind)


def _organisations(article: Article) -> Iterator[Fact]:
    """The first names in a row; one that stands alone is seldom what the text is about."""
    for start, end in sentences(article.text):
        for row in rows(article.text, start, end):
            if len(row) > 1:
                listed = "、".join(name for name, _ in row[:_MOST_NAMES])
                yield fact(article, "organizations", "涉及组织", (row[0][1].start, row[-1][1].end), listed)
                return


def _reporting(article: Article) -> Iterator[Fact]:
    found = _REPORT.search(article.text)
    if found:
        yield fact(article, "reporting", "查询举报", found.span())


def _measures(article: Article) -> Iterator[Fact]:
    for point in list(points(article.text))[:_MOST_POINTS]:
        yield fact(article, "measure", "措施", point.span)
