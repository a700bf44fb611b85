"""How headlines end and news begins: the words that tell a headline's line from a line of text."""

import re

_UNFINISHED = re.compile(
    r"(?:[的了和与及或被并且在于从]|超过|达到|增加到|增长到|[约近共]|今[天日]|昨[天日]|日前|近日)(?:[（(][^（）()]*[）)])?$"
)
# Verbs that close the sentence of a headline; a line of text that is as full as it has to be seldom stops after one.
_PREDICATE_END = re.compile(
    r"(?:开幕|闭幕|启动|发布|召开|举行|成立|出台|上线|开通|落成|揭牌|印发|施行|实施|公布|举办|揭晓|结束|完成|开展|通过|致辞|讲话|提升|增长|下降"
    r"|解读|通知|意见|办法|方案|规划|公告|成就|成效|突破|推进|发展|工作|会议|人次|[0-9一二三四五六七八九十百千万亿][个家人件项条名户%％])[”》]?$"
)
# A signature with its date, a line of data, a caption.
_SIGNED = re.compile(
    r"(?:[12][0-9]{3}|[一二][〇零○九一二三四五六七八]{3})年.{1,3}月.{1,3}日(?:[（(].{2,12}[）)]|印发)?$|^公开方式|^[图表][0-9]"
)
_COMMA = re.compile(r"[，。；]")
_OPENING = re.compile(
    r"(?:日前|近日|近期|近年来?|连日来|目前|今[天日年晚]|昨[天日]|本报|记者|新华社|据\S{2,12}(?:报道|统计|介绍|了解|获悉)|为[^，。]{4,}[，,]"
    r"|[0-9]{1,2}\s*月\s*[0-9]{1,2}\s*日|[0-9]{4}\s*年\s*[0-9]{1,2}\s*月|[^，。]{2,16}(?:今[天日]|日前|近日|昨[天日]|[0-9]{1,2}\s*日)"
    r"|[^，。]{2,20}(?:之际|以来)[，,]|中共中央|国务院|[^，。]{0,8}第[一二三四五六七八九十0-9]+[届次])"
)
_SURE_OPENING = re.compile(
    r"(?:日前|近日|近期|连日来|目前|今[天日年晚]|昨[天日]|[0-9]{1,2}月[0-9]{1,2}日|[0-9]{4}年[0-9]{1,2}月(?:[0-9]{1,2}日)?)"
    r"(?:[（(][^）)]{1,12}[）)])?(?:上午|下午|晚上?|起|以来)?[，,]"
    r"|(?:本报|新华社|中新社)\S{0,12}[讯电]|(?:本报)?记者(?:\S{0,8})?[从在]|为[^，。]{4,20}[，,]"
)


def begins_sentence(words: str) -> bool:
    """Tell whether *words* can only be the beginning of a news text: the time comes first and a comma after it."""
    return bool(_SURE_OPENING.match(words))


def is_opening(words: str) -> bool:
    """Tell whether *words* begin like a news text: a time, a place's meeting, a reporter."""
    return bool(_OPENING.match(words.lstrip("（(“《")))


def is_unfinished(words: str) -> bool:
    """Tell whether *words* end with one that needs another after it: 的, 和, 超过, 今天."""
    return bool(_UNFINISHED.search(words))


def ends_as_clause(words: str) -> bool:
    """Tell whether *words* end as headlines do: 启动, 召开, …88万家."""
    return bool(_PREDICATE_END.search(words))


def is_signature(words: str) -> bool:
    """Tell whether *words* are a signature with its date, a line of data or a caption."""
    return bool(_SIGNED.search(words))


def has_clauses(words: str) -> bool:
    """Tell whether a comma, a semicolon or a full stop stands in *words*."""
    return bool(_COMMA.search(words))


def is_unbalanced(words: str) -> bool:
    """Tell whether a bracket or quotation stays open in *words*."""
    return any(words.count(left) > words.count(right) for left, right in ("《》", "“”", "（）"))
