"""A process is killed in the middle (SIGKILL): nothing is lost and nothing doubled."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from jianbao.model import Source, SourceKind
from jianbao.store import State


def die(program, url):
    command = [sys.executable, str(Path(__file__).with_name("dying.py")), url, program]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def send_all(town):
    told = []
    while due := town.deliveries():
        for each in due:
            town.store.outbox.begin(each.id, town.now)
            town.store.outbox.sent(each.id, 1, town.now)
            told.append(each.body)
    return told


def test_a_commit_killed_at_any_statement_leaves_nothing_and_succeeds_when_tried_again(town, url):
    town.subscriber()
    done = die("killed_at_every_step", url)
    assert done.stderr == ""
    results = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(results) > 10
    for number, result in enumerate(results[:-1]):
        complete = [number * size for size in (1, 2, 2, 2, 2, 4)]
        assert result == {"left": [*complete, 1], "again": [True, 2, 4]}
    complete = [len(results) * size for size in (1, 2, 2, 2, 2, 4)]
    assert results[-1] == {"left": [*complete, 0], "again": [False, 0, 0]}
    assert town.store.outbox.owed() == 4 * len(results)


@pytest.mark.parametrize("program", ["killed_after_claim", "killed_inside_claim"])
def test_what_was_claimed_by_a_killed_process_is_sent_by_the_next(town, url, make_alert, program):
    town.subscriber()
    town.publish(make_alert(), parts=3)
    assert die(program, url).returncode == -signal.SIGKILL
    town.later()
    town.store.outbox.recover(town.now)
    assert send_all(town) == ["a 1/3", "a 2/3", "a 3/3"]


def test_what_a_killed_process_was_sending_is_unknown_and_never_repeated(town, url, make_alert):
    town.subscriber()
    town.publish(make_alert(), parts=3)
    assert die("killed_after_begin", url).returncode == -signal.SIGKILL
    assert town.claim() == []
    town.later()
    town.store.outbox.recover(town.now)
    assert send_all(town) == ["a 2/3", "a 3/3"]
    assert town.store.outbox.counts()[State.UNKNOWN] == 1


def test_if_the_process_dies_between_two_parts_the_second_part_is_sent_once(town, url, make_alert):
    town.subscriber()
    town.publish(make_alert(), parts=2)
    assert die("killed_after_sent", url).returncode == -signal.SIGKILL
    assert send_all(town) == ["a 2/2"]
    town.later()
    town.store.outbox.recover(town.now)
    assert send_all(town) == []
    assert town.store.outbox.counts()[State.SENT] == 2


def test_a_source_whose_visitor_was_killed_is_visited_again(town, url):
    town.store.sources.sync([Source(name="a", kind=SourceKind.FEED, url="https://example.org")], town.now)
    assert die("killed_while_looking", url).returncode == -signal.SIGKILL
    lease = town.now - town.now
    assert town.store.sources.claim_due(town.now, 1, lease) == []
    town.later()
    assert town.store.sources.claim_due(town.now, 1, lease) == ["a"]
