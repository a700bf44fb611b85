"""``jianbao sources check``: what each source answers now, without taking anything in."""

import asyncio
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TextIO

from rich.console import Console
from rich.progress import Progress

from jianbao.cli.overview import print_table
from jianbao.errors import JianbaoError
from jianbao.fetch.answer import NOTHING_KNOWN
from jianbao.fetch.fetchers import Fetchers, Manners
from jianbao.fetch.look import Look, look
from jianbao.model import Source
from jianbao.settings import Settings

_AT_ONCE = 16  # sources; hosts still see one request at a time


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What came of probing one source.

    Attributes:
        source: Which one.
        seconds: How long it took, with its turns and pauses.
        seen: What it listed; None when that failed.
        trouble: What went wrong.
    """

    source: Source
    seconds: float
    seen: Look | None = None
    trouble: str | None = None

    @property
    def verdict(self) -> str:
        """Say how it is in a few words."""
        if self.seen is None:
            return "✗"
        if self.seen.moved:
            return "moved"
        return "ok" if self.source.verified else "ok: set verified = true"


def check(settings: Settings, names: Sequence[str], out: TextIO, *, jsonl: bool) -> bool:
    """Probe all sources, or those called *names*; True when every one answers as it should."""
    chosen = [source for source in settings.sources if source.enabled and (not names or source.name in names)]
    findings = asyncio.run(_probe_all(chosen, settings))
    out.writelines(f"{json.dumps(_record(finding), ensure_ascii=False)}\n" for finding in (findings if jsonl else ()))
    if not jsonl:
        print_table(out, ("name", "verdict", "listed", "newest", "seconds", "where"), map(_cells, findings))
        for finding in findings:
            if finding.trouble:
                out.write(f"✗ {finding.source.name}: {_plain(finding.trouble)}\n")
        well = sum(finding.seen is not None for finding in findings)
        out.write(f"{well} of {len(findings)} sources answer as they should\n")
    return all(finding.seen is not None for finding in findings)


async def _probe_all(sources: Sequence[Source], settings: Settings) -> list[Finding]:
    places = asyncio.Semaphore(_AT_ONCE)
    fetch = settings.fetch
    manners = Manners(contact=fetch.contact, pause=fetch.pause, http2=fetch.http2)
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("probing", total=len(sources))

        async def one(source: Source) -> Finding:
            async with places:
                finding = await _probe(source, fetchers)
            progress.advance(task)
            return finding

        async with Fetchers(manners) as fetchers:
            return list(await asyncio.gather(*map(one, sources)))


async def _probe(source: Source, fetchers: Fetchers) -> Finding:
    begun = time.monotonic()
    try:
        seen = await look(source, NOTHING_KNOWN, fetchers.of(source), datetime.now(UTC))
    except JianbaoError as error:
        return Finding(source=source, seconds=time.monotonic() - begun, trouble=str(error))
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


def _plain(words: str) -> str:
    return "".join(character for character in words if character.isprintable())
