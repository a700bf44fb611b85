"""The desk that people come to: what each command and each button does, and what is answered.

Synchronous, on the store, and without Telegram's library: the handlers bring the request here in a thread.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from jianbao.chinese.places import lookup
from jianbao.deliver.owed_words import owed_words
from jianbao.deliver.shape import name as name_of
from jianbao.deliver.shape import shape
from jianbao.deliver.telegram.alert_buttons import AlertButtons
from jianbao.deliver.telegram.buttons import button, short
from jianbao.deliver.telegram.claims import Claims
from jianbao.deliver.telegram.commands import Tap, Trouble, Wish, decode, read_wish, similar
from jianbao.deliver.telegram.health import Health, out_of_reach
from jianbao.deliver.telegram.html import link, outside
from jianbao.deliver.telegram.languages import Languages
from jianbao.deliver.telegram.names import PROVINCES, Names, wish_of
from jianbao.deliver.telegram.reasons import Reasons
from jianbao.deliver.telegram.reply import Button, Reply, fill
from jianbao.deliver.telegram.rhythms import Rhythms
from jianbao.deliver.telegram.sharing import Sharing
from jianbao.deliver.telegram.styles import Styles
from jianbao.deliver.wording import Words
from jianbao.model import ANYTHING, Alert, Channel, Subscriber, Subscription, Topic
from jianbao.store import State, Store

CHINA = ZoneInfo("Asia/Shanghai")
_COLUMNS = 4
_MOST_WISHES = 50  # of a chat: /list shows a button for each, and Telegram takes a hundred
_MOST_NEWS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    """Where a request is about.

    Attributes:
        address: Chat id as text.
        thread: Forum topic, if any.
        title: Of the chat.
        elsewhere: True when the request comes from another chat, as for channels.
        words: The language of whoever asks.
        person: Telegram's id of whoever asks, as text; empty when it is not known.
    """

    address: str
    thread: int | None = None
    title: str = ""
    elsewhere: bool = False
    words: Words
    person: str = ""


class Desk:
    """Answers requests.

    Args:
        store: Subscriptions and news.
        topics: What can be subscribed to.
        clock: Now, UTC.
        version: Of jianbao.
        zone: That chats live in which have not named theirs.

    Attributes:
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
    ) -> None:
        self.topics = tuple(topics)
        self._store = store
        self._known = {topic.id: topic for topic in topics}
        self._clock = clock
        self._version = version
        self.names = self._names = Names(self._known)
        self.rhythms = Rhythms(store, clock, self._names, self.topics, zone)
        self._sharing = Sharing(store, clock, self._names)
        self._reasons = Reasons(store, self._names)
        self.under_alerts = AlertButtons(store, self._names, self._reasons)
        self.languages = Languages(store)
        self.styles = Styles(store)
        self._claims = Claims(store, clock)
        self._health = Health(store, clock)

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
            return self._offer(here.words.offer, wish, here.words)
        return Reply(here.words.hello, self._topic_buttons(here.words))

    def tap(self, data: str, here: Here) -> Reply:
        """Answer a button."""
        tap = decode(data, self._known, short)
        if tap is None:
            return Reply(here.words.stale_button)
        match tap.act:
            case "topics":
                return Reply(here.words.choose_topic, self._topic_buttons(here.words))
            case "regions":
                html = fill(here.words.choose_region, topic=self._names.topic(tap.topic, here.words))
                return Reply(html, self._region_buttons(tap.topic, here.words))
            case "confirm":
                return self._offer(here.words.confirm, Wish(topic=tap.topic, region=tap.region), here.words)
            case "take":
                wish = self._sharing.kept(tap.text)
                return self._subscribe(wish, here) if wish else Reply(here.words.shared_gone)
            case "end":
                return self._end(tap.number, here)
            case "page":
                return self._health.show(tap.text.split(), here.words, tap.number or 0)
            case "rhythm" | "quiet" | "workdays":
                return self.rhythms.tap(tap.act, tap.number or 0, self.subscriber(here), here.words)
            case "again" | "arrived" | "promise" | "language" | "style":
                return self._settle(tap.act, tap.number or 0, here)
            case _:
                return self._subscribe(Wish(topic=tap.topic, region=tap.region), here)

    def _topic_buttons(self, words: Words) -> tuple[tuple[Button, ...], ...]:
        choices = [(f"{topic.emoji} {name_of(topic, words)}", topic.id) for topic in self.topics]
        everything = [(words.all_topics, None)] if len(choices) != 1 else []
        return tuple((button(text, Tap(act="regions", topic=topic)),) for text, topic in (*choices, *everything))

    def _region_buttons(self, topic: str | None, words: Words) -> tuple[tuple[Button, ...], ...]:
        places = [(name, place.name) for name in PROVINCES if (place := lookup(name))]
        buttons = [button(text, Tap(act="confirm", topic=topic, region=region)) for text, region in places]
        rows = [tuple(buttons[start : start + _COLUMNS]) for start in range(0, len(buttons), _COLUMNS)]
        everywhere = (button(words.everywhere, Tap(act="confirm", topic=topic)),)
        return (everywhere, *rows, (button(words.back, Tap(act="topics")),))

    def _offer(self, question: str, wish: Wish, words: Words) -> Reply:
        yes = button(words.do_subscribe, self._sharing.taking(wish))
        back = button(words.back, Tap(act="regions", topic=wish.topic))
        return Reply(fill(question, wish=self._names.wish(wish, words)), ((yes,), (back,)))

    # Subscriptions

    def subscribe(self, wish: Wish, here: Here) -> Reply:
        """Subscribe; without any words, offer the topics."""
        if wish.empty and not here.elsewhere:
            return Reply(here.words.choose_topic, self._topic_buttons(here.words))
        return self._subscribe(wish, here)

    def _subscribe(self, wish: Wish, here: Here) -> Reply:
        subscriber = self.subscriber(here)
        self._store.subscribers.resume(here.address)
        if len(self._store.subscribers.subscriptions(subscriber.id)) >= _MOST_WISHES:
            return Reply(fill(here.words.too_many_wishes, count=_MOST_WISHES))
        self._store.subscribers.subscribe(
            subscriber.id, wish.topic, wish.region, self._clock(), wish.narrowing, asker=here.person
        )
        said = here.words.subscribed_for if here.elsewhere else here.words.subscribed
        return Reply(fill(said, wish=self._names.wish(wish, here.words), where=here.title))

    def unsubscribe(self, wish: Wish, here: Here) -> Reply:
        """End the subscriptions that *wish* names; without any words, ask which."""
        subscriptions = self._store.subscribers.subscriptions(self.subscriber(here).id)
        if wish.empty:
            return self._listed(subscriptions, here, here.words.ask_unsubscribe)
        named = [each for each in subscriptions if _names_it(wish, each)]
        for each in named:
            self._store.subscribers.unsubscribe(each.id)
        if not named:
            return Reply(fill(here.words.not_subscribed, wish=self._names.wish(wish, here.words)))
        return Reply("\n".join(self._ended(each, here.words) for each in named))

    def list(self, here: Here) -> Reply:
        """Show the subscriptions, each with a button that ends it."""
        subscriptions = self._store.subscribers.subscriptions(self.subscriber(here).id)
        return self._listed(subscriptions, here, here.words.list_header)

    def share(self, here: Here, bot: str) -> Reply:
        """Give links by which others can subscribe to what is subscribed here; *bot* is our name on Telegram."""
        return self._sharing.share(self.subscriber(here), bot, here.words)

    def why(self, here: Here, message_id: int | None) -> Reply:
        """Say which subscription brought the alert of a message (None: of the latest), and what its topics rest on."""
        return self._reasons.why(self.subscriber(here), message_id, here.words)

    def _listed(self, subscriptions: Sequence[Subscription], here: Here, header: str) -> Reply:
        if not subscriptions:
            return Reply(here.words.list_empty)
        names = [self._names.wish(wish_of(each), here.words) for each in subscriptions]
        if here.elsewhere:
            lines = [fill(here.words.list_header_for, where=here.title), *(f"• {outside(each)}" for each in names)]
            return Reply("\n".join(lines))
        ends = [Tap(act="end", number=each.id) for each in subscriptions]
        return Reply(header, tuple((button(f"✖ {text}", tap),) for text, tap in zip(names, ends, strict=True)))

    def _end(self, number: int | None, here: Here) -> Reply:
        """End a subscription of this chat; nobody ends one of another's."""
        subscriptions = self._store.subscribers.subscriptions(self.subscriber(here).id)
        for each in subscriptions:
            if each.id == number:
                self._store.subscribers.unsubscribe(each.id)
                return Reply(self._ended(each, here.words))
        return Reply(here.words.stale_button)

    def _ended(self, subscription: Subscription, words: Words) -> str:
        return fill(words.unsubscribed, wish=self._names.wish(wish_of(subscription), words))

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

    def _settle(self, act: str, number: int, here: Here) -> Reply:
        does = {
            "again": self._claims.again,
            "arrived": self._claims.arrived,
            "promise": self._claims.choose,
            "language": self.languages.tap,
            "style": self.styles.tap,
        }
        return does[act](number, self.subscriber(here), here.words)

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

    def plain_words(self, text: Sequence[str], words: Words) -> Reply:
        """Answer words without a command: they may be a wish."""
        wish = read_wish(text, self.topics)
        if isinstance(wish, Trouble) or wish.empty or wish.channel:
            return Reply(f"{words.unknown_text}\n{words.hint}")
        return self._offer(words.offer, wish, words)

    def unknown_command(self, command: str, words: Words) -> Reply:
        """Answer a command that there is none of."""
        said = [fill(words.unknown_command, command=command[:32])]
        if meant := similar(command.lstrip("/").casefold(), tuple(words.commands)):
            said.append(words.did_you_mean.format(suggestions=" ".join(f"/{each}" for each in meant)))
        return Reply("\n".join(said))


def _names_it(wish: Wish, subscription: Subscription) -> bool:
    """Say whether *wish* names *subscription*: what it leaves open matches anything."""
    place = wish.topic in {None, subscription.topic} and wish.region in {None, subscription.region}
    return place and wish.narrowing in {ANYTHING, subscription.narrowing}
