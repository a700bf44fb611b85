"""What is counted, in the document's own words.

Chinese puts it to the left of the number (社会团体4347家), to the right (160家社会组织参与…), or leaves it out when the
clause before has said it (比上年增长4.7%). Each figure gets the shortest of these that is still unambiguous.
"""

from jianbao.figures import carried, left, phrases, right
from jianbao.figures.clauses import clause_before, label_above
from jianbao.figures.drafts import Draft
from jianbao.figures.subject import grown
from jianbao.model import Kind

_MOST_NAMED = 3  # parts; more make no name


def name(draft: Draft) -> None:
    """Set the indicator of *draft*; its kind and relations are known, and the indicators of the drafts before it."""
    named = (
        _shared(draft) or _together(draft) or right.counted(draft) or left.counted(draft) or carried.inherited(draft)
    )
    draft.indicator = named.lstrip(":： ") or label_above(draft) or right.done(draft)


def _together(draft: Draft) -> str:
    """Return the names of the parts that 合计 adds up: 村委会、居委会."""
    names: list[str] = []
    step = draft.previous
    while step is not None and step.part_of is draft:
        names.insert(0, step.indicator)
        step = step.previous
    return "、".join(names) if 1 < len(names) <= _MOST_NAMED else ""


def _shared(draft: Draft) -> str:
    """Return the indicator of the level that this figure is another state or the growth of."""
    if draft.base and draft.previous is not None:
        return draft.previous.indicator
    if draft.from_ is not None and not draft.from_.base:
        return draft.from_.indicator
    if draft.kind in {Kind.GROWTH, Kind.CHANGE}:
        named = grown(draft)
        if named and not (draft.of and phrases.is_bare_measure(named)):
            return named
        return draft.of.indicator if draft.of else clause_before(draft)
    return ""
