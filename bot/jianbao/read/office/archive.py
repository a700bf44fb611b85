"""ZIP: the documents in an archive, one level deep, as one document. Nothing of it is ever written to a disk."""

import logging
import posixpath
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from time import monotonic

from jianbao.chinese.reflow import reflow
from jianbao.errors import ReadError
from jianbao.model import Article, Document, Span
from jianbao.read.kinds import Kind, kind_of, opened
from jianbao.read.office import bounds
from jianbao.read.raw import Raw

_LOG = logging.getLogger(__name__)
_MOST_DOCUMENTS = 50
_LARGEST = 30 * 2**20  # bytes of one document
_SECONDS = 120.0  # for all of them
_DOCUMENTS = frozenset(
    ".pdf .docx .docm .doc .wps .rtf .odt .xlsx .xlsm .xls .et .csv .txt .html .htm .shtml .mht".split()
)
_UTF8 = 0x800  # the flag of names in UTF-8; others are in the encoding of the machine that packed them


def read(raw: Raw, reader: Callable[[Raw], Document]) -> Document:
    """Return the documents in the archive *raw* as one; what is no document is passed over.

    Args:
        raw: The archive.
        reader: Reads each of them.

    Raises:
        ReadError: It would unpack to more than any document, or nothing in it can be read; says why.
    """
    end = monotonic() + _SECONDS
    found: list[Document] = []
    troubles: list[str] = []
    with opened(raw.data, raw.place) as archive:
        for entry, name in _entries(archive, raw.place):
            if monotonic() > end:
                raise ReadError(
                    f"{raw.place} takes longer than {_SECONDS:.0f} s to read; give its documents one by one"
                )
            try:
                found.append(_member(archive, entry, f"{raw.place}/{name}", reader))
            except ReadError as error:
                troubles.append(str(error))
    if not found:
        raise ReadError("; ".join(troubles[:3]) or f"{raw.place} is an archive without a document; unpack it and look")
    for trouble in troubles:
        _LOG.warning("left out: %s", trouble)
    return _joined(raw, found)


def _entries(archive: zipfile.ZipFile, place: str) -> Iterator[tuple[zipfile.ZipInfo, str]]:
    """Yield the documents by their names, as far as names tell."""
    named = [(entry, _name(entry)) for entry in bounds.check(archive, place)]
    wanted = [pair for pair in named if _is_document(pair[1])]
    if len(wanted) > _MOST_DOCUMENTS:
        raise ReadError(f"{place} holds {len(wanted)} documents, at most {_MOST_DOCUMENTS} are read; split it")
    yield from sorted(wanted, key=lambda pair: pair[1])


def _name(entry: zipfile.ZipInfo) -> str:
    if entry.flag_bits & _UTF8:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return entry.filename


def _is_document(name: str) -> bool:
    base = posixpath.basename(name)
    suffix = posixpath.splitext(base)[1].lower()
    return not name.startswith("__MACOSX/") and not base.startswith((".", "~$")) and suffix in _DOCUMENTS | {".zip"}


def _member(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, place: str, reader: Callable[[Raw], Document]
) -> Document:
    if entry.file_size > _LARGEST:
        raise ReadError(f"{place} is larger than {_LARGEST // 2**20} MiB; split it into single documents")
    try:
        raw = Raw(data=archive.read(entry), name=place)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        raise ReadError(f"{place} cannot be unpacked ({error}); get the archive again from its origin") from error
    if kind_of(raw) is Kind.ZIP:
        raise ReadError(f"{place} is an archive in an archive; unpack it and give the files in it")
    return reader(raw)


def _joined(raw: Raw, found: Sequence[Document]) -> Document:
    text = "\n\n".join(document.text for document in found)
    articles: list[Article] = []
    start = 0
    for document in found:
        articles += (_moved(article, document, text, start) for article in document.articles)
        start += len(document.text) + 2
    return Document(id=raw.id, url=raw.url, text=text, articles=tuple(articles))


def _moved(article: Article, document: Document, text: str, by: int) -> Article:
    body = tuple(Span(start + by, end + by) for start, end in article.body)
    return replace(article, title=article.title or document.id, body=body, passage=reflow(text, body))
