"""The meeting that a report tells of: whose it is, when and where it was, who led, spoke and attended."""

import re
from collections.abc import Iterator

from jianbao import Article, Fact, fact, first_of

_ASSEMBLY = "(?:会议|座谈会|大会|报告会|学习会|推进会|动员会|部署会|调度会|研讨会|读书班|党课|主题党日(?:活动)?|扩大会)"
_DATE = r"(?:[0-9]{4}年)?(?:[0-9]{1,2}月)?[0-9]{1,2}日(?:至[0-9]{1,2}日)?(?:上午|下午|晚)?"
_HERE = rf"[^，。；\n]{{0,6}}?(?:{_DATE})?[^，。；]{{0,14}}?在[^，。；]{{1,14}}?|[0-9月日上下午 ]{{1,12}}"
_MEETING = re.compile(rf"(?P<name>[^，。；\n]{{2,40}}?{_ASSEMBLY})(?:{_HERE})?(?:召开|举行)")
_HELD = re.compile(rf"(?:召开|举行|举办)了?(?P<name>[^，。；\n]{{2,40}}?{_ASSEMBLY})")
_NO_NAME = re.compile(r"贯彻|落实|学习教育同|结合")  # 学习教育同贯彻落实…会议 is no meeting's name
_WHEN = re.compile(rf"{_DATE}(?!电)")  # 北京11月5日电 is when the news was sent
_WHERE = re.compile(r"在(?P<place>[一-鿿]{1,14}?)(?:以[^，。；]{1,8}形式)?(?:召开|举行)")
_BODY = re.compile(
    r"(?P<body>[一-鿿]{2,24}?(?:党[委组]|党总支|党支部|机关党委|纪委|理论学习中心组|工委|领导小组|委员会))"
)
_LEVELS = {
    "中央": r"中共中央|党中央|中央政治局|中央(?:纪委|组织部|宣传部|社会工作部|政法委)",
    "国家机关": r"[一-鿿]部党[委组]|民政部|国务院|国家|总局",
    "省级": r"省|自治区|北京市|上海市|天津市|重庆市|兵团",
    "市级": r"市|州|盟|地区",
    "县级": r"县|区|旗",
    "基层": r"党支部|党总支|社区|村|街道|乡|镇|学校|医院|公司|集团",
}
_BEGINS = r"(?:^|[。；，\n　 ])"
_CHAIR = re.compile(rf"{_BEGINS}(?P<name>[^。；，\n]{{2,24}}?)主持(?:召开)?(?:了)?(?:本次|此次)?(?:会议|学习|大会)")
_SPEAKER = re.compile(r"(?:^|[。；\n　 ])(?P<name>[^。；\n]{2,60}?)出席(?:会议|大会)?并(?:作)?讲话")
_LECTURER = re.compile(rf"{_BEGINS}(?P<name>[^。；，\n]{{2,30}}?)(?:作|讲)(?:了)?(?:专题)?(?:党课|辅导报告|专题辅导)")
_PEOPLE = (("chair", "主持", _CHAIR), ("speaker", "讲话", _SPEAKER), ("speaker", "授课", _LECTURER))
_ATTENDED = re.compile(
    r"(?:^|[。；\n　 ])(?P<who>[^。；\n]{2,100}?)(?:出席|参加|列席)(?:了)?"
    r"(?:会议|大会|学习|座谈会|活动|表彰大会)?(?=[。；\n]|$)"
)
_LEAD = 800  # characters within which a report names its meeting


def meeting(article: Article) -> Iterator[Fact]:
    """Yield the meeting, its chair, its speakers, and who attended."""
    text = article.text
    if held := _held(text[:_LEAD]):
        fields = _fields(article, held)
        yield fact(article, "meeting", "会议", held.span("name"), _told(fields), fields=fields)
    for name, label, pattern in _PEOPLE:
        who = pattern.search(text)
        if who:
            yield fact(article, name, label, who.span("name"), fields={"name": who["name"]})
    attended = _ATTENDED.search(text)
    if attended and "并" not in attended["who"]:
        yield fact(article, "attendance", "出席", attended.span("who"), fields={"who": attended["who"]})


def _held(lead: str) -> re.Match[str] | None:
    """Return the first words that say what was held, those with a date before those of a headline without one."""
    found = [match for pattern in (_HELD, _MEETING) for match in pattern.finditer(lead)]
    named = [match for match in found if not _NO_NAME.search(match["name"])]
    dated = [match for match in named if _WHEN.search(_around(match))]
    return next(iter(dated or named), None)


def _around(found: re.Match[str]) -> str:
    begins = max(found.string.rfind(mark, 0, found.start()) for mark in "。；\n") + 1
    return found.string[begins : found.end()]


def _fields(article: Article, found: re.Match[str]) -> dict[str, str]:
    around = _around(found)
    named = _BODY.search(_WHEN.sub("", around))
    body = named["body"] if named else article.issuer
    when, where = _WHEN.search(around), _WHERE.search(around)
    parts = {
        "name": found["name"],
        "body": body,
        "level": first_of(_LEVELS, body or ""),
        "date": when.group() if when else None,
        "place": where["place"] if where else None,
    }
    return {name: value for name, value in parts.items() if value}


def _told(fields: dict[str, str]) -> str:
    around = "，".join(fields[name] for name in ("date", "place") if name in fields)
    return f"{fields['name']}（{around}）" if around else fields["name"]
