"""Which figures belong together: a level with its earlier value, its growth and its parts is one row of an alert."""

from collections import defaultdict
from dataclasses import dataclass, field, replace

from jianbao.model import Kind, Statistic


@dataclass(frozen=True, slots=True)
class Relations:
    """The figures of an article as trees, each figure in exactly one place.

    Relations that point nowhere, at themselves or in a circle are ignored: they cost the relation, not the alert.

    Attributes:
        earlier: For the later figure of a pair, the earlier one.
        changes: For a level, the changes and growths that describe it.
        parts: For a total, its parts in the order of the text.
        families: For each figure with a row of its own, all figures of that row; in the order of the text.
        root: For each figure, the figure in whose row it stands.
    """

    earlier: dict[int, int] = field(default_factory=dict)
    changes: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    parts: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    families: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    root: tuple[int, ...] = ()


def relate(statistics: tuple[Statistic, ...]) -> Relations:
    """Return the figures' relations; a figure that could stand in two rows stands where its tightest relation leads."""
    relations = Relations()
    parents: dict[int, int] = {}
    for index, statistic in enumerate(statistics):
        if statistic.from_ is not None and _free(statistic.from_, index, parents, statistics):
            relations.earlier[index] = statistic.from_
            parents[statistic.from_] = index
    for index, statistic in enumerate(statistics):
        is_change = statistic.kind in {Kind.CHANGE, Kind.GROWTH}
        if is_change and statistic.of is not None and _free(index, statistic.of, parents, statistics):
            relations.changes[statistic.of].append(index)
            parents[index] = statistic.of
    for index, statistic in enumerate(statistics):
        if statistic.part_of is not None and _free(index, statistic.part_of, parents, statistics):
            relations.parts[statistic.part_of].append(index)
            parents[index] = statistic.part_of
    root = tuple(_top(index, parents) for index in range(len(statistics)))
    for index in sorted(range(len(root)), key=lambda index: (root[index], index)):
        relations.families[root[index]].append(index)
    return replace(relations, root=root)


def _free(child: int, parent: int, parents: dict[int, int], statistics: tuple[Statistic, ...]) -> bool:
    """Say whether *child* can be put under *parent*: both exist, it has no place yet, and no circle comes of it."""
    inside = 0 <= child < len(statistics) and 0 <= parent < len(statistics)
    return inside and child not in parents and _top(parent, parents) != child


def _top(index: int, parents: dict[int, int]) -> int:
    while index in parents:
        index = parents[index]
    return index
