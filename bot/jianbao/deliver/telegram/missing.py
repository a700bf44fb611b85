"""Why a document did not come: /miss with its address."""

import asyncio
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from jianbao.deliver.clean import clean, clip
from jianbao.deliver.missing_words import MissingWords, missing_words
from jianbao.deliver.telegram.html import link, outside
from jianbao.deliver.telegram.names import Names, wish_of
from jianbao.deliver.telegram.readings import Readings
from jianbao.deliver.telegram.reply import Reply, fill
from jianbao.deliver.wording import Words
from jianbao.errors import JianbaoError
from jianbao.fetch.identity import key_of
from jianbao.model import UNTIL_TOLD, Alert, Subscriber, Subscription
from jianbao.pipeline import alerts_of, identity_of, texts_of
from jianbao.store import State, Store
from jianbao.store.matching import News, refusal
from jianbao.store.whereabouts import OWED, Brought, Told, Whereabouts

_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_LONGEST_TITLE = 60
_MOST = 6  # lines about subscriptions


class Missing:
    """Finds out.

    Args:
        store: What was read, and who was owed what.
        names: Of wishes.
        readings: Reads what was never read; None where nothing may be fetched.
        clock: Now, UTC.
        zone: That chats live in which have not named theirs.
    """

    def __init__(
        self, store: Store, names: Names, readings: Readings | None, clock: Callable[[], datetime], zone: ZoneInfo
    ) -> None:
        self._store = store
        self._names = names
        self._readings = readings
        self._clock = clock
        self._zone = zone

    async def answer(self, asked: Sequence[str], subscriber: Subscriber, person: int, words: Words) -> Reply:
        """Say what became of the document at the address that was *asked* for, for this chat."""
        said = missing_words(words.language)
        address = next((word for word in asked if _ADDRESS.fullmatch(word)), None)
        if address is None:
            return Reply(said.how)
        wishes = await asyncio.to_thread(self._store.subscribers.subscriptions, subscriber.id)
        if not wishes:
            return Reply(said.no_wish)
        known = await asyncio.to_thread(self._store.finder.find, key_of(address), subscriber.id)
        if known is not None:
            return Reply("\n".join(self._known(known, wishes, subscriber, words)))
        return Reply("\n".join((said.unknown, *await self._unknown(address, wishes, person, words))))

    def _known(
        self, known: Whereabouts, wishes: Sequence[Subscription], subscriber: Subscriber, words: Words
    ) -> Iterator[str]:
        said = missing_words(words.language)
        yield fill(said.known, when=self._shown(known.stored, subscriber), source=known.source)
        if not known.told:
            yield said.no_news if known.about else said.no_topic
        if subscriber.paused and any(told.state in OWED for told in known.told):
            since = subscriber.paused_since
            when = said.since.format(when=self._shown(since, subscriber)) if since else ""
            yield fill(said.paused, since=when, reason=subscriber.paused)
        for told in known.told:
            if told.first:
                yield self._repost(told, told.first, subscriber, said)
            yield from self._told(told, known, wishes, subscriber, words)

    def _repost(self, told: Told, first: Brought, subscriber: Subscriber, said: MissingWords) -> str:
        title, when = link(first.url, outside(_title(told.alert))), self._shown(first.stored, subscriber)
        return said.repost.format(title=title, when=when, source=outside(first.source))

    def _told(
        self, told: Told, known: Whereabouts, wishes: Sequence[Subscription], subscriber: Subscriber, words: Words
    ) -> Iterator[str]:
        said, title = missing_words(words.language), _title(told.alert)
        match told.state:
            case State.SENT if told.sent:
                yield fill(said.came_at, title=title, when=self._shown(told.sent, subscriber))
            case State.SENT | State.MERGED:
                yield fill(said.came, title=title)
            case State.UNKNOWN | State.DEAD:
                yield fill(said.lost, title=title)
            case None:
                brought = told.first.source if told.first else known.source
                news = News.of(told.alert, _text(told.alert, known.texts), brought)
                refusals = list(self._refusals(news, wishes, said, words))
                yield from refusals or [fill(said.later, title=title)]
            case _ if told.not_before and told.not_before >= UNTIL_TOLD:
                yield fill(said.silent, title=title)
            case _ if told.not_before and told.not_before > self._clock():
                yield fill(said.held, title=title, until=self._shown(told.not_before, subscriber))
            case _ if not subscriber.paused:
                yield fill(said.on_its_way, title=title)

    async def _unknown(self, address: str, wishes: Sequence[Subscription], person: int, words: Words) -> list[str]:
        """Read what was never read, if it can be had, and say whether it is what is asked for here."""
        said = missing_words(words.language)
        if self._readings is None:
            return []
        if refused := self._readings.refusal(person, words):
            return [refused]
        try:
            document = await self._readings.at(address)
        except JianbaoError as error:
            return [self._readings.explained(error, words)]
        texts = texts_of(document)
        lines: list[str] = []
        for alert in alerts_of(document):
            news = News.of(alert, texts.get(alert.id, ""))
            meets = [each for each in wishes if refusal(each, news) is None]
            met = [fill(said.would, title=_title(alert), wish=self._names.wish(wish_of(each), words)) for each in meets]
            lines += met[:1] or self._refusals(news, wishes, said, words)
        return lines or [said.no_topic]

    def _refusals(self, news: News, wishes: Sequence[Subscription], said: MissingWords, words: Words) -> Iterator[str]:
        """Yield why each subscription does not want *news*; nothing for those that do."""
        for wish in wishes[:_MOST]:
            why = refusal(wish, news)
            if why:
                name = self._names.wish(wish_of(wish), words)
                yield fill(said.refused, title=_title(news.alert), wish=name, why=said.conditions[why])

    def _shown(self, moment: datetime, subscriber: Subscriber) -> str:
        zone = ZoneInfo(subscriber.hours.zone) if subscriber.hours.zone else self._zone
        return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}"


def _title(alert: Alert) -> str:
    return clip(clean(alert.title), _LONGEST_TITLE)


def _text(alert: Alert, texts: Sequence[str]) -> str:
    """Return that of *texts* which made *alert*: a newspaper page has several. All of them when it was another's."""
    return next((text for text in texts if identity_of(text) == alert.id), "\n".join(texts))
