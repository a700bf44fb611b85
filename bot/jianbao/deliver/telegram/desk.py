"""The desk that people come to: what each command and each button does, and what is answered.

Synchronous, on the store, and without Telegram's library: the handlers bring the request here in a thread.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from jianbao.deliver.building_words import building_words
from jianbao.deliver.hours_words import hours_words
from jianbao.deliver.list_words import list_words
from jianbao.deliver.owed_words import owed_words
from jianbao.deliver.shape import name as name_of
from jianbao.deliver.shape import shape
from jianbao.deliver.telegram.alert_buttons import AlertButtons
from jianbao.deliver.telegram.builder import Builder
from jianbao.deliver.telegram.buttons import button, short
from jianbao.deliver.telegram.cards import MOST, SHARES, Cards
from jianbao.deliver.telegram.channel_buttons import ChannelButtons, Notice
from jianbao.deliver.telegram.claims import Claims
from jianbao.deliver.telegram.commands import Trouble, Wish, read_wish, similar
from jianbao.deliver.telegram.drafts import Draft
from jianbao.deliver.telegram.health import Health, out_of_reach
from jianbao.deliver.telegram.here import Here
from jianbao.deliver.telegram.html import link, outside
from jianbao.deliver.telegram.languages import Languages
from jianbao.deliver.telegram.names import Names, means
from jianbao.deliver.telegram.reasons import Reasons
from jianbao.deliver.telegram.reply import Button, Reply, fill
from jianbao.deliver.telegram.rhythms import Rhythms
from jianbao.deliver.telegram.sharing import Sharing
from jianbao.deliver.telegram.silence import Silence
from jianbao.deliver.telegram.styles import Styles
from jianbao.deliver.telegram.taps import Tap, decode
from jianbao.deliver.wording import Words
from jianbao.model import Alert, Channel, ChartKind, Rhythm, Subscriber, Topic
from jianbao.store import State, Store

CHINA = ZoneInfo("Asia/Shanghai")
_MOST_NEWS = 5


class Desk:
    """Answers requests.

    Args:
        store: Subscriptions and news.
        topics: What can be subscribed to.
        clock: Now, UTC.
        version: Of jianbao.
        zone: That chats live in which have not named theirs.

    Attributes:
        silence: Who is not written to for a while.
        rhythms: When chats are written to.
        languages: Which one a chat is answered in.
        styles: How alerts look in a chat.
        names: Of wishes.
        under_alerts: What the buttons under alerts bring.
    """

    def __init__(
        self,
        store: Store,
        topics: Sequence[Topic],
        clock: Callable[[], datetime],
        version: str,
        zone: ZoneInfo = CHINA,
        *,
        charts: Sequence[ChartKind] = (),
    ) -> None:
        self.topics = tuple(topics)
        self._store = store
        self._known = {topic.id: topic for topic in topics}
        self._clock = clock
        self._version = version
        self.names = self._names = Names(self._known)
        self.silence = Silence(store, clock, self._names, self.topics, zone)
        self.rhythms = Rhythms(store, clock, self._names, self.topics, zone=zone, silence=self.silence)
        self._sharing = Sharing(store, clock, self._names)
        self._cards = Cards(
            store, clock, self._names, sharing=self._sharing, silence=self.silence, someone=self.subscriber
        )
        self._builder = Builder(
            store, clock, self._names, self.topics, sharing=self._sharing, subscribe=self._subscribe
        )
        self._reasons = Reasons(store, self._names)
        self.under_alerts = AlertButtons(store, self._reasons, self._cards, charts)
        self._in_channels = ChannelButtons(store, self._reasons, self._cards, charts)
        self.languages = Languages(store)
        self.styles = Styles(store)
        self._claims = Claims(store, clock)
        self._health = Health(store, clock)
        self._taps = self._answers()

    # Step by step

    def start(self, here: Here, shared: str = "") -> Reply:
        """Greet, and offer the topics, or the wish that a link has *shared*.

        Who comes back after having blocked the bot is written to again.
        """
        self._store.subscribers.resume(here.address)
        if shared:
            wish = self._sharing.shared(shared)
            if wish is None:
                return Reply(here.words.shared_gone, self._topic_buttons(here.words))
            return self._builder.summary(Draft(wish=wish), here, here.words.offer)
        return Reply(here.words.hello, self._topic_buttons(here.words))

    def tap(self, data: str, here: Here) -> Reply:
        """Answer a button; one under an alert is brought to the alert's own buttons before."""
        tap = decode(data, self._known, short)
        answer = self._taps.get(tap.act) if tap else None
        return answer(tap, here) if tap and answer else Reply(here.words.stale_button)

    def in_channel(self, data: str, here: Here) -> Notice | None:
        """Answer a button in a channel to whoever tapped it alone; None when it is answered as anywhere else."""
        tap = decode(data, self._known, short)
        return self._in_channels.answer(tap, self.subscriber(here), here) if tap else None

    def _answers(self) -> Mapping[str, Callable[[Tap, Here], Reply]]:
        """Return what each act of a button comes to."""
        cards, builder = self._cards, self._builder
        settings = ("rhythm", "quiet", "workdays")
        settled = ("again", "arrived", "promise", "language", "style")
        return {
            "topics": lambda _, here: Reply(here.words.choose_topic, self._topic_buttons(here.words)),
            "regions": lambda tap, here: builder.provinces(tap.topic, here.words),
            "build": lambda tap, here: builder.tap(tap.text, here),
            "list": lambda tap, here: cards.page(tap.number or 0, tap.text, here),
            "card": lambda tap, here: cards.tap(tap.number or 0, tap.text, here),
            "end": lambda tap, here: cards.end(tap.number or 0, here),
            "restore": lambda tap, here: cards.restore(tap.number or 0, here),
            "page": lambda tap, here: self._health.show(tap.text.split(), here.words, tap.number or 0),
            **dict.fromkeys(settings, self._set),
            **dict.fromkeys(settled, self._settle),
        }

    def answered(self, text: str, here: Here) -> Reply | None:
        """Take *text* for what its writer was asked for; None when nobody was asked."""
        return self._builder.answered(text, here)

    def forget(self, here: Here) -> None:
        """Ask somebody no more for what he was asked for."""
        self._builder.asked(here)

    def cancel(self, here: Here) -> Reply:
        """Take back a question that waits for words."""
        return self._builder.cancel(here)

    def _topic_buttons(self, words: Words) -> tuple[tuple[Button, ...], ...]:
        choices = [(f"{topic.emoji} {name_of(topic, words)}", topic.id) for topic in self.topics]
        everything = [(words.all_topics, None)] if len(choices) != 1 else []
        return tuple((button(text, Tap(act="regions", topic=topic)),) for text, topic in (*choices, *everything))

    # Subscriptions

    def subscribe(self, wish: Wish, here: Here) -> Reply:
        """Subscribe; without any words, offer the topics."""
        if wish.empty and not here.elsewhere:
            return Reply(here.words.choose_topic, self._topic_buttons(here.words))
        return self._subscribe(wish, here)

    def _subscribe(self, wish: Wish, here: Here, rhythm: Rhythm | None = None) -> Reply:
        """Subscribe *wish*; a *rhythm* is set, None leaves that of a subscription that there is already."""
        subscriber, words, now = self.subscriber(here), here.words, self._clock()
        subscribers = self._store.subscribers
        subscribers.resume(here.address)
        if len(subscribers.subscriptions(subscriber.id)) >= MOST:
            return Reply(fill(words.too_many_wishes, count=MOST))
        made = subscribers.subscribe(subscriber.id, wish.topic, wish.region, now, wish.narrowing, asker=here.person)
        if rhythm is not None and made.rhythm is not rhythm:
            self._store.holding.set_rhythm(made.id, rhythm, now)
        said = words.subscribed_for if here.elsewhere else words.subscribed
        told = [fill(said, wish=self._names.wish(wish, words), where=here.title)]
        if rhythm not in {None, Rhythm.AT_ONCE}:
            name = hours_words(words.language).rhythms[rhythm or Rhythm.AT_ONCE]
            told.append(fill(building_words(words.language).rhythm, rhythm=name))
        if not self.silence.silent(made):
            return Reply("\n".join(told))
        speak = button(list_words(words.language).do_unmute, Tap(act="card", number=made.id, text="off"))
        return Reply("\n".join((*told, list_words(words.language).muted_already)), ((speak,),))

    def unsubscribe(self, wish: Wish, here: Here) -> Reply:
        """End the subscriptions that *wish* names; without any words, ask which."""
        return self._cards.unsubscribe(wish, lambda each: means(wish, each), here)

    def list(self, here: Here) -> Reply:
        """Show the subscriptions, each with a button that opens it."""
        return self._cards.page(0, "", here)

    def share(self, here: Here) -> Reply:
        """Give links by which others can subscribe to what is subscribed here."""
        return self._cards.page(0, SHARES, here)

    def why(self, here: Here, message_id: int | None) -> Reply:
        """Say which subscription brought the alert of a message (None: of the latest), and what its topics rest on."""
        return self._reasons.why(self.subscriber(here), message_id, here.words)

    def subscriber(self, here: Here) -> Subscriber:
        """Return the subscriber that *here* is, made when there is none."""
        return self._store.subscribers.ensure(
            Channel.TELEGRAM, here.address, here.thread, here.title, now=self._clock()
        )

    # Messages of this chat

    def failed(self, here: Here) -> Reply:
        """List what did not arrive, or may not have."""
        return self._claims.failed(self.subscriber(here), here.words)

    def resend(self, asked: Sequence[str], here: Here) -> Reply:
        """Send the alerts of the last hours or days again."""
        return self._claims.resend(asked, self.subscriber(here), here.words)

    def promise(self, here: Here) -> Reply:
        """Say and offer what becomes of messages in doubt."""
        return self._claims.promise(self.subscriber(here), here.words)

    def _settle(self, tap: Tap, here: Here) -> Reply:
        does = {
            "again": self._claims.again,
            "arrived": self._claims.arrived,
            "promise": self._claims.choose,
            "language": self.languages.tap,
            "style": self.styles.tap,
        }
        return does[tap.act](tap.number or 0, self.subscriber(here), here.words)

    def _set(self, tap: Tap, here: Here) -> Reply:
        return self.rhythms.tap(tap.act, tap.number or 0, self.subscriber(here), here.words)

    def back(self, address: str, thread: int | None, words: Words) -> Reply | None:
        """Send to a chat again that took nothing for a while; what it is told, None when nothing was wrong or owed."""
        reason = self._store.subscribers.resume(address, thread)
        waiting = self._store.ledger.waiting(address)
        if reason is None or not waiting:
            return None
        return Reply(fill(owed_words(words.language).back, reason=reason, count=waiting))

    # Other questions

    def show_topics(self, words: Words) -> Reply:
        """List the topics."""
        if not self.topics:
            return Reply(words.no_topics)
        lines = [
            f"{outside(topic.emoji)} <b>{outside(name_of(topic, words))}</b>　<code>{outside(topic.id)}</code>"
            for topic in self.topics
        ]
        return Reply("\n".join((words.topics_header, *lines)), self._topic_buttons(words))

    def latest(self, wish: Wish, words: Words) -> Reply:
        """Show the newest alerts, a few lines each."""
        alerts = self._store.documents.latest(wish.topic, wish.region, _MOST_NEWS)
        if not alerts:
            return Reply(fill(words.latest_empty, wish=self._names.wish(wish, words)))
        return Reply("\n\n".join(self._brief(alert) for alert in alerts))

    def _brief(self, alert: Alert) -> str:
        """Return an alert as title, place and date, and its first figure."""
        shown = shape(alert, self._known)
        lines = [f"{shown.marks} {link(shown.url, f'<b>{outside(shown.title[:200])}</b>')}".strip()]
        lines.append(outside(" · ".join((*shown.tags, *shown.origin))))
        for row in shown.rows[:1]:
            value = "".join(piece.text for piece in row.value)
            lines.append(f"{outside(row.label)}　{outside(f'{value}{row.note} {row.change}')}")
        return "\n".join(line for line in lines if line)

    def status(self, words: Words) -> Reply:
        """Say how things are: what was read, what is owed, which sources are out of reach."""
        counts, outbox = self._store.documents.counts(), self._store.outbox.counts()
        sources = [state for state in self._store.sources.states() if state.enabled]
        down = [state for state in sources if state.failures]
        html = fill(
            words.status,
            version=self._version,
            documents=counts["documents"],
            alerts=counts["alerts"],
            statistics=counts["statistics"],
            sent=outbox[State.SENT],
            owed=self._store.outbox.owed(),
            unknown=outbox[State.UNKNOWN],
            dead=outbox[State.DEAD],
            working=len(sources) - len(down),
            sources=len(sources),
        )
        repeated = fill(owed_words(words.language).repeated, count=self._store.outbox.repeated())
        return Reply("\n".join((f"{html}　{repeated}", *out_of_reach(down, words))))

    def sources(self, asked: Sequence[str], here: Here) -> Reply:
        """Say how the sources are, or those that *asked* names."""
        return self._health.show(asked, here.words)

    # What was not understood

    def trouble(self, trouble: Trouble, words: Words) -> Reply:
        """Say what was not understood, and what may have been meant."""
        said = [fill(getattr(words, trouble.key), **trouble.values)]
        if trouble.suggestions:
            quoted = "、".join(f"“{each}”" for each in trouble.suggestions)
            said.append(fill(words.did_you_mean, suggestions=quoted))
        if trouble.key == "unknown_word":
            said.append(words.hint)
        return Reply("\n".join(said))

    def plain_words(self, text: Sequence[str], here: Here) -> Reply:
        """Answer words without a command: they may be a wish."""
        wish = read_wish(text, self.topics)
        if isinstance(wish, Trouble) or wish.empty or wish.channel:
            return Reply(f"{here.words.unknown_text}\n{here.words.hint}")
        return self._builder.summary(Draft(wish=wish), here, here.words.offer)

    def unknown_command(self, command: str, words: Words) -> Reply:
        """Answer a command that there is none of."""
        said = [fill(words.unknown_command, command=command[:32])]
        if meant := similar(command.lstrip("/").casefold(), tuple(words.commands)):
            said.append(words.did_you_mean.format(suggestions=" ".join(f"/{each}" for each in meant)))
        return Reply("\n".join(said))
