"""Whether two texts are one that was reposted: the same sentences, but for what sites put before and behind. Pure.

Sites add a line with source and editor, change the headline, cut the end. Offices write many notices after one model,
in which a name or a number differs. So a difference inside makes two texts, and so does one at the same end of both;
what only one of them has, before or behind what they share, does not.
"""

import hashlib
import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from jianbao.model.keywords import plain

ANCHORS = 8  # sentences by which a text is looked up
SHARED = 3  # of them that two texts must share before they are compared
_SHORTEST_ANCHOR = 16  # characters; shorter sentences stand in many texts
_SHORTEST = 120  # characters that two texts must share: less is a phrase
_LEAST_SHARE = 0.6  # of the longer text
_END = re.compile(r"(?<=[。！？!?；;])")
_FURNITURE = re.compile(
    r"来源|编辑|责编|记者|通讯员|转自|转载|原标题|点击|扫码|关注|版权|声明|免责|摄影|作者|审核|校对|供稿|发布时间|日期|字号|打印"
)
_LONGEST_FURNITURE = 60  # characters


def sentences(text: str) -> list[str]:
    """Return the sentences of *text* without blanks, case and width."""
    return [sentence for sentence in _END.split(plain(text)) if sentence]


def anchors(said: Sequence[str]) -> list[int]:
    """Return numbers of 63 bits for the longest of the sentences, by which texts that share them are found."""
    long = sorted({each for each in said if len(each) >= _SHORTEST_ANCHOR}, key=lambda each: (-len(each), each))
    return [int.from_bytes(hashlib.blake2s(each.encode(), digest_size=8).digest()) >> 1 for each in long[:ANCHORS]]


def same(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether two texts, as their sentences, are one."""
    match = SequenceMatcher(None, one, other, autojunk=False).find_longest_match()
    first, second = _whole(one, other, match.a, match.b)
    shared = sum(map(len, one[match.a : match.a + match.size]))
    longer = max(sum(map(len, one)), sum(map(len, other)))
    if shared < _SHORTEST or shared < _LEAST_SHARE * longer:
        return False
    behind = (one[match.a + match.size :], other[match.b + match.size :])
    return _one_sided(first, second) and _one_sided(*behind)


def _whole(one: Sequence[str], other: Sequence[str], a: int, b: int) -> tuple[Sequence[str], Sequence[str]]:
    """Return what stands before the shared sentences; a headline that runs into the first of them is no difference."""
    before, before_other = list(one[:a]), list(other[:b])
    if before and before_other:
        last, last_other = before[-1], before_other[-1]
        if last.endswith(last_other):
            return before, before_other[:-1]
        if last_other.endswith(last):
            return before[:-1], before_other
    return before, before_other


def _one_sided(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether no more than one of the two says something here that is not furniture."""
    return not (_says(one) and _says(other))


def _says(said: Sequence[str]) -> bool:
    return any(len(each) > _LONGEST_FURNITURE or not _FURNITURE.search(each) for each in said)
