"""The day of a page that shows none: in the data of its scripts, and in its own address."""

import re
from collections.abc import Iterator
from datetime import date

from lxml.html import HtmlElement

from jianbao.read import dates

_EARLIEST = 1995  # nothing of these sites was on the web before
# "pubtime": "2024-07-02 19:02:26", publishDate = '2024-07-02'
_STAMP = re.compile(
    r"""\b(?:pub|publish|published|firstPublish)_?(?:time|date|at)["']?\s*[:=]\s*["'](?P<day>[^"'<>]{8,40})["']""",
    re.IGNORECASE,
)
_LARGEST_SCRIPT = 500_000  # characters; what is longer is a library
# Ways in which content systems write the day of publication into an address: /20240702/, /2024-07/02/, /2024/0702/,
# /202407/02/, /202407/t20240702_123.html, /20240702A01B2C00.html; /art/2024/7/2/art_1_2.html.
_DAYS = (
    re.compile(
        r"/t?(?P<y>(?:19|20)[0-9]{2})[-/_]?(?P<m>[01][0-9])[-/_]?(?P<d>[0-3][0-9])(?=[/_.-]|[A-Z][0-9A-Z]{3,9}\.|$)"
    ),
    re.compile(r"/(?P<y>(?:19|20)[0-9]{2})/(?P<m>1?[0-9])/(?P<d>[1-3]?[0-9])/"),
)


def day_of(root: HtmlElement, url: str | None) -> str | None:
    """Return the ISO day of the page *root*, None when neither its scripts nor its address tell, or they tell several.

    Args:
        root: The page.
        url: Where it was found; without it the address that the page gives itself.
    """
    return _in_scripts(root) or next((day for own in _addresses(root, url) if (day := in_address(own))), None)


def in_address(url: str) -> str | None:
    """Return the day that stands in the path of *url*; None when there is none, or two that differ."""
    path = re.split(r"[?#]", re.sub(r"^[a-z]+://[^/]*", "", url, flags=re.IGNORECASE), maxsplit=1)[0]
    whole = path if path.startswith("/") else f"/{path.removeprefix('./')}"
    return _agreed(day for shape in _DAYS for found in shape.finditer(whole) if (day := _day(found)))


def _in_scripts(root: HtmlElement) -> str | None:
    stamps = (
        found["day"]
        for script in root.iter("script")
        if script.text and len(script.text) < _LARGEST_SCRIPT
        for found in _STAMP.finditer(script.text)
    )
    return _agreed(day for stamp in stamps if (day := dates.find(stamp)))


def _addresses(root: HtmlElement, url: str | None) -> Iterator[str]:
    if url:
        yield url
    for link in root.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and link.get("href"):
            yield link.get("href")
    for meta in root.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").strip().lower()
        if name in ("og:url", "url") and meta.get("content"):
            yield meta.get("content")


def _agreed(days: Iterator[str]) -> str | None:
    """Return the one day that all of *days* are."""
    found = set(days)
    return found.pop() if len(found) == 1 else None


def _day(found: re.Match[str]) -> str | None:
    try:
        day = date(int(found["y"]), int(found["m"]), int(found["d"]))
    except ValueError:
        return None
    return day.isoformat() if day.year >= _EARLIEST else None
