"""Give the readers what nobody should: ``python benchmarks/reading_fuzz.py FOLDER ... [--inputs 200000]``.

Every file under the folders (of JSON files that hold a ``text``, the text) is a seed, and so are office files and
archives made of them. Each input is a seed after one to three mutations: cut, flipped, spliced, encoded anew, wrapped
in tags, sown with tags, filled with runs, given entities that multiply. It goes to ``read``, ``read_feed`` and
``read_list`` under some name and content type.

Promises: nothing but ReadError or ConfigError comes out; no call of a reader takes longer than ``--seconds`` of
processor time; no process, helpers included, grows beyond ``--memory`` MB. Input N of a seed is always the same:
``--only N`` repeats it, ``--save FOLDER`` writes down what broke a promise. Ends with 1 when one was broken.
"""

import argparse
import io
import json
import multiprocessing
import os
import random
import resource
import sys
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import docx
import openpyxl

from jianbao.errors import ConfigError, ReadError
from jianbao.read import Raw, read, read_feed, read_list

LARGEST = 1_500_000  # bytes of an input; what is downloaded is capped as well
BATCH = 500  # inputs that one process reads
HANG = 60  # seconds on the clock after which a process is taken for lost
FILES = frozenset({".pdf", ".docx", ".xlsx", ".zip"})
RARELY = 0.03  # share of inputs that are such files: each costs as much as dozens of pages
TYPES = ("text/html; charset=gb2312", "text/html", "application/rss+xml", "text/plain; charset=utf-16", "text/csv", "")
NAMES = ("a.html", "a.xml", "a.txt", "a.csv", "a.json", "a.pdf", "a.doc", "a")
ENCODINGS = ("gb18030", "big5hkscs", "utf-16", "utf-16-be", "utf-8-sig", "utf-7", "hz", "latin-1")
TAGS = "div table tr td ul li a p span font b h1 pre script style form select option iframe svg math template".split()
SOUP = (
    *(f"<{tag}>" for tag in TAGS),
    *(f"</{tag}>" for tag in TAGS),
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?xml ?>",
    "</html>",
    "<a href='",
    "<meta name=PubDate content=",
    "<rss>",
    "<item>",
    "<title>",
    "<pubDate>",
    "&#x110000;",
    "&#0;",
    "&nbsp",
)
RUNS = (
    *" \t\n\r　<>&\"'[]{}()（）《》“”:：,，。、；-_—|/\\0019一年月日号的\x00\ufeff\u200b",
    "<div>",
    "<td>",
    "<a href=/a>",
    "&amp;",
    '[{"',
    "http://",
    "2024-01-01 ",
    "年月日",
    "第一条",
    "附件：",
    "上接01版",
    "一、",
    "关于",
    "市",
    "<b><i>",
    "..",
    "来源：",
    "发布时间：",
    "createPageHTML(",
    "万元",
    "\n\n",
    "，\n",
    "民政部",
    "<p>x</p>",
    "<li><a href=a>一二三四五六七八</a></li>",
)
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaaaaaaaa">'
    + "".join(f'<!ENTITY {new} "{f"&{old};" * 12}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)


class Seed(NamedTuple):
    """A file to start from."""

    name: str
    data: bytes


class Fault(NamedTuple):
    """A promise that was broken."""

    number: int
    name: str
    what: str


@dataclass
class Tally:
    """What came of a number of inputs."""

    inputs: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    slowest: tuple[float, int, str] = (0.0, 0, "")
    memory: float = 0.0
    faults: list[Fault] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        """Take *other* in."""
        self.inputs += other.inputs
        self.outcomes += other.outcomes
        self.slowest = max(self.slowest, other.slowest)
        self.memory = max(self.memory, other.memory)
        self.faults += other.faults


# Seeds
# ------------------------------------------------------------------------------------------------------------------


def seeds(folders: Sequence[Path]) -> list[Seed]:
    """Return all files of *folders*, and office files and archives made of their texts."""
    found = [seed for folder in folders for path in sorted(folder.rglob("*")) for seed in _seeds_of(path)]
    texts = [seed for seed in found if seed.name.endswith(".txt")][:12]
    made = [file for seed in texts for file in _office(seed)]
    return found + made


def _seeds_of(path: Path) -> Iterator[Seed]:
    if not path.is_file() or path.suffix in {".py", ".md", ".bin"} or path.stat().st_size > LARGEST:
        return
    data = path.read_bytes()
    if path.suffix == ".json":
        held = json.loads(data)
        if isinstance(held, dict) and isinstance(held.get("text"), str):
            yield Seed(f"{path.stem}.txt", held["text"].encode())
            return
    yield Seed(path.name, data)


def _office(seed: Seed) -> Iterator[Seed]:
    lines = seed.data.decode().splitlines()[:200]
    document, book = docx.Document(), openpyxl.Workbook()
    for line in lines:
        document.add_paragraph(line)
        book.worksheets[0].append(list(line[:40]))
    table = document.add_table(3, 3)
    table.rows[0].cells[0].text = "指标"
    saved = {}
    for suffix, save in ((".docx", document.save), (".xlsx", book.save)):
        out = io.BytesIO()
        save(out)
        saved[suffix] = out.getvalue()
        yield Seed(seed.name + suffix, saved[suffix])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", seed.data)
        archive.writestr("b.docx", saved[".docx"])
    yield Seed(f"{seed.name}.zip", out.getvalue())


# Mutations
# --------------------------------------------------------------------------------------------------------------


def cut(data: bytes, chance: random.Random, _: Sequence[Seed]) -> bytes:
    """End early, or begin late."""
    at = chance.randrange(len(data) + 1)
    return data[:at] if chance.random() < 0.8 else data[at:]


def flip(data: bytes, chance: random.Random, _: Sequence[Seed]) -> bytes:
    """Change single bits."""
    spoilt = bytearray(data)
    for _turn in range(chance.choice((1, 3, 30, 300)) if spoilt else 0):
        spoilt[chance.randrange(len(spoilt))] ^= 1 << chance.randrange(8)
    return bytes(spoilt)


def splice(data: bytes, chance: random.Random, others: Sequence[Seed]) -> bytes:
    """Put a part of another file in."""
    other = chance.choice(others).data
    start = chance.randrange(len(other) + 1)
    at, until = sorted((chance.randrange(len(data) + 1), chance.randrange(len(data) + 1)))
    return data[:at] + other[start : start + chance.choice((30, 3000, 60_000))] + data[until:]


def repeat(data: bytes, chance: random.Random, _: Sequence[Seed]) -> bytes:
    """Say a part again and again."""
    at = chance.randrange(len(data) + 1)
    part = data[at : at + chance.choice((10, 200, 5000))]
    return data[:at] + part * chance.choice((2, 20, 200)) + data[at:]


def encode(data: bytes, chance: random.Random, _: Sequence[Seed]) -> bytes:
    """Write it in another encoding, whatever it declares."""
    return data.decode("utf-8", "replace").encode(chance.choice(ENCODINGS), "replace")


def spoil(data: bytes, chance: random.Random, _: Sequence[Seed]) -> bytes:
    """Read it in a wrong encoding, and write it again."""
    return data.decode(chance.choice(("gb18030", "latin-1", "cp1252", "big5")), "replace").encode()


def nest(data: bytes, chance: random.Random, _: Sequence[Seed]) -> bytes:
    """Open elements that are closed late or never."""
    opened = "".join(f"<{chance.choice(TAGS)}>" for _ in range(chance.choice((1, 3))))
    times = chance.choice((50, 2000, 40_000))
    at = chance.randrange(len(data) + 1)
    return data[:at] + opened.encode() * times + data[at:]


def sow(data: bytes, chance: random.Random, _: Sequence[Seed]) -> bytes:
    """Put pieces of markup where they do not belong."""
    cuts = sorted(chance.randrange(len(data) + 1) for _ in range(chance.choice((2, 20, 200))))
    parts = [data[start:end] for start, end in zip([0, *cuts], [*cuts, len(data)], strict=True)]
    return b"".join(part + chance.choice(SOUP).encode("utf-8", "replace") for part in parts)


def fill(data: bytes, chance: random.Random, _: Sequence[Seed]) -> bytes:
    """Put a long run of one thing in: what makes careless expressions take the square of its length."""
    run = chance.choice(RUNS) + chance.choice(("", "", chance.choice(RUNS)))
    at = chance.randrange(len(data) + 1)
    return data[:at] + (run * chance.choice((100, 3000, 50_000))).encode() + data[at:]


def flatten(data: bytes, _: random.Random, __: Sequence[Seed]) -> bytes:
    """Make one line of it."""
    return data.replace(b"\n", b"").replace(b"\r", b"")


def bomb(data: bytes, chance: random.Random, _: Sequence[Seed]) -> bytes:
    """Declare entities that multiply, and use them."""
    uses = b"&i;" * chance.choice((1, 50))
    at = chance.randrange(len(data) + 1)
    return BOMB.encode() + data[:at] + uses + data[at:]


MUTATIONS: tuple[Callable[[bytes, random.Random, Sequence[Seed]], bytes], ...] = (
    cut,
    flip,
    splice,
    repeat,
    encode,
    spoil,
    nest,
    sow,
    fill,
    fill,
    flatten,
    bomb,
)


def made(number: int, seed: int, files: Sequence[Seed], largest: int = LARGEST) -> tuple[Raw, str]:
    """Return input *number*, and how messages call it."""
    chance = random.Random(f"{seed}/{number}")
    rare = chance.random() < RARELY
    start = chance.choice([file for file in files if (Path(file.name).suffix in FILES) == rare] or files)
    data, steps = start.data, []
    for mutation in chance.choices(MUTATIONS, k=chance.choice((1, 1, 2, 3))):
        data = mutation(data, chance, files)[:largest]
        steps.append(mutation.__name__)
    name = start.name if rare or chance.random() < 0.7 else chance.choice(NAMES)
    kind = chance.choice(TYPES) if chance.random() < 0.3 else None
    url = chance.choice((None, "https://example.cn/2024-07/02/a.html", "http://[::1", "file:///a"))
    return Raw(data=data, name=name, url=url, content_type=kind), f"{start.name} {'+'.join(steps)} as {name}"


# Reading
# ---------------------------------------------------------------------------------------------------------------


def spent() -> float:
    """Return the seconds of processor time of this process and its helpers, ended or not."""
    total = 0.0
    for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN):
        usage = resource.getrusage(who)
        total += usage.ru_utime + usage.ru_stime
    return total + sum(_helper_seconds())


def _helpers() -> Iterator[Path]:
    """Yield the processes that this one has begun; not every kernel lists children, but all name the parent."""
    mine = str(os.getpid())
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = status.read_text().rpartition(")")[2].split()[1]
        except OSError:  # it has just ended
            continue
        if parent == mine:
            yield status.parent


def _helper_seconds() -> Iterator[float]:
    for helper in _helpers():
        try:
            fields = (helper / "stat").read_text().rpartition(")")[2].split()
        except OSError:  # it has just ended
            continue
        yield (int(fields[11]) + int(fields[12])) / 100


def memory() -> float:
    """Return the most MB that this process or one of its helpers has had."""
    most = [resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    for helper in _helpers():
        try:
            lines = (helper / "status").read_text().splitlines()
        except OSError:
            continue
        most += [int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:")]
    return max(most)


def try_all(raw: Raw) -> tuple[str, float]:
    """Give *raw* to every reader.

    Returns:
        What came of the first, or the trace of what should not have come; the seconds of the slowest.
    """
    outcome, slowest = "", 0.0
    for reader in (read, read_feed, read_list):
        before = spent()
        try:
            reader(raw)
            outcome = outcome or "read"
        except (ReadError, ConfigError):
            outcome = outcome or "refused"
        except BaseException:  # noqa: BLE001  # anything else is what is looked for
            return traceback.format_exc(limit=-4), spent() - before
        slowest = max(slowest, spent() - before)
        if Path(raw.name).suffix in FILES:
            break
    return outcome, slowest


def batch(task: tuple[range, int, tuple[Path, ...], float, float, int]) -> Tally:
    """Read a range of inputs."""
    numbers, seed, folders, seconds, megabytes, largest = task
    files, tally = seeds(folders), Tally()
    for number in numbers:
        raw, called = made(number, seed, files, largest)
        outcome, took = try_all(raw)
        tally.add(Tally(1, Counter([outcome.splitlines()[-1][:80]]), (took, number, called), memory()))
        if outcome not in {"read", "refused"}:
            tally.faults.append(Fault(number, called, outcome))
        if took > seconds:
            tally.faults.append(Fault(number, called, f"took {took:.1f} s of processor time"))
        if tally.memory > megabytes:
            tally.faults.append(Fault(number, called, f"memory grew to {tally.memory:.0f} MB"))
            break  # what comes after would be blamed as well; the number of inputs shows that some are missing
    return tally


def campaign(given: argparse.Namespace) -> Tally:
    """Read all inputs, some hundred a process, and show how it goes."""
    whole, begun = Tally(), time.monotonic()
    starts = range(given.first, given.first + given.inputs, BATCH)
    last = given.first + given.inputs
    tasks = [
        (
            range(start, min(start + BATCH, last)),
            given.seed,
            tuple(given.folders),
            given.seconds,
            given.memory,
            given.largest,
        )
        for start in starts
    ]
    with multiprocessing.get_context("spawn").Pool(given.jobs, maxtasksperchild=1) as pool:
        answers = pool.imap_unordered(batch, tasks)
        for at in range(len(tasks)):
            try:
                whole.add(answers.next(timeout=HANG * 10))
            except multiprocessing.TimeoutError:
                whole.faults.append(Fault(-1, "", "a process has been lost or hangs: run its numbers one by one"))
                break
            if at % given.every == 0 or at + 1 == len(tasks):
                print(progress(whole, time.monotonic() - begun), flush=True)
    return whole


def progress(tally: Tally, seconds: float) -> str:
    """Return how it goes, in one line."""
    said = ", ".join(f"{count} {name}" for name, count in tally.outcomes.most_common(4))
    took, number, called = tally.slowest
    return (
        f"{tally.inputs} inputs in {seconds:.0f} s: {said}; {len(tally.faults)} faults; "
        f"slowest {took:.2f} s (#{number} {called}); at most {tally.memory:.0f} MB"
    )


def main() -> None:
    """Run the campaign."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--inputs", type=int, default=200_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--memory", type=float, default=300.0)
    parser.add_argument("--largest", type=int, default=LARGEST, help="bytes of an input; small ones are read faster")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--every", type=int, default=4, help="batches between two lines of progress")
    parser.add_argument("--only", type=int, help="repeat this one input")
    parser.add_argument("--save", type=Path, help="where to write what broke a promise")
    given = parser.parse_args()
    if given.only is not None:
        given.first, given.inputs = given.only, 1
    whole = campaign(given)
    files = seeds(given.folders) if given.save else []
    for fault in whole.faults:
        print(f"✗ #{fault.number} {fault.name}: {fault.what}")
        if given.save and fault.number >= 0:
            given.save.mkdir(parents=True, exist_ok=True)
            (given.save / str(fault.number)).write_bytes(made(fault.number, given.seed, files, given.largest)[0].data)
    missing = given.inputs - whole.inputs
    print(f"{whole.inputs} inputs, {missing} of them left out, {len(whole.faults)} promises broken")
    sys.exit(1 if whole.faults or missing else 0)


if __name__ == "__main__":
    main()
