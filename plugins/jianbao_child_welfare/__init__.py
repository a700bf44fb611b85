"""The topic 儿童福利与未成年人保护 (Child welfare)."""

from jianbao import Article, Finding, Topic, hookimpl
from jianbao_child_welfare import extract
from jianbao_child_welfare.kinds import KINDS

NAMES = {"zh": "儿童福利与未成年人保护", "en": "Child welfare"}
TOPIC = Topic(id="child_welfare", names=NAMES, emoji="🧒", facts=KINDS)


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
