"""The day on which a document was signed, adopted or put online, as its own text shows it."""

import re

from jianbao.elements.dates import DATE, iso_date
from jianbao.elements.sheet import Sheet

_LABELLED = re.compile(
    r"(?:成文日期|发文日期|发布日期|发布时间|公布日期|发文时间|印发日期|发稿时间|日期|时间)"
    rf"[\s　]*[:：][\s　]*(?P<date>{DATE})"
)
_BESIDE_SOURCE = re.compile(rf"来源[:：][\s　]*[^\s　]{{2,30}}?[\s　]*(?P<date>{DATE})")
_ADOPTED = re.compile(
    rf"(?P<date>{DATE})(?:(?!{DATE})[^\n。；]){{0,60}}?(?:会议|委员会|代表大会|令)[^\n。；年]{{0,20}}?(?:通过|修订|修正|公布)"
)
_SENT = re.compile(rf"(?:本报|[一-鿿]{{2,8}}(?:社|报|网))[一-鿿]{{0,8}}(?P<date>{DATE})(?:讯|电|消息)")
_DATELINE = re.compile(
    rf"\s*(?:[一-鿿]{{2,10}}(?:报|网|社|台|周刊)\s*)?[（(]?(?P<date>{DATE})[）)]?\s*(?:[来源稿][^\n]{{0,40}})?(?=\n|$|[一1][、.])"
)
_SEAL = re.compile(rf"令[\s\S]{{0,200}}?\n[^\n]{{2,20}}\n(?P<date>{DATE})\s*\n")


def read(page: Sheet) -> str | None:
    """Return the ISO date of signing or publication, None when the text shows none.

    The day of signing (成文日期) goes before the day of printing; of several adoptions of a law the last one counts.
    """
    return _order(page) or _adoption(page) or _signing(page) or _dateline(page)


def _order(page: Sheet) -> str | None:
    found = _SEAL.search(page.head)
    return iso_date(found["date"]) if found else None


def _adoption(page: Sheet) -> str | None:
    """Return the last adoption of a law or a decision."""
    dates = filter(None, (iso_date(found["date"]) for found in _ADOPTED.finditer(page.preamble)))
    return max(dates, default=None)


def _signing(page: Sheet) -> str | None:
    return page.signature.date if page.signature else None


def _dateline(page: Sheet) -> str | None:
    found = _LABELLED.search(page.head) or _BESIDE_SOURCE.search(page.head)
    if found:
        return iso_date(found["date"])
    lines = page.head.strip().splitlines()[:3]
    for line in lines:
        match = _DATELINE.match(line)
        if match:
            return iso_date(match["date"])
    sent = _SENT.search(page.head)
    return iso_date(sent["date"]) if sent else None
