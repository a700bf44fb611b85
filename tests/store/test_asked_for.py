"""Guests, kept wishes, and documents that somebody misses: on every database."""

from datetime import UTC, datetime, timedelta

from jianbao.model import Channel, Document, Keywords, Narrowing
from jianbao.store import State

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
NARROWING = Narrowing(issuer="民政部", figures=True, keywords=Keywords.parse("慈善|“乡村 振兴” -招聘"))


def test_an_invitation_is_good_as_often_and_as_long_as_it_says(store):
    store.guests.invite("t", 1, NOW + timedelta(days=1))
    assert not store.guests.admit("t", "1", NOW + timedelta(days=2))
    assert store.guests.admit("t", "1", NOW)
    assert store.guests.admit("t", "1", NOW), "who is in stays in"
    assert not store.guests.admit("t", "2", NOW)
    assert store.guests.is_in("1")
    assert not store.guests.is_in("2")


def test_who_was_shown_out_closed_the_invitation_behind_them(store):
    store.guests.invite("t", 5, NOW + timedelta(days=1))
    store.guests.admit("t", "1", NOW)
    assert store.guests.show_out("1", NOW) == []
    assert store.guests.show_out("1", NOW) is None
    assert not store.guests.admit("t", "1", NOW)


def test_a_kept_wish_has_one_name_and_is_found_as_it_was(store):
    name = store.kept_wishes.keep("social_organizations", "北京市", NOW, NARROWING)
    assert store.kept_wishes.keep("social_organizations", "北京市", NOW, NARROWING) == name
    found = store.kept_wishes.find(name)
    assert (found.topic, found.region, found.narrowing) == ("social_organizations", "北京市", NARROWING)
    assert store.kept_wishes.find("0" * 16) is None


def test_a_subscription_comes_back_with_its_conditions_and_is_there_once(store):
    someone = store.subscribers.ensure(Channel.TELEGRAM, "42", now=NOW)
    for _ in range(2):
        store.subscribers.subscribe(someone.id, None, None, NOW, NARROWING)
    [wish] = store.subscribers.subscriptions(someone.id)
    assert wish.narrowing == NARROWING


def test_a_document_that_was_read_is_found_by_its_key(store):
    document = Document(id="n", text="x", url="https://example.gov.cn/1")
    store.documents.commit(document, source="某局", key="k", alerts=(), shapes={}, now=NOW)
    found = store.finder.find("k", 1)
    assert (found.source, found.told, found.about) == ("某局", (), False)
    assert store.finder.find("other", 1) is None


def test_a_repost_is_found_with_the_document_that_came_first_and_what_became_of_that(town, make_alert):
    town.subscriber("1")
    town.publish(make_alert("a"), source="first", key="k1")
    town.publish(make_alert("a"), source="second", key="k2")
    [original] = town.store.finder.find("k1", 1).told
    assert (original.first, original.state, original.sent) == (None, State.PENDING, None)
    town.store.outbox.sent(town.begin_next(), 1, town.now)
    [repost] = town.store.finder.find("k2", 1).told
    assert (repost.first.source, repost.first.url) == ("first", "https://example.org/page")
    assert (repost.state, repost.sent) == (State.SENT, town.now)
