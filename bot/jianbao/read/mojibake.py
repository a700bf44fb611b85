"""Text that was read in the wrong encoding and saved again.

What went wrong can often be undone: when every character goes back to a byte and every byte then reads as ordinary
Chinese, that is the proof. Where it cannot be proven, nothing true can be taken from the text.
"""

import re

# The commonest characters and marks of Chinese, as UTF-8 bytes that were read as GBK (的 becomes 鐨, ， becomes 锛).
_UTF8_AS_GBK = re.compile(r"[锛銆鐨鏄涓鍦浜鍥鏈鍜瀛]")
# Bytes above 0x7f that were read as Latin-1 or Windows-1252; no European language has four such letters in a row.
_BYTES_AS_LATIN = re.compile(
    r"[\u0080-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]{4,}"
)
_HAN = re.compile(r"[\u3400-\u9fff]")
_REPLACED = re.compile(r"锟斤拷|\ufffd|烫烫烫")

_SAMPLE = 20_000  # characters; a spoilt text is spoilt from the start
_MIN_MARKS = 4
_FEWEST_LETTERS = 3  # different ones in a row; ………… and ———— lead to page numbers, or are there to be filled in
_MIN_SHARE = 0.08  # of all Chinese characters; in sound text these rare ones stay far below 0.01

_UNDONE = (  # (what the bytes were wrongly read as, what they were)
    ("latin-1", "utf-8"),
    ("cp1252", "utf-8"),
    ("gb18030", "utf-8"),
    ("latin-1", "gb18030"),
    ("iso8859-15", "gb18030"),
    ("cp1252", "gb18030"),
)


def repaired(text: str) -> str | None:
    """Return what *text* was before it was spoilt, None when that cannot be proven."""
    for wrong, right in _UNDONE:
        try:
            candidate = text.encode(wrong).decode(right)
        except UnicodeError:
            continue
        if cause(candidate) is None and _HAN.search(candidate):
            return candidate
    return None


def cause(text: str) -> str | None:
    """Return in words what happened to *text*, None when it is sound."""
    sample = text[:_SAMPLE]
    han = len(_HAN.findall(sample))
    marks = len(_UTF8_AS_GBK.findall(sample))
    if marks >= _MIN_MARKS and marks > _MIN_SHARE * han:
        return "UTF-8 read as GBK"
    latin = sum(len(run) for run in _BYTES_AS_LATIN.findall(sample) if len(set(run)) >= _FEWEST_LETTERS)
    if latin >= 4 * _MIN_MARKS and latin > han:
        return "Chinese read as a Western encoding"
    lost = len(_REPLACED.findall(sample))
    if lost >= _MIN_MARKS and lost > 0.02 * len(sample):
        return "characters replaced by � or 锟斤拷"
    return None
