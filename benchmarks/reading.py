"""How well pages and lists are read, beside the peers: ``python benchmarks/reading.py FOLDER [--peers PYTHON]``.

FOLDER holds ``pages/ID.html`` with ``truth/ID.json`` (set, title, published, body), ``gov-articles/ID.html`` with
``ID.json`` (title, published, source, issuer, doc_number) and ``lists/ID.html`` with ``ID.json`` (entries). PYTHON is
an interpreter in which the peers are installed: readability-lxml, trafilatura, gne, gerapy-auto-extractor. They are no
dependencies of jianbao, and one that is missing is said to be missing. Peers get UTF-8, decoded by us; jianbao gets the
bytes as they came.

Body: F1 over character 4-grams without white space. Entries: right title and end of the address; dated: the day too.
Speed is in files a second of processor time, memory in MB: the most at any time, and how much more after the last round
than after the first.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import mean
from typing import Any

from jianbao.read.decode import decode

WORKER = Path(__file__).with_name("reading_worker.py")
ARTICLES = ("jianbao", "readability-lxml", "trafilatura", "gne")
LISTS = ("jianbao lists", "gerapy-auto-extractor")
FIELDS = ("title", "published", "source", "issuer", "doc_number")
Row = dict[str, str]
Found = Mapping[str, Any]


def squeezed(words: object) -> str:
    """Return *words* without white space, in one form."""
    return re.sub(r"[\s\u200b]+", "", unicodedata.normalize("NFKC", str(words or "")))


def likeness(one: str, other: str) -> float:
    """Return F1 over the character 4-grams of two texts."""
    pairs = [Counter(text[at : at + 4] for at in range(len(text) - 3)) for text in (squeezed(one), squeezed(other))]
    total = sum(map(Counter.total, pairs))
    return 2 * (pairs[0] & pairs[1]).total() / total if total else 1.0


def same(field: str, wanted: object, got: object) -> bool:
    """Tell whether two values of *field* are the same; of dates the day counts."""
    longest = 10 if field == "published" else None
    return squeezed(wanted)[:longest] == squeezed(got)[:longest]


def tail(url: object) -> str:
    """Return what of *url* must agree."""
    return re.sub(r"^(?:https?://[^/]+)?(?:\.\./|\./|/)*", "", str(url or "").strip())[-40:]


def truths(folder: Path) -> dict[str, Any]:
    """Return what the JSON files of *folder* say, by their names."""
    read = {path.name.removesuffix(".json").removesuffix(".truth"): path for path in sorted(folder.glob("*.json"))}
    return {stem: json.loads(path.read_text(encoding="utf-8")) for stem, path in read.items()}


def laid_out(folder: Path, target: Path) -> None:
    """Put the pages of all three folders together, as they came and as UTF-8."""
    for kind, names in (("articles", ("pages", "gov-articles")), ("lists", ("lists",))):
        for form in ("raw", "utf8"):
            (target / kind / form).mkdir(parents=True)
        for path in (path for name in names for path in sorted((folder / name).iterdir())):
            data = path.read_bytes()
            if path.suffix == ".html" or path.with_suffix(".truth.json").exists():
                (target / kind / "raw" / path.name).write_bytes(data)
                (target / kind / "utf8" / path.name).write_text(decode(data, path.name), encoding="utf-8")


def run(reader: str, python: str, folder: Path, rounds: int) -> Found | None:
    """Return what *reader* makes of *folder*; None, said on standard error, when it is missing."""
    form = folder / ("raw" if reader.startswith("jianbao") else "utf8")
    done = subprocess.run(
        [python, str(WORKER), reader, str(form), str(rounds)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        print(f"{reader} is missing: {done.stderr.strip().splitlines()[-1]}", file=sys.stderr)
        return None
    answer: Found = json.loads(done.stdout.splitlines()[-1])
    return answer


def article_scores(pages: Mapping[str, Any], official: Mapping[str, Any], found: Mapping[str, Found]) -> Row:
    """Return the columns on articles."""
    bodies: dict[str, list[float]] = defaultdict(list)
    for stem, truth in pages.items():
        bodies[truth["set"]].append(likeness(truth["body"], found[stem].get("body") or ""))
    row = {f"body {name}": f"{mean(scores):.3f}" for name, scores in bodies.items()}
    given = [field for field in FIELDS if any(field in page for page in found.values())]
    for field in given[:2]:
        wanted = {stem: truth[field] for stem, truth in pages.items() if truth.get(field)}
        row[field] = rate(same(field, value, found[stem].get(field)) for stem, value in wanted.items())
    for field in given:
        hits = (same(field, truth[field], found[stem].get(field)) for stem, truth in official.items())
        row[f"gov {field}"] = rate(hits)
    return row


def rate(hits: Iterator[bool]) -> str:
    """Return the share of hits."""
    return f"{mean(hits):.3f}"


def list_scores(pages: Mapping[str, Any], found: Mapping[str, Found]) -> Row:
    """Return the columns on lists."""
    total = right = dated = made_up = 0
    gives_dates = any("date" in entry for page in found.values() for entry in page.get("entries") or ())
    for stem, truth in pages.items():
        got = list(found[stem].get("entries") or ())
        for entry in truth["entries"]:
            hit = next((one for one in got if is_entry(entry, one)), None)
            total += 1
            if hit is not None:
                got.remove(hit)
                right += 1
                dated += not entry.get("date") or same("published", entry["date"], hit.get("date"))
        made_up += len(got)
    shares = {"entries": right, **({"dated": dated} if gives_dates else {}), "made up": made_up}
    return {name: f"{count / total:.3f}" for name, count in shares.items()}


def is_entry(wanted: Found, got: Found) -> bool:
    """Tell whether title and address agree."""
    return squeezed(wanted["title"]) == squeezed(got.get("title")) and tail(got.get("url")).endswith(
        tail(wanted["url"])
    )


def cost(answer: Found) -> Row:
    """Return the columns on speed and memory, and how many pages made the reader fail."""
    failed = sum("failed" in page for page in answer["found"].values())
    return {
        "a second": f"{answer['per_second']:.0f}",
        "MB": f"{answer['peak']:.0f}",
        "growth": f"{answer['growth']:+.0f}",
        "failed": str(failed),
    }


def table(rows: Sequence[Row]) -> Iterator[str]:
    """Yield the lines of a Markdown table with all columns that any row has."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    columns.sort(key=lambda name: name in {"a second", "MB", "growth", "failed"})
    yield f"| {' | '.join(columns)} |"
    yield f"|{'---|' * len(columns)}"
    for row in rows:
        yield f"| {' | '.join(row.get(name, '—') for name in columns)} |"


def rows(folder: Path, peers: str, rounds: int) -> Iterator[Row]:
    """Yield one row a reader."""
    pages, official = truths(folder / "truth"), truths(folder / "gov-articles")
    lists = truths(folder / "lists")
    lists = {stem: truth for stem, truth in lists.items() if isinstance(truth, dict) and "entries" in truth}
    with tempfile.TemporaryDirectory() as place:
        laid_out(folder, Path(place))
        for reader in (*ARTICLES, *LISTS):
            kind = "lists" if reader in LISTS else "articles"
            python = sys.executable if reader.startswith("jianbao") else peers
            answer = run(reader, python, Path(place) / kind, rounds)
            name = {"reader": f"{reader} {answer['version']}" if answer else f"{reader} (missing)"}
            if answer is None:
                yield name
            elif reader in LISTS:
                yield name | list_scores(lists, answer["found"]) | cost(answer)
            else:
                yield name | article_scores(pages, official, answer["found"]) | cost(answer)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--peers", default=sys.executable, metavar="PYTHON")
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    for line in table(list(rows(given.folder, given.peers, given.rounds))):
        print(line)


if __name__ == "__main__":
    main()
