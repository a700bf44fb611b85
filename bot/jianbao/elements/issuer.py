"""Who issues a document (发文机关), or who holds the meeting or publishes what a news item reports."""

import re
from collections.abc import Iterator

from jianbao.elements.bodies import is_body, joint
from jianbao.elements.sheet import Sheet

# 民政部关于…, 国务院办公厅转发…: the body stands first in an official title (GB/T 9704-2012, 7.3.1).
_TITLED = re.compile(r"^(?P<body>.{2,80}?)(?:关于|转发|印发|公告$|通告$|令$)")
_ORDER = re.compile(r"(?:^|\n)\s*(?P<body>[一-鿿]{2,30})令[\s　]*第?[0-9一二三四五六七八九十百〇]+号")
_ADOPTED = re.compile(
    r"日[\s　]*(?:经)?(?P<body>[一-鿿]{2,30}(?:常务委员会|代表大会|人大常委会))"
    r"(?:第[一二三四五六七八九十]+次)?(?:会议)?[^\n。]{0,12}?(?:通过|修订|修正)"
)
_PROCLAIMED = re.compile(
    r"日[\s　]*(?:(?P<body>[一-鿿]{2,30}?)令第[^\n。]{1,10}号|国务院第[0-9一二三四五六七八九十]+次常务会议)"
)
_STATE, _CABINET = "中华人民共和国", "国务院"

_DATE = r"(?:[0-9]{1,2}月)?[0-9]{1,2}日"
_DAY = rf"(?:日前|近日|今天|今日|昨天|昨日|近期|连日来|随后|最近|当天|{_DATE}(?:至{_DATE})?)"
_WHEN = rf"(?:{_DAY}(?:[（(][^（）()]{{1,14}}[)）])?(?:[上下]午|晚间?)?)"
_VERB = re.compile(r"公开通报|印发|发布|公布|出台|下发|制定|形成(?=《)|举行|举办|召开")
_LEADING = re.compile(rf"^(?:{_WHEN}|[，,\s])+")
# Where the subject ends: 等五部门, a day, 在北京, 联合, 对…公开通报.
_SUBJECT_ENDS = re.compile(
    rf"等(?=[0-9一二三四五六七八九十多个家部])|{_WHEN}|在|联合(?!会|国|防|组|体|总)|共同|正式|今年|对(?=[^，。]{{1,40}}进行$)"
)
# All that may stand between subject and verb.
_MANNER = re.compile(
    r"等[0-9一二三四五六七八九十多]*余?[个家]?(?:中国社会组织|全国性行业协会商会|组织机构|[一-鿿]{0,4}(?:部门|单位|机构|组织|协会|企业))"
    rf"|{_WHEN}|在[^，。、]{{1,30}}|联合|共同|正式|今年|对[^，。]{{1,40}}进行|[，,\s]"
)
_LONGEST_SENTENCE, _LONGEST_CLAUSE = 600, 160  # characters; who issues something is said at the beginning
_MOST_VERBS = 3
_PAPER = re.compile(r"印发|发布|公布|出台|下发|制定|形成")
_DATA = re.compile(r"了?的?(?:最新)?[^，。《]{0,8}(?:数据|统计)|的")
_EVENT = re.compile(r"了?[^，。；]{3,}")
_CABINET_MEETING = re.compile(r"^[^，。]{0,8}?国务院总理[^，。]{2,24}主持召开国务院")
_CONSULTATION = re.compile(
    r"^[^，。]{0,8}?(?P<body>全国政协|全国人大常委会|[一-鿿]{2,8}省政协)[^，。]{0,24}(?:座谈会|会议|常委会)[^，。]{0,10}(?:召开|举行|闭幕|开幕)"
)
_PERSON = re.compile(r"书记|总理|主席|部长|局长|厅长|市长|省长|常委|委员(?!会)|同志|负责人|代表(?!大会)")
_OWN_SITE = re.compile(r"^(?:据)?(?P<body>[一-鿿]{2,20}?)(?:官方)?(?:官网|网站|政务微信|微信公众号|微信)$")
_CONTINUED_MEETING = re.compile(r"^(?:会议|大会)(?:强调|指出|要求|认为)")
_BULLETIN = re.compile(r"公报|白皮书|年报|报告|蓝皮书|汇报|总结|情况")
_BY_LINE = 6  # lines
_LEAD = 3  # sentences


def read(page: Sheet) -> str | None:
    """Return the issuing body, joint ones joined with 、 in the text's order; None for news about anything else."""
    return _of_document(page) or _of_news(page) or _of_own_site(page)


def _of_document(page: Sheet) -> str | None:
    order = _ORDER.search(page.head)
    if order and is_body(order["body"]):
        return order["body"]
    titled = _TITLED.match(page.title)
    if titled and (body := joint(titled["body"])) and ("关于" in page.title or page.addressee or page.signature):
        return body
    adopted = _ADOPTED.findall(page.preamble)
    if adopted:
        return str(adopted[-1])
    proclaimed = [found["body"] or _CABINET for found in _PROCLAIMED.finditer(page.preamble)]
    if proclaimed:
        return proclaimed[-1].removeprefix(_STATE)
    return (joint(page.signature.body) if page.signature else None) or _under_title(page)


def _under_title(page: Sheet) -> str | None:
    """Return who stands in a line of its own between the title and the text, as in bulletins."""
    if not _BULLETIN.search(page.title):
        return None
    lines = [line.strip() for line in page.head.splitlines() if line.strip()][:_BY_LINE]
    named = (line for line in lines if line not in page.title and all(map(is_body, line.split())))
    return next((body for line in named if (body := joint(line))), None)


def _of_news(page: Sheet) -> str | None:
    sentences = [page.title, *re.split(r"(?<=[。！？])|\n", page.text[page.text_start :].strip())[:_LEAD]]
    for at, sentence in enumerate(sentences):
        body = _of_sentence(sentence.strip(), background=at > 1)
        if body:
            return body
    return None


def _of_sentence(sentence: str, *, background: bool) -> str | None:
    """Read one sentence; what stands in the *background* counts only where somebody issues a titled document."""
    if _CABINET_MEETING.match(sentence):
        return _CABINET
    if chamber := _CONSULTATION.match(sentence):
        return chamber["body"]
    for clause in _clauses(sentence[:_LONGEST_SENTENCE]):
        for verb in list(_VERB.finditer(clause))[:_MOST_VERBS]:
            if _is_issued(verb.group(), clause[verb.end() :], background=background):
                body = _subject(clause[: verb.start()])
                if body:
                    return body
    return None


def _subject(words: str) -> str | None:
    """Return who does it, from the *words* before the verb; None when more than day and manner stands there."""
    words = _LEADING.sub("", words)
    end = _SUBJECT_ENDS.search(words)
    subject, manner = (words[: end.start()], words[end.start() :]) if end else (words, "")
    if _MANNER.sub("", manner) or _PERSON.search(subject):
        return None
    return joint(subject)


def _is_issued(verb: str, what: str, *, background: bool) -> bool:
    if background:
        return bool(_PAPER.search(verb)) and what.removeprefix("了").startswith("《")
    if _PAPER.search(verb):
        return not _DATA.match(what)
    return bool(_EVENT.match(what)) or "通报" in verb


def _clauses(sentence: str) -> Iterator[str]:
    """Yield the sentence and what follows each of its commas."""
    yield sentence[:_LONGEST_CLAUSE]
    for found in re.finditer(r"[，,]", sentence):
        yield sentence[found.end() :].strip()[:_LONGEST_CLAUSE]


def _of_own_site(page: Sheet) -> str | None:
    """Return whose site a report of a meeting comes from, when its beginning is missing (上接01版)."""
    found = _OWN_SITE.match(page.source)
    if found and is_body(found["body"]) and _CONTINUED_MEETING.match(page.text[page.text_start :].strip()):
        return found["body"]
    return None
