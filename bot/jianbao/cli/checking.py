"""``jianbao sources check``: what each source answers now, without taking anything in."""

import asyncio
import json
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TextIO
from urllib.parse import urlsplit

from rich.console import Console
from rich.progress import Progress

from jianbao.cli.overview import print_broken, print_table
from jianbao.engine.plugged import limits_of
from jianbao.errors import ConfigError, JianbaoError, OutOfReach
from jianbao.fetch.answer import NOTHING_KNOWN
from jianbao.fetch.fetcher import Limits
from jianbao.fetch.fetchers import Fetchers, Manners
from jianbao.fetch.look import Look, look
from jianbao.model import Source, SourceKind
from jianbao.plugins import Plugins
from jianbao.settings import BrokenEntry, Settings

_AT_ONCE = 16  # hosts; each still sees one request at a time
_LONGEST = 90.0  # seconds for one source: its robots.txt and its page, each with redirects, and the pauses between


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What came of probing one source.

    Attributes:
        source: Which one.
        seconds: How long it took, with its turns and pauses.
        seen: What it listed; None when that failed.
        trouble: What went wrong.
        lost: No connection came about, so that its neighbours at the same host need not be tried.
    """

    source: Source
    seconds: float
    seen: Look | None = None
    trouble: str | None = None
    lost: bool = False

    @property
    def verdict(self) -> str:
        """Say how it is in a few words."""
        if self.seen is None:
            return "✗"
        if self.seen.moved:
            return "moved"
        return "ok" if self.source.verified else "ok: set verified = true"


def check(settings: Settings, names: Sequence[str], out: TextIO, *, jsonl: bool, limits: Limits | None = None) -> bool:
    """Probe all sources, or those called *names*; True when every one answers as it should and no entry is broken.

    Raises:
        ConfigError: There is no source of one of these names.
    """
    chosen = [source for source in settings.sources if source.enabled and (not names or source.name in names)]
    broken = [entry for entry in settings.broken if not names or entry.name in names]
    _known(names, {source.name for source in chosen} | {entry.name for entry in broken})
    fetch = settings.fetch
    manners = Manners(contact=fetch.contact, pause=fetch.pause, http2=fetch.http2, limits=limits or Limits())
    # Plugins are loaded only where a source is of a kind that they bring.
    abroad = any(not isinstance(source.kind, SourceKind) for source in chosen)
    disabled, limits_there = settings.plugins.disabled, limits_of(settings.plugins)
    with Plugins.load(disabled, limits=limits_there) if abroad else Plugins() as plugins:
        findings = asyncio.run(_probe_all(chosen, manners, plugins))
    if jsonl:
        records = [*map(_record, findings), *map(_broken_record, broken)]
        out.writelines(f"{json.dumps(record, ensure_ascii=False)}\n" for record in records)
    else:
        _report(findings, broken, out)
    return not broken and all(finding.seen is not None for finding in findings)


def _known(names: Sequence[str], there: Collection[str | None]) -> None:
    if strange := [name for name in names if name not in there]:
        raise ConfigError(f"there is no source {strange[0]!r} that is switched on; `jianbao sources` lists them")


def _report(findings: Sequence[Finding], broken: Sequence[BrokenEntry], out: TextIO) -> None:
    rows = [*map(_cells, findings), *((entry.name or "?", "broken", "—", "—", "—", entry.place) for entry in broken)]
    print_table(out, ("name", "verdict", "listed", "newest", "seconds", "where"), rows)
    for finding in findings:
        if finding.trouble:
            out.write(f"✗ {finding.source.name}: {_plain(finding.trouble)}\n")
    print_broken(broken, out)
    well = sum(finding.seen is not None for finding in findings)
    out.write(f"{well} of {len(findings) + len(broken)} sources answer as they should\n")


async def _probe_all(sources: Sequence[Source], manners: Manners, plugins: Plugins) -> list[Finding]:
    """Probe *sources* host by host: where no connection comes about, nobody waits for it once more."""
    places = asyncio.Semaphore(_AT_ONCE)
    hosts: dict[tuple[object, ...], list[Source]] = {}
    for source in sources:
        way = (urlsplit(source.url).hostname, source.proxy, source.internal) if source.url else (source.name,)
        hosts.setdefault(way, []).append(source)
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("probing", total=len(sources))

        async def one(neighbours: Sequence[Source]) -> list[Finding]:
            findings: list[Finding] = []
            async with places:
                for source in neighbours:
                    lost = findings and findings[-1].lost
                    finding = replace(findings[-1], source=source) if lost else await _probe(source, fetchers, plugins)
                    findings.append(finding)
                    progress.advance(task)
            return findings

        async with Fetchers(manners) as fetchers:
            found = await asyncio.gather(*map(one, hosts.values()))
    by_name = {finding.source.name: finding for findings in found for finding in findings}
    return [by_name[source.name] for source in sources]


async def _probe(source: Source, fetchers: Fetchers, plugins: Plugins) -> Finding:
    begun = time.monotonic()
    try:
        async with asyncio.timeout(_LONGEST):
            seen = await look(source, NOTHING_KNOWN, fetchers.of(source), datetime.now(UTC), kinds=plugins)
    except JianbaoError as error:
        lost = isinstance(error, OutOfReach)
        return Finding(source=source, seconds=time.monotonic() - begun, trouble=str(error), lost=lost)
    except TimeoutError:
        words = f"{source.url or source.path} did not answer within {_LONGEST:g} s; it is worth another try later"
        return Finding(source=source, seconds=time.monotonic() - begun, trouble=words)
    except Exception as error:  # noqa: BLE001 - the fence round a source: a fault of ours must not stop the others
        words = f"{type(error).__name__}: {error}; a fault in jianbao, please report it"
        return Finding(source=source, seconds=time.monotonic() - begun, trouble=words)
    return Finding(source=source, seconds=time.monotonic() - begun, seen=seen)


def _newest(seen: Look) -> str | None:
    return max((item.date for item in seen.items if item.date), default=None)


def _cells(finding: Finding) -> tuple[str, ...]:
    seen, where = finding.seen, finding.source.url or finding.source.path or ""
    listed, newest = (str(len(seen.items)), _newest(seen) or "—") if seen else ("—", "—")
    moved = f" → {seen.moved}" if seen and seen.moved else ""
    return finding.source.name, finding.verdict, listed, newest, f"{finding.seconds:.1f}", where + moved


def _record(finding: Finding) -> dict[str, object]:
    seen = finding.seen
    return {
        "name": finding.source.name,
        "url": finding.source.url,
        "ok": seen is not None,
        "listed": len(seen.items) if seen else 0,
        "newest": _newest(seen) if seen else None,
        "moved": seen.moved if seen else None,
        "seconds": round(finding.seconds, 2),
        "trouble": finding.trouble,
    }


def _broken_record(entry: BrokenEntry) -> dict[str, object]:
    return {"name": entry.name, "url": None, "ok": False, "file": entry.place, "trouble": entry.words}


def _plain(words: str) -> str:
    return "".join(character for character in words if character.isprintable())
