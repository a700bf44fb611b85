"""Figures as rows: what is counted, how much, how it changed, what it consists of, and whether the sums come out."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain, takewhile

from jianbao.deliver.amounts import Amount, amount, number, scaled
from jianbao.deliver.clean import clean, clip, squeeze
from jianbao.deliver.compared import compared
from jianbao.deliver.digest_words import digest_words
from jianbao.deliver.relations import Relations, relate
from jianbao.deliver.times import spoken
from jianbao.deliver.wording import Words
from jianbao.model import Bound, Check, CheckKind, Direction, Earlier, Kind, Statistic, Verdict

_LONGEST_LABEL = 60  # characters; an indicator is a noun phrase, longer ones are a fault
_MOST_PARTS = 24  # of one total in one line; a list of provinces is 31 and belongs into a file
_SHARED_ENDING = 5  # characters: 儿童福利机构 without its 机构 would be something else
_MOST_STEPS = 4  # of one series in one line
_ITSELF_SAYS_SO = tuple("增减降升翻涨跌")  # 翻一番, 增长约60%: the direction is in the words
_OF_A_SHARE = frozenset({"%", "‰"})


class Tone(StrEnum):
    """How much a piece of a line asks to be looked at."""

    PLAIN = "plain"
    STRONG = "strong"
    ALARM = "alarm"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a line that stay together and look alike; no channel breaks a line inside a piece if it can help it.

    ``moment`` is the Unix time of the deadline that they name, for channels that can show it in the reader's zone.
    """

    text: str
    tone: Tone = Tone.PLAIN
    moment: int | None = None


Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A figure with everything that belongs to it.

    Attributes:
        figure: Index of the figure.
        label: What is counted.
        note: Time, place, 目标; ``""`` when there is nothing to note.
        value: ``7,965 → 12,700 家``.
        change: ``+59.4%（原文“约60%” ✓）``; ``""`` when nothing is said.
        below: Its parts, and contradictions, a line each.
        deeper: Parts of its parts, a line each.
        quotes: The document's words, of figures that are shown in other words.
        alarm: True when the document's arithmetic contradicts itself here.
        size: How many of the document's figures it shows, those of ``deeper`` included.
        deep: How many figures ``deeper`` shows.
    """

    figure: int
    label: str
    note: str
    value: Line
    change: str
    below: tuple[Line, ...]
    deeper: tuple[Line, ...]
    quotes: tuple[str, ...]
    alarm: bool
    size: int
    deep: int

    @property
    def alone(self) -> bool:
        """True when the document says nothing of an earlier value, or of a change: its own comparison is better."""
        return not self.change and len(self.value) == 1


class Rows:
    """Makes the rows of one article's figures.

    Args:
        statistics: All of them; relations and checks index into it.
        checks: What the document's arithmetic says.
        region: The article's; only other places are noted.
        words: The language.
        earlier: What other documents gave for some of the figures.
    """

    def __init__(
        self,
        statistics: tuple[Statistic, ...],
        checks: Iterable[Check],
        region: str | None,
        words: Words,
        earlier: Iterable[Earlier] = (),
    ) -> None:
        self.relations: Relations = relate(statistics)
        self._statistics = statistics
        self._region = region
        self._words = words
        self._earlier = {each.figure: each for each in earlier}
        self._amounts = tuple(amount(statistic, words) for statistic in statistics)
        self._checks: defaultdict[int, list[Check]] = defaultdict(list)
        for check in checks:
            if all(0 <= index < len(statistics) for index in (check.subject, *check.operands)):
                self._checks[check.subject].append(check)

    def alarming(self, root: int) -> bool:
        """Say whether a check on any figure of *root*'s row came out as a contradiction."""
        family = self.relations.families[root]
        return any(check.verdict is Verdict.OFF for index in family for check in self._checks[index])

    def row(self, root: int) -> Row:
        """Return the row of *root*, one of the figures that have their own."""
        family = self.relations.families[root]
        statistic = self._statistics[root]
        row = Row(
            figure=root,
            label=clip(squeeze(statistic.indicator), _LONGEST_LABEL) or self._words.unnamed,
            note=self._note(root),
            value=self._value(root),
            change=self._change(root),
            below=(*self._breakdown(root), *chain.from_iterable(map(self._contradictions, family))),
            deeper=tuple(chain.from_iterable(self._breakdown(index, headed=True) for index in family if index != root)),
            quotes=tuple(squeeze(self._statistics[i].quote) for i in family if not self._amounts[i].verbatim),
            alarm=self.alarming(root),
            size=len(family),
            deep=sum(len(self.relations.parts.get(index, ())) for index in family if index != root),
        )
        return replace(row, below=(*row.below, *self._before(root))) if row.alone else row

    # The value and how it came about

    def _steps(self, index: int) -> list[int]:
        """Return *index* and the earlier figures it is compared with, earliest first."""
        steps = [index]
        while steps[0] in self.relations.earlier and len(steps) < _MOST_STEPS:
            steps.insert(0, self.relations.earlier[steps[0]])
        return steps

    def _value(self, index: int) -> Line:
        if self._statistics[index].kind in {Kind.CHANGE, Kind.GROWTH}:
            return (Piece(self._stated(index), Tone.STRONG),)
        last = self._amounts[index]
        earlier = "".join(f"{self._like(each, last)} → " for each in self._steps(index)[:-1])
        strong = Piece(last.text, Tone.STRONG)
        return (Piece(earlier), strong) if earlier else (strong,)

    def _like(self, index: int, shared: Amount) -> str:
        """Return a figure without the measure that *shared*, standing next to it, shows already."""
        own = self._amounts[index]
        return own.number if own.measure == shared.measure else own.text

    def _change(self, index: int) -> str:
        stated = [self._checked_change(change) for change in self.relations.changes.get(index, ())[:_MOST_STEPS]]
        return "，".join(stated) if stated else self._computed_change(index)

    def _checked_change(self, change: int) -> str:
        """Return a stated change beside what the document's own figures give."""
        words, statistic, stated = self._words, self._statistics[change], self._stated(change)
        check = next((check for check in self._checks[change] if check.computed is not None), None)
        if check is None or check.computed is None or check.verdict is Verdict.CANNOT_TELL:
            return stated
        computed = self._sign(check, statistic) + self._computed(check, change)
        if computed == stated and check.verdict is Verdict.HOLDS:
            return f"{stated} ✓"
        form = words.growth_holds if check.verdict is Verdict.HOLDS else words.growth_off
        return form.format(change=computed, quote=squeeze(statistic.quote))

    def _stated(self, change: int) -> str:
        """Return a change in the document's words with its direction: ``+12.3%``, ``增近四倍``, ``翻一番``."""
        statistic, text = self._statistics[change], self._amounts[change].text
        if statistic.direction is None or text.startswith(_ITSELF_SAYS_SO):
            return text
        up = statistic.direction is Direction.UP
        if text[:1].isdecimal():
            return ("+" if up else "−") + text
        return (self._words.up if up else self._words.down) + text

    def _sign(self, check: Check, change: Statistic) -> str:
        """Return which way the computed change goes: a negative result goes against the stated direction."""
        up = (change.direction is not Direction.DOWN) == ((check.computed or 0) >= 0)
        return "+" if up else "−"

    def _computed(self, check: Check, subject: int) -> str:
        """Return a check's result on the subject's scale and in its unit, without sign."""
        value, unit, own = abs(check.computed or 0.0), squeeze(self._statistics[subject].unit), self._amounts[subject]
        if unit in _OF_A_SHARE:
            decimals = len(own.number.partition(".")[2])
            return f"{number(value, places=max(decimals, 1))}{unit}"
        return f"{scaled(value, own)} {own.measure}" if own.measure.endswith(unit) else f"{number(value)} {unit}"

    def _computed_change(self, index: int) -> str:
        """Return the growth of an exact pair for which the document states none; marked as ours."""
        before = self.relations.earlier.get(index)
        if before is None:
            return ""
        old, new = self._statistics[before], self._statistics[index]
        if not (old.bound is new.bound is Bound.EXACT and old.unit == new.unit):
            return ""
        if isinstance(old.value, tuple) or isinstance(new.value, tuple) or old.value <= 0:
            return ""
        difference = new.value - old.value
        sign = "+" if difference >= 0 else "−"
        if new.unit in _OF_A_SHARE:
            step = self._words.points.format(points=number(abs(difference)))
        else:
            step = number(abs(difference) / old.value * 100, places=1) + "%"
        return self._words.computed.format(change=sign + step)

    # What it consists of

    def _breakdown(self, total: int, *, headed: bool = False) -> Iterator[Line]:
        """Yield a line for each group of parts that the document's arithmetic adds up, and one for the rest."""
        left = list(self.relations.parts.get(total, ()))
        for check in self._checks[total]:
            group = [part for part in left if part in check.operands]
            if (
                group
                and check.kind is CheckKind.SUM
                and check.verdict is Verdict.HOLDS
                and len(group) == len(check.operands)
            ):
                left = [part for part in left if part not in group]
                sum_ = self._words.total.format(total=self._like(total, self._amounts[group[0]]))
                yield (*self._parts(total, group, headed=headed), Piece(f" {sum_}"))
        if left:
            yield self._parts(total, left, headed=headed, some=len(left) == len(self.relations.parts[total]))

    def _parts(self, total: int, group: list[int], *, headed: bool, some: bool = False) -> Line:
        head = f"{self._label(total)}：" if headed else ""
        if some and not self._summed(total):
            head += f"{self._words.of_which} "
        shared = self._shared_ending(total, group)
        listed = " · \0".join(self._part(part, total, shared) for part in group[:_MOST_PARTS]).split("\0")
        if len(group) > _MOST_PARTS:
            listed.append(f" {self._words.and_others.format(count=len(group))}")
        return tuple(Piece(text) for text in (head, *listed) if text)

    def _shared_ending(self, total: int, group: list[int]) -> int:
        """Return how many characters the labels of total and parts have in common at the end.

        5A级市级社会组织, 4A级市级社会组织 under 市级社会组织 are 5A级 and 4A级 to a reader.
        """
        labels = [self._label(index) for index in (total, *group)]
        endings = zip(*(reversed(label) for label in labels), strict=False)
        same = sum(1 for _ in takewhile(lambda characters: len(set(characters)) == 1, endings))
        rests = [label[: len(label) - same] for label in labels[1:]]
        whole = all(rest and not rest[-1].isdecimal() for rest in rests)  # of 65周岁以上老年人口 must not be left 65
        return same if whole and same >= _SHARED_ENDING else 0

    def _part(self, part: int, total: int, shared_ending: int) -> str:
        like, label = self._amounts[total], self._label(part)
        steps = " → ".join(self._like(each, like) for each in self._steps(part))
        change = self._change(part)
        bracketed = self._words.note.format(note=change) if change else ""
        return f"{label[: len(label) - shared_ending]} {steps}{bracketed}"

    def _summed(self, total: int) -> bool:
        return any(check.kind is CheckKind.SUM and check.verdict is Verdict.OFF for check in self._checks[total])

    def _contradictions(self, index: int) -> Iterator[Line]:
        """Yield what is off and has not been said beside a change."""
        level = self._statistics[index].of
        beside = level is not None and index in self.relations.changes.get(level, ())
        for check in self._checks[index]:
            if check.verdict is not Verdict.OFF or beside or check.computed is None:
                continue
            own = self._amounts[index]
            if check.kind is CheckKind.SUM:
                text = self._words.sum_off.format(computed=scaled(check.computed, own), total=own.number)
            else:
                quote = squeeze(self._statistics[index].quote)
                text = self._words.off.format(quote=quote, computed=self._computed(check, index))
            yield (Piece(text, Tone.ALARM),)

    def _before(self, index: int) -> Iterator[Line]:
        """Yield what another document gave for an earlier year, as our own comparison."""
        told = self._earlier.get(index)
        found = compared(self._statistics[index], told, self._words) if told else None
        if found:
            said = digest_words(self._words.language).compared
            title = clip(clean(found.title), _LONGEST_LABEL)
            yield (Piece(said.format(time=found.time, value=found.value, change=found.change, title=title)),)

    # Notes

    def _label(self, index: int) -> str:
        return clip(squeeze(self._statistics[index].indicator), _LONGEST_LABEL) or self._words.unnamed

    def _note(self, index: int) -> str:
        statistic, words = self._statistics[index], self._words
        notes = [self._time(index)]
        if statistic.region and statistic.region != self._region:
            notes.append(squeeze(statistic.region))
        if statistic.target:
            notes.append(words.target if statistic.as_of else words.standard)
        said = [clip(note, _LONGEST_LABEL) for note in notes if note]
        return words.note.format(note="，".join(said)) if said else ""

    def _time(self, index: int) -> str:
        words = self._words
        first, last = self._statistics[self._steps(index)[0]].as_of, self._statistics[index].as_of
        if first and not last:
            return words.since.format(time=spoken(first, words))
        if first and last and first != last:
            return words.period.format(first=spoken(first, words), last=spoken(last, words))
        return spoken(last, words) if last else ""
