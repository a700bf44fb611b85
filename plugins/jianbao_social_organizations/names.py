"""Names of organisations in running text: where one begins is told by the words before it; doubtful ones are left."""

import re
from collections.abc import Iterator

from jianbao import Span

_LAST = (
    "协会|商会|学会|研究会|基金会|促进会|联合会|联谊会|同业公会|慈善会|总会|校友会|联盟|志愿队|服务中心|服务社|发展中心|"
    "交流中心|研究院|研究中心|俱乐部|发展委员会|民办学校|培训学校|幼儿园|养老院|福利院"
)
_NAME = re.compile(rf"(?:[一-鿿·]|（[一-鿿]{{1,10}}）|\([一-鿿]{{1,10}}\)){{2,40}}?(?:{_LAST})(?:（[一-鿿]{{1,10}}）)?")
_QUOTED = re.compile(r"“([^”“\n]{4,40})”")
# What can stand before a name and is not a part of it. 对外, 和平, 由于, 向日葵, 与时俱进 begin words of names.
_BEFORE = re.compile(
    r".*(?:对(?!外)|将|把|由(?!于)|被|向(?!日|阳)|给|让|和(?!平|谐|合)|与(?!时)|及|同意|批准|准予|核准|注销|撤销|取缔|查处|处罚|"
    r"劝散|列入|移出|公布|包括|其中|例如|比如|名为|授予|联合|通过|依法|当事人|的|了|是|为(?!民)|近日|日前|社会组织|社会团体|"
    r"民政[部厅局]|关于|以及|举办|参与|支持|号)"
)
_GENERIC = re.compile(
    rf"(?:全国|各|该|本|其|此|上述|有关|相关|部分|一些|所有|非法|这些|这家|[0-9一二三四五六七八九十百多几余两]+[家个])*"
    rf"(?:性|级|类)?(?:社会组织|社会团体|慈善组织|行业|地方|公益|民间|专业|学术|志愿|市|省|区|县|社区|公募|非公募)*(?:的)?(?:{_LAST})"
)
_ENDS = re.compile(rf"(?:{_LAST}|志愿队|委员会)$")
_BETWEEN = re.compile(r"[”“]?案?(?:、|和|及|以及|与)[“”]?")
_SHORTEST = 5  # characters of a name: 省红十字会 and shorter are spoken of, not named


def names(text: str, start: int, end: int) -> Iterator[tuple[str, Span]]:
    """Yield the names between two offsets of *text*, with their spans."""
    quoted = [Span(*found.span(1)) for found in _QUOTED.finditer(text, start, end) if _ENDS.search(found[1])]
    every = sorted([*quoted, *_bare(text, start, end)])
    yield from ((text[span.start : span.end], span) for span in every)


def rows(text: str, start: int, end: int) -> Iterator[list[tuple[str, Span]]]:
    """Yield the names between two offsets by rows: nothing but 、 or 和 between those of one row."""
    row: list[tuple[str, Span]] = []
    for name, span in names(text, start, end):
        if row and not _BETWEEN.fullmatch(text[row[-1][1].end : span.start]):
            yield row
            row = []
        row.append((name, span))
    if row:
        yield row


def _bare(text: str, start: int, end: int) -> Iterator[Span]:
    taken = start
    for found in _NAME.finditer(text, start, end):
        name = _BEFORE.sub("", found.group())
        begins = found.end() - len(name)
        inside = text.rfind("“", start, begins) > text.rfind("”", start, begins)
        if begins >= taken and len(name) >= _SHORTEST and not _GENERIC.fullmatch(name) and not inside:
            taken = found.end()
            yield Span(begins, found.end())
