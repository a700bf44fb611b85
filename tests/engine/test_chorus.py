"""A net that fails takes a hundred sources at once, and is told of in a few lines."""

from datetime import UTC, datetime, timedelta

from jianbao.engine.chorus import AT_ONCE, Chorus

NOW = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)


def test_a_few_are_told_one_by_one_and_the_crowd_once():
    chorus = Chorus()
    voices = [chorus.voice(NOW + timedelta(seconds=number / 10)) for number in range(100)]
    assert voices[:AT_ONCE] == list(range(1, AT_ONCE + 1))
    assert voices.count(AT_ONCE + 1) == 1
    assert set(voices[AT_ONCE + 1 :]) == {AT_ONCE + 2}


def test_who_goes_later_is_heard_again_also_after_the_clock_was_set_back():
    chorus = Chorus()
    for _ in range(100):
        chorus.voice(NOW)
    assert chorus.voice(NOW + timedelta(minutes=2)) == 1
    assert chorus.voice(NOW - timedelta(hours=1)) == 1
