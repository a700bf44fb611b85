"""The topic 社会组织 (Social organisations), and the commands that check their codes."""

from typing import TYPE_CHECKING

from jianbao import Article, BotCommand, ChartKind, Finding, Topic, hookimpl
from jianbao_social_organizations import extract
from jianbao_social_organizations.kinds import KINDS

if TYPE_CHECKING:
    import click

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


@hookimpl
def commands() -> "list[click.Command]":
    """Bring ``jianbao uscc``."""
    from jianbao_social_organizations.command import uscc  # noqa: PLC0415 - who reads articles needs no command line

    return [uscc]


@hookimpl
def bot_commands() -> list[BotCommand]:
    """Bring ``/uscc``."""
    from jianbao_social_organizations.asked import answer  # noqa: PLC0415 - as above

    about = {"zh": "核对统一社会信用代码：/uscc 代码", "en": "Check credit codes: /uscc CODE"}
    return [BotCommand(name="uscc", about=about, answer=answer)]


@hookimpl
def chart_kinds() -> list[ChartKind]:
    """Bring the charts of levels and of grades."""
    levels = {"zh": "按登记层级", "en": "By level of registration"}
    grades = {"zh": "按评估等级", "en": "By grade"}
    registered, assessed, same = {"measure": "organizations"}, {"measure": "assessed"}, ("type",)
    count = {"topic": TOPIC.id, "fact": "count"}
    return [
        ChartKind(name="levels", by="level", titles=levels, where=registered, same=same, **count),
        ChartKind(name="grades", by="grade", titles=grades, where=assessed, same=same, **count),
    ]
