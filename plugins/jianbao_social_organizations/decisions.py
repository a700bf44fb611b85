"""What an authority has decided about an organisation that is named: sanctions, credit lists, registration, grades."""

import re
from collections.abc import Iterator

from jianbao import Article, Fact, Span, fact, sentences
from jianbao_social_organizations.names import rows

_LISTED = r"[^。；\n]{0,30}?(?:社会组织)?"
# In this order: a sentence about a list of failings is not about the registration that it may cost.
_KINDS = {
    "移出活动异常名录": rf"移出{_LISTED}(?:活动)?异常名录",
    "列入活动异常名录": rf"列入{_LISTED}(?:活动)?异常名录",
    "移出严重违法失信名单": rf"移出{_LISTED}(?:严重违法)?失信",
    "列入严重违法失信名单": rf"列入{_LISTED}(?:严重违法)?失信",
    "撤销登记": r"撤销(?:[^。；，\n]{0,20}的?)?(?:登记|法人登记证书)",
    "没收违法所得": r"没收[^。；，\n]{0,6}违法所得",
    "罚款": r"罚款",
    "限期停止活动": r"(?:限期)?停止活动",
    "警告": r"(?:给予|作出|处以|予以)[^。；\n]{0,10}警告|警告[^。；\n]{0,6}(?:行政处罚|处罚)",
    "责令改正": r"责令[^。；，\n]{0,10}改正",
    "取缔": r"取缔",
    "劝散": r"劝散",
    "准予注销登记": r"(?:准予|同意|批准|核准)[^。；\n]{0,60}注销(?:登记)?",
    "准予变更登记": r"(?:准予|同意|批准|核准)[^。；\n]{0,60}变更(?:登记)?",
    "准予成立登记": r"(?:准予|同意|批准|核准)[^。；\n]{0,60}(?:成立|设立)(?:登记)?",
    "年检不合格": r"(?:年检|年度检查)[^。；\n]{0,40}(?<!基本)不合格",
    "年检基本合格": r"(?:年检|年度检查)[^。；\n]{0,40}基本合格",
    "年检合格": r"(?:年检|年度检查)[^。；\n]{0,40}(?<![不本])合格",
}
_PATTERNS = {kind: re.compile(pattern) for kind, pattern in _KINDS.items()}
# What is planned, threatened, explained or denied has not been decided.
_NOT_DONE = re.compile(
    r"可以|应当|将(?:依法|会|予以|被)|如(?!下)|一旦|逾期|拟|不得|不予|或者|是指|有下列|情形|严禁|防止|申请"
)
_GRADED = re.compile(r"(?<![0-9A-Za-z])([1-5])A级?(?![0-9A-Za-z])")
_ACTS = re.compile(r"(?:近日|日前|依法|决定|印发|发布|公布|举办|召开|表示)")  # who acts is not acted upon
_MOST = 300  # decisions of an article: a list of a province's inspections has thousands of rows, and is a table


def decisions(article: Article) -> Iterator[Fact]:
    """Yield a fact for each organisation and each decision about it."""
    given = 0
    for start, end in sentences(article.text):
        for kinds, name, span in _in_sentence(article.text, start, end):
            for kind in kinds:
                given += 1
                if given <= _MOST:
                    label, value = _shown(kind, name)
                    yield fact(article, "decision", label, span, value, fields={"kind": kind, "organization": name})


def _in_sentence(text: str, start: int, end: int) -> Iterator[tuple[tuple[str, ...], str, Span]]:
    """Yield names with what was decided about them: what is said behind their row, or else before it.

    对甲协会作出撤销登记…，对乙学会处以罚款: what stands behind a row is said of it, and not of the next one.
    """
    found, before = list(rows(text, start, end)), start
    for number, row in enumerate(found):
        first, last = row[0][1].start, row[-1][1].end
        following = found[number + 1][0][1].start if number + 1 < len(found) else end
        head, tail = text[before:first], text[last:following]
        kinds = _decided(tail) or _decided(f"{head}某{tail}")
        before = following if kinds else last
        for name, span in row:
            if not _ACTS.match(text, span.end):
                yield kinds, name, span


def _decided(words: str) -> tuple[str, ...]:
    grades = {grade[1] for grade in _GRADED.finditer(words)}
    if len(grades) == 1 and re.search(r"评估|等级|获评|评为|\t", words):
        return (f"评估{grades.pop()}A",)
    if _NOT_DONE.search(words):
        return ()
    found = tuple(kind for kind, pattern in _PATTERNS.items() if pattern.search(words))
    return tuple(kind for kind in found if kind.endswith(("名录", "名单"))) or found


def _shown(kind: str, name: str) -> tuple[str, str]:
    label = "评估等级" if kind.startswith("评估") else "决定"
    return label, f"{name}　{kind.removeprefix('评估')}"
