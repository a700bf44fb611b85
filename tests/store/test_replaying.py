"""On both databases: a plugin that was mended, or is new, reads what was stored before; only what is new is told."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from jianbao import Article, Finding, Topic, hookimpl
from jianbao.engine.replaying import Replayed, Replayer
from jianbao.model import Channel
from jianbao.pipeline import alerts_of, texts_of, understand
from jianbao.plugins import Candidate, Plugins
from jianbao.read import Raw
from jianbao.store import Store

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
SHAPES = {Channel.CONSOLE: lambda alert: ("+".join(alert.topics) + ": " + alert.title,)}
BOTH, SECOND, NEITHER = "甲事乙事都要办好。\n全市共有机构12家。", "乙事进展顺利。\n全市共有站点7个。", "天气晴好。"


def candidate(name: str, word: str, version: str = "1", *, broken: bool = False) -> Candidate:
    """Return a plugin whose topic is about every article that holds *word*."""

    class About:
        @hookimpl
        def topics(self) -> list[Topic]:
            return [Topic(id=name, names={"zh": name})]

        @hookimpl
        def find(self, article: Article) -> list[Finding]:
            if broken:
                raise ValueError("so nicht")
            return [Finding(topic=name)] if word in article.text else []

    return Candidate(name, version, About)


FIRST = candidate("first", "甲事")


@pytest.fixture
def chats(store: Store) -> dict[str | None, int]:
    """A chat that follows each topic, and one that follows all."""
    chats = {}
    for topic in ("first", "second", None):
        chat = store.subscribers.ensure(Channel.CONSOLE, str(topic), title="", now=NOW)
        store.subscribers.subscribe(chat.id, topic, None, NOW)
        chats[topic] = chat.id
    return chats


@pytest.fixture
def take(store: Store) -> Callable[..., None]:
    def take(key: str, text: str, *candidates: Candidate, now: datetime = NOW) -> None:
        document = understand(Raw(data=text.encode(), name=f"{key}.txt"), Plugins(candidates or [FIRST]))
        store.documents.commit(
            document,
            source="源",
            key=key,
            alerts=alerts_of(document),
            texts=texts_of(document),
            shapes=SHAPES,
            now=now,
        )

    return take


@pytest.fixture
def told(store: Store) -> Callable[[], list[tuple[str, str]]]:
    """Send what is owed and return it: the chat, and the words."""

    def told() -> list[tuple[str, str]]:
        said = []
        while due := store.outbox.claim(Channel.CONSOLE, LATER, timedelta(minutes=1), 10):
            for delivery in due:
                said.append((delivery.subscriber.address, delivery.body))
                store.outbox.begin(delivery.id, LATER)
                store.outbox.sent(delivery.id, None, LATER)
        return sorted(said)

    return told


def replay(store: Store, *candidates: Candidate, only: list[str] | None = None, since: datetime = NOW) -> Replayed:
    replayer = Replayer(store=store, plugins=Plugins(candidates), only=only, shapes=SHAPES, clock=lambda: LATER)
    every: Iterator[Replayed] = replayer.run(since)
    return list(every)[-1]


@pytest.mark.usefixtures("chats")
def test_who_follows_the_topic_of_a_new_plugin_hears_and_nobody_hears_twice(store, take, told) -> None:
    for key, text in (("a", BOTH), ("b", SECOND), ("c", NEITHER)):
        take(key, text)
    assert told() == [("None", "first: 甲事乙事都要办好。"), ("first", "first: 甲事乙事都要办好。")]

    done = replay(store, FIRST, candidate("second", "乙事"))

    assert done == Replayed(documents=3, changed=2, alerts=2, deliveries=3)
    assert told() == [
        ("None", "second: 乙事进展顺利。"),
        ("second", "first+second: 甲事乙事都要办好。"),
        ("second", "second: 乙事进展顺利。"),
    ]
    assert [alert.topics for alert in store.documents.latest("second")] == [("second",), ("first", "second")]
    again = replay(store, FIRST, candidate("second", "乙事"))
    assert (again.changed, again.deliveries, told()) == (0, 0, [])


@pytest.mark.usefixtures("chats")
def test_articles_come_back_as_they_were_read(store, take) -> None:
    text = "全市社会组织情况\n截至2023年底，湖州市共有社会组织3120个，\n其中社会团体1210个，比上年增长5%。甲事。\n"
    seen: list[Article] = []

    class Watching:
        @hookimpl
        def find(self, article: Article) -> list[Finding]:
            seen.append(article)
            return []

    watching = Candidate("watching", "1", Watching)
    take("a", text, watching)
    replay(store, watching)
    first, second = seen
    assert first.statistics
    assert first == second


@pytest.mark.usefixtures("chats")
def test_what_a_plugin_says_that_was_not_asked_or_failed_stays(store, take, told) -> None:
    second = candidate("second", "乙事")
    take("a", BOTH, FIRST, second)
    assert len(told()) == 3

    broken = replay(store, candidate("first", "甲事", "2", broken=True), second)
    newer = replay(store, candidate("first", "丙事", "2"), candidate("second", "丙事", "2"), only=["second"])

    assert (broken.changed, newer.changed, told()) == (0, 1, [])
    (stored,) = store.replays.after(0, NOW, 10)
    assert [finding.provenance for finding in stored.document.articles[0].findings] == ["first 1"]


@pytest.mark.usefixtures("chats")
def test_a_repost_does_not_take_the_place_of_what_came_first(store, take, told) -> None:
    take("a", BOTH)
    take("b", BOTH)
    told()
    done = replay(store, FIRST, candidate("second", "乙事"))
    assert (done.changed, done.alerts, len(told())) == (2, 1, 1)


@pytest.mark.usefixtures("chats")
def test_documents_from_before_the_day_are_left_alone(store, take) -> None:
    take("a", BOTH, now=NOW - timedelta(seconds=1))
    take("b", SECOND)
    assert replay(store, FIRST).documents == 1
