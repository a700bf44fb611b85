"""The transaction: a document, its figures, its alerts and what they owe, once and together."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from jianbao.errors import StoreError
from jianbao.model import Article, Channel, Document, Link, Passage, Span, Statistic
from jianbao.store import Commit
from jianbao.store.tables import article, rendering, sighting, statistic


def rows(store, table, *columns):
    with store._database.read() as connection:
        return [tuple(row) for row in connection.execute(select(*(table.c[name] for name in columns)))]


def test_a_commit_writes_everything_and_marks_the_item_as_seen(town, make_alert):
    town.subscriber("1")
    town.subscriber("2")
    done = town.publish(make_alert("a"), make_alert("b"), parts=3, key="k")
    assert done == Commit(new=True, alerts=2, deliveries=12)
    counts = {"documents": 1, "articles": 2, "statistics": 2, "alerts": 2, "sightings": 2, "deliveries": 12}
    assert town.store.documents.counts() == counts
    assert town.store.sources.unseen("s", ["k"]) == []


def test_committing_the_same_item_again_changes_nothing(town, make_alert):
    town.subscriber()
    town.publish(make_alert("a"), key="k")
    before = town.store.documents.counts()
    assert town.publish(make_alert("a"), make_alert("b"), key="k") == Commit(new=False, alerts=0, deliveries=0)
    assert town.store.documents.counts() == before


def test_an_item_that_was_only_remembered_can_still_be_committed(town, make_alert):
    town.store.sources.remember("s", ["k"], town.now)
    assert town.publish(make_alert(), key="k").new


def test_the_same_key_of_two_sources_is_two_documents(town, make_alert):
    town.publish(make_alert("a"), key="k", source="s")
    assert town.publish(make_alert("b"), key="k", source="t").alerts == 1


def test_a_repost_makes_no_second_alert_but_is_noted(town, make_alert):
    town.subscriber()
    town.publish(make_alert("a"), source="s")
    assert town.publish(make_alert("a"), source="t") == Commit(new=True, alerts=0, deliveries=0)
    assert town.store.outbox.owed() == 1
    assert rows(town.store, sighting, "alert_number", "document_id") == [(1, 1), (1, 2)]


def test_what_was_read_as_no_news_makes_none_when_another_source_brings_it(town, make_alert):
    town.subscriber()
    old = Document(id="old", text="x")
    town.store.documents.commit(
        old, source="s", key="old", alerts=(), shapes={}, now=town.now, no_news=["a", "never told"]
    )
    assert town.publish(make_alert("a"), source="t") == Commit(new=True, alerts=0, deliveries=0)
    assert town.publish(make_alert("b"), source="t", key="other").deliveries == 1


def test_history_that_repeats_an_alert_is_a_repost_of_it(town, make_alert):
    town.publish(make_alert("a"), source="s")
    old = Document(id="old", text="x")
    town.store.documents.commit(old, source="t", key="old", alerts=(), shapes={}, now=town.now, no_news=["a"])
    assert rows(town.store, sighting, "alert_number", "document_id") == [(1, 1), (1, 2)]


def test_an_alert_that_stands_twice_in_one_document_is_owed_once(town, make_alert):
    town.subscriber()
    assert town.publish(make_alert("a"), make_alert("a")).deliveries == 1


def test_a_subscriber_whose_wishes_overlap_is_owed_an_alert_once(town, make_alert):
    for topic, region in [(None, None), ("child_welfare", None), (None, "北京市"), ("child_welfare", "全国")]:
        town.subscriber("1", topic, region)
    assert town.publish(make_alert(), parts=2).deliveries == 2
    assert town.claim() == [("1", "a", 1)]


def test_only_those_who_asked_are_owed(town, make_alert):
    town.subscriber("all")
    town.subscriber("topic", "child_welfare")
    town.subscriber("other topic", "party_building")
    town.subscriber("place", region="北京市")
    town.subscriber("other place", region="青海省")
    town.publish(make_alert(topics=("child_welfare",), region="北京市海淀区"))
    assert [address for address, _, _ in town.claim()] == ["all", "topic", "place"]


def test_whoever_subscribes_later_is_not_owed_older_alerts(town, make_alert):
    town.publish(make_alert("a"))
    town.subscriber()
    town.publish(make_alert("b"))
    assert town.claim() == [("1", "b", 1)]


def test_whoever_unsubscribed_is_not_owed_newer_alerts(town, make_alert):
    someone = town.subscriber()
    [wish] = town.store.subscribers.subscriptions(someone.id)
    town.store.subscribers.unsubscribe(wish.id)
    assert town.publish(make_alert()).deliveries == 0


def test_a_channel_that_is_not_served_is_owed_nothing(town, make_alert):
    console = town.store.subscribers.ensure(Channel.CONSOLE, "", now=town.now)
    town.store.subscribers.subscribe(console.id, None, None, town.now)
    town.subscriber()
    assert town.publish(make_alert()).deliveries == 1
    assert town.store.outbox.claim(Channel.CONSOLE, town.now, town.now - town.now, 10) == []


def test_an_alert_that_a_channel_shows_with_no_message_is_owed_to_nobody(town, make_alert):
    town.subscriber()
    assert town.publish(make_alert(), parts=0) == Commit(new=True, alerts=1, deliveries=0)


def test_messages_are_stored_once_for_all_subscribers(town, make_alert):
    for number in range(20):
        town.subscriber(str(number))
    town.publish(make_alert(), parts=2)
    assert sorted(rows(town.store, rendering, "part", "parts", "body")) == [(1, 2, "a 1/2"), (2, 2, "a 2/2")]
    assert {each.body for each in town.deliveries()} == {"a 1/2"}


def test_an_alert_that_cannot_be_shown_leaves_nothing_behind(town, make_alert):
    def broken(_):
        raise RuntimeError

    alerts = [make_alert()]
    page = Document(id="page", text="")
    with pytest.raises(RuntimeError):
        town.store.documents.commit(
            page, source="s", key="k", alerts=alerts, shapes={Channel.TELEGRAM: broken}, now=town.now
        )
    assert set(town.store.documents.counts().values()) == {0}
    assert town.store.sources.unseen("s", ["k"]) == ["k"]


def test_a_database_that_refuses_a_row_leaves_nothing_behind(town, make_alert):
    town.subscriber()
    good, bad = make_alert("a"), replace(make_alert("b"), topics=("t", None))
    with pytest.raises(StoreError):
        town.publish(good, bad, key="k")
    assert set(town.store.documents.counts().values()) == {0}
    assert town.store.sources.unseen("s", ["k"]) == ["k"]


def test_a_document_without_news_is_kept_too(town):
    page = Document(id="page", text="正文", articles=(Article(title=None, body=(), passage=Passage.whole("")),))
    done = town.store.documents.commit(page, source="s", key="k", alerts=[], shapes={}, now=town.now)
    assert done == Commit(new=True, alerts=0, deliveries=0)
    assert town.store.sources.unseen("s", ["k"]) == []


def test_figures_are_columns(town):
    figures = (
        Statistic(
            quote="3—5个", start=0, end=4, value=(3, 5), unit="个", indicator="机构", region="北京市", as_of="2022"
        ),
        Statistic(quote="3∶1", start=4, end=7, value=(3, 1), unit="", part_of=0),
        Statistic(quote="60%", start=7, end=10, value=60, unit="%", from_=0, of=1),
    )
    piece = Article(title="t", body=(Span(0, 10),), passage=Passage.whole("x"), statistics=figures)
    page = Document(id="page", text="3—5个3∶160%", articles=(piece,))
    town.store.documents.commit(page, source="s", key="k", alerts=[], shapes={}, now=town.now)
    measured = rows(town.store, statistic, "position", "low", "high", "value", "unit", "indicator", "region", "as_of")
    assert sorted(measured) == [
        (0, 3.0, 5.0, (3, 5), "个", "机构", "北京市", "2022"),
        (1, 1.0, 3.0, (3, 1), "", "", None, None),
        (2, 60.0, 60.0, 60, "%", "", None, None),
    ]
    related = rows(town.store, statistic, "position", "part_of", "from_index", "of_index")
    assert sorted(related) == [(0, None, None, None), (1, 0, None, None), (2, None, 0, 1)]


def test_articles_keep_their_order_and_what_was_read_in_them(town):
    links = (Link(url="https://example.org/a.pdf", title="附件", attachment=True),)
    first = Article(
        title="一",
        body=(Span(0, 1), Span(3, 4)),
        passage=Passage.whole("甲乙"),
        links=links,
        doc_number="民发〔2022〕12号",
    )
    second = Article(title="二", body=(), passage=Passage.whole(""), cited=("民法典",))
    page = Document(id="page", text="甲..乙", articles=(first, second))
    town.store.documents.commit(page, source="s", key="k", alerts=[], shapes={}, now=town.now)
    kept = rows(town.store, article, "position", "title", "body", "links", "doc_number", "cited")
    assert sorted(kept) == [
        (0, "一", (Span(0, 1), Span(3, 4)), links, "民发〔2022〕12号", ()),
        (1, "二", (), (), None, ("民法典",)),
    ]


def test_the_latest_alerts_come_newest_first(town, make_alert):
    for name in "abc":
        town.publish(make_alert(name))
    assert [each.id for each in town.store.documents.latest(limit=2)] == ["c", "b"]


def test_the_latest_alerts_of_a_topic_and_a_place_with_all_below_it(town, make_alert):
    town.publish(make_alert("a", topics=("child_welfare",), region="北京市海淀区"))
    town.publish(make_alert("b", topics=("party_building", "child_welfare"), region="青海省"))
    town.publish(make_alert("c", topics=("party_building",), region=None))

    def latest(**conditions):
        return [each.id for each in town.store.documents.latest(**conditions)]

    assert latest(topic="child_welfare") == ["b", "a"]
    assert latest(region="北京市") == ["a"]
    assert latest(region="全国") == ["c", "b", "a"]
    assert latest(topic="party_building", region="青海省") == ["b"]
    assert latest(topic="none") == []
    assert latest(region="西藏自治区") == []
