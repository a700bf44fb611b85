"""Files that are no text: which of their readers takes them."""

from collections.abc import Callable

from jianbao.errors import ReadError
from jianbao.model import Document
from jianbao.read import apart
from jianbao.read.decode import decode
from jianbao.read.extracted import Extracted
from jianbao.read.kinds import Kind, kind_of
from jianbao.read.office import archive, convert, delimited
from jianbao.read.raw import Raw


def read(raw: Raw, reader: Callable[[Raw], Document]) -> Document | None:
    """Return the document that the file *raw* is; None when it is text, a page, or nothing that is read here.

    Args:
        raw: Anything.
        reader: Reads what an archive holds.

    Raises:
        ReadError: It is spoilt, encrypted, a picture without text, or larger than any document.
    """
    kind = kind_of(raw)
    if kind is None:
        return None
    if kind is Kind.ZIP:
        return archive.read(raw, reader)
    found = _extracted(kind, raw)
    if not found.text.strip():
        raise ReadError(f"{raw.place} holds no text; give another file")
    articles = tuple(cut.article(found.text) for cut in found.cuts)
    return Document(id=raw.id, url=raw.url, text=found.text, articles=articles)


def _extracted(kind: Kind, raw: Raw) -> Extracted:
    if kind is Kind.CSV:
        return delimited.read(decode(raw.data, raw.place, raw.charset), raw.place)
    if kind is Kind.OFFICE:
        return apart.extract(Kind.DOCX, convert.to_docx(raw.data, raw.suffix, raw.place), raw.place)
    return apart.extract(kind, raw.data, raw.place)
