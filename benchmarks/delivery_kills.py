"""Kills the process that delivers, again and again, and counts what was lost and what was doubled.

Usage: ``python benchmarks/delivery_kills.py [--kills 1000] [--alerts 25] [--chats 200] [--promise never-twice]``

First once before every line of the delivery path that a delivery runs through, then at random moments. Telegram is
strict and keeps its real limits; so do we, across all those lives. Ends with 1 when a promise was broken.
"""

import argparse
import asyncio
import json
import os
import random
import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from types import FrameType
from typing import Any

import alembic.command  # noqa: F401 - what every life would load is loaded once, before it forks
from delivery_house import Telegram, database, empty, fill, sender, stopwatch, table, telegram

import jianbao.deliver.worker
import jianbao.store.migrate
from jianbao.deliver.worker import utc_now
from jianbao.model import Promise
from jianbao.store import State, Store
from jianbao.testing.bot_api import Limits

_PACKAGE = Path(jianbao.deliver.worker.__file__).parents[1]
_PATH = frozenset(
    str(_PACKAGE / name)
    for name in (
        "deliver/worker.py",
        "deliver/telegram/sender.py",
        "deliver/telegram/limiter.py",
        "deliver/telegram/places.py",
        "deliver/telegram/past.py",
        "store/outbox.py",
        "store/delivery.py",
        "store/halts.py",
    )
)
_STARTS = 0.12  # seconds of a life before its first message, about
_LONGEST = 3.0  # seconds that a life has to reach its line
_RECORDED = 40  # messages during which the lines of the path are noted
Line = tuple[str, int]
Trace = Callable[[FrameType, str, Any], Any]


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _tracing(seen: Callable[[Line], None]) -> None:
    """Call *seen* before every line of the path, in every thread."""

    def local(frame: FrameType, event: str, _: Any) -> Any:
        if event == "line":
            seen((frame.f_code.co_filename, frame.f_lineno))
        return local

    def trace(frame: FrameType, *_: Any) -> Any:
        return local if frame.f_code.co_filename in _PATH else None

    threading.settrace(trace)
    sys.settrace(trace)


async def _live(url: str, api: Telegram, watch: Callable[[Store], None] = lambda _: None) -> None:
    """Begin as the daemon does, and deliver until nothing is owed."""
    with Store.open(url) as store:
        store.outbox.recover(utc_now() + timedelta(days=1))
        async with sender(api, store) as way:
            await empty(store, way, lambda: watch(store))


def _born(life: Callable[[], None]) -> int:
    """Let *life* run in a child; return its process id."""
    pid = os.fork()
    if not pid:
        try:
            life()
        finally:
            os._exit(0)
    return pid


def _lines(url: str, api: Telegram, folder: str) -> list[Line]:
    """Return the lines of the delivery path, in the order in which a life first comes to them."""
    target = Path(folder) / "lines.json"

    def life() -> None:
        lines: dict[Line, None] = {}
        _tracing(lambda line: lines.setdefault(line, None))

        async def some() -> None:
            living = asyncio.create_task(_live(url, api))
            with Store.open(url) as store:
                while store.outbox.counts()[State.SENT] < _RECORDED and not living.done():  # noqa: ASYNC110 - a store has no events
                    await asyncio.sleep(0.05)
            target.write_text(json.dumps(list(lines)))
            _die()

        asyncio.run(some())

    os.waitpid(_born(life), 0)
    return [(file, number) for file, number in json.loads(target.read_text())]


def _killed_at(url: str, api: Telegram, line: Line) -> bool:
    """Let a life end before *line*; False when it did not come there."""

    def life() -> None:
        _tracing(lambda seen: _die() if seen == line else None)
        asyncio.run(_live(url, api))

    pid = _born(life)
    end = time.monotonic() + _LONGEST
    while time.monotonic() < end:
        if os.waitpid(pid, os.WNOHANG)[0]:
            return True
        time.sleep(0.01)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return False


def _killed_after(url: str, api: Telegram, seconds: float) -> None:
    pid = _born(lambda: asyncio.run(_live(url, api)))
    time.sleep(seconds)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


class _Doubts:
    """How many messages each kill left in doubt: unknown, or sent again though they may have arrived."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._before = 0
        self.counts: list[int] = []
        self.note()
        self.counts.clear()

    def note(self) -> None:
        """Count what the kill just now has left."""
        with Store.open(self._url) as store:
            store.outbox.recover(utc_now() + timedelta(days=1))
            now = store.outbox.repeated() + store.outbox.counts()[State.UNKNOWN]
        self.counts.append(now - self._before)
        self._before = now


def _kill(url: str, api: Telegram, wanted: argparse.Namespace, chosen: Sequence[Line]) -> tuple[int, list[int]]:
    """Kill at every line, then at random moments; return how many lines were reached, and what each kill left."""
    chance, doubts = random.Random(wanted.seed), _Doubts(url)
    reached, kills = 0, 1
    for line in chosen:
        reached += _killed_at(url, api, line)
        kills += 1
        doubts.note()
    while kills < wanted.kills:
        with Store.open(url) as store:
            share = store.outbox.owed() / (wanted.kills - kills)
        _killed_after(url, api, _STARTS + chance.uniform(0, 2 * share / 28))
        kills += 1
        doubts.note()
    return reached, doubts.counts


def main() -> int:
    """Run the campaign."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=1_000)
    parser.add_argument("--alerts", type=int, default=25, help="for each chat")
    parser.add_argument("--chats", type=int, default=200)
    parser.add_argument("--promise", type=Promise, choices=list(Promise), default=Promise.NEVER_TWICE)
    parser.add_argument("--lines", type=int, default=1_000, help="at most so many kills at lines")
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    groups = wanted.chats // 5
    elapsed, total = stopwatch(), wanted.alerts * wanted.chats
    with tempfile.TemporaryDirectory() as folder, telegram(wanted.chats - groups, groups, Limits()) as api:
        url = database(folder)
        with Store.open(url) as store:
            fill(store, [*api.people, *api.groups], [f"第{n}条" for n in range(wanted.alerts)], wanted.promise)
        lines = _lines(url, api, folder)
        chosen = lines if len(lines) <= wanted.lines else random.Random(wanted.seed).sample(lines, wanted.lines)
        reached, doubts = _kill(url, api, wanted, chosen)
        asyncio.run(_live(url, api))
        with Store.open(url) as store:
            states, again = store.outbox.counts(), store.outbox.repeated()
            unknown = {(each.address, each.alert.title) for each in store.ledger.entries([State.UNKNOWN], limit=total)}
        report = api.report()
    copies = Counter((chat, text) for chat, texts in report["arrived"].items() for text in texts)
    lost = {(str(chat), f"第{n}条") for chat in [*api.people, *api.groups] for n in range(wanted.alerts)}
    lost -= {*copies, *unknown}
    doubled = sum(copies.values()) - len(copies)
    disordered = sum(_disordered(texts) for texts in report["arrived"].values())
    table(
        f"Kills, {wanted.promise}",
        [
            ("alerts owed", f"{total:,}: {wanted.alerts} to each of {wanted.chats} chats"),
            ("kills", f"{len(doubts) + 1:,}, {len(chosen)} of them before a line of the path ({reached} came there)"),
            ("lost", len(lost)),
            ("doubled", doubled),
            ("unknown, listed", f"{len(unknown)}, of which arrived {len(unknown & set(copies))}"),
            ("sent again though it may have arrived", again),
            ("most messages in doubt after one kill", max(doubts)),
            ("kills that left a doubt", sum(count > 0 for count in doubts)),
            ("chats told out of order", disordered),
            ("answers of sendMessage", dict(report["statuses"])),
            ("states in the outbox", {state.value: count for state, count in states.items() if count}),
            ("seconds", f"{elapsed():.0f}"),
        ],
    )
    kept = not lost and not disordered and "429" not in report["statuses"]
    if wanted.promise is Promise.NEVER_TWICE:
        return 0 if kept and not doubled else 1
    return 0 if kept and max(doubts) <= 1 and not unknown else 1


def _disordered(texts: list[str]) -> bool:
    numbers = [int(text[1:-1]) for text in texts]
    return numbers != sorted(numbers)


if __name__ == "__main__":
    sys.exit(main())
