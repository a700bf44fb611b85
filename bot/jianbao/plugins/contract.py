"""What the hooks allow: whatever a plugin returns is checked here before anybody uses it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from math import isfinite
from typing import TYPE_CHECKING, Any, TypeVar

from jianbao.errors import PluginError
from jianbao.model import (
    Article,
    BotCommand,
    Carrier,
    ChartKind,
    Fact,
    FactKind,
    Finding,
    Listed,
    Lister,
    Piece,
    Reader,
    Span,
    Topic,
)

if TYPE_CHECKING:
    import click


_Kind = TypeVar("_Kind")

_CONTAINERS = frozenset({b"PK", b"\xd0\xcf", b"%P", b"{\\"})  # archives, old office files, PDF, RTF: of many kinds
_LONGEST = 2_000_000  # characters of a document
_LONGEST_VALUE = 4_000  # characters of a fact; an alert shows far less
_TITLE = 30  # characters: what a phone shows above a chart
_ABOUT = 100  # characters: of the 256 that Telegram takes, its clients show about so many


def listed(answer: object, hook: str) -> Sequence[Any]:
    """Return *answer* when it is a list.

    Raises:
        PluginError: It is none.
    """
    if not isinstance(answer, list | tuple):
        raise PluginError(f"{hook} returned {type(answer).__name__}; return a list")
    return answer


def _of_kind(brought: object, kind: type[_Kind], hook: str) -> _Kind:
    if not isinstance(brought, kind):
        raise PluginError(f"{hook} returned {brought!r}; return a list of jianbao.{kind.__name__}")
    return brought


def as_topic(topic: object) -> Topic:
    """Return what ``topics()`` has brought, if it can be used.

    Raises:
        PluginError: It cannot.
    """
    topic = _of_kind(topic, Topic, "topics()")
    if not topic.names.get("zh"):
        raise PluginError(f"the topic {topic.id} has no Chinese name; add names['zh']")
    return topic


def as_carrier(carrier: object) -> Carrier:
    """Return what ``channels()`` has brought, if it can be used.

    Raises:
        PluginError: It cannot.
    """
    return _of_kind(carrier, Carrier, "channels()")


def as_command(command: object) -> "click.Command":
    """Return what ``commands()`` has brought, if it can be used.

    Raises:
        PluginError: It cannot.
    """
    import click  # noqa: PLC0415 - only plugins that bring commands need it

    if not isinstance(command, click.Command):
        raise PluginError(f"commands() returned {command!r}; return a list of click.Command")
    if not re.fullmatch(r"[a-z][a-z0-9-]*", command.name or ""):
        raise PluginError(f"the command {command.name!r} must be called by small letters, digits and -")
    return command


def as_chart(chart: object, announced: Sequence[Topic]) -> ChartKind:
    """Return what ``chart_kinds()`` has brought, if it can be used.

    Raises:
        PluginError: It cannot.
    """
    chart = _of_kind(chart, ChartKind, "chart_kinds()")
    if not re.fullmatch(r"[a-z][a-z0-9_]*", str(chart.name)):
        raise PluginError(f"the chart {chart.name!r} must be called by small letters, digits and _")
    kinds = {topic.id: {kind.name: kind for kind in topic.facts} for topic in announced}
    if chart.fact not in kinds.get(chart.topic, {}):
        raise PluginError(f"the chart {chart.name} is of {chart.topic}/{chart.fact}, which no topic of it announces")
    needed = {chart.by, "figure", *chart.where, *chart.same}
    if unknown := needed - kinds[chart.topic][chart.fact].fields.keys():
        raise PluginError(f"the chart {chart.name} needs fields that no {chart.fact} has: {', '.join(sorted(unknown))}")
    _check_lines(chart.titles, f"the chart {chart.name} needs titles", _TITLE)
    return replace(chart, same=tuple(chart.same))


def _check_lines(lines: Mapping[str, str], what: str, longest: int) -> None:
    for language in ("zh", "en"):
        words = lines.get(language)
        if not isinstance(words, str) or not 0 < len(words) <= longest or not words.isprintable():
            raise PluginError(f"{what}[{language!r}]: one line of up to {longest} characters")


def as_bot_command(command: object) -> BotCommand:
    """Return what ``bot_commands()`` has brought, if it can be used.

    Raises:
        PluginError: It cannot.
    """
    command = _of_kind(command, BotCommand, "bot_commands()")
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,31}", str(command.name)):
        raise PluginError(f"the command {command.name!r} must be called by small letters, digits and _, 32 at most")
    _check_lines(command.about, f"/{command.name} needs about", _ABOUT)
    return command


def pieces(said: object) -> tuple[Piece, ...]:
    """Return what a command of the bot has answered, if that is words.

    Raises:
        PluginError: It is none.
    """
    every = tuple(_piece(each) for each in ([said] if isinstance(said, str) else listed(said, "answer()")))
    if not any(piece.text.strip() for piece in every):
        raise PluginError("answer() returned no words; somebody waits for them")
    return every


def _piece(piece: object) -> Piece:
    if isinstance(piece, str):
        return Piece(piece)
    if not isinstance(piece, Piece):
        raise PluginError(f"answer() returned {type(piece).__name__} in its list; return text or jianbao.Piece")
    words: tuple[object, ...] = (piece.text, piece.url or "")
    if not all(isinstance(word, str) for word in words):
        raise PluginError("answer() returned a piece whose text or url is no text")
    return piece


def as_reader(reader: object) -> Reader:
    """Return what ``readers()`` has brought, if it can be used.

    Raises:
        PluginError: It cannot.
    """
    reader = _of_kind(reader, Reader, "readers()")
    marks = reader.marks
    if not re.fullmatch(r"\.[a-z0-9]{1,12}", str(marks.suffix)):
        raise PluginError(f"the suffix {marks.suffix!r} is none; write one like .ofd")
    alone = marks.begins[:2] in _CONTAINERS and not marks.holds
    if marks.begins and (len(marks.begins) < 4 or alone or marks.begins.lstrip()[:1] == b"<"):
        raise PluginError(
            f"{marks.suffix} files do not all begin with {marks.begins!r}, or others do; say more of them"
        )
    return reader


def read_text(said: object) -> str:
    """Return what a reader has read, if that is text.

    Raises:
        PluginError: It is none, or there is too much of it.
    """
    if not isinstance(said, str):
        raise PluginError(f"read() returned {type(said).__name__}; return text")
    if len(said) > _LONGEST:
        raise PluginError(f"read() returned {len(said)} characters, at most {_LONGEST} are taken")
    return said.encode("utf-8", "replace").decode()


def as_lister(lister: object, plugin: str) -> Lister:
    """Return what ``source_kinds()`` has brought, if it can be used.

    Raises:
        PluginError: It cannot.
    """
    lister = _of_kind(lister, Lister, "source_kinds()")
    # Named after its plugin: no two can clash, and whoever reads the configuration knows whom to ask.
    if not re.fullmatch(rf"{re.escape(plugin)}(\.[a-z0-9_]+)?", str(lister.name)):
        raise PluginError(f"the kind of source {lister.name!r} must be called {plugin}, or {plugin}.something")
    return lister


def listed_documents(said: object) -> tuple[Listed, ...]:
    """Return what a kind of source has listed, if those are documents.

    Raises:
        PluginError: One of them is none.
    """
    return tuple(_listed_document(each) for each in listed(said, "look()"))


def _listed_document(document: object) -> Listed:
    if not isinstance(document, Listed):
        raise PluginError(f"look() returned {type(document).__name__} in its list; return jianbao.Listed")
    texts: tuple[object, ...] = (document.title, document.url, document.date, document.summary)
    for text in texts:
        if not isinstance(text, str | None):
            raise PluginError(f"look() listed {document.title!r} with a {type(text).__name__}; text or None")
    if not document.title or not document.title.strip():
        raise PluginError(f"look() listed {document.url!r} without a title")
    if document.url is None and not document.summary:
        raise PluginError(f"look() listed {document.title!r} without an address and without a summary; give one")
    if document.date is not None and not _is_day(document.date):
        raise PluginError(f"look() dated {document.title!r} {document.date!r}; write an ISO day, like 2026-11-28")
    return document


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def findings(said: Sequence[object], announced: Sequence[Topic], article: Article) -> tuple[Finding, ...]:
    """Return what ``find()`` said about *article*, with tuples in it.

    Raises:
        PluginError: The hook does not allow it.
    """
    return tuple(_finding(each, announced, article) for each in _each(said))


def _each(said: Sequence[object]) -> Iterator[Finding]:
    seen: set[str] = set()
    for finding in said:
        if not isinstance(finding, Finding):
            raise PluginError(f"find() returned {type(finding).__name__} in its list; return jianbao.Finding")
        if finding.topic in seen:
            raise PluginError(f"find() returned two findings of {finding.topic}; return one")
        seen.add(finding.topic)
        yield finding


def _finding(finding: Finding, announced: Sequence[Topic], article: Article) -> Finding:
    kinds = {topic.id: {kind.name: kind for kind in topic.facts} for topic in announced}
    if finding.topic not in kinds:
        raise PluginError(f"the finding's topic {finding.topic} is none of the plugin's own; announce it in topics()")
    _check_score(finding.score)
    reasons, key = listed(finding.reasons, "find() reasons"), listed(finding.key, "find() key")
    if not all(isinstance(reason, str) for reason in reasons):
        raise PluginError(f"the reasons of {finding.topic} are not all text")
    _check_key(key, len(article.statistics))
    facts = tuple(_fact(each, article, kinds[finding.topic]) for each in listed(finding.facts, "find() facts"))
    return replace(finding, reasons=tuple(reasons), key=tuple(key), facts=facts)


def _check_score(score: object) -> None:
    if not isinstance(score, int | float) or not 0 <= score <= 1:
        raise PluginError(f"the score {score!r} is no number between 0 and 1")


def _check_key(key: Sequence[object], statistics: int) -> None:
    for index in key:
        if not isinstance(index, int) or not 0 <= index < statistics:
            raise PluginError(f"the key figure {index!r} is none of the article's {statistics} statistics")
    if len(set(key)) < len(key):
        raise PluginError("a key figure is named twice")


def _check_value(value: object, what: str) -> None:
    if not isinstance(value, str | int | float | None):
        raise PluginError(f"the {what} is a {type(value).__name__}; text or a number")
    if isinstance(value, str) and (len(value) > _LONGEST_VALUE or "\x00" in value):
        raise PluginError(f"the {what} has {len(value)} characters or a NUL; {_LONGEST_VALUE} are enough for a reader")
    if isinstance(value, float) and not isfinite(value):
        raise PluginError(f"the {what} is {value}; JSON has no such number")


def _fact(fact: object, article: Article, kinds: Mapping[str, FactKind]) -> Fact:
    if not isinstance(fact, Fact):
        raise PluginError(f"find() returned {type(fact).__name__} among the facts; return jianbao.Fact")
    words: tuple[object, ...] = (fact.name, fact.label, fact.value, fact.quote)
    if not all(isinstance(word, str) and word for word in words):
        raise PluginError(f"the fact {fact.name!r} lacks name, label, value or quote")
    if kinds and fact.name not in kinds:
        raise PluginError(f"the fact {fact.name} is of no kind that its topic announces; add it to Topic.facts")
    if kinds and (unknown := fact.fields.keys() - kinds[fact.name].fields.keys()):
        raise PluginError(f"the fact {fact.name} has fields that its kind does not describe: {', '.join(unknown)}")
    for name, value in (("label", fact.label), ("value", fact.value), *fact.fields.items()):
        _check_value(value, f"{name} of the fact {fact.name}")
    first = min((start for start, _ in article.body), default=0)
    last = max((end for _, end in article.body), default=0)
    start, end = fact.span
    if not first <= start < end <= last:
        raise PluginError(f"the fact {fact.name} stands at {start}:{end}, outside of its article ({first}:{last})")
    return replace(fact, span=Span(start, end), fields=dict(fact.fields))
