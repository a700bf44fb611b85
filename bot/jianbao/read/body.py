"""The running text of an article page, found without any rule for its site.

Every line gets a worth: sentences count for the article, lists of links and the words around an article count against
it. The element whose lines are worth the most holds the article; the stretch of its lines that is worth the most is
the article.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

from jianbao.read import dates, stated
from jianbao.read.dom import Block

_SENTENCE = re.compile(r"[，。！？；]")
# What site owners say about themselves, in both scripts.
_OWNER = re.compile(
    r"版[权權]所有|(?:版[权權]|免[责責])(?:及免[责責])?[声聲]明|凡本[网網]|本[网網站]未注明|不代表本|[仅僅]代表(?:作者)?(?:本人|[个個]人)|未[经經].{0,16}(?:授[权權]|[许許]可|[书書]面)"
    r"|copyright|©|ICP[备備]|公[网網]安[备備]|[举舉]报(?:电话|邮箱)|技术支持|[网網]友[评評][论論][仅僅]|[浏瀏][览覽]器|复制(?:成功|链接)|请.{0,6}登录|尚未.{0,3}登录"
    r"|请遵守|文明(?:发言|上网)|扫(?:一扫|描).{0,12}二维码",
    re.IGNORECASE,
)
# Short lines under an article, from which on nothing belongs to it.
_END = re.compile(
    r"^\W*(?:更多)?(?:相[关關]|延伸|推[荐薦]|[热熱][门門点點]|精彩|其他|最新|更多|今日|[图圖]片|往期|近期|[网網]友|我要|[发發][表布]|查看)的?"
    r"(?:[阅閱][读讀]|新[闻聞]|[链鏈]接|[报報][道導]|文章|[专專][题題]|推[荐薦]|[评評][论論]|[资資][讯訊]|[内內]容|[图圖]片|精[选選]|[视視][频頻]|信息|留言|焦[点點]|商品|[产產]品|[话話][题題]|搜索|微博|解[读讀])?"
    r".{0,6}$|分享[到至]|打印(?:本页|此文)?|[关關][闭閉](?:窗口|本[页頁])?|字(?:体|[号號])大?小?|返回(?:首[页頁]|[顶頂]部)|[上下]一[篇条條页頁]"
    r"|^[评評][论論]|^\W*(?:[责責]任)?[编編][辑輯].{0,12}$|点击(?:查看|进入)",
    re.IGNORECASE,
)
_DATA = re.compile(
    r"(?:发[布表]|更新|来源|时间|日期|浏览|阅读|点击|字[体号]|作者|编辑|[索检]\s*引\s*号|文\s*号|机[关构]|分\s*类|有\s*效\s*性)"
    r"\s*[：:（(]|【\s*(?:大|字[体号])"
)

# A cell that holds a figure: no date, no index number, no telephone number.
_FIGURE = re.compile(r"[-+]?(?:0|[1-9][0-9,]{0,14})(?:\.[0-9]+)?[%‰]?")

_SHORT = 30  # characters; what is shorter and no sentence is a heading, a caption, a button
_BOILERPLATE = 250  # characters; what is longer only mentions copyright
_MOMENT = 60  # characters of a line that begins with the moment of publication
_LINKED = 0.5  # share of a line's words that are links


@dataclass(frozen=True, slots=True)
class Body:
    """Where the running text stands among the lines of a page.

    Attributes:
        first: Its first line.
        last: The line behind its last one.
        size: How many characters it has.
    """

    first: int
    last: int
    size: int


def find(blocks: Sequence[Block]) -> Body | None:
    """Return the stretch of *blocks* that is the article, None when no line is worth anything."""
    worth = [_worth(block) for block in blocks]
    holder = _holder(blocks, worth)
    if holder is None:
        return None
    held = set(holder.iter())
    inside = [at for at, block in enumerate(blocks) if block.element in held]
    first, last = _best_stretch([worth[at] for at in inside])
    if first == last:
        return None
    first, last = _with_heading(blocks, inside[first]), _with_siblings(blocks, inside[last - 1] + 1)
    return Body(first, last, sum(len(block.text) for block in blocks[first:last]))


def _worth(block: Block) -> float:
    """Return what a line says for the article, in characters."""
    size = len(block.text)
    if block.linked > _LINKED * size:
        return -10 - 0.3 * block.linked
    if size < _BOILERPLATE and _OWNER.search(block.text):
        return -30
    if size < _SHORT and _END.search(block.text):
        return -50
    if _is_data(block.text):
        return -5
    if _is_row_of_figures(block.text):
        return 0.5 * size  # statistics are published as a table alone, or as one below the text
    if _SENTENCE.search(block.text):
        return size - 2 * block.linked
    return -2 if size < _SHORT else 0.3 * size


def _is_data(line: str) -> bool:
    """Tell whether *line* says of the article when, where and by whom it was published."""
    if len(line) >= _BOILERPLATE:
        return False
    if len(_DATA.findall(line)) > 1 or stated.is_row(line):
        return True
    return len(line) < _MOMENT and not _SENTENCE.search(line) and dates.leading(line) and bool(dates.with_clock(line))


def _is_row_of_figures(line: str) -> bool:
    """Tell whether *line* is a row of a table that names something and counts it."""
    cells = [cell for cell in line.split("\t") if cell]
    figures = sum(bool(_FIGURE.fullmatch(cell.replace(" ", ""))) for cell in cells)
    return 0 < figures < len(cells) and not _DATA.search(line)


def _holder(blocks: Sequence[Block], worth: Sequence[float]) -> HtmlElement | None:
    """Return the innermost element whose lines are worth the most together."""
    if not blocks:
        return None
    sums: dict[HtmlElement, float] = defaultdict(float)
    for block, value in zip(blocks, worth, strict=True):
        sums[block.element] += value
    elements = list(blocks[0].element.getroottree().iter(etree.Element))
    for element in reversed(elements):  # what is inside comes before what holds it
        if element in sums and (above := element.getparent()) is not None:
            sums[above] += sums[element]
    depth: dict[HtmlElement | None, int] = {None: 0}
    for element in elements:
        depth[element] = depth[element.getparent()] + 1
    best = max((element for element in elements if element in sums), key=lambda one: (sums[one], depth[one]))
    return best if sums[best] > 0 else None


def _best_stretch(worth: Sequence[float]) -> tuple[int, int]:
    """Return the half-open stretch with the greatest sum (Kadane)."""
    best, first, last = 0.0, 0, 0
    total, start = 0.0, 0
    for at, value in enumerate(worth):
        if total <= 0:
            total, start = 0.0, at
        total += value
        if total > best:
            best, first, last = total, start, at + 1
    return first, last


def _with_heading(blocks: Sequence[Block], first: int) -> int:
    """Take in the line above when it is the same kind of paragraph: the heading of the first section or item."""
    table = _table(blocks[first])
    while table is not None and first and _table(blocks[first - 1]) is table:
        first -= 1  # the heads of a table that begins the article
    begin, block = blocks[first], blocks[max(0, first - 1)]
    return first - 1 if first and _are_kin(block.element, begin.element) and _may_belong(block) else first


def _with_siblings(blocks: Sequence[Block], last: int) -> int:
    """Take in what follows as the same kind of paragraph: signature, date, the last items of a list, attachments."""
    end = blocks[last - 1].element
    while last < len(blocks) and _are_kin(blocks[last].element, end) and _may_belong(blocks[last]):
        last += 1
    return last


def _table(block: Block) -> HtmlElement | None:
    """Return the table whose row *block* is."""
    return next(block.element.iterancestors("table"), None) if block.element.tag == "tr" else None


def _are_kin(one: HtmlElement, other: HtmlElement) -> bool:
    return one is other or (one.tag == other.tag and one.getparent() is other.getparent())


def _may_belong(block: Block) -> bool:
    if block.text.startswith("附件"):
        return True
    linked = block.linked > _LINKED * len(block.text)
    said = _OWNER.search(block.text) or _END.search(block.text) or _DATA.search(block.text) or _is_data(block.text)
    return not (linked or said)
