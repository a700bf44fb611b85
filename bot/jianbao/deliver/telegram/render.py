"""An alert as Telegram messages: HTML in Telegram's few tags, in as many parts as its limits ask for."""

from collections.abc import Iterator, Mapping

from jianbao.deliver.layout import dense, spacious, strong
from jianbao.deliver.rows import Line, Tone
from jianbao.deliver.shape import Shape, shape
from jianbao.deliver.telegram.html import inert, tag
from jianbao.deliver.telegram.parts import Bit, Bits, Paragraph, pack
from jianbao.deliver.wording import ZH, Words
from jianbao.model import Alert, Topic


def render(alert: Alert, topics: Mapping[str, Topic] | None = None, words: Words = ZH) -> tuple[str, ...]:
    """Return *alert* as the texts of one or more messages, each valid Telegram HTML within Telegram's limits."""
    return pack(_paragraphs(shape(alert, topics, words), words), words)


def _paragraphs(shown: Shape, words: Words) -> Iterator[Paragraph]:
    yield from _head(shown)
    yield from _rows(shown, words)
    for number, fact in enumerate(shown.facts):
        yield Paragraph(lines=_bits([fact]), spaced=number == 0)
    for number, deadline in enumerate(shown.deadlines):
        yield Paragraph(lines=((Bit("⏰ "), *_line(deadline)),), spaced=number == 0)
    yield from _folded(shown, words)
    yield from _foot(shown)


def _rows(shown: Shape, words: Words) -> Iterator[Paragraph]:
    """Yield the key figures; those of one line stand close together, those of several have air around them."""
    tall = True
    for row in shown.rows:
        lines = spacious(row, words)
        yield Paragraph(lines=_bits(lines), spaced=tall or len(lines) > 1)
        tall = len(lines) > 1


def _head(shown: Shape) -> Iterator[Paragraph]:
    mark = (Bit(f"{shown.marks} "),) if shown.marks else ()
    yield Paragraph(lines=((*mark, Bit(inert(shown.title), bold=True, address=shown.url)),))
    tags = tuple(Bit(tag(each) or inert(each)) for each in shown.tags)
    about = tuple(Bit(inert(each)) for each in shown.about)
    if tags or about:
        yield Paragraph(lines=(_joined((*tags, *about)),))
    if shown.origin:
        yield Paragraph(lines=(_joined(tuple(Bit(inert(each)) for each in shown.origin)),))


def _folded(shown: Shape, words: Words) -> Iterator[Paragraph]:
    if shown.folded_figures:
        title = words.more_figures.format(count=shown.folded_figures)
        yield Paragraph(lines=_bits([strong(title)]), folded=True)
    for line in shown.deeper:
        yield Paragraph(lines=_bits([line]), folded=True)
    for row in shown.folded:
        yield Paragraph(lines=_bits(dense(row, words)), folded=True)
    for fact in shown.more_facts:
        yield Paragraph(lines=_bits([fact]), folded=True)
    if shown.left_out:
        yield Paragraph(lines=_bits([strong(words.left_out.format(count=shown.left_out))]))


def _foot(shown: Shape) -> Iterator[Paragraph]:
    if shown.foot:
        yield Paragraph(lines=((Bit(inert(shown.foot)),),), spaced=not (shown.folded_figures or shown.more_facts))


def _joined(bits: Bits) -> Bits:
    return tuple(each for bit in bits for each in (Bit(" · "), bit))[1:]


def _bits(lines: list[Line]) -> tuple[Bits, ...]:
    return tuple(_line(line) for line in lines)


def _line(line: Line) -> Bits:
    return tuple(
        Bit(inert_inside(piece.text), bold=piece.tone is not Tone.PLAIN, moment=piece.moment) for piece in line
    )


def inert_inside(text: str) -> str:
    """Return :func:`inert` of *text* with the blanks at its ends, which hold a line's pieces apart."""
    words = text.strip()
    if not words:
        return text
    before, after = text.split(words, 1)
    return before + inert(words) + after
