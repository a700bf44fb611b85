"""Lists of organisations as tables: a name and a 统一社会信用代码 in each row."""

import re
from collections.abc import Iterator

from jianbao import Article, Fact, Span, fact
from jianbao_social_organizations.credit_code import Code, find_codes

_FEWEST = 3  # rows that make a list
_SHOWN = 3  # rows that alerts show; the list as a whole says how many there are
_CELL = re.compile(r"[^\t\n|　，,；;：: ]+")
_WORDS = re.compile(r"[一-鿿]{2,}")


def register(article: Article) -> Iterator[Fact]:
    """Yield the list as a whole and its rows; codes that stand alone or in prose by themselves."""
    rows = [(code, _name_beside(article.text, code)) for code in find_codes(article.text)]
    if sum(name is not None for _, name in rows) < _FEWEST:
        for code, _ in rows:
            yield fact(
                article, "credit_code", "统一社会信用代码", (code.start, code.end), _told(code), fields=_fields(code)
            )
        return
    invalid = [code.text for code, _ in rows if not code.valid]
    span = (rows[0][0].start, rows[0][0].end)
    summary = f"{len(rows)} 家" + (f"，其中 {len(invalid)} 个代码校验码不符" if invalid else "，代码均通过校验")
    yield fact(article, "register", "名录", span, summary, fields={"rows": len(rows), "invalid": len(invalid)})
    for number, (code, name) in enumerate(rows):
        if name is not None:
            start, end = min(code.start, name.start), max(code.end, name.end)
            words = article.text[name.start : name.end]
            yield fact(
                article,
                "registered",
                "名录",
                (start, end),
                f"{words}　{_told(code)}",
                fields={"organization": words, **_fields(code)},
                quiet=number >= _SHOWN,
            )


def _told(code: Code) -> str:
    return code.text if code.valid else f"{code.text}（校验码不符）"


def _fields(code: Code) -> dict[str, str | bool]:
    return {"code": code.text, "valid": code.valid}


def _name_beside(text: str, code: Code) -> Span | None:
    """Return the longest cell of Chinese words in the code's row; names are longer than persons, types and places."""
    begins = text.rfind("\n", 0, code.start) + 1
    ends = text.find("\n", code.end)
    cells = [
        cell for cell in _CELL.finditer(text, begins, len(text) if ends < 0 else ends) if _WORDS.search(cell.group())
    ]
    if not cells or ("\t" not in text[begins : code.end + 1] and len(cells) > 4):  # running text
        return None
    best = max(cells, key=lambda cell: len(_WORDS.search(cell.group()).group()))  # type: ignore[union-attr]
    return Span(*best.span())
