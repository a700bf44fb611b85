"""Subscriptions built by buttons: topic, place down to the county, issuer, figures, words, rhythm.

All that has been chosen stands in the buttons themselves (:mod:`~jianbao.deliver.telegram.drafts`), so that nothing is
lost by a restart, and two people of a group can build at the same time.
"""

import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from jianbao.chinese.places import lookup
from jianbao.chinese.tree import below, coded
from jianbao.deliver.building_words import building_words
from jianbao.deliver.clean import clean, clip
from jianbao.deliver.hours_words import hours_words
from jianbao.deliver.telegram.buttons import button
from jianbao.deliver.telegram.commands import Wish, too_much
from jianbao.deliver.telegram.drafts import Draft, Drafts, Step
from jianbao.deliver.telegram.here import Here
from jianbao.deliver.telegram.names import PROVINCES, Names
from jianbao.deliver.telegram.paging import part, turning
from jianbao.deliver.telegram.reply import Button, Reply, fill
from jianbao.deliver.telegram.sharing import Sharing
from jianbao.deliver.telegram.taps import Tap
from jianbao.deliver.wording import Words
from jianbao.model import ANYTHING, Keywords, NamesAsked, Rhythm, TooMuchAskedError, Topic
from jianbao.store import Store

Subscribe = Callable[[Wish, Here, Rhythm], Reply]

_PROVINCES_IN_A_ROW = 4
_PLACES = 16  # on a page, two in a row: what a phone shows without scrolling
_ISSUERS = 8
_PATIENCE = timedelta(hours=1)  # for the words that somebody was asked for
_LABEL = 24  # characters of a label; longer ones are cut by phones anyway
_CLEAR = "0"


class Builder:
    """Draws the steps and takes them.

    Args:
        store: What is known of issuers; questions that are open.
        clock: Now, UTC.
        names: Of wishes.
        topics: What can be subscribed to.
        sharing: Keeps wishes that do not fit into a button.
        subscribe: Makes the subscription.
    """

    def __init__(
        self,
        store: Store,
        clock: Callable[[], datetime],
        names: Names,
        topics: Sequence[Topic],
        *,
        sharing: Sharing,
        subscribe: Subscribe,
    ) -> None:
        self._store = store
        self._clock = clock
        self._names = names
        self._subscribe = subscribe
        self._drafts = Drafts([topic.id for topic in topics], sharing.keep, sharing.kept)

    def provinces(self, topic: str | None, words: Words) -> Reply:
        """Ask where, of a topic and nothing else yet: one tap leads to a summary that can be taken at once."""
        return self._provinces(Draft(wish=Wish(topic=topic)), button(words.back, Tap(act="topics")), words)

    def _provinces(self, draft: Draft, back: Button, words: Words) -> Reply:
        to = self._drafts.buttons(draft)
        found = [to(name, "hub", f"r{place.code}") for name in PROVINCES if (place := lookup(name))]
        starts = range(0, len(found), _PROVINCES_IN_A_ROW)
        rows = (tuple(found[start : start + _PROVINCES_IN_A_ROW]) for start in starts)
        html = fill(words.choose_region, topic=self._names.topic(draft.wish.topic, words))
        return Reply(html, ((to(words.everywhere, "hub", "r*"),), *rows, (back,)))

    def summary(self, draft: Draft, here: Here, question: str = "") -> Reply:
        """Say what was chosen so far, and offer to take it or to change each part of it."""
        words, wish, to = here.words, draft.wish, self._drafts.buttons(draft)
        said, rhythms = building_words(words.language), hours_words(words.language).rhythms
        narrowing = wish.narrowing
        place = fill(said.place, name=wish.region or words.everywhere)
        issuer = said.issuer.format(name=clip(clean(narrowing.issuer), _LABEL) or said.any_issuer)
        figures = said.figures if narrowing.figures else said.any_figures
        terms = said.words.format(words=clip(clean(str(narrowing.keywords)), _LABEL) or said.no_words)
        asks = [to(terms, "ask", "w")] if here.hears else []
        back = to(words.back, "reg")
        if draft == Draft(wish=Wish(topic=wish.topic, region=wish.region)):
            back = button(words.back, Tap(act="regions", topic=wish.topic))
        rows = (
            (to(words.do_subscribe, "sub"),),
            (to(place, "reg", _around(wish.region)), to(issuer, "iss", "0")),
            (to(figures, "hub", "f"), *asks),
            (to(f"⏰ {rhythms[draft.rhythm]} ›", "rhy"),),
            (back,),
        )
        html = fill(question or words.confirm, wish=self._names.wish(wish, words))
        rhythm = fill(said.rhythm, rhythm=rhythms[draft.rhythm])
        return Reply(html if draft.rhythm is Rhythm.AT_ONCE else f"{html}\n{rhythm}", rows)

    def tap(self, text: str, here: Here) -> Reply:
        """Take the step that a button names."""
        step = self._drafts.read(text)
        if step is None:
            return Reply(here.words.stale_button)
        self.asked(here)
        match step.verb:
            case "hub":
                draft = _changed(step)
                return self.summary(draft, here) if draft else Reply(here.words.stale_button)
            case "sub":
                return self._subscribe(step.draft.wish, here, step.draft.rhythm)
            case "reg":
                return self._places(step, here.words)
            case "iss":
                return self._issuers(step, here)
            case "rhy":
                return self._rhythms(step.draft, here.words)
            case "ask" if here.hears:
                return self._ask(step, text, here)
            case _:
                return Reply(here.words.stale_button)

    def _places(self, step: Step, words: Words) -> Reply:
        """Ask for a place below the one whose code the step names, page by page; without one, for a province."""
        said, to = building_words(words.language), self._drafts.buttons(step.draft)
        code, _, page = step.argument.partition(".")
        place = coded(code)
        if place is None:
            return self._provinces(step.draft, to(words.back, "hub"), words)
        shown, number, pages = part(below(code), _page(page), _PLACES)
        keys = [to(f"{each.name} ›", "reg", each.code) if below(each.code) else to(each.name, "hub", f"r{each.code}")
                for each in shown]  # fmt: skip
        rows = [tuple(keys[start : start + 2]) for start in range(0, len(keys), 2)]
        turns = turning(number, pages, lambda other: to("", "reg", f"{code}.{other}").data)
        above = to(words.back, "reg", place.parent.code if place.parent else "")
        whole = to(fill(said.whole, place=place.name), "hub", f"r{code}")
        html = fill(said.choose_place, wish=self._names.wish(step.draft.wish, words), place=place.name)
        return Reply(html, ((whole,), *rows, *turns, (above,)))

    def _issuers(self, step: Step, here: Here) -> Reply:
        """Offer the issuers that are known for what was chosen; each tap takes one in or out."""
        page, _, asked = step.argument.partition(".")
        words, said, draft = here.words, building_words(here.words.language), step.draft
        chosen = NamesAsked.parse(draft.wish.narrowing.issuer)
        found = self._store.documents.issuers(draft.wish.topic, draft.wish.region)
        known = (name for name in found if str(NamesAsked.parse(name)) == name)  # no page's text is a condition of ours
        offered = tuple(dict.fromkeys((*chosen.wanted, *known)))
        if asked:
            chosen = _toggled(chosen, next((name for name in offered if _mark(name) == asked), None))
            chosen = NamesAsked() if asked == _CLEAR else chosen
            draft = draft.narrowed(issuer=str(chosen))
        to = self._drafts.buttons(draft)
        shown, number, pages = part(offered, _page(page), _ISSUERS)
        rows = [
            (to(f"✓ {name}" if name in chosen.wanted else name, "iss", f"{number}.{_mark(name)}"),) for name in shown
        ]
        turns = turning(number, pages, lambda other: to("", "iss", str(other)).data)
        free = [to(said.any_issuer, "iss", f"{number}.{_CLEAR}")] if chosen else []
        own = [to(said.own_issuer, "ask", "i")] if here.hears else []
        last = ((*free, *own),) if free or own else ()
        html = said.choose_issuer if offered else said.no_issuers
        return Reply(
            fill(html, wish=self._names.wish(draft.wish, words)), (*rows, *turns, *last, (to(said.done, "hub"),))
        )

    def _rhythms(self, draft: Draft, words: Words) -> Reply:
        said, names = building_words(words.language), hours_words(words.language).rhythms
        drafts = [(each, self._drafts.buttons(Draft(wish=draft.wish, rhythm=each))) for each in Rhythm]
        keys = tuple(to(f"✓ {names[each]}" if each is draft.rhythm else names[each], "hub") for each, to in drafts)
        html = fill(said.choose_rhythm, wish=self._names.wish(draft.wish, words))
        return Reply(html, (keys, (self._drafts.buttons(draft)(words.back, "hub"),)))

    # Words that people write themselves

    def _ask(self, step: Step, text: str, here: Here) -> Reply:
        said, to = building_words(here.words.language), self._drafts.buttons(step.draft)
        self._store.questions.ask(here.address, here.thread, here.person, text, self._clock())
        words = step.argument == "w"
        clear = (to(said.no_words, "hub", "w"),) if words and step.draft.wish.narrowing.keywords else ()
        back = to(here.words.back, "hub") if words else to(here.words.back, "iss", "0")
        html = said.ask_words if words else said.ask_issuer
        return Reply(f"{html}\n{said.in_groups}" if here.group else html, ((*clear, back),))

    def answered(self, text: str, here: Here) -> Reply | None:
        """Take *text* for what its writer was asked for; None when nobody was asked."""
        about = self.asked(here)
        step = self._drafts.read(about) if about else None
        if about is None or step is None:
            return None
        said = building_words(here.words.language)
        try:
            draft = _written(step, text)
        except TooMuchAskedError as error:
            trouble = too_much(error)
            draft, refusal = None, f"{fill(getattr(here.words, trouble.key), **trouble.values)}\n{said.once_more}"
        else:
            refusal = said.nothing_said
        if draft is not None:
            return self.summary(draft, here)
        self._store.questions.ask(here.address, here.thread, here.person, about, self._clock())
        return Reply(refusal)

    def cancel(self, here: Here) -> Reply:
        """Take a question back."""
        about, said = self.asked(here), building_words(here.words.language)
        step = self._drafts.read(about) if about else None
        if step is None:
            return Reply(said.nothing_to_cancel)
        return self.summary(step.draft, here, f"{said.cancelled}\n{here.words.confirm}")

    def asked(self, here: Here) -> str | None:
        """Return what somebody was asked lately, as the button that asked says it; he is asked no more."""
        since = self._clock() - _PATIENCE
        return self._store.questions.take(here.address, here.thread, here.person, since) if here.hears else None


def _changed(step: Step) -> Draft | None:
    """Return the draft with what the step changes in it; None when the place that it names is not known."""
    draft, argument = step.draft, step.argument
    if argument == "f":
        return draft.narrowed(figures=not draft.wish.narrowing.figures)
    if argument == "w":
        return draft.narrowed(keywords=ANYTHING.keywords)
    if argument == "r*":
        return draft.about(region=None)
    if argument:
        place = coded(argument.removeprefix("r"))
        return draft.about(region=place.name) if place else None
    return draft


def _written(step: Step, text: str) -> Draft | None:
    """Return the draft with the words or issuers that somebody wrote; None when there are none in *text*.

    Raises:
        TooMuchAskedError: They are too many, or too long.
    """
    if step.argument == "w":
        keywords = Keywords.parse(text)
        return step.draft.narrowed(keywords=keywords) if keywords else None
    names = NamesAsked().joined(NamesAsked.parse(text))
    return step.draft.narrowed(issuer=str(names)) if names else None


def _toggled(chosen: NamesAsked, name: str | None) -> NamesAsked:
    """Return *chosen* with or without *name*; as it is when that is None: the list has changed meanwhile."""
    if name is None:
        return chosen
    if name in chosen.wanted:
        return NamesAsked(tuple(each for each in chosen.wanted if each != name), chosen.never)
    try:
        return chosen.joined(NamesAsked((name,)))
    except TooMuchAskedError:  # as many as there can be
        return chosen


def _around(region: str | None) -> str:
    """Return the code of the place to choose within: the region itself, or what is around one that holds no others."""
    place = lookup(region) if region else None
    if place is None:
        return ""
    return place.code if below(place.code) else (place.parent.code if place.parent else "")


def _mark(name: str) -> str:
    """Return what stands for an issuer in a button: the list may have changed when it comes back."""
    return hashlib.blake2s(name.encode(), digest_size=4).hexdigest()


def _page(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() else 0
