"""Laws and rules of the sector that change: made, amended, repealed, in force."""

import re
from collections.abc import Iterator

from jianbao import Article, Fact, fact

_DATE = r"(?:[0-9]{4}年)?[0-9]{1,2}月[0-9]{1,2}日|[0-9]{4}年"
_CHANGE = re.compile(
    rf"《(?P<title>[^《》\n]{{2,60}}(?:法|条例|规定|办法|细则|规则))(?:（[^（）]{{1,20}}）)?》(?P<between>[^。；《》\n]{{0,30}}?)"
    rf"(?:自|从|于|将于)?(?P<date>{_DATE})?(?:起)?(?:正式)?(?P<change>施行|实施|修订|修正|修改|废止|公布)"
)
_CHANGES = {"实施": "施行", "修改": "修订"}
_BEFORE = 6  # characters before the title
_MERELY = re.compile(r"按照|根据|依照|依据|贯彻|宣传|学习|严格|监督|落实|有效")  # 贯彻实施《慈善法》 changes no law


def law_changes(article: Article) -> Iterator[Fact]:
    """Yield each change that the text tells of."""
    for found in _CHANGE.finditer(article.text):
        if _MERELY.search(article.text[max(0, found.start() - _BEFORE) : found.start()] + found["between"]):
            continue
        change = _CHANGES.get(found["change"], found["change"])
        fields = {"title": found["title"], "change": change, **({"date": found["date"]} if found["date"] else {})}
        when = f"{found['date']}" if found["date"] else ""
        yield fact(article, "law_change", "法规", found.span(), f"《{found['title']}》{when}{change}", fields=fields)
