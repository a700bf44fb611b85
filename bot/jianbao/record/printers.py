"""The four ways in which records leave the house."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from enum import StrEnum
from typing import Any, TextIO

from rich.console import Console

from jianbao.model import Document
from jianbao.record import reading, sheet
from jianbao.record.fields import document_record

_NARROW = 120  # columns where there is no terminal: a file or a pipe is as wide as a page


class Format(StrEnum):
    """How records are printed."""

    TEXT = "text"  # for people
    JSON = "json"  # one object, or a list of them when several documents were asked for
    JSONL = "jsonl"  # one object a line
    CSV = "csv"  # one row a figure


Print = Callable[[Document], None]


def printer(form: Format, out: TextIO, *, several: bool, bom: bool = False) -> AbstractContextManager[Print]:
    """Return what prints documents to *out*, one after the other, and finishes at its exit.

    Args:
        form: How.
        out: Where; nothing but records is written there.
        several: Whether more than one document was asked for, however many arrive.
        bom: Let a sheet begin with the mark by which Excel knows UTF-8; the other formats have none.
    """
    if form is Format.JSON:
        return _json(out, several=several)
    if form is Format.CSV:
        return _csv(out, bom=bom)
    return {Format.TEXT: _text, Format.JSONL: _jsonl}[form](out)


@contextmanager
def _text(out: TextIO) -> Iterator[Print]:
    console = Console(file=out, width=None if out.isatty() else _NARROW, highlight=False)
    yield lambda document: reading.show(document, console)


@contextmanager
def _json(out: TextIO, *, several: bool) -> Iterator[Print]:
    records: list[dict[str, Any]] = []
    yield lambda document: records.append(document_record(document))
    answers = [records] if several else records
    out.writelines(f"{_dumped(answer, indent=2)}\n" for answer in answers)


@contextmanager
def _jsonl(out: TextIO) -> Iterator[Print]:
    def line(document: Document) -> None:
        out.write(f"{_dumped(document_record(document))}\n")
        out.flush()  # whoever reads along gets each document when it is done

    yield line


@contextmanager
def _csv(out: TextIO, *, bom: bool) -> Iterator[Print]:
    writer = sheet.sheet_writer(out, bom=bom)
    yield lambda document: writer.writerows(sheet.rows(document))


def _dumped(value: object, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent)
