"""What an article about 党建 says: the event, who held and led it, what it demands, its themes."""

import re
from collections.abc import Iterator

from jianbao import Article, Fact, Lexicon, distinct, fact, named, rank
from jianbao_party_building.counts import counts
from jianbao_party_building.meeting import meeting

LEXICON = Lexicon("jianbao_party_building")

_DEMAND = re.compile(
    r"(?:^|(?<=[。！？；\n 　]))"
    r"(?P<who>会议|大会|座谈会|通报|通知|意见|方案|[一-鿿]{2,12}(?:委|部|局|厅|办|组|书记|主任|部长|局长|厅长)|"
    r"[一-鿿]{2,4}(?:在(?:总结)?讲话中|同志)?|《[^》]{2,20}》)"
    r"(?P<how>强调|要求|指出|提出|号召|明确|认为)[，,：:]?(?P<what>[^。！？]{4,400})"
)
_MOST_DEMANDS = 6
_SOURCE = re.compile(r"(?:据|来源[:：])(?P<name>[一-鿿]{2,16}?(?:官网|网站|微信公众号|报|网|社))")
_PEOPLE = {"他", "她", "记者", "专家", "文章", "本书"}


def key_figures(article: Article) -> tuple[int, ...]:
    """Rank the figures for readers who follow the Party: organisations, members, cases, then the rest."""
    return rank(article.statistics, LEXICON.words("figures"))


def facts(article: Article) -> tuple[Fact, ...]:
    """Return event, meeting, people, demands, themes and source, in the order that readers want; then counts."""
    themes = named(article, "themes", "主题", LEXICON.words("themes"))  # 两个确立 is a theme and no figure
    said = (*_event(article), *meeting(article), *_demands(article), *themes, *_source(article))
    return distinct([*said, *counts(article)])


def _event(article: Article) -> Iterator[Fact]:
    """The kind of event that the text names first; the lexicon lists the surest signs first."""
    found = [
        (match.start(), order, kind, match.span())
        for order, (kind, pattern) in enumerate(LEXICON.data["events"].items())
        if (match := re.search(pattern, article.text))
    ]
    if found:
        _, _, kind, span = min(found)
        yield fact(article, "event", "类型", span, kind, fields={"kind": kind})


def _demands(article: Article) -> Iterator[Fact]:
    found = [match for match in _DEMAND.finditer(article.text) if match["who"] not in _PEOPLE]
    for match in found[:_MOST_DEMANDS]:
        fields = {"who": match["who"], "how": match["how"], "what": match["what"]}
        yield fact(article, "demand", match["who"] + match["how"], match.span("what"), fields=fields)


def _source(article: Article) -> Iterator[Fact]:
    found = _SOURCE.search(article.text)
    if found:
        yield fact(article, "source", "来源", found.span("name"), fields={"name": found["name"]}, quiet=True)
