"""Charts of kinds that plugins bring: figures that their facts name, side by side where they can be compared. Pure."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from jianbao.deliver.amounts import amount
from jianbao.deliver.clean import clean, clip
from jianbao.deliver.shown import Bar, Panel
from jianbao.deliver.times import dated
from jianbao.deliver.wording import Words
from jianbao.model import Alert, Bound, ChartKind, Fact, Kind, Statistic

_MOST_BARS = 12  # as in the house's own pictures
_LONGEST_NAME = 14  # characters beside a bar
_EACH = 2  # charts of one kind for an alert


class _Place(NamedTuple):
    """What must be alike in all bars of a chart."""

    same: tuple[str, ...]
    unit: str
    as_of: str | None
    region: str | None
    target: bool


class Chart(NamedTuple):
    """A chart: which figures of the alert stand in it, by the names of their bars."""

    kind: ChartKind
    place: _Place
    bars: dict[str, int]


def charts(alert: Alert, kinds: Sequence[ChartKind]) -> list[Chart]:
    """Return what can be drawn of *alert*: of each kind the charts with most bars, two or more of them each."""
    return [chart for kind in kinds for chart in _of_kind(alert, kind)]


def panels(alert: Alert, kinds: Sequence[ChartKind], words: Words) -> Iterator[tuple[frozenset[int], Panel]]:
    """Yield the charts as they are drawn, each with the figures that stand in it."""
    for kind, place, bars in charts(alert, kinds):
        shown = [
            Bar(clip(name, _LONGEST_NAME), float(value), amount(statistic, words).text)
            for name, statistic in [(name, alert.statistics[index]) for name, index in bars.items()][:_MOST_BARS]
            if not isinstance(value := statistic.value, tuple)
        ]
        about = [*filter(None, place.same), *([dated(place.as_of, words)] if place.as_of else [])]
        yield frozenset(bars.values()), Panel("　".join([kind.titles[words.language], *about]), tuple(shown))


def _of_kind(alert: Alert, kind: ChartKind) -> list[Chart]:
    found: dict[_Place, dict[str, int]] = {}
    doubtful: set[tuple[_Place, str]] = set()
    for fact in _facts(alert, kind):
        index = fact.fields.get("figure")
        if not isinstance(index, int) or isinstance(index, bool) or not 0 <= index < len(alert.statistics):
            continue
        statistic, name = alert.statistics[index], clean(str(fact.fields.get(kind.by) or ""))
        if not name or not _comparable(statistic):
            continue
        same = tuple(clean(str(fact.fields.get(each) or "")) for each in kind.same)
        place = _Place(same, statistic.unit, statistic.as_of, statistic.region, statistic.target)
        bars = found.setdefault(place, {})
        other = bars.setdefault(name, index)
        if alert.statistics[other].value != statistic.value:
            doubtful.add((place, name))  # two figures for one thing: which is meant cannot be told
    for place, name in doubtful:
        del found[place][name]
    told = [Chart(kind, place, bars) for place, bars in found.items() if len(bars) > 1]
    return sorted(told, key=lambda chart: -len(chart.bars))[:_EACH]


def _facts(alert: Alert, kind: ChartKind) -> Iterator[Fact]:
    for finding in alert.findings:
        for fact in finding.facts if finding.topic == kind.topic else ():
            if fact.name == kind.fact and all(fact.fields.get(key) == value for key, value in kind.where.items()):
                yield fact


def _comparable(statistic: Statistic) -> bool:
    """Tell whether a figure is a plain amount: no change, no range, no least or most."""
    exact = statistic.bound in {Bound.EXACT, Bound.ABOUT}
    return statistic.kind is Kind.LEVEL and exact and not isinstance(statistic.value, tuple)
