"""发文字号: 机关代字, year in 〔〕, number (GB/T 9704-2012, 7.2.5); orders count without a year (10.2)."""

import re
import unicodedata

from jianbao.elements.sheet import Sheet

_CODE = r"[一-鿿](?:[一-鿿（）()、·]{0,18}?[一-鿿])?"
_NUMBER = re.compile(
    rf"(?P<code>{_CODE})\s*[〔\[［【（(〈]\s*(?P<year>(?:19|20)[0-9]{{2}})\s*[〕\]］】）)〉]"
    r"\s*第?\s*(?P<number>[0-9]{1,5})\s*号(?=[\s　]|各|$)"  # 根据民发〔2022〕12号文件 goes on
)
_ORDER = re.compile(
    r"(?P<body>[一-鿿]{2,30}(?:令|公告|通告))\s*第?\s*(?P<number>[0-9]{1,5}|[一二三四五六七八九十百〇]{1,6})\s*号"
)
_PROCLAIMED = re.compile(r"日[\s　]*(?P<body>[一-鿿]{2,30}令)第(?P<number>[0-9]{1,5})号公布")


def read(page: Sheet) -> str | None:
    """Return the document's own number, normalised: 民发〔2022〕12号. Numbers that it cites are not its own."""
    head = unicodedata.normalize("NFC", page.head)
    for found in _NUMBER.finditer(head):
        if _own(head, found.start()):
            return f"{_code(found['code'])}〔{found['year']}〕{int(found['number'])}号"
    order = _ORDER.search(head)
    if order and _own(head, order.start()):
        return f"{order['body']}第{order['number']}号"
    proclaimed = _PROCLAIMED.search(page.preamble)
    return f"{proclaimed['body']}第{proclaimed['number']}号" if proclaimed else None


def _own(head: str, start: int) -> bool:
    """Tell whether the number stands for itself: at the start of a line, behind a blank or behind 文号：."""
    before = head[:start]
    if not before or before[-1] in "\n \t　":
        line = before.rpartition("\n")[2]
        return line.count("《") == line.count("》") and line.count("（") == line.count("）")
    return bool(re.search(r"(?:文号|字号|文件编号)[:：]\s*$", before))


def _code(words: str) -> str:
    return words.replace("(", "（").replace(")", "）")
