"""Tables whose columns are parted by nothing but blanks, as word processors and PDFs print them.

Like this::

    指标　　　　　　2023年　2024年　增长（%）
    公墓（个）　　　119　　　121　　　1.7
    从业人员（人）　5391　　5462　　 1.3

Running text has blanks too, so only what can be nothing else counts: several lines one after another, each a label and
then numbers alone, as many in each.
"""

import re
from collections.abc import Iterator, Sequence

_LINE = re.compile(r"[^\n]+")
_BLANK = re.compile(r"[ \u3000]+")
_NUMBER = re.compile(r"[-+]?[0-9０-９]{1,15}(?:[,，][0-9]{3})*(?:[.．][0-9０-９]+)?[%％‰]?|[—–-]{1,2}|/")
_UNIT = re.compile(r"[\u4e00-\u9fff]{1,4}|[%％‰]")
_DIGIT = re.compile(r"[0-9０-９]")
_PROSE = re.compile(r"[。；！？\t]")
_FEWEST_NUMBERS = 2  # in a row; a label with one number may as well be a sentence
_FEWEST_ROWS = 2
_LONGEST = 200  # characters of a line


def rows(text: str, parts: Sequence[tuple[int, int]]) -> frozenset[int]:
    """Return where the lines of such tables begin, heads included, in the *parts* (start, end) of *text*."""
    return frozenset(at for start, end in parts for at in _rows(text, start, end))


def _rows(text: str, start: int, end: int) -> Iterator[int]:
    if not _MAY_HOLD_ONE.search(text, start, end):
        return
    lines = [(line.start(), _cells(line.group())) for line in _LINE.finditer(text, start, end)]
    for first, last in _tables(lines):
        yield from (begin for begin, _ in lines[first:last])


_MAY_HOLD_ONE = re.compile(r"[0-9０-９%％][ \u3000]+[-+0-9０-９—–/]")


def _cells(line: str) -> list[str]:
    stripped = line.strip()
    return [] if len(stripped) > _LONGEST or _PROSE.search(stripped) else _BLANK.split(stripped)


def _tables(lines: Sequence[tuple[int, list[str]]]) -> Iterator[tuple[int, int]]:
    """Yield (first line, line after the last) of each table."""
    at = 0
    while at < len(lines):
        end = at
        width = len(lines[at][1])
        while end < len(lines) and len(lines[end][1]) == width and _is_row(lines[end][1]):
            end += 1
        if end - at >= _FEWEST_ROWS:
            headed = at > 0 and len(lines[at - 1][1]) == width and not _NUMBER.fullmatch(lines[at - 1][1][0])
            yield at - headed, end
        at = max(end, at + 1)


def _is_row(cells: Sequence[str]) -> bool:
    label, *numbers = cells or [""]
    if numbers and _UNIT.fullmatch(numbers[0]):
        numbers = numbers[1:]  # 养老床位　万张　775.0　821.0
    named = bool(label) and not _NUMBER.fullmatch(label)
    return named and len(numbers) >= _FEWEST_NUMBERS and all(map(_NUMBER.fullmatch, numbers)) and _counts(numbers)


def _counts(numbers: Sequence[str]) -> bool:
    return any(map(_DIGIT.search, numbers))
