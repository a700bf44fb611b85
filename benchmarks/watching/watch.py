"""How much watching costs: a farm of sites on loopback, and the house's own engine that watches them.

    python benchmarks/watching/watch.py --sources 10000 --seconds 900        one row of the table
    python benchmarks/watching/watch.py --unmodified 2000                    what a 304 costs

Each run is bounded by its own seconds; the farm is a child and ends with it. Rows are appended to ``--out`` as JSON.
"""

import argparse
import asyncio
import hashlib
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import farm

from jianbao.engine.local import LocalEngine
from jianbao.engine.visit import Visitor
from jianbao.fetch.fetcher import Fetcher
from jianbao.fetch.identity import key_of
from jianbao.fetch.robots import Robots
from jianbao.model import Channel, Source, SourceKind, Watched
from jianbao.plugins import Plugins
from jianbao.stats import Stats
from jianbao.store import Store, Visit

CYCLE = timedelta(minutes=15)
_DAY = timedelta(days=1)


def now() -> datetime:
    """Return the present."""
    return datetime.now(UTC)


@dataclass
class Punctuality:
    """When sources were due, and how late the first request for each began."""

    due: dict[str, datetime] = field(default_factory=dict)
    late: list[float] = field(default_factory=list)


class Watching(Fetcher):
    """The house's fetcher, with a look at the clock before each request."""

    def __init__(self, punctuality: Punctuality, **options: Any) -> None:
        super().__init__(**options)
        self.punctuality = punctuality

    async def _exchange(self, hop: Any, known: Any, seconds: float) -> Any:
        due = self.punctuality.due.pop(hop.request.url.host, None)
        if due is not None:
            self.punctuality.late.append((now() - due).total_seconds())
        return await super()._exchange(hop, known, seconds)


class Noting(Visitor):
    """The house's visitor; notes when the source was due."""

    punctuality: Punctuality

    async def visit(self, source: Source, before: Any = None) -> Visit:
        """Look at *source*."""
        if before is not None:
            self.fetchers(source).punctuality.due[source.name] = before.next_due  # type: ignore[attr-defined]
        return await super().visit(source, before)


@contextmanager
def sites() -> Iterator[tuple[int, dict[str, Any]]]:
    """Run the farm; afterwards the dictionary holds what it has seen."""
    script = str(Path(__file__).with_name("farm.py"))
    child = subprocess.Popen([sys.executable, script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert child.stdin  # noqa: S101 - tells mypy
    assert child.stdout  # noqa: S101 - as above
    seen: dict[str, Any] = {}
    try:
        yield int(child.stdout.readline()), seen
    finally:
        child.stdin.close()
        seen.update(json.loads(child.stdout.readline() or "{}"))
        child.wait(30)


def configure(store: Store, count: int, port: int) -> list[Source]:
    """Fill the store as it is after some days: everything known, due times all over the cycle."""
    sources = [
        Source(
            name=farm.address(number),
            kind=SourceKind.FEED if farm.temper(number) == "feed" else SourceKind.LIST,
            url=f"http://{farm.address(number)}:{port}/n/",
            interval=CYCLE,
            slowest=CYCLE,
        )
        for number in range(count)
    ]
    begin = now()
    store.sources.sync(sources, begin)
    ready = now() + timedelta(milliseconds=0.6 * count)  # filling the store takes time: nothing is due before
    visits = {source.name: _known(number, ready) for number, source in enumerate(sources)}
    store.sources.record_all(visits)
    for number, source in enumerate(sources):
        if farm.temper(number) in {"feed", "restless", "busy"}:
            keys = [key_of(f"http://{source.name}:{port}/a/{n}.html") for n in range(60, 101)]
            store.sources.remember(source.name, keys, begin)
    return sources


def _known(number: int, begin: datetime) -> Visit:
    body = farm.page(number, 100).encode()
    kind = farm.temper(number)
    return Visit(
        at=now(),
        ok=True,
        next_due=begin + random.random() * CYCLE,
        etag='"100"' if kind in {"validated", "feed", "slow", "moved"} else None,
        content_hash=hashlib.sha256(body).hexdigest() if kind == "hashed" else None,
        watched=Watched(since=begin - 90 * _DAY, arrivals=_arrivals(begin)),
    )


def _arrivals(begin: datetime) -> tuple[int, ...]:
    """Return arrivals at about one a day until yesterday, so that there is a rhythm to reckon with."""
    return tuple(int((begin - days * _DAY).timestamp()) - random.randrange(20000) for days in range(64, 0, -1))


async def watch(store: Store, sources: list[Source], seconds: float) -> dict[str, Any]:
    """Run the engine for *seconds*; return what it cost."""
    punctuality, stop, stats = Punctuality(), asyncio.Event(), Stats()
    async with Watching(punctuality, allow_private=True, robots=Robots()) as fetcher:
        visitor = Noting(
            store=store,
            plugins=Plugins.load(),
            fetchers=lambda _: fetcher,
            shapes={Channel.CONSOLE: lambda alert: (alert.title,)},
            stats=stats,
            clock=now,
            owed=lambda: None,
        )
        engine = LocalEngine(store=store, sources=sources, visitor=visitor, senders={}, wake=asyncio.Event(), clock=now)
        asyncio.get_running_loop().call_later(seconds, stop.set)
        cpu, wall = time.process_time(), time.monotonic()
        await engine.run(stop)
        cpu, wall = time.process_time() - cpu, time.monotonic() - wall
    late = sorted(punctuality.late)
    return {
        "sources": len(sources),
        "seconds": round(wall),
        "looks": len(late),
        "looks a second": round(len(late) / wall, 1),
        "core %": round(100 * cpu / wall, 1),
        "resident MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "late p50 s": round(late[len(late) // 2], 2),
        "late p99 s": round(late[len(late) * 99 // 100], 2),
        "late max s": round(late[-1], 2),
        "cpu ms a look": round(1000 * cpu / len(late), 2),
        "counts": dict(stats.counts()),
    }


async def unmodified(store: Store, sources: list[Source], rounds: int) -> dict[str, Any]:
    """Return what a look costs that is answered with 304: the request alone, and all of it."""
    quiet = [source for number, source in enumerate(sources) if farm.temper(number) == "validated"]
    async with Fetcher(allow_private=True, pause=0.0) as fetcher:
        visitor = Visitor(
            store=store,
            plugins=Plugins(),
            fetchers=lambda _: fetcher,
            shapes={},
            stats=Stats(),
            clock=now,
            owed=lambda: None,
        )
        states: Mapping[str, Any] = {state.name: state for state in store.sources.states()}

        async def look(source: Source) -> None:
            await visitor.visit(source, states[source.name])

        async def ask(source: Source) -> None:
            from jianbao.fetch.answer import Validators  # noqa: PLC0415

            assert (await fetcher.get(source.url or "", Validators(etag='"100"'))).unchanged  # noqa: S101

        result = {"unmodified": rounds}
        for name, work in (("request", ask), ("look", look)):
            for source in quiet[:20]:
                await work(source)
            cpu = time.process_time()
            for start in range(0, rounds, 8):
                await asyncio.gather(*(work(quiet[n % len(quiet)]) for n in range(start, start + 8)))
            result[f"{name} cpu ms"] = round(1000 * (time.process_time() - cpu) / rounds, 3)
    return result


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sources", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--unmodified", type=int, default=0)
    parser.add_argument("--out", type=Path)
    wish = parser.parse_args()
    os.sched_setaffinity(0, {0})  # one core; the farm, started before, is not bound to it
    with tempfile.TemporaryDirectory() as folder, Store.open(f"sqlite:///{folder}/store.db") as store:
        os.sched_setaffinity(0, range(os.cpu_count() or 1))
        with sites() as (port, seen):
            os.sched_setaffinity(0, {0})
            count = 400 if wish.unmodified else wish.sources
            sources = configure(store, count, port)
            work = (
                unmodified(store, sources, wish.unmodified) if wish.unmodified else watch(store, sources, wish.seconds)
            )
            row = asyncio.run(work)
        row["farm"] = seen
    print(json.dumps(row, ensure_ascii=False, indent=1))
    if wish.out:
        with wish.out.open("a", encoding="utf-8") as file:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
