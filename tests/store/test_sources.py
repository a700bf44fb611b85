"""When sources are due, and what is remembered of them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest

from jianbao.errors import StoreError
from jianbao.model import Source, SourceKind
from jianbao.store import Visit

NOW = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
LEASE = timedelta(minutes=5)


def feed(name="a", **changes):
    plain = Source(name=name, kind=SourceKind.FEED, url=f"https://example.org/{name}", interval=HOUR)
    return replace(plain, **changes)


def good(at=NOW, **changes):
    return Visit(at=at, ok=True, next_due=at + HOUR, etag='"1"', last_modified="Sun", content_hash="h", **changes)


def bad(at=NOW):
    return Visit(at=at, ok=False, next_due=at + 2 * HOUR, error="no answer")


def test_a_new_source_is_due_at_once_and_once_only(store):
    store.sources.sync([feed()], NOW)
    assert store.sources.claim_due(NOW, 10, LEASE) == ["a"]
    assert store.sources.claim_due(NOW, 10, LEASE) == []


def test_a_source_whose_visitor_died_is_due_again_after_its_lease(store):
    store.sources.sync([feed()], NOW)
    store.sources.claim_due(NOW, 10, LEASE)
    assert store.sources.claim_due(NOW + LEASE - timedelta(seconds=1), 10, LEASE) == []
    assert store.sources.claim_due(NOW + LEASE, 10, LEASE) == ["a"]


def test_a_start_that_is_alone_gives_back_what_a_killed_one_held(store):
    store.sources.sync([feed("a"), feed("b")], NOW)
    store.sources.claim_due(NOW, 1, LEASE)
    store.sources.recover(NOW)
    assert store.sources.claim_due(NOW, 10, 2 * LEASE) == ["b"]
    store.sources.recover(NOW + LEASE)
    assert store.sources.claim_due(NOW, 10, LEASE) == ["a"]


def test_the_longest_due_come_first_and_no_more_than_asked_for(store):
    store.sources.sync([feed("a"), feed("b"), feed("c")], NOW)
    store.sources.record("a", Visit(at=NOW, ok=True, next_due=NOW + 3 * HOUR))
    store.sources.record("b", Visit(at=NOW, ok=True, next_due=NOW + HOUR))
    store.sources.record("c", Visit(at=NOW, ok=True, next_due=NOW + 2 * HOUR))
    assert store.sources.claim_due(NOW + 3 * HOUR, 2, LEASE) == ["b", "c"]
    assert store.sources.claim_due(NOW + 3 * HOUR, 2, LEASE) == ["a"]


def test_a_visited_source_waits_for_its_next_time(store):
    store.sources.sync([feed()], NOW)
    store.sources.claim_due(NOW, 10, LEASE)
    store.sources.record("a", good())
    assert store.sources.claim_due(NOW + HOUR - timedelta(seconds=1), 10, LEASE) == []
    assert store.sources.claim_due(NOW + HOUR, 10, LEASE) == ["a"]


def test_a_restart_with_the_same_configuration_changes_nothing(store):
    store.sources.sync([feed()], NOW)
    store.sources.record("a", good())
    before = store.sources.states()
    store.sources.sync([feed()], NOW + timedelta(minutes=1))
    assert store.sources.states() == before


@pytest.mark.parametrize("interval", [HOUR / 2, 3 * HOUR])
def test_a_changed_interval_counts_from_the_last_look(store, interval):
    store.sources.sync([feed()], NOW)
    store.sources.record("a", good())
    store.sources.sync([feed(interval=interval)], NOW + timedelta(minutes=1))
    assert store.sources.state("a").next_due == NOW + interval
    assert store.sources.state("a").interval == interval


def test_a_changed_interval_does_not_hurry_a_source_that_fails(store):
    store.sources.sync([feed()], NOW)
    store.sources.record("a", bad())
    store.sources.sync([feed(interval=HOUR / 2)], NOW)
    assert store.sources.state("a").next_due == NOW + 2 * HOUR


def test_a_source_that_left_the_configuration_is_kept_but_not_due(store):
    store.sources.sync([feed("a"), feed("b")], NOW)
    store.sources.remember("a", ["k"], NOW)
    store.sources.sync([feed("b")], NOW)
    assert store.sources.claim_due(NOW, 10, LEASE) == ["b"]
    assert not store.sources.state("a").enabled
    store.sources.sync([feed("a"), feed("b")], NOW)
    assert store.sources.claim_due(NOW, 10, LEASE) == ["a"]
    assert store.sources.unseen("a", ["k", "l"]) == ["l"]


def test_a_source_that_is_switched_off_is_not_due(store):
    store.sources.sync([feed(enabled=False)], NOW)
    assert store.sources.claim_due(NOW, 10, LEASE) == []


def test_a_configuration_without_sources_is_one_too(store):
    store.sources.sync([feed()], NOW)
    store.sources.sync([], NOW)
    assert store.sources.claim_due(NOW, 10, LEASE) == []


def test_a_source_at_a_new_address_starts_anew(store):
    store.sources.sync([feed()], NOW)
    store.sources.record("a", good())
    store.sources.record("a", bad())
    store.sources.sync([feed(url="https://example.org/elsewhere")], NOW + timedelta(minutes=1))
    state = store.sources.state("a")
    assert (state.etag, state.last_modified, state.content_hash) == (None, None, None)
    assert (state.succeeded, state.failures, state.error) == (None, 0, None)
    assert state.next_due == NOW + timedelta(minutes=1)


def test_a_new_selector_is_tried_at_once_on_a_page_that_has_not_changed(store):
    store.sources.sync([feed()], NOW)
    store.sources.record("a", good())
    store.sources.sync([feed(entry_selector="li a")], NOW)
    state = store.sources.state("a")
    assert (state.etag, state.content_hash, state.next_due) == (None, None, NOW)
    assert state.succeeded == NOW


def test_failures_are_counted_until_a_look_works(store):
    store.sources.sync([feed()], NOW)
    store.sources.record("a", bad())
    store.sources.record("a", bad(NOW + HOUR))
    failing = store.sources.state("a")
    assert (failing.failures, failing.error, failing.visited, failing.succeeded) == (2, "no answer", NOW + HOUR, None)
    store.sources.record("a", good(NOW + 2 * HOUR))
    well = store.sources.state("a")
    assert (well.failures, well.error, well.succeeded) == (0, None, NOW + 2 * HOUR)


def test_a_failed_look_keeps_the_validators_of_the_last_good_one(store):
    store.sources.sync([feed()], NOW)
    store.sources.record("a", good())
    store.sources.record("a", bad())
    state = store.sources.state("a")
    assert (state.etag, state.last_modified, state.content_hash) == ('"1"', "Sun", "h")


def test_new_items_are_counted_and_dated(store):
    store.sources.sync([feed()], NOW)
    store.sources.record("a", good(new_items=3))
    store.sources.record("a", good(NOW + HOUR))
    state = store.sources.state("a")
    assert (state.new_items, state.last_new, state.visited) == (3, NOW, NOW + HOUR)


def test_an_unknown_source_is_told(store):
    with pytest.raises(StoreError, match="knows no source 'x'"):
        store.sources.state("x")
    with pytest.raises(StoreError, match="knows no source 'x'"):
        store.sources.record("x", good())


def test_unseen_keys_come_back_in_their_order_each_once(store):
    store.sources.remember("a", ["k2", "k4"], NOW)
    assert store.sources.unseen("a", ["k5", "k4", "k1", "k2", "k5"]) == ["k5", "k1"]


def test_what_one_source_has_seen_is_new_to_another(store):
    store.sources.remember("a", ["k"], NOW)
    assert store.sources.unseen("b", ["k"]) == ["k"]


def test_remembering_twice_is_remembering_once(store):
    store.sources.remember("a", ["k", "k"], NOW)
    store.sources.remember("a", ["k"], NOW + HOUR)
    assert store.sources.unseen("a", ["k"]) == []


def test_thousands_of_keys_and_very_long_ones_are_kept_apart(store):
    keys = [f"https://example.org/{number}" for number in range(3000)]
    noise = "".join(sha256(key.encode()).hexdigest() for key in keys)  # a database would pack repetitions away
    long = [f"https://example.org/?{noise}{end}" for end in "ab"]
    store.sources.remember("a", [*keys, long[0]], NOW)
    assert store.sources.unseen("a", [*keys, *long, "new"]) == [long[1], "new"]
    assert store.sources.unseen("a", []) == []
