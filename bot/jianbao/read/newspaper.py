"""Articles of a newspaper page, from its plain text layer: hard-wrapped columns without any positions.

The steps: lines -> runs (between blank lines) -> roles (mark, pull-quote, headline, text) -> stretches of text that no
mark or headline interrupts -> articles, each with the headline that speaks of it, wherever on the page that stands.

What the typesetter leaves behind are these facts. A line of running text that does not end a sentence reaches the
column's edge, so a short or overlong line without a full stop is a headline. A blank line alone says nothing: columns
break in the middle of sentences. The column's width seldom changes inside an article. A headline speaks in its
article's words.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from jianbao.read import headlines, matching, repeats, titles
from jianbao.read.cut import Cut
from jianbao.read.lines import Line, span_of, words_of
from jianbao.read.marks import Mark, mark_of, source_in
from jianbao.read.matching import Words

_MIN_LINES = 12  # fewer lines are no page
_MAX_CELLS = 64  # lines of a screen are wider
_MIN_WRAPPED = 0.6  # share of lines that stop inside a sentence

_PUNCTUATED = re.compile(r"[，。；！？]")
_JOINT = 4  # characters on either side of the border between two runs

_TOUCHES = 0.5  # added to a headline's score for the text that follows it without a blank line
_BESIDE = 0.12  # added for a text right before or after it
_OF_ONE_WIDTH = 0.6  # share of lines that must show a column's width before a change of it means anything
_WORTH_A_CUT = 0.3  # what a cut at a paragraph's end must add to the sum of all scores


@dataclass(frozen=True, slots=True)
class _Part:
    """Lines of one role, in page order."""

    lines: tuple[Line, ...]
    mark: Mark | None = None
    headline: bool = False
    copy: bool = False

    @property
    def text(self) -> bool:
        """Running text of an article."""
        return self.mark is None and not self.headline and not self.copy

    @property
    def words(self) -> str:
        return words_of(self.lines)


def looks_wrapped(lines: Sequence[Line]) -> bool:
    """Tell whether *lines* are those of narrow columns."""
    if len(lines) < _MIN_LINES:
        return False
    cells = sorted(line.cells for line in lines)
    wrapped = sum(not line.ends_sentence for line in lines)
    typical = cells[len(cells) // 2]
    full = sum(abs(line.cells - typical) <= typical // 2 for line in lines)
    return typical <= _MAX_CELLS and wrapped >= _MIN_WRAPPED * len(lines) and full >= _MIN_WRAPPED * len(lines)


def cuts(lines: Sequence[Line]) -> list[Cut]:
    """Return the articles on a page, in page order.

    Args:
        lines: All lines of the page; see :func:`looks_wrapped`.
    """
    parts = _with_headlines(_without_copies(_runs(lines)))
    return _articles(parts)


# Lines to parts -------------------------------------------------------------------------------------------------------


def _runs(lines: Sequence[Line]) -> list[_Part]:
    """Break the page at blank lines, indents and marks."""
    runs: list[_Part] = []
    for line in lines:
        closed = not runs or runs[-1].mark is not None or line.gap > 0 or runs[-1].lines[-1].ends_sentence
        mark = mark_of(line.text) if closed else None
        if mark or (closed and (not runs or runs[-1].mark or line.gap or line.indented)):
            runs.append(_Part((line,), mark))
        elif line.indented and not runs[-1].lines[-1].stays_open:
            runs.append(_Part((line,)))
        else:
            runs[-1] = replace(runs[-1], lines=(*runs[-1].lines, line))
    return runs


def _without_copies(runs: Sequence[_Part]) -> list[_Part]:
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
    return [replace(run, copy=index in copies) for index, run in enumerate(runs)]


def _with_headlines(runs: Sequence[_Part]) -> list[_Part]:
    """Take the headlines out of the runs of text."""
    page = "\n".join(run.words for run in runs if run.mark is None and not run.copy)
    parts: list[_Part] = []
    for chain in _chains(runs):
        if not chain[0].text:
            parts += chain
            continue
        lines = [line for run in chain for line in run.lines]
        position = 0
        for group in headlines.find(lines, page):
            head = tuple(lines[group.first : group.last + 1])
            if position == group.first and parts and parts[-1].headline and not head[0].gap:
                parts[-1] = replace(parts[-1], lines=(*parts[-1].lines, *head))
            else:
                parts += _paragraphs(lines[position : group.first])
                parts.append(_Part(head, headline=True))
            position = group.last + 1
        parts += _paragraphs(lines[position:])
    return parts


def _chains(runs: Sequence[_Part]) -> Iterator[list[_Part]]:
    """Yield neighbouring runs of text together, everything else alone."""
    chain: list[_Part] = []
    for run in runs:
        if run.text:
            chain.append(run)
            continue
        if chain:
            yield chain
        chain = []
        yield [run]
    if chain:
        yield chain


def _paragraphs(lines: Sequence[Line]) -> list[_Part]:
    """Break text where a blank line or an indent follows the end of a sentence: there an article may end."""
    parts: list[_Part] = []
    for index, line in enumerate(lines):
        if index == 0 or (lines[index - 1].ends_sentence and (line.gap or line.indented)):
            parts.append(_Part((line,)))
        else:
            parts[-1] = replace(parts[-1], lines=(*parts[-1].lines, line))
    return parts


# Parts to articles ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Text:
    """The paragraphs ``[first, last]`` of the page, counted in parts: what may be one article."""

    first: int
    last: int


def _articles(parts: Sequence[_Part]) -> list[Cut]:
    texts = _best_cut(parts, list(_stretches(parts)))
    heads = [index for index, part in enumerate(parts) if part.headline]
    owner = dict(zip(heads, _match(parts, heads, texts)[1], strict=True))
    texts, owner = _merged(parts, texts, owner)
    page = "\n".join(part.words for part in parts if part.text)
    return [
        _cut(parts, text, [head for head in heads if owner[head] == number], page) for number, text in enumerate(texts)
    ]


def _stretches(parts: Sequence[_Part]) -> Iterator[_Text]:
    """Yield the texts between marks, headlines and pull-quotes, cut also where the column's width changes."""
    first: int | None = None
    for index, part in enumerate(parts):
        if first is not None and (not part.text or _changes_width(parts[index - 1], part)):
            yield _Text(first, index - 1)
            first = None
        if part.text and first is None:
            first = index
    if first is not None:
        yield _Text(first, len(parts) - 1)


def _changes_width(above: _Part, below: _Part) -> bool:
    left, right = headlines.width(above.lines), headlines.width(below.lines)
    if left is None or right is None:
        return False
    lines = min(len(above.lines), len(below.lines))
    # The more lines show it, the smaller a difference is one: the width of one character when there are six of them.
    if abs(left - right) < (2 if lines >= 6 else 4 if lines >= 3 else 100):
        return False
    return all(
        headlines.share_of_width(part.lines, own) >= _OF_ONE_WIDTH > 2 * headlines.share_of_width(part.lines, other)
        for part, own, other in ((above, left, right), (below, right, left))
    )


def _best_cut(parts: Sequence[_Part], texts: list[_Text]) -> list[_Text]:
    """Cut texts at paragraphs' ends as long as headlines that speak of no text yet find one by it."""
    heads = [index for index, part in enumerate(parts) if part.headline]
    total, _ = _match(parts, heads, texts)
    while len(texts) < len(heads):
        options = [(_match(parts, heads, candidate)[0], candidate) for candidate in _cut_once(texts)]
        value, candidate = max(options, key=lambda option: option[0], default=(0.0, texts))
        if value < total + _WORTH_A_CUT:
            break
        total, texts = value, candidate
    return texts


def _cut_once(texts: Sequence[_Text]) -> Iterator[list[_Text]]:
    for number, text in enumerate(texts):
        for border in range(text.first + 1, text.last + 1):
            yield [*texts[:number], _Text(text.first, border - 1), _Text(border, text.last), *texts[number + 1 :]]


def _match(parts: Sequence[_Part], heads: Sequence[int], texts: Sequence[_Text]) -> tuple[float, list[int | None]]:
    """Return how well headlines and texts go together, and each headline's text."""
    words = [Words.of("".join(part.words for part in parts[text.first : text.last + 1])) for text in texts]
    scores = matching.coverage([parts[head].words for head in heads], words)
    for row, head in enumerate(heads):
        for column, text in enumerate(texts):
            if head + 1 == text.first:
                scores[row][column] += _BESIDE if parts[text.first].lines[0].gap else _TOUCHES
            elif head - 1 == text.last:
                scores[row][column] += _BESIDE
    return matching.best(scores)


def _merged(
    parts: Sequence[_Part], texts: Sequence[_Text], owner: dict[int, int | None]
) -> tuple[list[_Text], dict[int, int | None]]:
    """Put a text without a headline back to the one above when only a headline of nothing stood between: a subhead."""
    kept: list[_Text] = []
    new: dict[int, int] = {}
    titled = {number for number in owner.values() if number is not None}
    for number, text in enumerate(texts):
        between = range(kept[-1].last + 1, text.first) if kept else range(0)
        subhead = len(between) > 0 and all(parts[index].headline and owner[index] is None for index in between)
        if kept and number not in titled and subhead and not headlines.is_opening(parts[text.first].words):
            kept[-1] = _Text(kept[-1].first, text.last)
        else:
            kept.append(text)
        new[number] = len(kept) - 1
    return kept, {head: None if number is None else new[number] for head, number in owner.items()}


def _cut(parts: Sequence[_Part], text: _Text, heads: Sequence[int], page: str) -> Cut:
    lines = [line for part in parts[text.first : text.last + 1] for line in part.lines]
    title = titles.join([line.text for head in heads for line in parts[head].lines], page) if heads else None
    return Cut(title=title, body=(span_of(lines),), source=_source_below(parts, text))


def _source_below(parts: Sequence[_Part], text: _Text) -> str | None:
    """Return the source that is named under the text, by-lines skipped."""
    for part in parts[text.last + 1 :]:
        if part.mark is Mark.SOURCE:
            return source_in(part.lines[0].text)
        if part.mark is not Mark.BYLINE:
            return None
    return None
