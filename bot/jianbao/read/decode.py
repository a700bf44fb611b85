"""Bytes to text: one fixed order, which real Chinese pages need.

Declarations lie often: ``charset=gb2312`` on pages that use characters of GBK is the normal case, and pages that moved
to UTF-8 keep their old declaration. So what proves itself goes first: a byte order mark, then strict UTF-8 (Chinese
text in another encoding practically never is), then the declaration, then GB18030, then Big5. GB2312 and GBK are read
as their superset GB18030.
"""

import codecs
import re

from jianbao.errors import ReadError
from jianbao.read import binary, mojibake

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z][\w.:-]{1,40})""", re.IGNORECASE)
_DECLARED_WITHIN = 4096  # bytes; browsers look at the first KiB, CMS templates need more
# Encodings whose declaration is worth a trial, by Python's name, and the superset that reads them. Western ones are
# left out: every byte fits them, so that they prove nothing.
_READ_AS = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "hz": "hz",
    "big5": "big5hkscs",
    "big5hkscs": "big5hkscs",
    "cp950": "cp950",
    "shift_jis": "cp932",
    "euc_jp": "euc_jp",
    "euc_kr": "cp949",
}
# Of long texts a look at the beginning tells the encoding.
_SAMPLE = 65536
_FAR_MORE = 2.0  # times as many ordinary words prove a declaration wrong
_MAX_BROKEN = 0.01  # share of characters that may be lost to damage (a cut file, a few stray bytes)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")
_MAX_ZEROS = 0.05  # share in UTF-8; of UTF-16 that could be taken for it, half of the bytes are zero
_MAX_CONTROL = 0.005  # share; real pages hold a stray one now and then
# The most frequent characters of running text, in both scripts: a wrong encoding hardly ever yields them.
_FREQUENT = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
    "这為國時來們於對會發動過說產種後學經部日月市通知各及"
)


def decode(data: bytes, place: str, declared: str | None = None) -> str:
    """Return the text of *data*, without byte order mark, otherwise unchanged.

    Args:
        data: The bytes of a text, a page or a feed.
        place: Name for messages.
        declared: Encoding that came along with it, from an HTTP header; declarations inside are found here.

    Raises:
        ReadError: Empty, no text at all, in an encoding we cannot tell, or spoilt before it was saved.
    """
    if not data.strip(b"\x00 \t\r\n\f"):
        raise ReadError(f"{place} is empty; check that it was downloaded whole")
    binary.refuse(data, place)
    text = _text(data, declared)
    if text is None or "\x00" in text or len(_CONTROL.findall(text)) > _MAX_CONTROL * len(text):
        raise ReadError(f"{place} is not text in any encoding of Chinese; give a text, an HTML page or a feed")
    if not text.strip():
        raise ReadError(f"{place} is empty; check that it was downloaded whole")
    if cause := mojibake.cause(text):
        if (repaired := mojibake.repaired(text)) is not None:
            return repaired
        raise ReadError(f"{place} was spoilt before it was saved ({cause}); get it again from its origin")
    return text


def _text(data: bytes, declared: str | None) -> str | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if b"\x00" in data:
        return _without_stray_zeros(data) or _sixteen_bits(data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    stated = (_strictly(data, name) for name in (declared, _inner_declaration(data)) if name)
    return _most_likely(data, next((text for text in stated if text is not None), None))


def _strictly(data: bytes, encoding: str) -> str | None:
    """Return the text if every byte fits; None otherwise, and for names that are not worth a trial."""
    try:
        return data.decode(_READ_AS[codecs.lookup(encoding).name])
    except (LookupError, ValueError):
        return None


def _inner_declaration(data: bytes) -> str | None:
    found = _DECLARED.search(data[:_DECLARED_WITHIN])
    return found[1].decode("ascii") if found else None


def _without_stray_zeros(data: bytes) -> str | None:
    """Read UTF-8 into which some program has written a zero or two; browsers skip them as well."""
    if data.count(0) > _MAX_ZEROS * len(data):
        return None
    try:
        return data.replace(b"\x00", b"").decode("utf-8")
    except UnicodeDecodeError:
        return None


def _sixteen_bits(data: bytes) -> str | None:
    """Read UTF-16 without a mark: its line breaks and digits have a zero on one side only."""
    even, odd = data[0:_SAMPLE:2].count(0), data[1:_SAMPLE:2].count(0)
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    if min(even, odd) * 4 > max(even, odd):
        return None
    text = data[: len(data) // 2 * 2].decode(encoding, "replace")
    return text if text.count("\ufffd") <= _MAX_BROKEN * len(text) and _share_of_frequent(text) > 0 else None


def _most_likely(data: bytes, stated: str | None) -> str | None:
    """Choose among the encodings that leave (almost) no byte unread the one that yields the most ordinary words.

    Args:
        data: The bytes.
        stated: What the declaration makes of them; it is kept unless another encoding makes far more sense.
    """
    candidates = []
    for encoding in ("utf-8", "gb18030", "big5hkscs"):
        text = data.decode(encoding, "replace")
        if text.count("\ufffd") <= _MAX_BROKEN * len(text) + 1:
            candidates.append(text)
    # max keeps the first of equals, so that the order above decides where the words do not.
    best = max(candidates, key=_share_of_frequent, default=None)
    if stated is not None and (best is None or _share_of_frequent(best) <= _FAR_MORE * _share_of_frequent(stated)):
        return stated
    return best


def _share_of_frequent(text: str) -> float:
    wide = [character for character in text[:_SAMPLE] if character > "\x7f"]
    return sum(character in _FREQUENT for character in wide) / len(wide) if wide else 0.0
