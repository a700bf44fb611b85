"""What an article about 党建 says: the event, who held and led it, what it demands, its themes."""

import re
from collections.abc import Iterator

from jianbao import Article, Fact, Lexicon, distinct, fact, named, rank

LEXICON = Lexicon("jianbao_party_building")

_ASSEMBLY = "(?:会议|座谈会|大会|报告会|学习会|推进会|动员会|部署会)"
_MEETING = re.compile(
    rf"(?P<name>[^，。；\n]{{2,40}}?{_ASSEMBLY})"
    r"(?:[^，。；]{0,14}?在[^，。；]{1,14}?|[0-9月日上下午 ]{1,12})?(?:召开|举行)"
)
_HELD = re.compile(rf"(?:召开|举行|举办)了?(?P<name>[^，。；\n]{{2,40}}?{_ASSEMBLY})")
_CHAIR = re.compile(r"(?:^|[。；，\n])(?P<name>[^。；，\n]{2,24}?)主持(?:召开)?(?:了)?(?:本次)?会议")
_SPEAKER = re.compile(r"(?P<name>[^。；\n]{2,60}?)出席(?:会议|大会)?并(?:作)?讲话")
_DEMAND = re.compile(
    r"(?:^|(?<=[。！？；\n 　]))"
    r"(?P<who>会议|大会|座谈会|通报|通知|意见|方案|[一-鿿]{2,4}(?:在讲话中)?|《[^》]{2,20}》)"
    r"(?P<how>强调|要求|指出|提出|号召|明确)[，,：:]?(?P<what>[^。！？]{4,400})"
)
_MOST_DEMANDS = 6
_LEAD = 800  # characters within which a report names its meeting
_PEOPLE = {"他", "她", "记者", "专家", "文章", "本书"}


def key_figures(article: Article) -> tuple[int, ...]:
    """Rank the figures for readers who follow the Party: organisations, members, cases, then the rest."""
    return rank(article.statistics, LEXICON.words("figures"))


def facts(article: Article) -> tuple[Fact, ...]:
    """Return event, meeting, chair, speakers, demands and themes, in the order in which readers want them."""
    themes = named(article, "themes", "主题", LEXICON.words("themes"))  # 两个确立 is a theme and no figure
    return distinct([*_event(article), *_meeting(article), *_people(article), *_demands(article), *themes])


def _event(article: Article) -> Iterator[Fact]:
    """The kind of event that the text names first; the lexicon lists the surest signs first."""
    found = [
        (match.start(), order, kind, match.span())
        for order, (kind, pattern) in enumerate(LEXICON.data["events"].items())
        if (match := re.search(pattern, article.text))
    ]
    if found:
        _, _, kind, span = min(found)
        yield fact(article, "event", "类型", span, kind)


def _meeting(article: Article) -> Iterator[Fact]:
    lead = article.text[:_LEAD]
    found = _HELD.search(lead) or _MEETING.search(lead)
    if found:
        yield fact(article, "meeting", "会议", found.span("name"))


def _people(article: Article) -> Iterator[Fact]:
    for name, label, pattern in (("chair", "主持", _CHAIR), ("speaker", "讲话", _SPEAKER)):
        found = pattern.search(article.text)
        if found:
            yield fact(article, name, label, found.span("name"))


def _demands(article: Article) -> Iterator[Fact]:
    found = [match for match in _DEMAND.finditer(article.text) if match["who"] not in _PEOPLE]
    for match in found[:_MOST_DEMANDS]:
        yield fact(article, "demand", match["who"] + match["how"], match.span("what"))
