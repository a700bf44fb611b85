"""The topic 婚姻登记."""

import re
from collections.abc import Iterator

from jianbao import Article, Fact, FactKind, Finding, Lexicon, Topic, distinct, fact, hookimpl, rank

EASIER = FactKind(
    name="easier",
    about="Where registration no longer asks for the home of the 户口.",
    fields={"measure": "跨省通办, 全国通办 or 全省通办", "places": "as the text names them; missing where it does not"},
)
TOPIC = Topic(
    id="marriage_registration",
    names={"zh": "婚姻登记", "en": "Marriage registration"},
    emoji="💍",
    facts=(EASIER,),
)
LEXICON = Lexicon("jianbao_marriage_registration")
_EASIER = re.compile(
    r"(?:[在将](?P<places>[^，。；“在将]{2,60}?)(?:开展|实施|实行|纳入)[^，。；]{0,20})?"
    r"“?(?P<measure>跨省通办|全国通办|全省通办)”?"
)


@hookimpl
def topics() -> list[Topic]:
    """Announce the topic."""
    return [TOPIC]


@hookimpl
def find(article: Article) -> list[Finding]:
    """Say whether *article* is about the topic, which of its figures come first, and what is made easier where."""
    weight = LEXICON.weigh(article)
    if not weight.about:
        return []
    key = rank(article.statistics, LEXICON.words("figures"))
    facts = distinct(_easier(article))
    return [Finding(topic=TOPIC.id, score=weight.score, reasons=weight.reasons, key=key, facts=facts)]


def _easier(article: Article) -> Iterator[Fact]:
    every = list(_EASIER.finditer(article.text))
    placed = {found["measure"] for found in every if found["places"]}
    for found in every:
        measure, places = found["measure"], found["places"]
        if places:
            fields = {"measure": measure, "places": places}
            yield fact(article, "easier", "便民", found.span(), f"{measure}：{places}", fields=fields)
        elif measure not in placed:
            yield fact(article, "easier", "便民", found.span("measure"), measure, fields={"measure": measure})
