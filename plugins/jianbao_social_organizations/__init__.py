"""The topic 社会组织 (Social organisations)."""

from jianbao import Article, Finding, Topic, hookimpl
from jianbao_social_organizations import extract
from jianbao_social_organizations.kinds import KINDS

TOPIC = Topic(
    id="social_organizations", names={"zh": "社会组织", "en": "Social organisations"}, emoji="🤝", facts=KINDS
)


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
