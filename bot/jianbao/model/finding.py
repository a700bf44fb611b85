"""What a topic plugin says about an article."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from jianbao.model.text import Span

FieldValue = str | int | float | bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FactKind:
    """A sort of facts that a topic's plugin takes out: what programs can rely on.

    Attributes:
        name: :attr:`Fact.name` of them all.
        about: What such a fact says, in a sentence.
        fields: Each of :attr:`Fact.fields` and what it means; a fact may lack those that its text does not give.
    """

    name: str
    about: str
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A subject that users can subscribe to.

    Attributes:
        id: Stable lower-case name, used in configuration and commands: ``social_organizations``.
        names: What readers see, by language tag; ``zh`` is required: ``{"zh": "社会组织", "en": "..."}``.
        emoji: One character that marks the topic in lists and alerts.
        facts: The sorts of facts that its findings can hold; when there are any, a fact of another sort is an error.
    """

    id: str
    names: Mapping[str, str]
    emoji: str = "📄"
    facts: tuple[FactKind, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something that an article says and that is no figure: a meeting's host, a plan's measure, a demand.

    Attributes:
        name: Stable lower-case name of the field: ``host``, ``demand``.
        label: What readers see before the value, in Chinese: ``会议``, ``要求``.
        value: The fact in words fit for one line of an alert.
        quote: The verbatim words that it came from.
        span: Where ``quote`` stands in the document's text.
        fields: What it says in parts, for programs, as the topic's :class:`FactKind` describes them.
        quiet: True for facts that alerts leave out since their figures or another fact already say it.
    """

    name: str
    label: str
    value: str
    quote: str
    span: Span
    fields: Mapping[str, FieldValue] = field(default_factory=dict)
    quiet: bool = False


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
