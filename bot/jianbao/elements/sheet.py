"""An official document laid out on its sheet: head, title, 主送机关, text, signature, date (GB/T 9704-2012, 7.2–7.3).

Pages copied from web sites often lose their line breaks; then the parts are told by the blanks that remain.
"""

import re
from dataclasses import dataclass

from jianbao.chinese.reflow import reflow
from jianbao.elements.bodies import is_body
from jianbao.elements.dates import DATE, MONTH, iso_date
from jianbao.model import Article, Document, Span

_AROUND = 600  # characters before and behind the body that may hold head and signature
_HEAD = 500  # characters within which number, title and 主送机关 stand
_TAIL = 400  # characters within which signature, date and 印发 notes stand
_LONGEST_PREAMBLE = 2000  # characters that the adoptions of a law take at most
_NOTE = 200  # characters within which the note below a title stands
_LONGEST_NAME = 60

# The line that says to whom: 各省、自治区、直辖市人民政府： — what stands before it is the head.
_ADDRESSEE = re.compile(r"(?:^|(?<=[\s　]))各[一-鿿、，（）()\s]{1,90}?[:：]")
_FURNITURE = re.compile(  # lines before the running text that are no part of it
    r"\s*(?:[^\n。]{0,60}号|来源[^\n]*|(?:发布)?时间[^\n]*|[^\n，。：:！？]{2,40})(?:\n|$)"
)
_TEXT_FOLLOWS = re.compile(r"\s*[^\n。]{12,}。")
_INLINE_BREAK = re.compile(r"[\s　]+")
_CLEAN = re.compile(r"[一-鿿（）()]+")  # the first half of a broken name: no digits, no punctuation


@dataclass(frozen=True, slots=True)
class Signature:
    """The end of a document: who signs (may be empty) and when (None when no whole date is given)."""

    body: str
    date: str | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """An article's words by their place on the sheet.

    Attributes:
        title: Headline without line breaks, may be empty.
        text: The running text, paragraphs end with a line break.
        text_start: Where the text proper begins: behind title, number and 主送机关.
        head: What stands before the text and its beginning, up to the 主送机关 where there is one.
        addressee: The 主送机关, empty when the text has none.
        preamble: What stands before 第一条 of a law, or the note in brackets below a decision's title; may be empty.
        signature: Who signs and when; None when nobody does.
        source: Who is named as the source.
    """

    title: str
    text: str
    text_start: int
    head: str
    addressee: str
    preamble: str
    signature: Signature | None
    source: str


def lay_out(article: Article, document: Document) -> Sheet:
    """Lay *article* out."""
    before, behind = _around(article, document)
    text = article.text
    # As it was written: reflowing takes out the blanks that keep a signature and its date apart.
    written = "\n".join(document.text[start:end] for start, end in article.body)
    addressee = _ADDRESSEE.search(text[:_HEAD])
    title = re.sub(r"\s*\n\s*", "", article.title or "")
    return Sheet(
        title=title,
        text=text,
        text_start=addressee.end() if addressee else _text_start(text, title),
        head=f"{before}\n{text[: addressee.start() if addressee else _HEAD]}",
        addressee=addressee.group().strip() if addressee else "",
        preamble=_preamble(f"{before[-_NOTE:]}\n{text}"),
        signature=_signature(f"{written[-_TAIL:]}\n{behind}") or _signature_before_annex(written),
        source=article.source or "",
    )


def _around(article: Article, document: Document) -> tuple[str, str]:
    """Return the words before and behind the body of a document's only article."""
    if len(document.articles) != 1 or not article.body:
        return "", ""
    first, last = article.body[0].start, article.body[-1].end
    before = Span(max(0, first - _AROUND), first)
    behind = Span(last, min(len(document.text), last + _AROUND))
    return reflow(document.text, [before]).text, reflow(document.text, [behind]).text


def _text_start(text: str, title: str) -> int:
    """Return where the first line begins that is neither the title again nor a number, a source or a short heading."""
    at = 0
    if title and text.startswith(title):
        at = len(title)
    while (found := _FURNITURE.match(text, at)) and found.end() < len(text):
        at = found.end()
    return at


def _preamble(text: str) -> str:
    first = text.find("第一条", 0, _LONGEST_PREAMBLE)
    if first >= 0:
        return text[:first]
    found = re.search(r"(?m)^\s*[（(][^（）()]{8,90}(?:通过|公布|修订|修正|施行)[）)]", text[: 2 * _NOTE])
    return found.group() if found else ""


def _signature(tail: str) -> Signature | None:
    """Find the last line that is a date, or a name followed by one."""
    lines = [line.strip() for line in tail.splitlines()]
    for at in range(len(lines) - 1, -1, -1):
        found = re.fullmatch(rf"[（(]?(?P<date>{DATE}|{MONTH})[)）]?", lines[at])
        if found:
            body = _signer(lines[:at])
            if body or re.fullmatch(DATE, found["date"]):
                return Signature(body, iso_date(found["date"]))
    return _inline(tail)


def _signature_before_annex(text: str) -> Signature | None:
    """Find a signature in the middle: what is printed with a notice (附件) follows it."""
    for found in re.finditer(rf"[。！](?P<signed>\s+[^。！？；：:，,]{{4,90}}?{DATE})(?=\s)", text):
        signature = _inline(found["signed"])
        if signature and signature.body:
            return signature
    return None


def _inline(words: str) -> Signature | None:
    """Read a signature in running text: names and a date, kept apart by blanks."""
    dates = list(re.finditer(rf"(?<=[\s　])(?P<date>{DATE})(?=[\s　)）（(]|$)", words))
    if not dates:
        return None
    found = dates[-1]
    if _TEXT_FOLLOWS.match(words, found.end()):
        return None  # a line of data under the headline: 民政部　2025年10月24日
    body = _signer(_INLINE_BREAK.split(words[: found.start()].strip()))
    return Signature(body, iso_date(found["date"])) if body else None


def _signer(parts: list[str]) -> str:
    """Return the bodies named at the end of *parts*, joined with blanks; a name may be broken over two of them."""
    names: list[str] = []
    rest = [part for part in parts if part]
    while rest:
        last = rest.pop()
        if rest and _is_broken(rest[-1], last):
            names.insert(0, rest.pop() + last)
        elif all(is_body(name) for name in last.split()) and last:
            names.insert(0, last)
        else:
            break
    return " ".join(names)


def _is_broken(first: str, second: str) -> bool:
    """Tell whether a line break or a blank stands inside of a name: 国务院应对…肺炎 | 疫情联防联控机制综合组."""
    whole = first + second
    return len(whole) <= _LONGEST_NAME and bool(_CLEAN.fullmatch(first)) and not is_body(first) and is_body(whole)
