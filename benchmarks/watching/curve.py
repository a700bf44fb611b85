"""Draw the rows that ``watch.py --out`` has written: ``python benchmarks/watching/curve.py rows.jsonl curve.svg``."""

import json
import sys
from pathlib import Path

import matplotlib as mpl

mpl.use("svg")
import matplotlib.pyplot as plt


def main(rows_file: str, picture: str) -> None:
    """Draw load, memory and punctuality over the number of sources."""
    lines = Path(rows_file).read_text(encoding="utf-8").splitlines()
    rows = [row for row in map(json.loads, filter(lambda line: line.startswith("{"), lines)) if "sources" in row]
    sources = [row["sources"] for row in rows]
    figure, axes = plt.subplots(1, 3, figsize=(12, 3.4), layout="constrained")
    for axis, key, goal, title in zip(
        axes,
        ("core %", "resident MB", "late p99 s"),
        (30, 300, 5),
        ("share of one core, %", "resident, MB", "due to first request, p99, s"),
        strict=True,
    ):
        values = [row[key] for row in rows]
        axis.plot(sources, values, marker="o")
        axis.axhline(goal, linestyle=":", color="grey")
        axis.set(xscale="log", title=title, xlabel="sources in a 15-minute cycle", ylim=(0, None))
        for count, value in zip(sources, values, strict=True):
            axis.annotate(
                str(value), (count, value), textcoords="offset points", xytext=(0, 6), ha="center", fontsize=8
            )
    figure.savefig(picture)


if __name__ == "__main__":
    main(*sys.argv[1:])
