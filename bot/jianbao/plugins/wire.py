"""What is said between the house and a plugin's process.

There go pickled values of ours. Back comes JSON alone: nothing that a plugin returns may run code in the house.
"""

import json
import pickle
from dataclasses import asdict, dataclass, fields
from typing import Any

from jianbao.model import Article, ChartKind, Fact, FactKind, FileMarks, Finding, Span, Topic
from jianbao.plugins.trouble import Trouble

_FACT = tuple(field.name for field in fields(Fact))
_FINDING = tuple(field.name for field in fields(Finding))
LATE = 98  # the exit code of the process of a plugin that would not be told


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a plugin may use.

    Attributes:
        seconds: On the clock for one article.
        reading: Seconds on the clock for one file.
        loading: Seconds on the clock until it is imported and has announced what it brings.
        memory: Bytes of its own data.
        overtime: Seconds between telling a plugin that its time is over and ending its process.
    """

    seconds: float = 3.0
    reading: float = 20.0
    loading: float = 6.0
    memory: int = 512 * 2**20
    overtime: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """The first thing that is said: which plugin to load, and what it may use."""

    name: str
    version: str
    entry: str
    path: tuple[str, ...]
    limits: Limits


@dataclass(frozen=True, slots=True)
class Announced:
    """What a plugin brings.

    Attributes:
        topics: That it recognises.
        finds: True when it has something to say of articles.
        names: What else it brings, by hook: ``{"channels": ("webhook",)}``.
        readers: The kinds of files that it reads.
        charts: The kinds of charts that it brings.
        notes: Which old ways it uses, in words.
    """

    topics: tuple[Topic, ...]
    finds: bool
    names: dict[str, tuple[str, ...]]
    readers: tuple["Readable", ...] = ()
    charts: tuple[ChartKind, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Readable:
    """A kind of file that the plugin reads: how it is told, and whether it comes back as HTML."""

    marks: FileMarks
    html: bool


@dataclass(frozen=True, slots=True)
class Given:
    """A file to be read."""

    reader: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Text:
    """What stands in a file."""

    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a plugin says of an article, and the seconds that it took."""

    findings: tuple[Finding, ...]
    seconds: float


def pack(said: Start | Article | Given) -> bytes:
    """Write what goes to the plugin's process."""
    return pickle.dumps(said, pickle.HIGHEST_PROTOCOL)


def unpack(data: bytes) -> Any:
    """Read it there."""
    return pickle.loads(data)  # noqa: S301 - from the house, to a process that it has started


def announced(said: Announced | Trouble) -> bytes:
    """Write what a plugin brings, or why it cannot be loaded."""
    if isinstance(said, Trouble):
        return json.dumps(asdict(said)).encode()
    readers = [
        {"suffix": marks.suffix, "begins": marks.begins.hex(), "holds": marks.holds.hex(), "html": html}
        for marks, html in ((each.marks, each.html) for each in said.readers)
    ]
    topics, charts = ([asdict(each) for each in every] for every in (said.topics, said.charts))
    others = {"finds": said.finds, "names": said.names, "readers": readers, "charts": charts, "notes": said.notes}
    return json.dumps({"topics": topics, **others}).encode()


def read(said: Text | Trouble) -> bytes:
    """Write what stands in a file, or how the plugin failed."""
    return json.dumps(asdict(said)).encode()


def read_read(data: bytes) -> Text | Trouble:
    """Read what stands in a file."""
    said = json.loads(data)
    return Trouble(**said) if "words" in said else Text(said["text"])


def found(said: Found | Trouble) -> bytes:
    """Write what a plugin says of an article, or how it failed."""
    if isinstance(said, Trouble):
        return json.dumps(asdict(said)).encode()
    return json.dumps({"findings": [_said(each) for each in said.findings], "seconds": said.seconds}).encode()


def _said(finding: Finding) -> dict[str, Any]:
    # Field by field: asdict() copies deeply and takes longer than all the rest.
    facts = [{name: getattr(fact, name) for name in _FACT} for fact in finding.facts]
    return {name: getattr(finding, name) for name in _FINDING} | {"facts": facts}


def read_announced(data: bytes) -> Announced | Trouble:
    """Read what a plugin brings."""
    said = json.loads(data)
    if "words" in said:
        return Trouble(**said)
    topics = tuple(
        Topic(**topic | {"facts": tuple(FactKind(**kind) for kind in topic["facts"])}) for topic in said["topics"]
    )
    names = {hook: tuple(each) for hook, each in said["names"].items()}
    readers = tuple(map(_readable, said["readers"]))
    charts = tuple(ChartKind(**chart | {"same": tuple(chart["same"])}) for chart in said["charts"])
    return Announced(topics, said["finds"], names, readers, charts, tuple(said["notes"]))


def _readable(said: dict[str, Any]) -> Readable:
    begins, holds = bytes.fromhex(said["begins"]), bytes.fromhex(said["holds"])
    return Readable(FileMarks(suffix=said["suffix"], begins=begins, holds=holds), said["html"])


def read_found(data: bytes) -> Found | Trouble:
    """Read what a plugin says of an article."""
    said = json.loads(data)
    if "words" in said:
        return Trouble(**said)
    return Found(tuple(map(_finding, said["findings"])), said["seconds"])


def _finding(said: dict[str, Any]) -> Finding:
    facts = tuple(Fact(**fact | {"span": Span(*fact["span"])}) for fact in said["facts"])
    return Finding(**said | {"reasons": tuple(said["reasons"]), "key": tuple(said["key"]), "facts": facts})
