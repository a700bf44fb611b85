"""What is said further away than right beside a figure: in the clause before it, or in the line above."""

import re

from jianbao.figures import phrases
from jianbao.figures.drafts import Draft

CLAUSES = re.compile(r"[，：；（）。]")
ONLY_TIME = re.compile(r"[0-9一二三四五六七八九十今去上本当年月日底末初季度半前后个至—、和以来期间]+")
# 某司负责人9日介绍 says who, not what; 较上一年增加 nothing at all.
_SAYS_NOTHING = re.compile(
    r"^(?:按|从|就|分)[^，]{1,8}(?:分|看|来看|划分|而言|来说)$|"
    r"(?:介绍|表示|透露|获悉|了解到|指出|通报|报道|消息)称?$"
    r"|^(?:比|较|与)(?:上年|去年|上一年|上年同期|去年同期|往年)[^，]{0,6}$"
)
_NUMBERED = re.compile(r"^(?:[0-9]{1,3}[.．、]|[（(]?[一二三四五六七八九十]{1,3}[）)、.])\s*")
_LABEL = re.compile(r"[\u4e00-\u9fff（）/]{3,20}")


def clause_before(draft: Draft) -> str:
    """Return the subject of the clause before the figure's own, when no other figure stands between."""
    for clause in reversed(CLAUSES.split(draft.before)):
        words = "" if _SAYS_NOTHING.search(clause) else phrases.strip_leads(clause)
        if len(words) >= 2 and not ONLY_TIME.fullmatch(words):
            noun, _ = phrases.split_verb(words)
            noun = noun.rpartition("等")[2] or noun
            said = noun if len(noun) >= 2 else words
            return phrases.subject_cut(phrases.without_comparison(said))
    return draft.previous.indicator if draft.previous else ""


def label_above(draft: Draft) -> str:
    """Return the line above the figure's own when it is a label, as rows and cells become when a page is flattened."""
    if draft.previous is not None or not draft.sentence.earlier.endswith("\n"):
        return ""
    line = _NUMBERED.sub("", draft.sentence.earlier.rstrip().rpartition("\n")[2])
    return line if _LABEL.fullmatch(line) else ""
