'''Golden cases of a topic: files that hold a text and what the plugin must say of it.

::

    title = "全市慈善工作会议召开"
    text = """
    截至2023年底，全市共有慈善组织120家。
    """

    [expect]
    topics = ["charity"]            # exactly these; [] for a text that is about something else
    key = ["120家"]                 # quotes of the key figures, best first; more may follow
    facts = ["meeting: 慈善工作会议"]  # name and value of facts that must be among them

``region``, ``issuer``, ``doc_number``, ``published`` and ``source`` may stand beside ``title``; what is not given is
read out of the text. A new case is a new file.
'''

import difflib
import json
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from jianbao.model import Article, Finding
from jianbao.testing.documents import article

_WIDTH = 100  # characters of a line
_FIELDS = ("title", "region", "issuer", "doc_number", "published", "source")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A text, and what is expected of it.

    Attributes:
        name: The file's stem.
        article: As a plugin's ``find`` receives it.
        topics: Exactly those that must be found.
        key: Quotes with which the key figures must begin.
        facts: ``name: value`` of facts that must be among them.
    """

    name: str
    article: Article
    topics: frozenset[str]
    key: tuple[str, ...] = ()
    facts: frozenset[str] = field(default=frozenset())

    def __str__(self) -> str:
        return self.name

    def differences(self, find: Callable[[Article], Sequence[Finding]]) -> list[str]:
        """Return in words how what *find* says differs from what is expected; empty when it does not."""
        return [f"{self.name}: {each}" for each in self.compare(find(self.article))]

    def compare(self, findings: Sequence[Finding]) -> "list[Difference]":
        """Return where *findings* are not as expected."""
        said = Said.of(self.article, findings)
        found = []
        if said.topics != self.topics:
            found.append(Difference("topics", sorted(said.topics), "expected", sorted(self.topics)))
        if said.key[: len(self.key)] != self.key:
            found.append(Difference("key figures", list(said.key), "expected to begin with", list(self.key)))
        if missing := self.facts - set(said.facts):
            found.append(Difference("facts", sorted(said.facts), "expected among them", sorted(missing)))
        return found


@dataclass(frozen=True, slots=True)
class Said:
    """What findings say, in the words of a case.

    Attributes:
        topics: Their ids.
        key: Quotes of the key figures, best first.
        facts: ``name: value`` of each fact, in order.
    """

    topics: frozenset[str]
    key: tuple[str, ...]
    facts: tuple[str, ...]

    @classmethod
    def of(cls, article: Article, findings: Sequence[Finding]) -> "Said":
        """Return what *findings* say of *article*."""
        return cls(
            frozenset(finding.topic for finding in findings),
            tuple(article.statistics[index].quote for finding in findings for index in finding.key),
            tuple(f"{fact.name}: {fact.value}" for finding in findings for fact in finding.facts),
        )


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as expected.

    Attributes:
        about: What it is.
        said: What the findings say of it.
        how: In which way they should agree.
        expected: What they should say.
    """

    about: str
    said: list[str]
    how: str
    expected: list[str]

    def __str__(self) -> str:
        return f"{self.about} {self.said}, {self.how} {self.expected}"

    @property
    def lines(self) -> list[str]:
        """For people: what was expected and is missing after ``-``, what was said and not expected after ``+``."""
        compared = difflib.ndiff(self.expected, self.said)
        return [f"{self.about}, {self.how}:", *(f"  {line}" for line in compared if not line.startswith("?"))]


def renew(file: Path, findings: Sequence[Finding]) -> None:
    """Write into the ``[expect]`` of *file* what *findings* say: all topics, as many key figures as it had, all facts.

    What it does not state it does not get. Everything before ``[expect]`` stays as it is; comments in it are lost.
    """
    known = case(file)
    said = Said.of(known.article, findings)
    head, _, expect = file.read_text(encoding="utf-8").rpartition("[expect]")
    stated = tomllib.loads(expect)
    lines = [f"topics = {_array(sorted(said.topics))}"]
    if "key" in stated:
        lines.append(f"key = {_array(said.key[: len(known.key)])}")
    if "facts" in stated:
        lines.append(f"facts = {_array(said.facts)}")
    file.write_text(f"{head}[expect]\n" + "\n".join(lines) + "\n", encoding="utf-8")


def _array(words: Sequence[str]) -> str:
    quoted = [json.dumps(word, ensure_ascii=False) for word in words]  # TOML's basic strings escape as JSON's do
    line = f"[{', '.join(quoted)}]"
    return line if len(line) <= _WIDTH else "[\n" + "".join(f"    {word},\n" for word in quoted) + "]"


def cases(folder: Path) -> list[Case]:
    """Return the cases of *folder*, one from each file ``*.toml``, by name.

    Raises:
        ValueError: A file is no such case; the message names it.
    """
    return [case(file) for file in sorted(folder.glob("*.toml"))]


def case(file: Path) -> Case:
    """Return the case in *file*.

    Raises:
        ValueError: It is no such case; the message names it.
    """
    try:
        said = tomllib.loads(file.read_text(encoding="utf-8"))
        expect = said.pop("expect")
        text = said.pop("text").strip("\n")
        if unknown := {*said, *expect} - {*_FIELDS, "topics", "key", "facts"}:
            raise ValueError(f"does not know {', '.join(sorted(unknown))}")  # noqa: TRY301 - told with the file's name
        return Case(
            name=file.stem,
            article=article(text, **said),
            topics=frozenset(expect["topics"]),
            key=tuple(expect.get("key", ())),
            facts=frozenset(expect.get("facts", ())),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(f"{file} is no golden case: {error!s}; see jianbao.testing.cases") from error
