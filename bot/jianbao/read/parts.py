"""The lines of a page by their role: text, headline, mark, pull-quote.

What the typesetter leaves behind are these facts. A line of running text that does not end a sentence reaches the
column's edge, so a short or overlong line without a full stop is a headline. A blank line alone says nothing: columns
break in the middle of sentences. A pull-quote repeats what an article says.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from jianbao.read import headlines, matching, repeats
from jianbao.read.lines import Line, squeeze, words_of
from jianbao.read.marks import Mark, mark_of

_PUNCTUATED = re.compile(r"[，。；！？]")
_QUOTED = re.compile(r"[“「](?P<words>[^“”「」]{8,60})[”」]")  # all of a line
_MOST_QUOTED = 12  # lines of a page
_JOINT = 4  # characters on either side of the border between two runs


class Role(Enum):
    """What lines are to the articles of a page."""

    TEXT = auto()
    HEADLINE = auto()
    MARK = auto()  # jump, source, by-line, furniture
    COPY = auto()  # a pull-quote


@dataclass(frozen=True, slots=True)
class Part:
    """Neighbouring lines of one role.

    Attributes:
        lines: In page order.
        role: What they are.
        mark: Which, for marks.
    """

    lines: tuple[Line, ...]
    role: Role = Role.TEXT
    mark: Mark | None = None

    @property
    def words(self) -> str:
        """What the lines say, without white space."""
        return words_of(self.lines)


def of(lines: Sequence[Line]) -> list[Part]:
    """Return the parts of a page, in its order; text is broken where an article may end."""
    return _with_headlines(_without_copies(_runs(lines)))


def _quotes(lines: Sequence[Line]) -> set[int]:
    """Return where the pull-quotes of one line begin that touch the text above and stand over a blank line.

    Too short for :mod:`jianbao.read.repeats` to tell from chance, they are told by their quotation marks: the article
    says the same without them. What text goes on below may be speech.
    """
    quoted = [
        (line, found["words"])
        for above, line, below in zip(lines, lines[1:], (*lines[2:], None), strict=False)
        if above.ends_sentence
        and not line.gap
        and (below is None or below.gap)
        and (found := _QUOTED.fullmatch(line.text))
    ]
    page = words_of(lines) if quoted else ""
    return {
        line.start
        for line, words in quoted[:_MOST_QUOTED]
        if page.count(squeeze(words)) > page.count(squeeze(line.text))
    }


def _runs(lines: Sequence[Line]) -> list[Part]:
    """Break the page at blank lines, indents, marks and pull-quotes of one line."""
    runs: list[Part] = []
    quotes = _quotes(lines)
    for line in lines:
        last = runs[-1] if runs else None
        closed = last is None or last.mark is not None or line.gap > 0 or last.lines[-1].ends_sentence
        mark = mark_of(line.text) if closed else None
        if mark:
            runs.append(Part((line,), Role.MARK, mark))
        elif line.start in quotes:
            runs.append(Part((line,), Role.COPY))
        elif last is None or last.mark or line.gap or (line.indented and not last.lines[-1].stays_open):
            runs.append(Part((line,)))
        else:
            runs[-1] = replace(runs[-1], lines=(*runs[-1].lines, line))
    return runs


def _without_copies(runs: Sequence[Part]) -> list[Part]:
    """Mark the runs that only repeat sentences of the page: pull-quotes."""
    words = ["" if run.mark else run.words for run in runs]
    found = repeats.repeated(words, [run.mark is not None or run.lines[-1].ends_sentence for run in runs])
    page = "\n".join(words)
    copies = set[int]()
    for index in sorted(found, reverse=True):
        # A headline may stand word for word in its article; a pull-quote has sentences, or runs on into one that has.
        runs_on = index + 1 in copies and page.count(words[index][-_JOINT:] + words[index + 1][:_JOINT]) > 0
        if _PUNCTUATED.search(words[index]) or runs_on:
            copies.add(index)
    return [replace(run, role=Role.COPY) if index in copies else run for index, run in enumerate(runs)]


def _with_headlines(runs: Sequence[Part]) -> list[Part]:
    """Take the headlines out of the runs of text."""
    page = matching.pairs_of("\n".join(run.words for run in runs if run.role is Role.TEXT))
    parts: list[Part] = []
    for chain in _chains(runs):
        if chain[0].role is not Role.TEXT:
            parts += chain
            continue
        lines = [line for run in chain for line in run.lines]
        position = 0
        for group in headlines.find(lines, page):
            head = tuple(lines[group.first : group.last + 1])
            if position == group.first and parts and parts[-1].role is Role.HEADLINE and not head[0].gap:
                parts[-1] = replace(parts[-1], lines=(*parts[-1].lines, *head))
            else:
                parts += _paragraphs(lines[position : group.first])
                parts.append(Part(head, Role.HEADLINE))
            position = group.last + 1
        parts += _paragraphs(lines[position:])
    return parts


def _chains(runs: Sequence[Part]) -> Iterator[list[Part]]:
    """Yield neighbouring runs of text together, everything else alone."""
    chain: list[Part] = []
    for run in runs:
        if run.role is Role.TEXT:
            chain.append(run)
            continue
        if chain:
            yield chain
        chain = []
        yield [run]
    if chain:
        yield chain


def _paragraphs(lines: Sequence[Line]) -> list[Part]:
    """Break text where a blank line or an indent follows the end of a sentence: there an article may end."""
    parts: list[Part] = []
    for index, line in enumerate(lines):
        if index == 0 or (lines[index - 1].ends_sentence and (line.gap or line.indented)):
            parts.append(Part((line,)))
        else:
            parts[-1] = replace(parts[-1], lines=(*parts[-1].lines, line))
    return parts
