"""The topic 党建 (Party building)."""

from jianbao import Article, Finding, Topic, hookimpl
from jianbao_party_building import extract
from jianbao_party_building.kinds import KINDS

TOPIC = Topic(id="party_building", names={"zh": "党建", "en": "Party building"}, emoji="🚩", facts=KINDS)


@hookimpl
def topics() -> list[Topic]:
    """Announce the topic."""
    return [TOPIC]


@hookimpl
def find(article: Article) -> list[Finding]:
    """Say whether *article* is about it, and what its readers want to know."""
    weight = extract.LEXICON.weigh(article)
    if not weight.about:
        return []
    key, facts = extract.key_figures(article), extract.facts(article)
    return [Finding(topic=TOPIC.id, score=weight.score, reasons=weight.reasons, key=key, facts=facts)]
