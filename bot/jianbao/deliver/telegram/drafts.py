"""A subscription that is being built, as it travels in the buttons that build it: restarts lose nothing of it.

``VERB:ARGUMENT:RHYTHM:WISH``, where the wish is topic, place by its code and figures (``child_welfare/1101/0``), or the
name that it is kept under when it holds what does not fit into a button (``=0123456789abcdef``).
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Self

from jianbao.chinese.places import lookup
from jianbao.chinese.tree import coded
from jianbao.deliver.telegram.buttons import short
from jianbao.deliver.telegram.commands import Wish
from jianbao.deliver.telegram.reply import Button
from jianbao.deliver.telegram.taps import Tap, encode
from jianbao.model import ANYTHING, Narrowing, Rhythm

_RHYTHMS = tuple(Rhythm)
_BRIEF = re.compile(r"[A-Za-z0-9_-]{1,20}")  # ids of topics that need no other name
_ALL = "*"
_KEPT = "="


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What has been chosen so far."""

    wish: Wish
    rhythm: Rhythm = Rhythm.AT_ONCE

    def about(self, **changes: object) -> Self:
        """Return the draft with another topic, region or narrowing."""
        return replace(self, wish=replace(self.wish, **changes))  # type: ignore[arg-type]

    def narrowed(self, **changes: object) -> Self:
        """Return the draft with other conditions."""
        return self.about(narrowing=replace(self.wish.narrowing, **changes))  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What a button of the builder does, and to which draft."""

    verb: str
    argument: str
    draft: Draft


class Drafts:
    """Writes steps into buttons and reads them again.

    Args:
        topics: Ids of those that there are.
        keep: Keeps a wish under a name.
        kept: Finds it again.
    """

    def __init__(self, topics: Iterable[str], keep: Callable[[Wish], str], kept: Callable[[str], Wish | None]) -> None:
        self._topics = {_name(topic): topic for topic in topics} | {_ALL: None}
        self._keep = keep
        self._kept = kept

    def buttons(self, draft: Draft) -> Callable[..., Button]:
        """Return what makes buttons about *draft*: their label, their verb and its argument."""
        written = self._written(draft)
        return lambda label, verb, argument="": Button(
            label, encode(Tap(act="build", text=f"{verb}:{argument}:{written}"), short)
        )

    def read(self, text: str) -> Step | None:
        """Return the step that *text* of a button names; None when it is none, or its topic or wish is gone."""
        verb, _, rest = text.partition(":")
        argument, _, rest = rest.partition(":")
        rhythm, _, written = rest.partition(":")
        if len(rhythm) != 1 or rhythm not in "0123":
            return None
        wish = self._kept(written.removeprefix(_KEPT)) if written.startswith(_KEPT) else self._wish(written)
        if wish is None:
            return None
        return Step(verb=verb, argument=argument, draft=Draft(wish=wish, rhythm=_RHYTHMS[int(rhythm)]))

    def _written(self, draft: Draft) -> str:
        wish, number = draft.wish, _RHYTHMS.index(draft.rhythm)
        code = _code(wish.region)
        simple = wish.narrowing in {ANYTHING, Narrowing(figures=True)} and code is not None
        if not simple:
            return f"{number}:{_KEPT}{self._keep(wish)}"
        return f"{number}:{_name(wish.topic)}/{code}/{int(wish.narrowing.figures)}"

    def _wish(self, written: str) -> Wish | None:
        topic, _, rest = written.partition("/")
        code, _, figures = rest.partition("/")
        place = coded(code)
        if topic not in self._topics or (place is None and code != _ALL) or figures not in {"0", "1"}:
            return None
        narrowing = Narrowing(figures=True) if figures == "1" else ANYTHING
        return Wish(topic=self._topics[topic], region=place.name if place else None, narrowing=narrowing)


def _name(topic: str | None) -> str:
    if topic is None:
        return _ALL
    return topic if _BRIEF.fullmatch(topic) else short(topic)


def _code(region: str | None) -> str | None:
    """Return the code of a region that its name alone means; None when it has none."""
    if region is None:
        return _ALL
    place = lookup(region)
    found = coded(place.code) if place else None
    return found.code if found and found.name == region else None
