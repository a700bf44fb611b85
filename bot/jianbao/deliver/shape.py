"""An alert as blocks that every channel shows in the same order; only how they look is the channel's own."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from jianbao.deliver.clean import clean, clip, squeeze
from jianbao.deliver.rows import Line, Piece, Row, Rows, Tone
from jianbao.deliver.times import dated, ends
from jianbao.deliver.wording import ZH, Words
from jianbao.model import Alert, Deadline, Fact, Finding, Topic

MOST_KEY = 6  # rows that a reader takes in at one glance; with no more than these nothing is folded
LEAST_KEY = 3
MOST_FIGURES = 300  # of one alert: three messages or so, room for a ministry's yearly bulletin; tables go into a file
_MOST_FACTS = 6  # at one glance; the others are folded
_LONGEST_NAME = 60  # characters of a place, an issuer, a source; joint issuers can be many
_LONGEST_FACT = 80  # characters: four lines on a phone
_LONGEST_DEMAND = 50  # characters of what a deadline asks


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What is shown, top to bottom.

    Attributes:
        marks: The topics' emoji.
        title: Headline.
        url: Where the headline leads.
        tags: Topics and place: what readers search alerts by.
        about: Issuer, 发文字号.
        origin: Source and date.
        rows: Key figures, and every figure that the document contradicts.
        facts: What topic plugins found, ``label`` strong.
        more_facts: Those to be folded.
        deadlines: Dates by which something has to be done.
        deeper: Parts of the parts of ``rows``, to be folded.
        folded: The other figures.
        left_out: How many figures are not shown at all.
        folded_figures: How many figures ``folded`` shows.
        foot: Who extracted it.
    """

    marks: str
    title: str
    url: str | None
    tags: tuple[str, ...]
    about: tuple[str, ...]
    origin: tuple[str, ...]
    rows: tuple[Row, ...]
    facts: tuple[Line, ...]
    more_facts: tuple[Line, ...]
    deadlines: tuple[Line, ...]
    deeper: tuple[Line, ...]
    folded: tuple[Row, ...]
    left_out: int
    foot: str

    @property
    def folded_figures(self) -> int:
        """How many of the document's figures stand in the folded part."""
        return sum(row.size for row in self.folded) + sum(row.deep for row in self.rows)


def shape(alert: Alert, topics: Mapping[str, Topic] | None = None, words: Words = ZH) -> Shape:
    """Return *alert* as blocks; *topics*, by id, give names and emoji, ids stand where one is not known."""
    known = topics or {}
    names = tuple(name(known[topic], words) if topic in known else clean(topic) for topic in alert.topics)
    rows, folded, left_out = _figures(alert, words)
    facts = [fact for finding in alert.findings for fact in finding.facts if not fact.quiet]
    return Shape(
        marks="".join(known[topic].emoji for topic in alert.topics if topic in known),
        title=clean(alert.title).rstrip("。") or words.no_title,
        url=alert.url,
        tags=_said(*names, alert.region),
        about=_said(alert.issuer if alert.issuer != alert.region else None, alert.doc_number),
        origin=_said(alert.source, dated(alert.published, words) if alert.published else None),
        rows=rows,
        facts=tuple(_facts(facts[:_MOST_FACTS])),
        more_facts=tuple(_facts(facts[_MOST_FACTS:])),
        deadlines=tuple(_deadline(deadline, words) for deadline in alert.deadlines),
        deeper=tuple(line for row in rows for line in row.deeper),
        folded=folded,
        left_out=left_out,
        foot=_foot(alert.findings, words),
    )


def name(topic: Topic, words: Words) -> str:
    """Return what readers of this language call *topic*."""
    return clean(topic.names.get(words.language) or topic.names.get("zh") or topic.id)


def _said(*values: str | None) -> tuple[str, ...]:
    """Return what is known of *values*, each once."""
    return tuple(dict.fromkeys(clip(clean(value), _LONGEST_NAME) for value in values if value and clean(value)))


def _figures(alert: Alert, words: Words) -> tuple[tuple[Row, ...], tuple[Row, ...], int]:
    """Return rows to show, rows to fold, and how many figures are left out."""
    rows = Rows(alert.statistics, alert.checks, alert.region, words, alert.earlier)
    relations = rows.relations
    shown = choose(tuple(relations.families), _roots(alert.key, relations.root), rows.alarming)
    folded: list[int] = []
    left_out = 0
    room = MOST_FIGURES
    for root in relations.families:
        if root in shown:
            continue
        size = len(relations.families[root])
        room -= size
        if room >= 0 or not folded:
            folded.append(root)
        else:
            left_out += size
    return tuple(map(rows.row, shown)), tuple(map(rows.row, folded)), left_out


def _roots(key: Iterable[int], root: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(root[index] for index in key if 0 <= index < len(root)))


def choose(roots: tuple[int, ...], key: tuple[int, ...], alarming: Callable[[int], bool]) -> tuple[int, ...]:
    """Return the rows to show at once: the key figures, best first, then others in the order of the text.

    All of them when they are few; otherwise three to six, and up to as many again whose figures contradict each other.
    """
    if len(roots) <= MOST_KEY:
        return tuple(dict.fromkeys((*key, *roots)))
    chosen = key[:MOST_KEY]
    filled = tuple(dict.fromkeys((*chosen, *roots)))[: max(LEAST_KEY, len(chosen))]
    doubtful = tuple(root for root in roots if root not in filled and alarming(root))
    return filled + doubtful[:MOST_KEY]


def _facts(facts: Iterable[Fact]) -> Iterator[Line]:
    """Yield a line per fact; a label that repeats is said once."""
    label = ""
    for fact in facts:
        value = clip(clean(fact.value), _LONGEST_FACT)
        if clean(fact.label) == label:
            yield (Piece(f"· {value}"),)
        else:
            label = clean(fact.label)
            yield (Piece(label, Tone.STRONG), Piece(f"　{value}"))


def _deadline(deadline: Deadline, words: Words) -> Line:
    """Return when and what; the document's own words for the date, completed where they do not name the year."""
    quote, what = squeeze(deadline.quote), clip(squeeze(deadline.what), _LONGEST_DEMAND)
    when = quote if deadline.date[:4] in quote else f"{dated(deadline.date, words)}{words.quoted.format(quotes=quote)}"
    return (Piece(clip(clean(when), _LONGEST_NAME), Tone.STRONG, ends(deadline.date)), Piece(f"　{what}"))


def _foot(findings: Iterable[Finding], words: Words) -> str:
    names = tuple(dict.fromkeys(clean(finding.provenance) for finding in findings if finding.provenance))
    return words.extracted_by.format(names="、".join(names)) if names else ""
