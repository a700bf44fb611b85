"""Bounds that the clause states, not the words beside the number: 每人每月最高可抵扣800元, 90%和95%以上."""

import re

from jianbao.figures.approximators import AFTER
from jianbao.figures.drafts import Draft
from jianbao.model import Bound

_AT_MOST = re.compile(
    r"(?:最高|最多)(?:可|不超|补|奖|给予|资助|支持)[^，]{0,6}$|(?:上限|限额)为?$|(?:不超过|不高于|不多于|不得超过|不得高于)[^0-9，]{1,20}$"
    r"|(?:资助|补助|奖励|补贴|给予|奖补|罚款)最高(?:为|达)?$|限报$"
)
_ABOUT = re.compile(r"(?:大致|大体|大概)(?:为|是|占|达)?$|(?<![节条公预合违])约(?:占|为|有|达|合|需)[^0-9，]{0,12}$")
_BEHIND = re.compile(rf"{AFTER}$")
_AT_LEAST = re.compile(r"(?:不得低于|不得少于|不低于|不少于|至少)[^0-9，]{1,20}$|^已?超(?!市|高|大|级)[^，]{3,20}的$")


def refine(draft: Draft, text: str) -> None:
    """Take a bound from the clause of *draft*, or from the figure that ends its list, where its own words give none."""
    quantity = draft.quantity
    if quantity.bound is not Bound.EXACT:
        _share_backwards(draft, text)
    elif _AT_MOST.search(draft.left):
        quantity.bound = Bound.AT_MOST
    elif _AT_LEAST.search(draft.left):
        quantity.bound = Bound.AT_LEAST
    elif _ABOUT.search(draft.left):
        quantity.bound = Bound.ABOUT


def _share_backwards(draft: Draft, text: str) -> None:
    """In 稳定在90%和95%以上 the words behind the last figure hold for the first, too; the 余 of 650余个 does not."""
    quote = text[draft.quantity.start : draft.quantity.end]
    follows = draft.quantity.number == draft.quantity.start and bool(_BEHIND.search(quote))
    step = draft
    while follows and step.joint == "、" and not step.left and step.previous is not None:
        step = step.previous
        alike = step.quantity.sort is draft.quantity.sort and step.quantity.bound is Bound.EXACT
        if not alike or draft.quantity.bound not in {Bound.AT_LEAST, Bound.AT_MOST}:
            return
        step.quantity.bound = draft.quantity.bound
