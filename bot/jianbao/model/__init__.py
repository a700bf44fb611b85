"""The words that every part of jianbao speaks: frozen values, standard library only."""

from jianbao.model.alert import Alert
from jianbao.model.document import Article, Deadline, Document, Link
from jianbao.model.finding import Fact, Finding, Topic
from jianbao.model.source import Source, SourceKind
from jianbao.model.statistic import Bound, Check, CheckKind, Direction, Kind, Number, Statistic, Value, Verdict
from jianbao.model.subscription import Channel, Subscriber, Subscription
from jianbao.model.text import Passage, Span

__all__ = [
    "Alert",
    "Article",
    "Bound",
    "Channel",
    "Check",
    "CheckKind",
    "Deadline",
    "Direction",
    "Document",
    "Fact",
    "Finding",
    "Kind",
    "Link",
    "Number",
    "Passage",
    "Source",
    "SourceKind",
    "Span",
    "Statistic",
    "Subscriber",
    "Subscription",
    "Topic",
    "Value",
    "Verdict",
]
