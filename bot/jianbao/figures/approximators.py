"""约, 近, 超过, 以上: how exactly a number is stated, from the words on both sides of it."""

from jianbao.figures.lexicon import words
from jianbao.model import Bound

AFTER = r"(?:[及或]?以上|[及或]?以下|以内|之内|左右|上下|之多)"
"""What may stand behind number and unit, as a pattern."""

_APPROXIMATORS = {
    Bound.AT_LEAST: """
        不得少于 不得低于 不少于 不低于 不小于 不下于 不止 至少 最少 超过 突破 超出 高于 多于
        大于 超 逾 过 ≥ ≧
    """,
    Bound.AT_MOST: """
        不得超过 不得多于 不得高于 不超过 不多于 不高于 不大于 不足 不到 不超 接近 将近 至多
        最多 低于 少于 小于 近 ≤ ≦
    """,
    Bound.ABOUT: "大约 大概 约",
}
# Longest first; what stands right before the number.
_BEFORE = sorted(
    ((word, bound) for bound, listing in _APPROXIMATORS.items() for word in words(listing)),
    key=lambda entry: -len(entry[0]),
)
_LONGEST = max(len(word) for word, _ in _BEFORE)
_LAST_OF_BEFORE = frozenset(word[-1] for word, _ in _BEFORE)
_NOT_ABOUT = frozenset("节条预合违公签制协特契邀简")  # 节约, 条约, 预约 …
_NOT_NEAR = frozenset("附最临邻亲靠")  # 附近, 最近 …
_NOT_OVER = frozenset("通经超不难路渡度")  # 通过, 经过: 过 alone means over only before 万, 亿, 半 (过万个)

_BOUND_AFTER = {"上": Bound.AT_LEAST, "下": Bound.AT_MOST, "内": Bound.AT_MOST, "右": Bound.ABOUT}


def bound(text: str, number: int, own: Bound, after: str | None) -> tuple[int, Bound]:
    """Return where the quote begins and the bound, from the words on both sides of the number."""
    start, stated = number, own
    if number and text[number - 1] in _LAST_OF_BEFORE:
        before = text[max(0, number - _LONGEST) : number]
        for word, meaning in _BEFORE:
            if before.endswith(word) and not _is_other_word(text, number, word):
                start, stated = number - len(word), meaning
                break
    if after:
        stated = Bound.ABOUT if after == "上下" else _BOUND_AFTER.get(after[-1], stated)
    return start, stated


def _is_other_word(text: str, number: int, word: str) -> bool:
    previous = text[number - len(word) - 1] if number > len(word) else ""
    if word == "约":
        return previous in _NOT_ABOUT and previous != ""
    if word == "近":
        return previous in _NOT_NEAR and previous != ""
    if word == "过":
        return text[number] not in "万亿半百千" or (previous in _NOT_OVER and previous != "")
    return False
