"""Where a text may be cut: after a row, after a sentence, after a comma, between two characters; never in a figure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from rich.cells import split_graphemes

from jianbao.deliver.telegram.html import units

_LONGEST_CLUSTER = 32  # code points; families and flags of regions take up to 14
_LONGEST_FIGURE = 64  # characters; what is longer is no figure
_NUMERALS = "〇零一二三四五六七八九十百千万亿两余多"
# A number with its separators, its blanks (14.5 万人, 12 700 家), and the first characters of what it counts.
_FIGURE = re.compile(
    rf"[\d{_NUMERALS}](?:[\d{_NUMERALS}]|[.,，．:：/~～—–-](?=[\d{_NUMERALS}])|\s(?=[\d{_NUMERALS}])|[%％‰])*"
    r"(?:\s?[^\W\d_]{1,2})?"
)
_ROW, _SENTENCE, _CLAUSE = "\n", "\n。！？；", "\n。！？；，、：,;· "


def cut(text: str, room: int) -> Iterator[str]:
    """Yield *text* in pieces of less than *room* UTF-16 units, each as long as the best borders allow."""
    return _cut(text, room, (_ROW, _SENTENCE, _CLAUSE))


def _cut(text: str, room: int, borders: Sequence[str]) -> Iterator[str]:
    if units(text) < room:
        yield text
        return
    pieces = list(_until(_atoms(text), borders[0])) if borders else list(_atoms(text))
    for run in _runs(pieces, room):
        if units(run) < room or not borders:
            yield run
        else:
            yield from _cut(run, room, borders[1:])


def _atoms(text: str) -> Iterator[str]:
    """Yield what is never cut: figures whole, other text in characters as a reader sees them."""
    place = 0
    for match in _FIGURE.finditer(text):
        if match.end() - match.start() <= _LONGEST_FIGURE:
            yield from _characters(text[place : match.start()])
            yield match[0]
            place = match.end()
    yield from _characters(text[place:])


def _characters(text: str) -> Iterable[str]:
    clusters = [text[start:end] for start, end, _ in split_graphemes(text)[0]]
    return chain.from_iterable([cluster] if len(cluster) <= _LONGEST_CLUSTER else cluster for cluster in clusters)


def _until(atoms: Iterable[str], ends: str) -> Iterator[str]:
    """Yield *atoms* joined, each piece up to one that ends with one of *ends*."""
    piece: list[str] = []
    for atom in atoms:
        piece.append(atom)
        if atom[-1] in ends:
            yield "".join(piece)
            piece = []
    if piece:
        yield "".join(piece)


def _runs(texts: Sequence[str], room: int) -> Iterator[str]:
    """Yield *texts* joined into runs as long as fit; one that does not fit stays alone."""
    run, length = "", 0
    for text in texts:
        if run and length + units(text) >= room:
            yield run
            run, length = "", 0
        run += text
        length += units(text)
    if run:
        yield run
