"""Policy documents, laws, plans and standards inside 《》; not books, programmes or forms."""

import re

_TITLE = re.compile(r"《([^《》]{2,120}(?:〈[^〉]{0,60}〉[^《》]{0,40})?)》")
_VERSION = re.compile(r"(?:[（(][^（）()]{1,16}[）)])+$")  # （试行）, （2025年版）

# What official documents call themselves: the 15 kinds of 《党政机关公文处理工作条例》 and the names of laws and plans.
_KIND = re.compile(
    r"(?:法|法典|条例|规定|办法|细则|意见|通知|通告|公告|通报|决定|决议|批复|命令|方案|规划|纲要|计划|措施|举措|指南|指引|标准|规范|"
    r"准则|规则|章程|公约|协定|议定书|宣言|倡议书|目录|清单|要点|预案|建议|行动|解释|制度|守则|基准|宪法|白皮书)"
    r"(?:[一二三四五]|[0-9]+)?$"
)
_STANDARD = re.compile(r"(?:国家|行业|地方|团体|推荐性)?标准|GB|规程")
_STANDARD_KIND = re.compile(r"(?:分级|分类|要求|通则|导则|规程|术语|评定|评估|划分)$")
_SHORT = re.compile(r"(?:以下)?(?:均)?简称[:：“]?\s*$")
_LONGEST_SHORT = 8  # characters of a short form that is put together: 《专项行动方案》
_BARE = 6  # characters: 《意见》, 《实施方案》 stand for a title that was given before
_BARE_NAME = re.compile(
    r"(?:实施|工作|行动|专项|总体|指导|若干|管理|暂行|试行|三年|发展|建设|标准|上述|本)*"
    r"(?:意见|通知|通告|公告|通报|决定|决议|批复|方案|规划|纲要|计划|措施|办法|细则|规定|规则|指南|指引|标准|规范|条例|章程|"
    r"目录|清单|要点|建议|公约|准则|制度)"
)
_NEARBY = 12  # characters beside a title that say what it is
_NO_DOCUMENT = re.compile(r"(?:一书|栏目|节目|专栏|报道|杂志|期刊|日报|专题片|纪录片|电影|歌曲)")


def read(text: str) -> tuple[str, ...]:
    """Return the titles of documents that *text* cites, without marks and line breaks, each once, in order."""
    titles: dict[str, str] = {}  # squeezed -> as written
    for found in _TITLE.finditer(text):
        title = re.sub(r"\s*\n\s*", "", found[1]).strip()
        if _is_document(title, text[max(0, found.start() - _NEARBY) : found.start()], text[found.end() :][:_NEARBY]):
            titles.setdefault(_squeezed(title), title)
    return tuple(title for key, title in titles.items() if not _stands_for_another(key, titles))


def _is_document(title: str, before: str, behind: str) -> bool:
    name = _VERSION.sub("", title)
    if _SHORT.search(before) or _NO_DOCUMENT.match(behind):
        return False
    if _KIND.search(name):
        return len(name) >= _BARE or not _BARE_NAME.fullmatch(name)
    return bool(_STANDARD_KIND.search(name)) and bool(_STANDARD.search(before + behind) or "分类" in name)


def _stands_for_another(key: str, titles: dict[str, str]) -> bool:
    """Tell whether a title is the short form of another one: its end, or a few of its characters in their order."""
    return any(_is_shortened(key, other) for other in titles if len(other) >= len(key) + 4)


def _is_shortened(short: str, full: str) -> bool:
    if full.endswith(short):
        return True
    rest = iter(full)
    return len(short) <= _LONGEST_SHORT and short[-2:] == full[-2:] and all(character in rest for character in short)


def _squeezed(title: str) -> str:
    return re.sub(r"\s+", "", title)
