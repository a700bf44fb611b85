"""The scores of the figures core on labelled documents are pinned: they may rise and never fall.

The labels' own bodies, titles and places are handed to the core, so that only figures are measured here.
``python tests/figures/test_floors.py --raise`` writes the scores of today where they are higher than the floors.
"""

import json
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from jianbao import figures
from jianbao.chinese.reflow import reflow
from jianbao.model import Span, Statistic
from jianbao.testing.scoring import Scores, score

_HERE = Path(__file__).parent
_ROOT = _HERE.parents[1]
_FLOORS = _HERE / "floors.toml"
_SETS = {"golden": _ROOT / "tests/golden", "gold": _ROOT.parent / "shared/gold/dev"}
_QUESTIONS = ("mention", "indicator", "record", "relation")


def _record(item: Statistic) -> dict[str, Any]:
    return {
        "start": item.start,
        "end": item.end,
        "value": list(item.value) if isinstance(item.value, tuple) else item.value,
        "unit": item.unit,
        "bound": item.bound.value,
        "indicator": item.indicator,
        "kind": item.kind.value,
        "direction": item.direction.value if item.direction else None,
        "target": item.target,
        "as_of": item.as_of,
        "region": item.region,
        "part_of": item.part_of,
        "from": item.from_,
        "of": item.of,
    }


def _articles(folder: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for path in sorted((folder / "labels").glob("*.json")):
        text = json.loads((folder / "docs" / path.name).read_text(encoding="utf-8"))["text"]
        for article in json.loads(path.read_text(encoding="utf-8"))["articles"]:
            yield text, article


@cache
def measure(folder: Path) -> Scores:
    """Return the scores of all articles of a labelled set."""
    total = Scores()
    for text, article in _articles(folder):
        context = figures.Context(region=article["region"], published=article["published"], title=article["title"])
        passage = reflow(text, [Span(*span) for span in article["body"]])
        found = figures.read(text, context, passage).statistics
        total += score(article["statistics"], [_record(item) for item in found])
    return total


@pytest.mark.parametrize("name", _SETS)
def test_no_score_falls_below_its_floor(name: str) -> None:
    folder = _SETS[name]
    if not (folder / "labels").is_dir():
        pytest.skip(f"the labelled set {folder.name} is not on this machine")
    floors = tomllib.loads(_FLOORS.read_text(encoding="utf-8"))[name]

    scores = measure(folder)

    short = {question: round(getattr(scores, question).f1, 4) for question in _QUESTIONS}
    assert {question: value for question, value in short.items() if value < floors[question]} == {}


@pytest.mark.parametrize("page", ["figures.md", "figures.zh-CN.md"])
@pytest.mark.parametrize(("row", "name"), [(0, "gold"), (1, "golden")])
def test_the_scores_on_the_page_are_those_of_today(page: str, row: int, name: str) -> None:
    folder = _SETS[name]
    if not (folder / "labels").is_dir():
        pytest.skip(f"the labelled set {folder.name} is not on this machine")
    table = re.findall(
        r"\| ((?:[01]\.\d+ \| ){3}[01]\.\d+) \|$", (_ROOT / "docs" / page).read_text("utf-8"), re.MULTILINE
    )
    scores = measure(folder)
    today = " | ".join(f"{getattr(scores, question).f1:.3f}" for question in _QUESTIONS)
    assert table[row] == today, f"write the scores of today into docs/{page}"


def _raise() -> None:
    text = _FLOORS.read_text(encoding="utf-8")
    for name, folder in _SETS.items():
        if not (folder / "labels").is_dir():
            continue
        scores = measure(folder)
        head, mark, table = text.partition(f"[{name}]")
        for question in _QUESTIONS:
            now = int(getattr(scores, question).f1 * 1000) / 1000
            old = re.search(rf"{question} = ([0-9.]+)", table)
            if old and now > float(old[1]):
                table = table.replace(old[0], f"{question} = {now:.3f}", 1)
        text = head + mark + table
    _FLOORS.write_text(text, encoding="utf-8")


if __name__ == "__main__" and sys.argv[1:] == ["--raise"]:
    _raise()
