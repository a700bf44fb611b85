"""Fields that a page states beside their names: the table of 政府信息公开, the line of date and source under a title.

Pages pad the names (索 引 号), name one thing differently, and set value and name into one cell or into two.
"""

import re
from collections.abc import Iterable, Iterator

from jianbao.read import titles

# White space and colon stripped.
_KEYS = {
    "issuer": "发文机关 发布机构 发布机关 制发机关 发文单位 发布单位 发文机构 公开主体 信息公开机构 制定机关",
    "number": "发文字号 文号 文件编号 发文文号 文件文号 公文字号",
    "published": "发布日期 发布时间 公开日期 公开时间 发文日期 公布日期 发表时间 发稿时间",
    "signed": "成文日期 成文时间 印发日期 生成日期 签发日期",
    "title": "标题 名称 文件名称 信息名称 文件标题 公文名称",
    "source": "来源 信息来源 文章来源 稿件来源 来源单位 稿源 转载自",
    # Known so that the value before them ends there.
    "other": "索引号 统一编号 主题分类 主题词 分类 体裁分类 组配分类 有效性 文件状态 实施日期 失效日期 废止日期"
    " 生效日期 信息索引 关键词 关键字 公开方式 公开范围 公文种类 时效性 内容概述 责任编辑 编辑 作者 审核 语种"
    " 服务对象分类 生命周期 浏览次数 浏览量 阅读次数 点击数 访问量 访问次数 点击率 浏览 阅读 点击"
    " 字体 字号 字体大小 打印 分享到 分享",
}
_FIELD = {key: field for field, keys in _KEYS.items() for key in keys.split()}
_KEY_WORDS = "|".join(
    r"[\s\u3000\u00a0]*".join(key) for key in sorted(_FIELD, key=len, reverse=True)
)  # 索 引 号 as well as 索引号
_PAIR = re.compile(
    rf"[【\[]?(?P<key>{_KEY_WORDS})\s*[】\]]?\s*[：:]\s*(?P<value>.*?)\s*(?=[|｜【\[(（]?\s*(?:{_KEY_WORDS})\s*[】\]]?\s*[：:]|$)"
)
_KEY_ALONE = re.compile(rf"[【\[]?(?P<key>{_KEY_WORDS})\s*[】\]]?\s*[：:]?")
# Name and value in inline elements of their own, without a colon: the value must be of the kind that the name asks for.
_RUN_TOGETHER = re.compile(
    rf"(?P<key>{_KEY_WORDS})\s*(?P<value>[\u4e00-\u9fff]{{1,12}}[\[［【(（〔][12][0-9]{{3}}[\]］】)）〕]\s*[0-9]+\s*号"
    r"|[12][0-9]{3}[-/.年][01]?[0-9][-/.月][0-3]?[0-9]日?|[\u4e00-\u9fff、]{2,40}[局部厅委会府室院处])"
)
_TITLE_RUN_TOGETHER = re.compile(
    r"(?P<key>标题|(?:文件|信息|公文)?名称|文件标题)\s*(?P<value>[^\t]{0,40}关于[^\t。]{2,100})"
)
_OF_OTHERS = frozenset({"other", "title", "source"})
_LONGEST_LINE = 400  # characters
_LONGEST_VALUE = 80


def fields(lines: Iterable[str]) -> dict[str, str]:
    """Return what *lines* (cells parted by tabs) state first of issuer, number, published, signed, title and source."""
    found: dict[str, str] = {}
    for key, value in _pairs(lines):
        field = _FIELD[_squeezed(key)]
        if value and len(value) <= _LONGEST_VALUE:
            found.setdefault(field, value)
    return found


def is_row(line: str) -> bool:
    """Tell whether *line* is a row of that table whose names have cells of their own."""
    return "\t" in line and any(_KEY_ALONE.fullmatch(cell.strip()) for cell in line.split("\t")[::2])


def _pairs(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    cells = [cell.strip() for line in lines if len(line) < _LONGEST_LINE for cell in line.split("\t")]
    for at, cell in enumerate(cells):
        alone = _KEY_ALONE.fullmatch(cell)
        if alone and at + 1 < len(cells) and not _KEY_ALONE.fullmatch(cells[at + 1]) and not _PAIR.match(cells[at + 1]):
            yield alone["key"], cells[at + 1]
        for pair in _PAIR.finditer(cell):
            yield pair["key"], pair["value"].strip(" |｜[]【】")
        joined = _RUN_TOGETHER.fullmatch(cell)
        if joined and _FIELD[_squeezed(joined["key"])] not in _OF_OTHERS:
            yield joined["key"], joined["value"]
        named = _TITLE_RUN_TOGETHER.fullmatch(cell)
        if named and titles.is_official(named["value"]):
            yield named["key"], named["value"]


def _squeezed(key: str) -> str:
    return re.sub(r"\s+", "", key)
