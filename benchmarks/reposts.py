"""Times how a repost is looked up: ``python benchmarks/reposts.py [--alerts 100000]``.

Fills a store (SQLite, in a folder that is removed) with the sentences of so many texts, then asks it for a new text and
for a dressed-up repost. Prints milliseconds of processor time, and rows.
"""

import argparse
import random
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import process_time

from sqlalchemy import insert

from jianbao.model import Alert, Article, Document, Passage, Span
from jianbao.store import Store, likeness, reposts
from jianbao.store.tables import alert, anchor

NOW = datetime(2026, 3, 1, tzinfo=UTC)
CHARACTERS = "社会组织登记年检评估基金会慈善儿童福利机构民政局通知工作服务养老救助资金项目"
ROUNDS = 200
BATCH = 5_000


def text(chance: random.Random) -> str:
    """Return thirty sentences."""
    return "".join("".join(chance.choices(CHARACTERS, k=30)) + "。" for _ in range(30))


def fill(store: Store, count: int, chance: random.Random) -> None:
    """Write so many alerts and the sentences by which they are found."""
    for start in range(0, count, BATCH):
        numbers = range(start + 10, min(start + BATCH, count) + 10)
        alerts = [
            {"number": n, "id": str(n), "created": NOW, "record": Alert(id=str(n), title="x", topics=())}
            for n in numbers
        ]
        found = [
            {"sentence": sentence, "alert_number": n}
            for n in numbers
            for sentence in likeness.anchors(likeness.sentences(text(chance)))
        ]
        with store._database.write() as connection:  # noqa: SLF001 - rows by the thousand are nobody's business but ours
            connection.execute(insert(alert), alerts)
            connection.execute(insert(anchor), found)


def lookup(store: Store, said: Sequence[str], news: Alert) -> float:
    """Return the median of the milliseconds that a question takes."""
    taken = []
    for _ in range(ROUNDS):
        begun = process_time()
        with store._database.read() as connection:  # noqa: SLF001 - as above
            reposts.original(connection, said, news, NOW)
        taken.append(process_time() - begun)
    return 1000 * median(taken)


def main() -> None:
    """Print what it costs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--alerts", type=int, default=100_000)
    asked = parser.parse_args()
    chance = random.Random(7)
    with tempfile.TemporaryDirectory() as folder, Store.open(f"sqlite:///{Path(folder) / 'x.db'}") as store:
        original = text(chance)
        body = Article(title="原文", body=(Span(0, len(original)),), passage=Passage.whole(original))
        news = Alert(id="original", title="原文", topics=())
        read = Document(id="original", text=original, articles=(body,))
        store.documents.commit(
            read, source="s", key="k", alerts=[news], shapes={}, now=NOW, texts={"original": original}
        )
        fill(store, asked.alerts, chance)
        new = lookup(store, likeness.sentences(text(chance)), news)
        again = lookup(store, likeness.sentences(f"来源：某网。{original}编辑：某某。"), news)
    print(f"{asked.alerts:,} alerts: a new text {new:.2f} ms, a repost {again:.2f} ms (medians of {ROUNDS})")


if __name__ == "__main__":
    main()
