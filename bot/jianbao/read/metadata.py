"""What a page says about its article: prescribed tags first, then the table of 政府信息公开, then the page itself.

The tags are those of 国办发〔2017〕47号 (政府网站发展指引, annex 网页标签): ArticleTitle, PubDate, ContentSource. Real
sites write them in any case, leave them empty, or put them into the body. ArticleTitle also says that a page *is* an
article: lists carry Column tags only.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lxml.html import HtmlElement

from jianbao.read import dates, stated, titles, traces
from jianbao.read.dom import Block, squeeze
from jianbao.read.marks import is_doc_number

_TITLE_TAGS = ("articletitle",)
_OTHER_TITLE_TAGS = ("og:title", "twitter:title")
_DATE_TAGS = (
    "pubdate",
    "publishdate",
    "publish_date",
    "firstpublishedtime",
    "article:published_time",
    "og:release_date",
    "datepublished",
    "weibo: article:create_at",
    "publishtime",
    "date",
)
_SOURCE_TAGS = ("contentsource", "source", "mediaid")
_SOURCE_LABEL = re.compile(r"^[\u4e00-\u9fff]{0,2}来源\s*[：:]\s*")
_NEVER_A_TIME = "23:59:59"  # a placeholder of gov.cn for documents of unknown date

_LONGEST_DATA = 200  # characters of a line with data
_LONGEST_TITLE = 80
_SITE = re.compile(
    r"^[\u4e00-\u9fff]{0,12}(?:网|网站|门户|首页|频道|民政局|民政厅|民政部)$"
)  # a page's title that names its site
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_TITLE_CLASS = re.compile(r"(?:^|[ _-])(?:\w*(?:title|headline)|tit|bt|biaoti)(?![a-z])", re.IGNORECASE)
_SHORTEST_TITLE = 6
_MOST_LINES = 3  # that the title of a 公文 is set in
_ABOUT = re.compile(r"^[\u4e00-\u9fff、]{0,30}关于[^，。：；]+$")
_NEAR = 12  # lines above the text in which title, date and source are looked for

_SITE_PART = re.compile(r"(?<!\s)\s*+[_|｜]\s*+|(?<!\s)\s++[-–—]++\s++|--+|—{2,}(?=[^—]*$)|-(?=[^-]*$)")
_EMPTY_VALUE = re.compile(r"[\s\-—_/|无空暂]*|本站(?:原创)?")
_DOC_NUMBER = re.compile(r"([\[［【(（〔])\s*([12][0-9]{3})\s*([\]］】)）〕])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a page says about its article; None where it says nothing."""

    title: str | None = None
    published: str | None = None
    source: str | None = None
    issuer: str | None = None
    doc_number: str | None = None


def read(root: HtmlElement, blocks: Sequence[Block], first: int, last: int, url: str | None = None) -> Metadata:
    """Return what is said about the article in lines ``[first, last)`` of the page *root*.

    Args:
        root: The page.
        blocks: Its lines.
        first: Where the running text begins.
        last: Where it ends.
        url: Where the page was found; the day in it counts where the page shows none.
    """
    tags = _tags(root)
    linked = _linked_data(root)
    table = stated.fields(block.text for block in (*blocks[:first], *blocks[last:]))
    near = [block for block in blocks[max(0, first - _NEAR) : first + 3] if len(block.text) < _LONGEST_DATA]
    data = stated.fields(block.text for block in near)
    return Metadata(
        title=_first(tags, _TITLE_TAGS) or _stated_title(table) or _title(root, blocks[:last], first, tags, linked),
        published=_published(tags, table, data, near, linked)
        or _marked_day(root, blocks[first].element)
        or _day_above(near[:-3])
        or dates.find(table.get("signed") or "")
        or traces.day_of(root, url),
        source=_source(_first(tags, _SOURCE_TAGS)) or _clean(data.get("source")) or _clean(table.get("source")),
        issuer=_clean(table.get("issuer")),
        doc_number=_number(table, near),
    )


def normalised_number(number: str) -> str:
    """Return a 发文字号 with the brackets that GB/T 9704-2012 prescribes, 〔〕 round the year, and without blanks."""
    return _DOC_NUMBER.sub(r"〔\2〕", re.sub(r"\s+", "", number))


# Tags
# ------------------------------------------------------------------------------------------------------------------


def _tags(root: HtmlElement) -> dict[str, str]:
    tags: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = (meta.get("name") or meta.get("property") or meta.get("itemprop") or "").strip().lower()
        value = squeeze(meta.get("content") or "")
        if name and value:
            tags.setdefault(name, value)
    return tags


def _first(tags: Mapping[str, str], names: Sequence[str]) -> str | None:
    return next((value for name in names if (value := _clean(tags.get(name)))), None)


def _source(value: str | None) -> str | None:
    """Return the source without the label that some pages write into the tag."""
    return _clean(_SOURCE_LABEL.sub("", value)) if value else None


def _clean(value: str | None) -> str | None:
    """Return *value* unless it says nothing."""
    return None if value is None or _EMPTY_VALUE.fullmatch(value) else value


def _linked_data(root: HtmlElement) -> Mapping[str, Any]:
    """Return the first article among the page's JSON-LD objects."""
    for script in root.iter("script"):
        if script.get("type", "").lower() != "application/ld+json":
            continue
        try:
            data = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        for item in data if isinstance(data, list) else [data]:
            if isinstance(item, dict) and ("headline" in item or "datePublished" in item or "pubDate" in item):
                return item
    return {}


def _stated_title(table: Mapping[str, str]) -> str | None:
    """Return the title of the table, if it can be one: 标题 and 正文 are also what a search box offers."""
    title = table.get("title")
    return title if title and len(title) >= _SHORTEST_TITLE else None


def _number(table: Mapping[str, str], near: Sequence[Block]) -> str | None:
    """Return the 发文字号 of the table, else the one that stands alone above the text."""
    number = table.get("number") or next((block.text for block in near if is_doc_number(block.text)), None)
    return normalised_number(number) if number else None


# The page itself
# -------------------------------------------------------------------------------------------------------


def _title(
    root: HtmlElement, blocks: Sequence[Block], first: int, tags: Mapping[str, str], linked: Mapping[str, Any]
) -> str | None:
    """Return the heading that the page's own title repeats, else the part of that title that names no site."""
    page = max((squeeze(title.text or "") for title in root.iter("title")), key=len, default="")  # some have two
    named = str(linked.get("headline") or "") or _first(tags, _OTHER_TITLE_TAGS) or ""
    for whole in filter(None, (page, named)):
        heading = _heading(blocks, first, re.sub(r"\s+", "", whole))
        if heading and not _SITE.search(heading):  # which also signs the text
            return heading
    headings = [block.text for block in blocks[: first + 1] if block.element.tag in ("h1", "h2") and not block.linked]
    if len(headings) == 1 and len(headings[0]) >= 8:
        return titles.tidy(headings[0])
    above = _above_data(blocks, first)
    if above is not None and (_SITE.search(page) or _is_marked(above.element)):
        return named or titles.tidy(above.text)
    own = named or _own_part(page)
    return (_official(blocks[: first + _MOST_LINES]) or own) if own is None or _SITE.search(own) else own


def _official(blocks: Sequence[Block]) -> str | None:
    """Return the first lines that together are the title of a 公文 (…关于…的函), on pages that mark none."""
    for at, block in enumerate(blocks):
        parts = [line.text for line in blocks[at : at + _MOST_LINES] if not line.linked]
        for count in range(1, len(parts) + 1):
            title = titles.tidy("".join(parts[:count]))
            if len(title) > _LONGEST_TITLE or stated.fields([block.text]):
                break
            if _ABOUT.search(title) and titles.is_official(title):
                return title
    return None


def _is_marked(element: HtmlElement) -> bool:
    """Tell whether the page's markup calls *element* a title."""
    called = f"{element.get('class')} {element.get('id')}"[:_LONGEST_DATA]
    return element.tag in _HEADINGS or bool(_TITLE_CLASS.search(called))


def _above_data(blocks: Sequence[Block], first: int) -> Block | None:
    """Return the line above that of date and source: the title, on pages whose own title names but the site."""
    for at in range(min(first, len(blocks) - 1), 0, -1):
        line, above = blocks[at], blocks[at - 1]
        if len(line.text) < _LONGEST_DATA and dates.find(line.text):
            possible = _SHORTEST_TITLE <= len(above.text) <= _LONGEST_TITLE and not above.linked
            return above if possible and not stated.fields([above.text]) else None
    return None


def _heading(blocks: Sequence[Block], first: int, page: str) -> str | None:
    """Return the longest line before the text (or its first lines) that stands in the page's title."""
    best = ""
    for block in blocks[: first + 4]:
        words = re.sub(r"\s+", "", block.text)
        if len(words) > len(best) and 4 <= len(words) <= 120 and not block.linked and _repeats(words, page):
            best = block.text
    return titles.tidy(best) if len(best) >= 6 else None


def _repeats(words: str, page: str) -> bool:
    """Tell whether *words* stand in *page*, or go on where it was cut short."""
    if words in page:
        return len(words) >= 0.4 * len(re.split(r"[_|｜]", page)[0])
    own = re.split(r"[_|｜]|--|\.\.\.|…", page)[0]
    return len(own) >= 8 and words.startswith(own)


def _own_part(page: str) -> str | None:
    parts = [part for part in _SITE_PART.split(page) if part.strip()]
    if not parts:
        return None
    return parts[0].strip() if len(parts[0]) >= 6 else max(parts, key=len).strip()


def _published(
    tags: Mapping[str, str],
    table: Mapping[str, str],
    data: Mapping[str, str],
    near: Sequence[Block],
    linked: Mapping[str, Any],
) -> str | None:
    tagged = [tags[name] for name in _DATE_TAGS if name in tags and not tags[name].endswith(_NEVER_A_TIME)]
    stated = [table.get("published"), data.get("published"), linked.get("datePublished"), linked.get("pubDate")]
    for value in [*tagged, *stated]:
        if value and (day := dates.moment(str(value))):
            return day
    return next(
        (day for find in (dates.labelled, dates.with_clock) for block in near if (day := find(block.text))), None
    )


def _marked_day(root: HtmlElement, text: HtmlElement) -> str | None:
    """Return the day of the last ``<time datetime>`` that stands above the running *text*."""
    day = None
    for element in root.iter():
        if element is text:
            return day
        if element.tag == "time":
            day = dates.moment(element.get("datetime") or "") or day
    return day


def _day_above(blocks: Sequence[Block]) -> str | None:
    """Return a day that stands above the text without saying what it is."""
    return next((day for block in reversed(blocks) if not block.linked and (day := dates.find(block.text))), None)
