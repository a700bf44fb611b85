"""A kind of chart that a plugin brings: which of its facts stand beside each other."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartKind:
    """What a plugin says of a chart. The house draws it, of figures that it has read itself.

    Attributes:
        name: Stable lower-case name: ``levels``.
        topic: One of the plugin's own.
        fact: The sort of facts, with a field ``figure``: see :func:`jianbao.counted`.
        by: The field whose values are the names of the bars.
        titles: What readers see above it, under ``zh`` and ``en``; 30 characters at most.
        where: Fields that a fact must have, with these values.
        same: Fields that are alike in all bars of one chart: the kind of organisation, say.
    """

    name: str
    topic: str
    fact: str
    by: str
    titles: Mapping[str, str]
    where: Mapping[str, str] = field(default_factory=dict, hash=False)
    same: tuple[str, ...] = ()
