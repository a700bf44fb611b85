"""The campaigns of benchmarks/, small: each ends with 0 only when every promise was kept."""

import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


def run(name, *arguments):
    done = subprocess.run(
        [sys.executable, str(BENCHMARKS / f"{name}.py"), *arguments],
        capture_output=True, text=True, timeout=100, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("promise", ["never-twice", "at-least-once"])
def test_a_process_killed_again_and_again_loses_nothing_and_keeps_its_promise(promise):
    said = run("delivery_kills", "--kills=14", "--lines=7", "--alerts=2", "--chats=15", f"--promise={promise}")
    assert "14, 7 of them before a line" in said


def test_a_full_outbox_empties_without_one_429():
    assert "'200': 100}" in run("delivery_rate", "--messages=100", "--chats=50", "--least=10")


def test_one_stopped_chat_holds_up_no_other():
    assert "'429': 1" in run("delivery_rate", "--messages=30", "--chats=15", "--stopped", "--pause=3")


def test_memory_stays_where_it_is():
    assert "sent" in run("delivery_cost", "--deliveries=2000", "--growth=20")
