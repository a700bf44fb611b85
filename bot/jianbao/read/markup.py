"""What a text with markup begins with, found in one pass: a pattern would backtrack without end on broken pages.

And where a page says that its links start from.
"""

import re

_NAME = re.compile(r"<(?:[A-Za-z][\w.-]*:)?([A-Za-z][\w-]*)")
_LOOKED_AT = 20_000  # characters in which the first element must come
_SKIPPED = (("<?", "?>"), ("<!--", "-->"))

# What is quoted in comments and scripts is no element of the page; each is stepped over once, closed or not.
_BASE = re.compile(
    r"""<!--(?:(?!-->).)*+|<script\b(?:(?!</script).)*+|<base\s[^<>]{0,500}?\bhref\s*=\s*["']?(?P<address>[^\s"'<>]+)""",
    re.IGNORECASE | re.DOTALL,
)


def base(text: str) -> str | None:
    """Return the address that the page *text* says its links start from (``<base href>``), as it is written."""
    return next((found["address"] for found in _BASE.finditer(text) if found["address"]), None)


def first_element(text: str) -> str:
    """Return the lower-case name of the first element, its prefix left out; ``""`` for a text that begins otherwise.

    Declarations, comments and the document type are skipped; a document type of HTML counts as ``html``.
    """
    start = text[:_LOOKED_AT].lstrip("\ufeff \t\r\n\f")
    at = 0
    while True:
        at += len(start[at:]) - len(start[at:].lstrip())
        mark = next(((left, right) for left, right in _SKIPPED if start.startswith(left, at)), None)
        if mark is not None:
            end = start.find(mark[1], at)
            if end < 0:
                return ""
            at = end + len(mark[1])
        elif start[at : at + 9].lower() == "<!doctype":
            if start[at + 9 : at + 20].strip().lower().startswith("html"):
                return "html"
            at = _end_of_doctype(start, at)
        else:
            found = _NAME.match(start, at)
            return found[1].lower() if found else ""


def _end_of_doctype(text: str, at: int) -> int:
    """Return where the document type ends, its inner declarations included."""
    bracket, end = text.find("[", at), text.find(">", at)
    if 0 <= bracket < end:
        end = text.find(">", max(text.find("]", bracket), bracket))
    return end + 1 if end >= 0 else len(text)
