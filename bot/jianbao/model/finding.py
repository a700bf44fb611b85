"""What a topic plugin says about an article."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from jianbao.model.text import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A subject that users can subscribe to.

    Attributes:
        id: Stable lower-case name, used in configuration and commands: ``social_organizations``.
        names: What readers see, by language tag; ``zh`` is required: ``{"zh": "社会组织", "en": "..."}``.
        emoji: One character that marks the topic in lists and alerts.
    """

    id: str
    names: Mapping[str, str]
    emoji: str = "📄"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something that an article says and that is no figure: a meeting's host, a plan's measure, a demand.

    Attributes:
        name: Stable lower-case name of the field: ``host``, ``demand``.
        label: What readers see before the value, in Chinese: ``会议``, ``要求``.
        value: The fact in words fit for one line of an alert.
        quote: The verbatim words that it came from.
        span: Where ``quote`` stands in the document's text.
    """

    name: str
    label: str
    value: str
    quote: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """An article is about a topic, and this is what its readers want to know.

    Attributes:
        topic: The :class:`Topic`'s id.
        score: How sure the plugin is, 0 to 1.
        reasons: The words that decided, for ``/why``.
        key: Indices of the article's statistics that matter most to this topic's readers, best first.
        facts: Facts in the order in which they should be shown.
        provenance: Plugin name and version, ``child_welfare 0.1``; filled in by the plugin manager.
    """

    topic: str
    score: float = 1.0
    reasons: tuple[str, ...] = ()
    key: tuple[int, ...] = ()
    facts: tuple[Fact, ...] = field(default=())
    provenance: str = ""
