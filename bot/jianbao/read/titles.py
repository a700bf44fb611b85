"""Headlines as one line: wraps undone, a blank kept between two lines that the writer set apart."""

import re
from collections.abc import Sequence

_BLANKS = re.compile(r"[\s\u3000]+")
_MARKS = "，。、；：！？…（）《》〈〉“”‘’【】〔〕「」"
# A blank stays between two words only: beside digits, Latin letters in Chinese text and punctuation it is typesetting.
_LOOSE = re.compile(
    rf"(?<=[{_MARKS}])[ ]|[ ](?=[{_MARKS}])|(?<=[0-9%])[ ](?=[^\x00-\x7f])|(?<=[^\x00-\x7f])[ ](?=[0-9])"
)
_OF_CLAUSES = re.compile(r"关于|印发|转发|发布|公布")
_OFFICIAL_END = re.compile(
    r"(?:通知|意见|决定|办法|规定|条例|方案|公告|通告|通报|函|批复|细则|规划|纲要|计划|要点|报告|请示|决议|命令|令|指引|指南|标准|解读|名单)"
    r"(?:[（(].{1,12}[）)])?$"
)


def tidy(line: str) -> str:
    """Return *line* with blanks squeezed, and without those that typesetting puts beside digits and marks."""
    return _LOOSE.sub("", _BLANKS.sub(" ", line).strip())


def join(parts: Sequence[str], page: str) -> str:
    """Return the lines of one headline as one.

    Args:
        parts: The lines in their order.
        page: The words of the page without white space: two characters that meet there were one word before the wrap.
    """
    title = parts[0].strip()
    for part in map(str.strip, parts[1:]):
        title += part if _is_wrap(title, part, page) else f" {part}"
    return tidy(title)


def is_official(words: str) -> bool:
    """Tell whether *words* end like the title of a document: 通知, 意见, 办法（试行）."""
    return bool(_OFFICIAL_END.search(words))


def _is_wrap(before: str, after: str, page: str) -> bool:
    if before[-1] in "，、：“（《—-·" or after[0] in "，、：”）》！？—":
        return True
    # 公文 titles are one sentence (…关于…的通知), however many lines it is set in.
    if _OF_CLAUSES.search(before) and _OFFICIAL_END.search(after) and not _OFFICIAL_END.search(before):
        return True
    return before[-1] + after[0] in page
