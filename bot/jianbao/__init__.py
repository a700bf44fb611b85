"""The public API for plugin authors: what a topic needs to read an article and say what it found."""

from jianbao.hookspecs import hookimpl
from jianbao.model import (
    Article,
    Bound,
    Check,
    CheckKind,
    Deadline,
    Direction,
    Document,
    Fact,
    Finding,
    Kind,
    Passage,
    Span,
    Statistic,
    Topic,
    Verdict,
)

__all__ = [
    "Article",
    "Bound",
    "Check",
    "CheckKind",
    "Deadline",
    "Direction",
    "Document",
    "Fact",
    "Finding",
    "Kind",
    "Passage",
    "Span",
    "Statistic",
    "Topic",
    "Verdict",
    "hookimpl",
]
