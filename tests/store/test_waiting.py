"""Items that wait, and how far history has been read."""

from datetime import UTC, datetime, timedelta

from jianbao.model import Source, SourceKind, Trouble, Watched, Wishes
from jianbao.store import Backfill, Visit, WaitingItem

NOW = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)


def item(key):
    return WaitingItem(key=key, fields={"title": key.upper(), "url": None})


def test_items_wait_in_the_order_in_which_they_were_added_until_they_are_seen(store):
    store.waiting.add("a", [item("old"), item("new")], NOW)
    store.waiting.add("a", [item("new"), item("newest")], NOW)
    store.waiting.add("b", [item("old")], NOW)
    assert store.waiting.of("a") == [item("old"), item("new"), item("newest")]
    store.sources.remember("a", ["new"], NOW)
    assert store.waiting.of("a") == [item("old"), item("newest")]
    store.waiting.clear("a", ["old"])
    assert store.waiting.of("a") == [item("newest")]
    assert store.waiting.of("b") == [item("old")]


def test_a_key_of_any_length_comes_back_whole(store):
    long = item("https://example.org/" + "x" * 5000)
    store.waiting.add("a", [long], NOW)
    assert store.waiting.of("a") == [long]
    store.sources.remember("a", [long.key], NOW)
    assert store.waiting.of("a") == []


def test_the_reading_of_history_goes_on_where_it_stopped(store):
    assert store.waiting.backfill("a") is None
    begun = Backfill(
        since="2020-01-01", page="https://example.org/index_3.html", pages=3, taken=40, oldest="2022-05-01"
    )
    store.waiting.record_backfill("a", begun, NOW)
    assert store.waiting.backfill("a") == begun
    done = Backfill(since="2020-01-01", page=None, pages=9, taken=120, oldest="2019-12-30")
    store.waiting.record_backfill("a", done, NOW)
    assert store.waiting.backfill("a") == done


def test_what_experience_teaches_survives_until_the_address_changes(store):
    source = Source(name="a", kind=SourceKind.FEED, url="https://example.org/a")
    store.sources.sync([source], NOW)
    assert store.sources.state("a").watched == Watched()
    learnt = Watched(
        since=NOW,
        arrivals=(1, 2, 3),
        latency=0.5,
        received=1000,
        certificate=NOW + timedelta(days=30),
        wishes=Wishes(ttl=60, skip_days=(5, 6)),
        moved="https://example.org/b",
        moves=2,
        trouble=Trouble.SILENT,
    )
    store.sources.record("a", Visit(at=NOW, ok=True, next_due=NOW, watched=learnt))
    store.sources.record("a", Visit(at=NOW, ok=False, next_due=NOW, error="away"))
    store.sources.sync([source], NOW)
    assert store.sources.state("a").watched == learnt
    store.sources.sync([Source(name="a", kind=SourceKind.FEED, url="https://example.org/c")], NOW)
    assert store.sources.state("a").watched == Watched()


def test_many_looks_are_recorded_at_once_and_unknown_names_are_told(store):
    sources = [Source(name=name, kind=SourceKind.FEED, url=f"https://example.org/{name}") for name in "abc"]
    store.sources.sync(sources, NOW)
    later = NOW + timedelta(hours=1)
    visits = {name: Visit(at=NOW, ok=name != "b", next_due=later) for name in "abx"}
    assert store.sources.record_all(visits) == ["x"]
    assert store.sources.claim_due(NOW, 10, timedelta(minutes=1)) == ["c"]
    assert store.sources.state("b").failures == 1


def test_a_look_that_takes_long_keeps_its_source(store):
    store.sources.sync([Source(name="a", kind=SourceKind.FEED, url="https://example.org/a")], NOW)
    (state,) = store.sources.claim(NOW, 10, timedelta(minutes=1))
    assert state == store.sources.state("a") or state.leased_until is None
    store.sources.renew(["a"], NOW + timedelta(minutes=9))
    assert store.sources.claim_due(NOW + timedelta(minutes=5), 10, timedelta(minutes=1)) == []
