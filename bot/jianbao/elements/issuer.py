"""Who issues a document (发文机关), or who holds the meeting or publishes what a news item reports."""

import re

from jianbao.elements.bodies import is_body, joint
from jianbao.elements.sheet import Sheet

# 民政部关于…, 国务院办公厅转发…: the body stands first in an official title (GB/T 9704-2012, 7.3.1).
_OFFICIAL_TITLE = re.compile(r"^(?P<body>.{2,80}?)(?:关于|转发|印发|令$|令第|公告$|通告$)")
_ORDER = re.compile(r"(?:^|\n)\s*(?P<body>[一-鿿]{2,30})令[\s　]*第?[0-9一二三四五六七八九十百〇]+号")
_ADOPTED = re.compile(
    r"日[\s　]*(?P<body>[一-鿿]{2,30}(?:常务委员会|代表大会))第?[一二三四五六七八九十]*次?(?:会议)?[^\n]{0,12}?(?:通过|修订|修正)"
)

_WHEN = (
    r"(?:(?:日前|近日|今天|今日|昨天|昨日|近期|连日来|随后|最近|当天|本月|[0-9]{1,2}月[0-9]{1,2}日|[0-9]{1,2}日)"
    r"(?:[（(][^（）()]{1,14}[)）])?(?:[上下]午|晚|晚间)?)"
)
_MANY = r"等?(?:[0-9一二三四五六七八九十多]+余?)?(?:多?[个家])?(?:中国社会组织|全国性行业协会商会|组织机构|中央单位|[部门单位机构组织]{2,4})?"
_HOW = r"(?:联合|共同|会同|正式|分别|专门|召开会议|在[^，。、]{1,24}?(?:期间)?)"
_SUBJECT = re.compile(
    rf"^(?:{_WHEN}|[，,\s])*(?P<body>(?:(?!{_WHEN}|等[0-9多一二三四五六七八九十个]|联合(?:印发|发布|举|召|公布|出台)|共同|在北京|正式)[^，。；：:《“])"
    rf"{{2,70}}?)(?:等[0-9一二三四五六七八九十多]*[个家]?[^，。《]{{0,12}}?)?[，,]?(?:{_WHEN}|{_HOW}|对[^，。]{{1,40}}?(?=进行公开通报))*"
    r"(?P<verb>印发|发布|公布|出台|下发|制定出台|制定印发|公开通报|进行公开通报|举行|举办|召开|形成《)(?P<object>了?[^。]{0,60})"
)
_DATA = re.compile(r"了?的?(?:最新)?(?:[^，。《]{0,8})?(?:数据|统计)|的[^，。]{0,20}(?:显示|指出)")
_CABINET = re.compile(r"^(?:[^，。]{0,6})?国务院总理[^，。]{2,24}主持召开国务院")
_CONSULTATIVE = re.compile(
    r"^[^，。]{0,8}?(?P<body>全国政协|全国人大常委会|[一-鿿]{2,8}省政协)[^，。]{0,20}(?:座谈会|会议|常委会)[^，。]{0,10}(?:召开|举行|闭幕|开幕)"
)
_LEAD_SENTENCES = 3
_PERSON = re.compile(r"书记|总理|主席|部长|局长|厅长|市长|省长|副省长|常委|委员|同志|记者|负责人|代表")


def issuer(page: Sheet) -> str | None:
    """Return the issuing body, joint ones joined with 、 in the text's order; None for news about anything else."""
    return _of_document(page) or _of_news(page)


def _of_document(page: Sheet) -> str | None:
    order = _ORDER.search(page.head)
    if order and is_body(order["body"]):
        return order["body"]
    titled = _OFFICIAL_TITLE.match(page.title)
    if titled and (body := joint(titled["body"])) and (page.addressee or page.signature or "关于" in page.title):
        return body
    adopted = [found["body"] for found in _ADOPTED.finditer(page.text[:1200])]
    if adopted:
        return re.sub(r"第[一二三四五六七八九十]+次$", "", adopted[-1])
    return joint(page.signature.body) if page.signature and page.signature.body else None


def _of_news(page: Sheet) -> str | None:
    lead = re.split(r"(?<=[。！？])|\n", page.text.strip())[:_LEAD_SENTENCES]
    for sentence in (page.title, *lead):
        body = _of_sentence(sentence.strip())
        if body:
            return body
    return None


def _of_sentence(sentence: str) -> str | None:
    if _CABINET.match(sentence):
        return "国务院"
    chamber = _CONSULTATIVE.match(sentence)
    if chamber:
        return chamber["body"]
    for clause in _clauses(sentence):
        found = _SUBJECT.match(clause)
        if found and not _DATA.match(found["object"]) and not _PERSON.search(found["body"]):
            body = joint(found["body"])
            if body:
                return body
    return None


def _clauses(sentence: str) -> list[str]:
    """The sentence, and what follows each of its commas."""
    starts = [0] + [found.end() for found in re.finditer(r"[，,]", sentence)]
    return [sentence[start:].strip() for start in starts]
