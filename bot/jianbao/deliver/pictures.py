"""What of an alert can be drawn: totals with their parts, earlier with later values, series of an indicator. Pure."""

from collections.abc import Iterator, Mapping, Sequence

from jianbao.deliver import charts
from jianbao.deliver.amounts import amount
from jianbao.deliver.clean import clean, clip, squeeze
from jianbao.deliver.relations import relate
from jianbao.deliver.shown import Bar, Panel, Picture
from jianbao.deliver.times import dated
from jianbao.deliver.wording import Words
from jianbao.model import Alert, ChartKind, Kind, Past, Statistic

MOST_PANELS = 4
_MOST_BARS = 12  # of a panel: a phone shows no more
_LONGEST_NAME = 14  # characters beside a bar
_LONGEST_TITLE = 34


def picture(
    alert: Alert,
    words: Words,
    history: Mapping[int, Sequence[Past]] | None = None,
    kinds: Sequence[ChartKind] = (),
) -> Picture | None:
    """Return what can be drawn of *alert*; None when no two of its figures can be compared.

    Args:
        alert: Whose figures.
        words: The reader's language.
        history: By index of a figure, what other documents gave for the same, of other times.
        kinds: Charts that plugins bring; they come behind the house's, and not when those show their figures already.
    """
    ours = list(_panels(alert, words, history or {}))
    families = [set(parts) for parts in relate(alert.statistics).parts.values()]
    theirs = [panel for figures, panel in charts.panels(alert, kinds, words) if not _shown(figures, families)]
    panels = tuple([*ours, *theirs][:MOST_PANELS])
    if not panels:
        return None
    said = (alert.source or alert.issuer, alert.published)
    return Picture(clean(alert.title), panels, " · ".join(clean(each) for each in said if each))


def drawable(alert: Alert, kinds: Sequence[ChartKind] = ()) -> bool:
    """Tell whether :func:`picture` will find something, without what other documents gave."""
    related = any(statistic.from_ is not None or statistic.part_of is not None for statistic in alert.statistics)
    return related or bool(charts.charts(alert, kinds))


def _shown(figures: frozenset[int], families: Sequence[set[int]]) -> bool:
    return any(figures <= family for family in families)


def _panels(alert: Alert, words: Words, history: Mapping[int, Sequence[Past]]) -> Iterator[Panel]:
    statistics = alert.statistics
    relations = relate(statistics)
    order = [*alert.key, *(index for index in relations.families if index not in alert.key)]
    for index in dict.fromkeys(relations.root[each] for each in order if each < len(statistics)):
        total = statistics[index]
        past = [each for each in history.get(index, ()) if each.as_of != total.as_of]
        earlier = relations.earlier.get(index)
        if past and (now := _value(total)) is not None:
            every = [*((each.as_of, each.value) for each in past), (total.as_of or "", now)]
            shown = [(dated(when, words) if when else words.later, value) for when, value in sorted(every)]
            bars = [Bar(when, value, f"{value:,.10g}") for when, value in shown]
            yield Panel(_title(total), tuple(bars[-_MOST_BARS:]), in_time=True)
        elif earlier is not None:
            times = [_time(statistics[earlier], words, words.earlier), _time(total, words, words.later)]
            yield from _compared([statistics[earlier], total], times, words, _title(total), in_time=True)
        parts = [statistics[each] for each in relations.parts.get(index, ())]
        alike = [each for each in parts if each.unit == total.unit and each.kind is Kind.LEVEL]
        whole = f"{_title(total)}　{amount(total, words).text}"
        yield from _compared(alike, [squeeze(each.indicator) for each in alike], words, whole)


def _compared(
    values: Sequence[Statistic], names: Sequence[str], words: Words, title: str, *, in_time: bool = False
) -> Iterator[Panel]:
    bars = [
        Bar(clip(name, _LONGEST_NAME), value, amount(each, words).text)
        for each, name in list(zip(values, names, strict=True))[:_MOST_BARS]
        if (value := _value(each)) is not None
    ]
    if len(bars) > 1:
        yield Panel(title, tuple(bars), in_time)


def _time(statistic: Statistic, words: Words, otherwise: str) -> str:
    return dated(statistic.as_of, words) if statistic.as_of else otherwise


def _value(statistic: Statistic) -> float | None:
    return None if isinstance(statistic.value, tuple) else float(statistic.value)


def _title(statistic: Statistic) -> str:
    return clip(squeeze(statistic.indicator), _LONGEST_TITLE)
