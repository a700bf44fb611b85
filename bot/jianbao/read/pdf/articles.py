"""The articles of a newspaper page, from its pieces: which headline speaks of which text, what is no article.

A headline belongs to the text that says its words again, and rather to one that it stands right above or below of.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from jianbao.read import matching, repeats, titles, wording
from jianbao.read.marks import Mark, source_in
from jianbao.read.matching import Words, bigrams
from jianbao.read.pdf.pieces import Piece

_NEAR = 8.0  # ems of body type, beyond which a headline does not stand at a text
_OVER, _UNDER = 0.5, 0.3  # what standing right over or under a text is worth, on the scale of matching.coverage
_SHORTEST = 40  # characters of an article; a shorter text is a caption
_KICKER = 0.55  # times the size of the main headline, for lines above it that belong to the title
_SAME_STORY = 0.1  # share of the words of a continuation that its beginning has too


@dataclass(slots=True)
class Story:
    """One article: indices into the page's pieces.

    Attributes:
        texts: In reading order.
        headline: None when there is none.
    """

    texts: list[int]
    headline: int | None = None
    within: list[int] = field(default_factory=list)


def stories(pieces: Sequence[Piece], body: float) -> list[Story]:
    """Return the articles that *pieces*, in reading order, make up.

    Args:
        pieces: Of all pages.
        body: Size of the type of running text.
    """
    copies = _copies(pieces)
    texts = [index for index, piece in enumerate(pieces) if _is_text(piece) and index not in copies]
    heads = [index for index, piece in enumerate(pieces) if piece.headline]
    owner = _match(pieces, heads, texts, body)
    found: list[Story] = []
    for index in texts:
        headline = next((head for head, text in owner.items() if text == index), None)
        if headline is None and found and _goes_on(pieces, found[-1], index, owner):
            found[-1].texts += [*_subheads(pieces, found[-1].texts[-1], index), index]
        else:
            found.append(Story([index], headline))
    return list(_with_jumps(pieces, found))


def title(pieces: Sequence[Piece], story: Story) -> str | None:
    """Return the headline of *story* as one line: the largest lines, and those above them."""
    if story.headline is None:
        return None
    blocks = pieces[story.headline].blocks
    main = max(range(len(blocks)), key=lambda index: blocks[index].size)
    shown = [block for block in blocks[: main + 1] if block.size >= _KICKER * blocks[main].size]
    words = "".join(piece.words for piece in pieces if not piece.headline)
    return titles.join([row.text for block in shown for row in block.rows], words)


def source(pieces: Sequence[Piece], story: Story) -> str | None:
    """Return who is named as the source of *story*."""
    named = (
        source_in(paragraph.text)
        for index in story.texts
        for paragraph in pieces[index].paragraphs
        if paragraph.mark is Mark.SOURCE
    )
    return next(filter(None, named), None)


def _is_text(piece: Piece) -> bool:
    words = "" if piece.headline else piece.words
    return len(words) >= _SHORTEST and "。" in words


def _copies(pieces: Sequence[Piece]) -> set[int]:
    """Return the pull-quotes: texts that only repeat sentences of others."""
    texts = [index for index, piece in enumerate(pieces) if not piece.headline]
    found = repeats.repeated([pieces[index].words for index in texts], [True] * len(texts))
    return {texts[number] for number in found}


def _match(pieces: Sequence[Piece], heads: Sequence[int], texts: Sequence[int], body: float) -> dict[int, int | None]:
    """Return for each headline the text that it speaks of."""
    words = [Words.of(pieces[text].words) for text in texts]
    scores = matching.coverage([pieces[head].words for head in heads], words)
    for row, head in enumerate(heads):
        for column, text in enumerate(texts):
            scores[row][column] += _nearness(pieces[head], pieces[text], body)
    _, chosen = matching.best(scores)
    return {head: None if number is None else texts[number] for head, number in zip(heads, chosen, strict=True)}


def _nearness(head: Piece, text: Piece, body: float) -> float:
    """Say how much the place of a headline speaks for a text."""
    over, under = head.box, text.box
    if head.page != text.page:
        return 0.0
    if over.beside(under) <= 0:
        upright = over.height > over.width and over.above(under) > 0
        return _OVER * _closeness(-over.beside(under), body) if upright else 0.0
    if over.top <= under.top:
        return _OVER * _closeness(under.top - over.bottom, body)
    return _UNDER * _closeness(over.top - under.bottom, body)


def _closeness(gap: float, body: float) -> float:
    return max(0.0, 1 - max(0.0, gap) / (_NEAR * body)) if gap > -2 * body else 0.0


def _goes_on(pieces: Sequence[Piece], story: Story, index: int, owner: Mapping[int, int | None]) -> bool:
    """Tell whether the text *index*, for which there is no headline, belongs to the article before it."""
    before, text = pieces[story.texts[-1]], pieces[index]
    between = range(story.texts[-1] + 1, index)
    return not (
        text.has(Mark.JUMP_FROM)
        or before.has(Mark.JUMP_TO)
        or before.has(Mark.SOURCE)
        or before.blocks[-1].frame != text.blocks[0].frame
        or wording.is_opening(text.words)
        or any(owner.get(other) is not None for other in between)
    )


def _subheads(pieces: Sequence[Piece], before: int, after: int) -> list[int]:
    return [index for index in range(before + 1, after) if pieces[index].headline]


def _with_jumps(pieces: Sequence[Piece], found: Sequence[Story]) -> Iterator[Story]:
    """Put the end of an article that jumps to another page to its beginning."""
    ends = {id(story): story for story in found if pieces[story.texts[0]].has(Mark.JUMP_FROM)}
    for story in found:
        if pieces[story.texts[-1]].has(Mark.JUMP_TO):
            rest = max(ends.values(), key=lambda end: _likeness(pieces, story, end), default=None)
            if rest is not None and rest is not story and _likeness(pieces, story, rest) >= _SAME_STORY:
                story.texts += rest.texts
                del ends[id(rest)]
    gone = {id(story) for story in found if pieces[story.texts[0]].has(Mark.JUMP_FROM)} - ends.keys()
    yield from (story for story in found if id(story) not in gone)


def _likeness(pieces: Sequence[Piece], story: Story, end: Story) -> float:
    first, second = pieces[story.texts[0]], pieces[end.texts[0]]
    if first.page == second.page:
        return 0.0
    words = bigrams(second.words)
    return len(words & bigrams(first.words)) / len(words) if words else 0.0
