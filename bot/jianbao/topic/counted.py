"""Figures as facts: what a topic knows of an indicator, beside the figure's own words."""

import re
from collections.abc import Callable, Iterator, Mapping

from jianbao.model import Article, Fact, FieldValue, Span, Statistic


def counted(
    article: Article, name: str, label: str, known: Callable[[Statistic], Mapping[str, FieldValue] | None]
) -> Iterator[Fact]:
    """Yield a quiet fact for each figure of *article* that *known* recognises.

    Args:
        article: Whose figures.
        name: Of the facts.
        label: What readers would see.
        known: Returns what the topic can say of a figure, None for those that are not the topic's. The field
            ``figure``, its index in ``article.statistics``, is added: value, unit, time and relations stand there.
    """
    for index, statistic in enumerate(article.statistics):
        said = known(statistic)
        if said is not None:
            yield Fact(
                name=name,
                label=label,
                value=" ".join(f"{statistic.indicator} {statistic.quote}".split()),
                quote=statistic.quote,
                span=Span(statistic.start, statistic.end),
                fields={**said, "figure": index},
                quiet=True,
            )


def first_of(patterns: Mapping[str, str], words: str) -> str | None:
    """Return the name of the first of *patterns* (name: regular expression) that *words* hold; None for none."""
    return next((name for name, pattern in patterns.items() if re.search(pattern, words)), None)
