"""The topic 儿童福利与未成年人保护 (Child welfare)."""

from jianbao import Article, ChartKind, Finding, Topic, hookimpl
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


@hookimpl
def chart_kinds() -> list[ChartKind]:
    """Bring the charts of monthly standards by kind of care, and of children by group."""
    standards, groups = {"zh": "保障标准", "en": "Standards of support"}, {"zh": "儿童", "en": "Children"}
    count = {"topic": TOPIC.id, "fact": "count"}
    return [
        ChartKind(
            name="standards", by="care", titles=standards, where={"measure": "standard"}, same=("group",), **count
        ),
        ChartKind(name="groups", by="group", titles=groups, where={"measure": "children"}, same=("care",), **count),
    ]
