"""Undo hard wraps: lines of a narrow column become sentences again, and every character keeps its origin.

A newspaper's text layer breaks a line every dozen characters, inside words, numbers and units, and sets blanks between
digits and characters. A page copied from a web site breaks lines only at paragraphs. Which of the two a text is can be
told from its lines: those of a column are all nearly as wide as the column and seldom end a sentence.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet

from jianbao.chinese import aligned
from jianbao.model import Passage, Span

_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"  # zero-width marks that pages leave inside numbers
# A page number that stands between two lines (— 3 —) is no part of the text.
_GAP = re.compile(
    rf"[\s{_INVISIBLE}]*\n[\s{_INVISIBLE}]*(?:[—–-]\s*[0-9]{{1,4}}\s*[—–-]\s*\n\s*)?"
    rf"|(?:[^\S\n]|[{_INVISIBLE}])+"
)
_LINE = re.compile(r"[^\n]+")
_WIDE = re.compile(r"[^\x00-\xff]")  # characters that take two cells of a terminal or one em of a column

_SENTENCE_END = frozenset("。！？…；：!?;:”’）】")
_PARAGRAPH_END = _SENTENCE_END - frozenset("；;")
_NEVER_ENDS_A_LINE = frozenset("，、（《“‘〈【〔(·,")
_NEVER_STARTS_A_LINE = frozenset("，。、；：！？）》”’〉】〕％%‰")

_DIGITS = "0-9０-９"
_SCALES = "十百千万亿"
# A line of prose that stops after a number, an approximator or half a unit goes on in the next one, wherever it breaks.
_NUMERALS = "一二三四五六七八九两"
_FIGURE_OPEN = re.compile(rf"(?:[{_DIGITS}.．]|[{_DIGITS}{_SCALES}][—–～~-]|[{_SCALES}余多几来]|约|近|超|逾|达|过|足)$")
_FIGURE_GOES_ON = re.compile(
    rf"[{_DIGITS}.．,，]?[{_DIGITS}]|[{_SCALES}{_NUMERALS}余多几来元人家个件项条名张户所次%％‰倍成]"
)
_NUMERAL_OPEN = re.compile(rf"[{_NUMERALS}]$")
_NUMERAL_GOES_ON = re.compile(rf"[{_SCALES}][{_SCALES}{_NUMERALS}余多个名家人件项]")
_UNIT_OPEN = re.compile(rf"[{_SCALES}{_DIGITS}余多]人$")

_CLAUSE = re.compile(r"[，。；]")
_LABEL = re.compile(r"(?:附件|附表|图|表|第|专栏|注)\s*[0-9]")
_MIN_FIGURE_LINE = 5  # characters; cells of a table are shorter, or numbers only
_MIN_PROSE = 30  # characters; shorter lines without a full stop are headings, list items or signatures
_MIN_LINES = 5  # fewer lines show no column
_MAX_COLUMN_CELLS = 72  # wider lines are paragraphs of a screen, not lines of a column
_FULL = 0.82  # a line that reaches this share of the column's width was broken by the typesetter, not by the author
_UNFINISHED = 0.6  # and so was one that stops inside a sentence at this share: the first of a paragraph is indented


def reflow(text: str, spans: Sequence[Span] | None = None) -> Passage:
    r"""Return the running text of *text* with its hard wraps undone.

    Inside a sentence no line break is left, nor a blank beside a digit or beside Chinese punctuation; a blank between
    two words stays one blank. Paragraphs end with one ``\n``.

    Args:
        text: The document's text.
        spans: The parts that are read, in order; each ends a paragraph only where its last line does. The whole text
            when None.
    """
    parts = [Span(0, len(text))] if spans is None else list(spans)
    tables = aligned.rows(text, parts)
    columns = _column_width(text, parts, tables)
    return _assemble(text, _pieces(text, parts, columns, tables))


def _cells(line: str) -> int:
    return len(line) + len(_WIDE.findall(line))


def _column_width(text: str, parts: Sequence[Span], tables: AbstractSet[int]) -> int | None:
    """Return the width in cells of the column that the lines were set in, None when they are not hard-wrapped."""
    found = [line for start, end in parts for line in _LINE.finditer(text, start, end) if not line.group().isspace()]
    lines = [line.group().strip() for line in found]
    if len(lines) < _MIN_LINES:
        return None
    widths = sorted(_cells(line) for line in lines)
    column = widths[int(len(widths) * 0.9)]
    if column > _MAX_COLUMN_CELLS:
        return None
    full = sum(width >= _FULL * column for width in widths)
    rows = sum("\t" in line.group() or line.start() in tables for line in found)  # end where their author ended them
    unfinished = sum(line[-1] not in _SENTENCE_END for line in lines) - rows
    return column if full >= 0.5 * len(lines) and unfinished >= 0.5 * len(lines) else None


def _pieces(
    text: str, parts: Sequence[Span], column: int | None, tables: AbstractSet[int]
) -> Iterator[tuple[int, str]]:
    """Yield runs of the clean text as (offset in the original, characters)."""
    for number, (start, stop) in enumerate(parts):
        position, end = _trimmed(text, start, stop)
        for gap in _GAP.finditer(text, position, end):
            left, right = gap.span()
            if left > position:
                yield position, text[position:left]
            in_table = bool(tables) and text.rfind("\n", 0, left) + 1 in tables
            joint = _in_table(text, left, right) if in_table else _joint(text, left, right, column)
            if joint:
                yield left, joint
            position = right
        if end > position:
            yield position, text[position:end]
        if number + 1 < len(parts) and (column is None or text[end - 1] in _SENTENCE_END):
            yield end - 1, "\n"


def _in_table(text: str, left: int, right: int) -> str:
    """Say what stands for the blanks of a table: the end of its row, or the border of a cell."""
    return "\n" if "\n" in text[left:right] else "\t"


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and _is_blank(text[start]):
        start += 1
    while end > start and _is_blank(text[end - 1]):
        end -= 1
    return start, end


def _is_blank(character: str) -> bool:
    return character.isspace() or character in _INVISIBLE


def _joint(text: str, left: int, right: int, column: int | None) -> str:
    """Say what stands for the blanks ``text[left:right]``: nothing, one blank or a paragraph's end."""
    before, after = text[left - 1], text[right]
    if "\n" not in text[left:right]:
        if tabs := text.count("\t", left, right):
            return "\t" * tabs  # the borders of a table's cells, empty ones between them
        if not any(character.isspace() for character in text[left:right]):
            return ""
        return " " if _is_word_blank(before, after) else ""
    if after in _NEVER_STARTS_A_LINE or before in _NEVER_ENDS_A_LINE:
        return ""
    start = text.rfind("\n", 0, left) + 1
    line = text[start:left].strip()
    if column is None:
        broken = _splits_a_figure(line, text[right : right + 2]) or _stops_inside_a_sentence(line)
        return "" if broken else "\n" + _empty_cells(text, left, right)
    if before in _PARAGRAPH_END and text.count("\n", left, right) > 1:
        return "\n"
    if _cells(line) >= (_FULL if before in _PARAGRAPH_END else _UNFINISHED) * column:
        return " " if _is_ascii_word(before, after) else ""
    return "" if _splits_a_figure(line, text[right : right + 2]) else "\n" + _empty_cells(text, left, right)


def _empty_cells(text: str, left: int, right: int) -> str:
    """Return the tabs that open the line at *right* when it is a row of a table, whose first cells are empty."""
    tabs = text.count("\t", text.rfind("\n", left, right), right)
    end = text.find("\n", right)
    return "\t" * tabs if tabs and "\t" in text[right : end if end >= 0 else None] else ""


def _is_ascii_word(before: str, after: str) -> bool:
    return before.isascii() and after.isascii() and before.isalpha() and after.isalpha()


def _is_word_blank(before: str, after: str) -> bool:
    if before.isascii() and after.isascii():
        return True
    if before.isascii() or after.isascii() or before.isdigit() or after.isdigit():
        return False
    return before not in _SENTENCE_END | _NEVER_ENDS_A_LINE and after not in _NEVER_STARTS_A_LINE | _NEVER_ENDS_A_LINE


def _stops_inside_a_sentence(line: str) -> bool:
    """Tell whether a line of prose was cut: it has clauses, and ends neither one nor itself with a mark."""
    return (
        len(line) >= _MIN_PROSE
        and line[-1] not in _SENTENCE_END
        and not line[-1].isascii()
        and bool(_CLAUSE.search(line))
    )


def _splits_a_figure(line: str, ahead: str) -> bool:
    """Tell whether a number or its unit runs over the end of *line*; cells and rows of a table never do."""
    return (
        len(line) >= _MIN_FIGURE_LINE
        and "\t" not in line
        and not line.isascii()
        and not _LABEL.match(line)
        and (
            (bool(_FIGURE_OPEN.search(line)) and bool(_FIGURE_GOES_ON.match(ahead)))
            or (bool(_NUMERAL_OPEN.search(line)) and bool(_NUMERAL_GOES_ON.match(ahead)))
            or (bool(_UNIT_OPEN.search(line)) and ahead.startswith("次"))
        )
    )


def _assemble(text: str, pieces: Iterable[tuple[int, str]]) -> Passage:
    clean: list[str] = []
    starts: list[int] = []
    origins: list[int] = []
    length, expected = 0, -1
    for origin, piece in pieces:
        if origin != expected:
            starts.append(length)
            origins.append(origin)
        clean.append(piece)
        length += len(piece)
        # A blank or line break that stands for itself continues the run.
        expected = origin + len(piece) if text.startswith(piece, origin) else -1
    return Passage("".join(clean), tuple(starts) or (0,), tuple(origins) or (0,))
