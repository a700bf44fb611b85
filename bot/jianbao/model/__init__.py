"""The words that every part of jianbao speaks: frozen values, standard library only."""

from jianbao.model.alert import Alert
from jianbao.model.bot_command import BotCommand, Piece, Question
from jianbao.model.carrier import Carrier, ChannelSettings, Form
from jianbao.model.chart import ChartKind
from jianbao.model.delivery import (
    Begin,
    Dead,
    Delivery,
    Failed,
    Moved,
    Outcome,
    Postponed,
    Sender,
    Sent,
    Unknown,
    Unreachable,
)
from jianbao.model.document import Article, Deadline, Document, Link
from jianbao.model.failure import PluginFailure
from jianbao.model.finding import Fact, FactKind, FieldValue, Finding, Topic
from jianbao.model.hours import ALWAYS, UNTIL_TOLD, Hours, Rhythm
from jianbao.model.keywords import Keywords, TooMuchAskedError
from jianbao.model.lister import Listed, Lister, Page, Unchanged, Web
from jianbao.model.names_asked import NamesAsked
from jianbao.model.reader import FileMarks, Reader
from jianbao.model.source import Source, SourceKind
from jianbao.model.statistic import (
    Bound,
    Check,
    CheckKind,
    Direction,
    Earlier,
    Kind,
    Number,
    Past,
    Statistic,
    Value,
    Verdict,
)
from jianbao.model.subscription import ANYTHING, Channel, Narrowing, Promise, Style, Subscriber, Subscription, form_of
from jianbao.model.text import Passage, Span
from jianbao.model.watched import Trouble, Watched, Wishes

__all__ = [
    "ALWAYS",
    "ANYTHING",
    "UNTIL_TOLD",
    "Alert",
    "Article",
    "Begin",
    "BotCommand",
    "Bound",
    "Carrier",
    "Channel",
    "ChannelSettings",
    "ChartKind",
    "Check",
    "CheckKind",
    "Dead",
    "Deadline",
    "Delivery",
    "Direction",
    "Document",
    "Earlier",
    "Fact",
    "FactKind",
    "Failed",
    "FieldValue",
    "FileMarks",
    "Finding",
    "Form",
    "Hours",
    "Keywords",
    "Kind",
    "Link",
    "Listed",
    "Lister",
    "Moved",
    "NamesAsked",
    "Narrowing",
    "Number",
    "Outcome",
    "Page",
    "Passage",
    "Past",
    "Piece",
    "PluginFailure",
    "Postponed",
    "Promise",
    "Question",
    "Reader",
    "Rhythm",
    "Sender",
    "Sent",
    "Source",
    "SourceKind",
    "Span",
    "Statistic",
    "Style",
    "Subscriber",
    "Subscription",
    "TooMuchAskedError",
    "Topic",
    "Trouble",
    "Unchanged",
    "Unknown",
    "Unreachable",
    "Value",
    "Verdict",
    "Watched",
    "Web",
    "Wishes",
    "form_of",
]
