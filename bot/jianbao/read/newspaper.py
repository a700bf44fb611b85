"""Articles of a newspaper page, from its plain text layer: hard-wrapped columns without any positions.

The steps: lines -> runs (between blank lines) -> parts with a role (text, headline, mark, pull-quote; see
:mod:`jianbao.read.parts`) -> texts that no mark or headline interrupts -> articles, each with the headline that speaks
of it, wherever on the page that stands.

The column's width seldom changes inside an article, and a headline speaks in its article's words: that is all there is
to tell two articles without anything between them apart.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jianbao.read import columns, matching, titles, wording
from jianbao.read import parts as page_parts
from jianbao.read.cut import Cut
from jianbao.read.lines import Line, span_of
from jianbao.read.marks import Mark, source_in
from jianbao.read.matching import Words
from jianbao.read.parts import Part, Role

_MIN_LINES, _MAX_LINES = 12, 3000  # of a page
_MAX_CELLS = 64  # lines of a screen are wider
_MIN_WRAPPED = 0.6  # share of lines that stop inside a sentence

_TOUCHES = 0.5  # added to a headline's score for the text that follows it without a blank line
_BESIDE = 0.12  # added for a text right before or after it
_OF_ONE_WIDTH = 0.6  # share of lines that must show a column's width before a change of it means anything
_MOST_HEADLINES = 12  # of a page; where more were found, they are no headlines, and no text is cut for them
_SHORTEST = 40  # characters of an article
_WORTH_A_CUT = 0.3  # what a cut at a paragraph's end must add to the sum of all scores


def looks_wrapped(lines: Sequence[Line]) -> bool:
    """Tell whether *lines* are those of narrow columns."""
    if not _MIN_LINES <= len(lines) <= _MAX_LINES:
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
    return _articles(page_parts.of(lines))


@dataclass(frozen=True, slots=True)
class _Text:
    """The paragraphs ``[first, last]`` of the page, counted in parts: what may be one article."""

    first: int
    last: int


def _articles(parts: Sequence[Part]) -> list[Cut]:
    texts = _best_cut(parts, list(_stretches(parts)))
    heads = [index for index, part in enumerate(parts) if part.role is Role.HEADLINE]
    owner = dict(zip(heads, _match(parts, heads, texts)[1], strict=True))
    texts, owner = _merged(parts, texts, owner)
    page = "\n".join(part.words for part in parts if part.role is Role.TEXT)
    return [
        _cut(parts, text, [head for head in heads if owner[head] == number], page) for number, text in enumerate(texts)
    ]


def _stretches(parts: Sequence[Part]) -> Iterator[_Text]:
    """Yield the texts between marks, headlines and pull-quotes, cut also where the column's width changes."""
    first: int | None = None
    for index, part in enumerate(parts):
        if first is not None and (part.role is not Role.TEXT or _changes_width(parts[index - 1], part)):
            yield _Text(first, index - 1)
            first = None
        if part.role is Role.TEXT and first is None:
            first = index
    if first is not None:
        yield _Text(first, len(parts) - 1)


def _changes_width(above: Part, below: Part) -> bool:
    left, right = columns.width(above.lines), columns.width(below.lines)
    if left is None or right is None:
        return False
    lines = min(len(above.lines), len(below.lines))
    # The more lines show it, the smaller a difference is one: the width of one character when there are six of them.
    if abs(left - right) < (2 if lines >= 6 else 4 if lines >= 3 else 100):
        return False
    return all(
        columns.share_of_width(part.lines, own) >= _OF_ONE_WIDTH > 2 * columns.share_of_width(part.lines, other)
        for part, own, other in ((above, left, right), (below, right, left))
    )


def _best_cut(parts: Sequence[Part], texts: list[_Text]) -> list[_Text]:
    """Cut texts at paragraphs' ends as long as headlines that speak of no text yet find one by it."""
    heads = [index for index, part in enumerate(parts) if part.role is Role.HEADLINE]
    total, _ = _match(parts, heads, texts)
    while len(texts) < len(heads) <= _MOST_HEADLINES:
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


def _match(parts: Sequence[Part], heads: Sequence[int], texts: Sequence[_Text]) -> tuple[float, list[int | None]]:
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
    parts: Sequence[Part], texts: Sequence[_Text], owner: dict[int, int | None]
) -> tuple[list[_Text], dict[int, int | None]]:
    """Put back to the text above what a subhead has cut off, and what is too short to be an article: a signature."""
    kept: list[_Text] = []
    new: dict[int, int | None] = {}
    titled = {number for number in owner.values() if number is not None}
    for number, text in enumerate(texts):
        between = range(kept[-1].last + 1, text.first) if kept else range(0)
        follows = bool(kept) and all(parts[index].role is Role.HEADLINE for index in between)
        words = "".join(part.words for part in parts[text.first : text.last + 1])
        scrap = len(words) < _SHORTEST or "。" not in words
        untitled = number not in titled and not wording.is_opening(words)
        subhead = len(between) > 0 and untitled and all(owner.get(index) is None for index in between)
        if follows and (scrap or subhead):
            kept[-1] = _Text(kept[-1].first, text.last)
            new[number] = None if scrap else len(kept) - 1
        elif not scrap:
            kept.append(text)
            new[number] = len(kept) - 1
    return kept, {head: None if number is None else new.get(number) for head, number in owner.items()}


def _cut(parts: Sequence[Part], text: _Text, heads: Sequence[int], page: str) -> Cut:
    lines = [line for part in parts[text.first : text.last + 1] for line in part.lines]
    title = titles.join([line.text for head in heads for line in parts[head].lines], page) if heads else None
    return Cut(title=title, body=(span_of(lines),), source=_source_below(parts, text))


def _source_below(parts: Sequence[Part], text: _Text) -> str | None:
    """Return the source that is named under the text, by-lines skipped."""
    for part in parts[text.last + 1 :]:
        if part.mark is Mark.SOURCE:
            return source_in(part.lines[0].text)
        if part.mark is not Mark.BYLINE:
            return None
    return None
