"""How well newspaper pages are read from PDF, and how fast: ``python benchmarks/pdf.py FOLDER``.

FOLDER holds ``*.pdf``, and for each of them ``docs/STEM.json`` (a text) and ``labels/STEM.json`` (its articles: each a
title and spans of the text). The text's own line breaks and blanks do not count.
"""

import json
import sys
from collections import Counter
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from jianbao.read import pdf
from jianbao.read.extracted import Extracted

_ROUNDS = 5


class Article(NamedTuple):
    """What counts: words without white space."""

    title: str
    body: str


def squeezed(words: str | None) -> str:
    """Return *words* without white space."""
    return "".join((words or "").split())


def overlap(one: str, other: str) -> float:
    """Return the harmonic mean of the shares of characters that each has of the other."""
    common = sum((Counter(one) & Counter(other)).values())
    return 2 * common / (len(one) + len(other)) if one or other else 1.0


def expected(folder: Path, stem: str) -> list[Article]:
    """Return the labelled articles."""
    text = json.loads((folder / "docs" / f"{stem}.json").read_text(encoding="utf-8"))["text"]
    labels = json.loads((folder / "labels" / f"{stem}.json").read_text(encoding="utf-8"))
    return [
        Article(squeezed(article["title"]), squeezed("".join(text[start:end] for start, end in article["body"])))
        for article in labels["articles"]
    ]


def read(found: Extracted) -> list[Article]:
    """Return the articles that were read."""
    return [
        Article(squeezed(cut.title), squeezed("".join(found.text[start:end] for start, end in cut.body)))
        for cut in found.cuts
    ]


def main(folder: Path) -> None:
    """Print one line a page, and the means."""
    bodies: list[float] = []
    titles: list[float] = []
    pages = seconds = 0.0
    print(f"{'page':32} articles  bodies  titles  ms")
    for path in sorted(folder.glob("*.pdf")):
        data = path.read_bytes()
        started = perf_counter()
        for _ in range(_ROUNDS):
            found = pdf.read(data, path.name)
        took = (perf_counter() - started) / _ROUNDS
        got, wanted = read(found), expected(folder, path.stem)
        pairs = [(want, max(got, key=lambda article, want=want: overlap(want.body, article.body))) for want in wanted]
        own_bodies = [overlap(want.body, article.body) for want, article in pairs]
        own_titles = [overlap(want.title, article.title) for want, article in pairs]
        bodies, titles = bodies + own_bodies, titles + own_titles
        pages, seconds = pages + 1, seconds + took
        print(
            f"{path.stem:32} {len(got)}/{len(wanted)}     {sum(own_bodies) / len(wanted):.4f}"
            f"  {sum(own_titles) / len(wanted):.4f}  {1000 * took:.0f}"
        )
    print(f"{'all':32}          {sum(bodies) / len(bodies):.4f}  {sum(titles) / len(titles):.4f}")
    print(f"{pages / seconds:.1f} pages a second")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
