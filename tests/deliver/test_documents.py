"""Real documents: each labelled figure reaches the reader in its own words, in messages that Telegram takes."""

import json
import re
from pathlib import Path

import pytest

from jianbao.deliver.clean import squeeze
from jianbao.deliver.shape import MOST_FIGURES, shape
from jianbao.deliver.telegram.html import units
from jianbao.deliver.telegram.render import render
from jianbao.model import Alert, Bound, Deadline, Direction, Kind, Statistic

LABELS = Path(__file__).resolve().parents[3] / "shared" / "gold" / "dev" / "labels"
pytestmark = pytest.mark.skipif(not LABELS.is_dir(), reason="the labelled documents are not part of the repository")


def statistic(label):
    value = label["value"]
    return Statistic(
        **{name: label[name] for name in ("quote", "start", "end", "unit", "indicator", "as_of", "region", "part_of")},
        value=tuple(value) if isinstance(value, list) else value,
        bound=Bound(label["bound"]),
        kind=Kind(label["kind"]),
        direction=label["direction"] and Direction(label["direction"]),
        target=label["target"],
        from_=label["from"],
        of=label["of"],
    )


def alerts():
    for path in sorted(LABELS.glob("*.json")):
        for number, article in enumerate(json.loads(path.read_text(encoding="utf-8"))["articles"]):
            yield Alert(
                id=f"{path.stem}-{number}",
                title=article["title"] or "",
                topics=tuple(article["topics"]),
                region=article["region"],
                issuer=article["issuer"],
                doc_number=article["doc_number"],
                published=article["published"],
                statistics=tuple(map(statistic, article["statistics"])),
                deadlines=tuple(Deadline(**deadline) for deadline in article["deadlines"]),
            )


def bare(text):
    return re.sub(r"[\s,，\u2060]", "", text)


@pytest.mark.parametrize("alert", list(alerts()) if LABELS.is_dir() else [], ids=lambda alert: alert.id)
def test_each_figure_is_shown_with_its_own_digits(alert, telegram_parse):
    messages = [telegram_parse(markup) for markup in render(alert)]
    assert all(units(message["text"]) <= 4096 and len(message["entities"]) <= 100 for message in messages)
    text = bare("".join(message["text"] for message in messages))
    missing = [
        each.quote
        for each in alert.statistics
        if re.sub(r"\D+$", "", bare(squeeze(each.quote))) not in text and bare(squeeze(each.quote)) not in text
    ]
    assert missing == []
    assert len(alert.statistics) <= MOST_FIGURES
    assert shape(alert).left_out == 0
