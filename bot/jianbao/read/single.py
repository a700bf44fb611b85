"""One document as plain text: all of it is the body; its title is looked for at the top."""

import re
from collections.abc import Iterator, Sequence

from jianbao.model import Span
from jianbao.read import dates, titles, wording
from jianbao.read.cut import Cut
from jianbao.read.lines import Line, squeeze
from jianbao.read.marks import is_counted, is_doc_number, source_in

_TOP = 12  # lines in which a title is looked for
_MOST_LINES = 4  # of a title
_EXCLAIMED = 40  # characters; a longer first line that ends with ！ is a paragraph
_LONGEST = 80  # characters of a title

_LETTERHEAD = re.compile(
    r"(?:(?!关于).){2,40}文件|.{2,12}政府公报|(?:索引号|发布机构|发文机关|成文日期|文号|主题词|分类|有效性)[：:].*|附件\s*[0-9一二三四五六]?\s*[：:]?"
)
_ORDER = re.compile(r"(?P<issuer>.{2,40}(?:人民政府|部|委员会|局|厅|署|主席|国务院|办公厅))\s*(?P<kind>令|公告|通告)")
_ORDER_NUMBER = re.compile(r"[（(]?第?\s*[0-9〇零一二三四五六七八九十百]+\s*号[）)]?")
_QUOTED = re.compile(r"《([^《》]{2,60})》")
_OF_A_PAPER = re.compile(r"^[\u4e00-\u9fff]{2,10}(?:报|网|社|台|周刊|客户端)[，,（(]?")
_SUBTITLE = ("——", "--", "──")  # ——某市推进居家养老服务纪实
_STATEMENT = re.compile(r"[。；！？]")
_ADDRESSEES = re.compile(r"[：:]$")
_ANNOTATION = re.compile(r"[（(][12][0-9]{3}年.{4,}")  # （2021年1月8日…通过）
_INLINE_SOURCE = re.compile(
    r"(?:来源|信息来源|稿件来源|文章来源|来源单位|转自)\s*[：:]\s*(?P<name>[^\s|｜，。；]{2,40})"
)


def cut(text: str, lines: Sequence[Line]) -> Cut:
    """Return *text* as one article."""
    head = _heading_lines(lines)
    page = squeeze(text[lines[len(head)].start :]) if len(head) < len(lines) else ""
    return Cut(
        title=_order_title(lines) or _title(head, page) or _inline_title(lines),
        body=(Span(0, len(text)),),
        source=_source(lines),
        published=_published(lines),
    )


def _heading_lines(lines: Sequence[Line]) -> list[Line]:
    """Return what stands above the text: letterhead, 发文字号, title."""
    if lines and _is_exclaimed(lines):
        return [lines[0]]
    head: list[Line] = []
    for line in lines[:_TOP]:
        ends = (
            line.ends_sentence
            or _ADDRESSEES.search(line.text)
            or _STATEMENT.search(line.text)
            or len(line.text) > _LONGEST
        )
        subtitle = bool(head) and line.text.startswith(_SUBTITLE)
        if ends or (is_counted(line.text) and not subtitle) or wording.begins_sentence(squeeze(line.text)):
            break
        head.append(line)
    return head


def _is_exclaimed(lines: Sequence[Line]) -> bool:
    """Tell whether the first line is a title although it ends like a sentence (怎么办？)."""
    first = lines[0].text
    below = max((len(line.text) for line in lines[1:4]), default=0)
    return first[-1] in "！？!?" and "。" not in first and len(first) < min(_EXCLAIMED, below)


def _title(head: Sequence[Line], page: str) -> str | None:
    parts: list[str] = []
    for line in head:
        if _is_beside_title(line.text):
            if parts:
                break
            continue
        if len(parts) == _MOST_LINES or line.text in parts or (parts and not _goes_on(parts, line)):
            break
        parts.append(line.text)
    return titles.join(parts, page) if parts else None


def _is_beside_title(line: str) -> bool:
    words = squeeze(line)
    return bool(
        is_doc_number(words)
        or _LETTERHEAD.fullmatch(words)
        or _ORDER_NUMBER.fullmatch(words)
        or _ANNOTATION.match(words)
        or source_in(line)
        or _INLINE_SOURCE.search(line)
        or dates.only(words)
        or dates.leading(words)
        or dates.only(_OF_A_PAPER.sub("", words))
    )


def _goes_on(parts: Sequence[str], line: Line) -> bool:
    """Tell whether *line* belongs to the title that *parts* began: its sentence is open, or this line ends it."""
    whole = "".join(parts)
    if line.gap:
        return False
    if line.text.startswith(_SUBTITLE):
        return True
    if titles.is_official(whole):
        return False
    return titles.is_official(line.text) or whole.endswith(("关于", "和", "与", "及", "的")) or "关于" in whole


def _order_title(lines: Sequence[Line]) -> str | None:
    """Return the title of an order (令): what it makes public, named in its first sentence and again above its text."""
    if not lines or not (order := _ORDER.fullmatch(squeeze(lines[0].text))):
        return None
    words = [squeeze(line.text) for line in lines]
    quoted: list[str] = [name for line in lines[1:_TOP] for name in _QUOTED.findall(squeeze(line.text))]
    for name in quoted:
        if name in words:
            return name
    if len(words) > 1 and _ORDER_NUMBER.fullmatch(words[1]):
        return f"{order['issuer']}{order['kind']}{words[1].strip('（）()')}"
    return None


def _inline_title(lines: Sequence[Line]) -> str | None:
    """Return the title of a page that was saved as one line: the words before the first sentence, set off by blanks."""
    if not lines or len(lines) > _MOST_LINES:
        return None
    parts: list[str] = []
    for chunk in _chunks(lines[0].text):
        ended = len(chunk) > _LONGEST or _STATEMENT.search(chunk) or _ADDRESSEES.search(chunk) or is_counted(chunk)
        if (
            ended
            or chunk in parts
            or _is_beside_title(chunk)
            or len(parts) == _MOST_LINES
            or chunk.count("《") > chunk.count("》")
        ):
            break
        parts.append(chunk)
        if titles.is_official(chunk) and "关于" in chunk:
            break
    else:
        return None  # no text follows
    return titles.tidy(" ".join(parts)) if parts else None


def _chunks(line: str) -> Iterator[str]:
    yield from filter(None, re.split(r"\s+", line))


def _source(lines: Sequence[Line]) -> str | None:
    """Return who is named as the source: in a line of its own, or in the line of data under the title."""
    for line in [*lines[:_TOP], *lines[-3:]]:
        if name := source_in(line.text):
            return name
    for line in lines[:_TOP]:
        if len(line.text) <= _LONGEST and (found := _INLINE_SOURCE.search(line.text)):
            return str(found["name"])
    return None


def _published(lines: Sequence[Line]) -> str | None:
    """Return the date in the line of data under the title (发布时间：…)."""
    for line in lines[:_TOP]:
        if len(line.text) <= _LONGEST and (date := dates.labelled(line.text)):
            return date
    return None
