"""A figure beside what the store has of it from an earlier year: jianbao's own comparison, and called so. Pure."""

from dataclasses import dataclass

from jianbao.deliver.amounts import amount, number
from jianbao.deliver.times import spoken
from jianbao.deliver.wording import Words
from jianbao.model import Earlier, Statistic


@dataclass(frozen=True, slots=True)
class Compared:
    """An earlier value: when, how much in its document's words, and the change that we have computed."""

    time: str
    value: str
    change: str
    title: str
    url: str | None


def compared(figure: Statistic, earlier: Earlier, words: Words) -> Compared | None:
    """Return *figure* beside what it was; None when either is no single number."""
    now, before = figure.value, earlier.statistic.value
    if isinstance(now, tuple) or isinstance(before, tuple) or before <= 0:
        return None
    share = number(abs(now - before) / before * 100, places=1)
    change = f"{'+' if now > before else '−'}{share}%" if now != before else "±0"
    time = spoken(earlier.statistic.as_of or "", words)
    return Compared(time, amount(earlier.statistic, words).text, change, earlier.title, earlier.url)
