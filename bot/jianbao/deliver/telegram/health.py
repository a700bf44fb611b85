"""``/sources``: how the sources are, in one message however many there are.

Counts by condition come first, then those in trouble, page by page; words narrow it to names and conditions. The bot
answers anybody, so that addresses, folders and errors, which may tell of an inner network, are left to
``jianbao sources``.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from jianbao.deliver import source_words
from jianbao.deliver.clean import clean, clip
from jianbao.deliver.source_words import NEW, SHAKY, WELL, SourceWords
from jianbao.deliver.telegram.reply import Button, Reply, fill
from jianbao.deliver.telegram.taps import Tap, encode
from jianbao.deliver.wording import Words
from jianbao.model import Trouble
from jianbao.store import SourceState, Store

PAGE = 15  # sources in a message: a screen or two on a telephone
_LONGEST_NAME = 60
_MOST_DOWN = 8
_LONGEST_FILTER = 48  # bytes; a button carries it
_MARKS = {WELL: "✅", NEW: "▫️", SHAKY: "🔸", Trouble.SILENT: "🔕", Trouble.EXPIRING: "⏳"}
_DOWN = "⛔"
_UNTROUBLED = frozenset({WELL, NEW})


class Health:
    """Answers questions about the sources.

    Args:
        store: What is known of them.
        clock: Now, UTC.
    """

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    def show(self, asked: Sequence[str], words: Words, page: int = 0) -> Reply:
        """Count the sources that *asked* names, all without words; list them, and without words those in trouble.

        Args:
            asked: Each stands in the name of a source, or in the words for its condition.
            words: The language.
            page: From 0; beyond the last stands for the last.
        """
        said, narrowed = source_words.source_words(words.language), fitting(asked)
        known = [(_condition(state), state) for state in self._store.sources.states() if state.enabled]
        chosen = [(how, state) for how, state in known if _named(narrowed, state, how)]
        if not chosen:
            nothing = said.nothing_found if narrowed else said.nothing_configured
            return Reply(fill(nothing, filter=" ".join(narrowed)))
        order = list(said.conditions)
        listed = [each for each in chosen if narrowed or each[0] not in _UNTROUBLED]
        listed.sort(key=lambda each: (order.index(each[0]), each[1].name))
        last = max((len(listed) - 1) // PAGE, 0)
        page = min(page, last)
        lines = [self._line(state, how, said) for how, state in listed[page * PAGE : (page + 1) * PAGE]]
        told = [_summary([how for how, _ in chosen], said), "", *(lines or [said.all_well])]
        foot = ["", *([fill(said.pages, page=page + 1, pages=last + 1)] if last else []), said.hint]
        return Reply("\n".join(told + foot), _turning(page, last, narrowed))

    def _line(self, state: SourceState, how: str, said: SourceWords) -> str:
        """Return a source with what people ask next: since when, and how often it was tried."""
        told = [said.conditions[how]]
        if state.failures > 1:
            told.append(fill(said.failed, count=state.failures))
        if state.visited is not None:
            told.append(fill(said.read, ago=self._ago(state.succeeded, said)) if state.succeeded else said.never_read)
        if state.last_new is not None and how in {WELL, Trouble.SILENT}:
            told.append(fill(said.brought, ago=self._ago(state.last_new, said)))
        name = clip(clean(state.name), _LONGEST_NAME)
        return fill(f"{_MARKS.get(how, _DOWN)} <b>{{name}}</b>　", name=name) + said.between.join(told)

    def _ago(self, at: datetime, said: SourceWords) -> str:
        minutes = max(round((self._clock() - at) / timedelta(minutes=1)), 0)
        if minutes < 1:
            return said.moment
        if minutes < 120:
            return said.minutes.format(count=minutes)
        return said.hours.format(count=minutes // 60) if minutes < 2880 else said.days.format(count=minutes // 1440)


def fitting(asked: Sequence[str]) -> tuple[str, ...]:
    """Return *asked*, cut to what a button can carry on to the next page."""
    return tuple(" ".join(asked).encode()[:_LONGEST_FILTER].decode(errors="ignore").split())


def _condition(state: SourceState) -> str:
    """Return how a source is: its trouble, or one of the words of ``source_words``."""
    if state.visited is None:
        return NEW
    return state.watched.trouble or (SHAKY if state.failures else WELL)


def _named(asked: Sequence[str], state: SourceState, how: str) -> bool:
    places = [state.name, *(said.conditions[how] for said in (source_words.ZH, source_words.EN))]
    return all(any(word.casefold() in place.casefold() for place in places) for word in asked)


def _summary(conditions: Sequence[str], said: SourceWords) -> str:
    counts = Counter(conditions)
    told = [(name, counts[how]) for how, name in reversed(list(said.conditions.items())) if counts[how]]
    counted = " · ".join(fill(said.count, condition=name, count=count) for name, count in told)
    return f"{fill(said.header, count=len(conditions))}　{counted}"


def _turning(page: int, last: int, asked: Sequence[str]) -> tuple[tuple[Button, ...], ...]:
    """Return the buttons to the pages before and behind."""
    ways = [(f"‹ {page}", page - 1, page > 0), (f"{page + 2} ›", page + 1, page < last)]
    text = " ".join(asked)
    row = tuple(Button(label, encode(Tap(act="page", number=to, text=text), str)) for label, to, there in ways if there)
    return (row,) if row else ()


def out_of_reach(down: Sequence[SourceState], words: Words) -> tuple[str, ...]:
    """Return a line that names the sources that are *down*; none when all work."""
    if not down:
        return ()
    names = "、".join(state.name for state in down[:_MOST_DOWN]) + "…" * (len(down) > _MOST_DOWN)
    return (fill(words.sources_down, names=names),)
