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

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from jianbao.model import Article, Finding
from jianbao.testing.documents import article

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
        findings = find(self.article)
        topics = {finding.topic for finding in findings}
        key = tuple(self.article.statistics[index].quote for finding in findings for index in finding.key)
        facts = {f"{fact.name}: {fact.value}" for finding in findings for fact in finding.facts}
        said = []
        if topics != self.topics:
            said.append(f"{self.name}: topics {sorted(topics)}, expected {sorted(self.topics)}")
        if key[: len(self.key)] != self.key:
            said.append(f"{self.name}: key figures {list(key)}, expected to begin with {list(self.key)}")
        if missing := self.facts - facts:
            said.append(f"{self.name}: facts {sorted(facts)}, expected among them {sorted(missing)}")
        return said


def cases(folder: Path) -> list[Case]:
    """Return the cases of *folder*, one from each file ``*.toml``, by name.

    Raises:
        ValueError: A file is no such case; the message names it.
    """
    return [_case(file) for file in sorted(folder.glob("*.toml"))]


def _case(file: Path) -> Case:
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
