"""The parts of an OFD: which pages there are, and the words that are drawn on each."""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from jianbao import ReadError
from jianbao_ofd.lines import Word, paragraphs

_LARGEST = 20 * 2**20  # bytes of a part, unpacked
_MOST_PAGES = 500
_ASKEW = 0.1  # of the width of its letters, by which words may rise or fall
_SPOILT = (zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, KeyError, ValueError, EOFError, OSError, RuntimeError)


def text(data: bytes) -> str:
    """Return what an OFD says, a paragraph a line.

    Raises:
        ReadError: It is spoilt, encrypted, or a scan.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            pages = [list(_words(_parsed(archive, name))) for name in _pages(archive)]
    except _SPOILT as error:
        raise ReadError(f"it is a spoilt OFD ({error}); get it again from its origin") from error
    if not any(pages):
        raise ReadError("it is an OFD without text, a scan mostly; give a version with text")
    return "\n".join(paragraphs(pages))


def _parsed(archive: zipfile.ZipFile, name: str) -> etree._Element:
    part = archive.getinfo(name)
    if part.file_size > _LARGEST:
        raise ReadError(f"its part {name} is larger than {_LARGEST // 2**20} MiB; split the document")
    return etree.fromstring(archive.read(part), etree.XMLParser(resolve_entities=False, no_network=True))


def _pages(archive: zipfile.ZipFile) -> list[str]:
    """Return the names of the parts that are pages, in order."""
    root = _parsed(archive, "OFD.xml")
    if "Encryptions.xml" in archive.namelist() or root.find("{*}Encryptions") is not None:
        raise ReadError("it is an encrypted OFD; give a copy that opens without a password")
    names: list[str] = []
    for body in root.iterfind("{*}DocBody/{*}DocRoot"):
        document = _inside("", body.text or "")
        tree = _parsed(archive, document)
        pages = tree.iterfind("{*}Pages/{*}Page")
        names += [_inside(posixpath.dirname(document), page.get("BaseLoc", "")) for page in pages]
    if len(names) > _MOST_PAGES:
        raise ReadError(f"it has {len(names)} pages, at most {_MOST_PAGES} are read; split it")
    return names


def _inside(folder: str, place: str) -> str:
    """Return the name in the archive of what a part in *folder* calls *place*."""
    return posixpath.normpath(posixpath.join("/", folder, place.strip())).lstrip("/")


def _words(page: etree._Element) -> Iterator[Word]:
    """Yield what is drawn on a page; not its seals, marks and watermarks, which are parts of their own."""
    for drawn in page.iterfind("{*}Content//{*}TextObject"):
        left, top, *_ = _numbers(drawn.get("Boundary")) or [0.0, 0.0]
        a, b, c, d, e, f = _numbers(drawn.get("CTM"), 6) or [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]
        size = _number(drawn.get("Size")) * abs(d)
        if a <= 0 or abs(b) > _ASKEW * a:  # it stands on its head or askew: a watermark
            continue
        x = y = 0.0
        for code in drawn.iterfind("{*}TextCode"):
            x, y = _number(code.get("X"), x), _number(code.get("Y"), y)  # given once for all that follow
            content = "".join((code.text or "").splitlines())
            if content.strip():
                width = (sum(_steps(code.get("DeltaX"), len(content) - 1)) or size / a * (len(content) - 1)) * a
                begin = left + a * x + c * y + e
                yield Word(begin, top + b * x + d * y + f, begin + width + size, size, content)


def _steps(deltas: str | None, count: int) -> list[float]:
    """Return the distances between characters; ``g 3 2.5`` says 2.5 three times."""
    words = (deltas or "").split()
    steps: list[float] = []
    while words and len(steps) < count:
        if words[0] == "g" and len(words) > 2:
            steps += [float(words[2])] * min(int(words[1]), count)
            del words[:3]
        else:
            steps.append(float(words.pop(0)))
    return steps


def _numbers(words: str | None, count: int = 4) -> list[float]:
    numbers = [float(word) for word in (words or "").split()]
    return numbers if len(numbers) == count else []


def _number(word: str | None, default: float = 0.0) -> float:
    return default if word is None else float(word)
