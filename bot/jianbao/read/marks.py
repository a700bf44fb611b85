"""Lines that say something about an article and are not part of it: jumps, sources, by-lines, the page's furniture."""

import re
from enum import Enum

_OPEN, _CLOSE = r"[（(【\[〔]\s*", r"\s*[）)】\]〕]"
_PAGE = r"第?\s*[A-Za-z]?\s*[0-9一二三四五六七八九十]{1,4}\s*版"

_JUMP = re.compile(rf"(?:{_OPEN})?(?:(?P<from>紧接|上接|接)|下转|转)\s*(?:本报)?\s*{_PAGE}.{{0,30}}?(?:{_CLOSE})?")
_SOURCE = re.compile(
    rf"(?:{_OPEN})?(?:稿件|信息|文章|资料|本文|内容)?\s*(?:来源|来源于|转载自|转自|摘自)\s*[：:]\s*(?P<named>[^，。；！？]{{2,40}}?)(?:{_CLOSE})?"
    # Without brackets 据… is how a sentence begins.
    rf"|{_OPEN}(?:综合|据|转自|摘自)\s*(?P<after>[^，。；！？]{{2,40}}?)(?:\s*(?:报道|消息|电|讯))?{_CLOSE}"
)
_ROLE = r"(?:特约|驻\S{2,6})?(?:首席|见习|实习)?(?:记者|通讯员|作者|撰文|撰稿|摄影|整理|编译|文[/／、]图|文|图)"
_NAMES = r"[\u4e00-\u9fff·•]{2,6}(?:[\s、，,/／]+[\u4e00-\u9fff·•]{2,6}){0,7}"
_BYLINE = re.compile(
    # A bare 记者 begins many a sentence: it is a by-line only before a blank or a colon.
    rf"(?:{_OPEN}|[□■◎●○▲]\s*|本[报刊网台])(?:本[报刊网台])?{_ROLE}[：:/／\s]*{_NAMES}(?:\s*(?:文/图|文|图|摄影|摄|报道|整理))?(?:{_CLOSE})?"
    rf"|{_ROLE}(?:\s*[：:/／]\s*|\s+){_NAMES}(?:\s*(?:文/图|文|图|摄影|摄|报道|整理))?"
)
_NEXT_LABEL = re.compile(r"\s+[^\s：:]{1,6}[：:]")  # 来源：… 发布时间：… in one line
_STAFF = re.compile(
    r"[（(【\[]?\s*(?:本版|本期)?(?:责任编辑|责编|编辑|校对|美编|版式|主编|监制|审核|组版|值班\S{0,4})\s*[：:]?.{0,60}"
)
_FURNITURE = re.compile(
    r"[—–\-\s·]*第?\s*[A-Z]?[0-9]{1,3}\s*[版页]?[—–\-\s·]*"  # — 3 —, 第02版
    r"|[0-9]{1,2}\s+[\u4e00-\u9fff·]{2,6}"  # 02 要闻
    r"|(?:[12][0-9]{3}\s*年\s*)?[0-9]{1,2}\s*月\s*[0-9]{1,2}\s*日\s*(?:星期|周)[一二三四五六日天].{0,20}"
    r"|(?:国内)?(?:统一)?(?:连续出版物号|刊号|邮发代号|总第)\s*[：:]?.{0,40}"
)

_DOC_NUMBER = re.compile(
    r"[\u4e00-\u9fff（）()]{1,16}\s*[〔\[［【(（]\s*[12][0-9]{3}\s*[〕\]］】)）]\s*第?\s*[0-9]{1,5}\s*号"
)
_COUNTING = re.compile(
    r"[（(]?[一二三四五六七八九十百]+[）)、．.]|第[一二三四五六七八九十百0-9]+[章节条编部分]|[（(]?[0-9]{1,2}[）)、．]|[0-9]{1,2}\.(?![0-9])|[①-⑳●■◆▲★☆○•·*—]|[A-Za-z][、.)）]"
)


class Mark(Enum):
    """What a line that stands outside of all articles says."""

    JUMP_FROM = "上接"  # what follows began on another page
    JUMP_TO = "下转"  # what stands before goes on on another page
    SOURCE = "来源"
    BYLINE = "记者"
    FURNITURE = "版"


def mark_of(line: str) -> Mark | None:
    """Return what *line* says if it stands outside of the running text, None for text and headlines."""
    if jump := _JUMP.fullmatch(line):
        return Mark.JUMP_FROM if jump["from"] else Mark.JUMP_TO
    if _FURNITURE.fullmatch(line):
        return Mark.FURNITURE
    if len(line) <= 60:
        if _SOURCE.fullmatch(line):
            return Mark.SOURCE
        if _BYLINE.fullmatch(line) or _STAFF.fullmatch(line):
            return Mark.BYLINE
    return None


def source_in(line: str) -> str | None:
    """Return the name in a source line: ``民政部官网`` of （据民政部官网）."""
    found = _SOURCE.fullmatch(line)
    return _NEXT_LABEL.split((found["named"] or found["after"]).strip())[0] if found else None


def is_counted(line: str) -> bool:
    """Tell whether *line* begins like one of several: 一、, （三）, 第二条, 4."""
    return bool(_COUNTING.match(line))


def is_doc_number(line: str) -> bool:
    """Tell whether *line* is a 发文字号 and nothing else: 民发〔2022〕12号, with whatever brackets."""
    return bool(_DOC_NUMBER.fullmatch(line.strip()))
