"""An official document laid out on its sheet: head, title, 主送机关, text, signature and date (GB/T 9704-2012, 7.2–7.3).

Pages copied from web sites often lose their line breaks; then the parts are told by the blanks that remain.
"""

import re
from dataclasses import dataclass

from jianbao.chinese.reflow import reflow
from jianbao.elements.dates import DATE, iso_date
from jianbao.model import Article, Document, Span

_AROUND = 600  # characters before and behind the body that may hold head and signature
_HEAD = 500  # characters within which number, title and 主送机关 stand
_TAIL = 400  # characters within which signature, date and 印发 notes stand

# The line that says to whom: 各省、自治区、直辖市人民政府： — what stands before it is the head.
_ADDRESSEE = re.compile(
    r"(?:^|[\s　])(?P<to>[各有][一-鿿、，（）()\s]{1,90}?|[一-鿿]{2,30}(?:厅|局|委员会|政府)[一-鿿、，（）()\s]{0,60}?)[:：]"
)
_SIGNED = re.compile(rf"(?P<body>[^\n。！？；：:]{{2,60}}?)[\s　]*(?P<date>{DATE})(?=[\s　)）]|$)")


@dataclass(frozen=True, slots=True)
class Signature:
    """The end of a document: who signs (may be empty) and when."""

    body: str
    date: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """An article's words by their place on the sheet.

    Attributes:
        title: Headline without line breaks, may be empty.
        text: The running text, paragraphs end with a line break.
        head: What stands before the text and its beginning, up to the 主送机关 where there is one.
        addressee: The 主送机关, empty when the text has none.
        tail: The end of the text and what stands behind it.
        signature: Who signs and when; None when nobody does.
    """

    title: str
    text: str
    head: str
    addressee: str
    tail: str
    signature: Signature | None


def sheet(article: Article, document: Document) -> Sheet:
    """Lay *article* out."""
    before, behind = _around(article, document)
    text = article.text
    addressee = _ADDRESSEE.search(text[:_HEAD])
    head = text[: addressee.start() if addressee else _HEAD]
    tail = text[-_TAIL:] + "\n" + behind
    return Sheet(
        title=re.sub(r"\s*\n\s*", "", article.title or ""),
        text=text,
        head=f"{before}\n{head}",
        addressee=addressee["to"].strip() if addressee else "",
        tail=tail,
        signature=_signature(tail),
    )


def _around(article: Article, document: Document) -> tuple[str, str]:
    """Return the words before and behind the body of a document's only article."""
    if len(document.articles) != 1 or not article.body:
        return "", ""
    first, last = article.body[0].start, article.body[-1].end
    before = Span(max(0, first - _AROUND), first)
    behind = Span(last, min(len(document.text), last + _AROUND))
    return reflow(document.text, [before]).text, reflow(document.text, [behind]).text


def _signature(tail: str) -> Signature | None:
    """Find the last line that is a date, or ends with one behind a name."""
    lines = [line.strip() for line in tail.splitlines()]
    for at in range(len(lines) - 1, -1, -1):
        found = re.fullmatch(rf"[（(]?({DATE})[)）]?", lines[at])
        if found:
            return Signature(_signers(lines, at), iso_date(found[1]) or "")
    found = None
    for match in _SIGNED.finditer(tail):
        found = match
    if found is None or not found["date"]:
        return None
    body = re.split(r"[　]|\s{2,}", found["body"].strip())[-1]
    return Signature(body.strip(), iso_date(found["date"]) or "")


def _signers(lines: list[str], at: int) -> str:
    """Join the lines above a date that name bodies; a sentence ends them."""
    names: list[str] = []
    for line in reversed(lines[:at]):
        if not line or len(line) > 40 or re.search(r"[。！？；：:，,]", line):
            break
        names.insert(0, line)
    return " ".join(names)
