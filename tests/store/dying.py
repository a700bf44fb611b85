"""Programs that are killed in the middle of their work: ``python dying.py URL PROGRAM``. See test_crash.py."""

import json
import os
import signal
import sys
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, event

from jianbao.model import Alert, Article, Channel, Document, Passage, Span, Statistic
from jianbao.store import Commit, Store

NOW = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
LEASE = timedelta(minutes=1)


def die(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def commit(store: Store, key: str) -> Commit:
    figure = Statistic(quote="1个", start=0, end=2, value=1, unit="个")
    names = [f"{key} {number}" for number in range(2)]
    articles = [
        Article(title=name, body=(Span(0, 2),), passage=Passage.whole("1个"), statistics=(figure,)) for name in names
    ]
    return store.documents.commit(
        Document(id="page", text="1个", articles=tuple(articles)),
        source="s",
        key=key,
        alerts=[Alert(id=name, title=name, topics=("t",), statistics=(figure,)) for name in names],
        shapes={Channel.TELEGRAM: lambda alert: [alert.id, "second"]},
        now=NOW,
    )


def die_at_step(last: int) -> None:
    """Be killed before the statement, or the COMMIT, with the number *last*, counted from now."""
    steps = iter(range(1, last))

    def step(*_: object) -> None:
        if next(steps, None) is None:
            die()

    event.listen(Engine, "before_cursor_execute", step)
    event.listen(Engine, "commit", step)


def killed_at_every_step(url: str) -> None:
    """Commit in children that die one statement later each time; say what each leaves and what a new try writes."""
    last, survived = 0, False
    while not survived:
        last += 1
        key = f"k{last}"
        child = os.fork()
        if not child:
            store = Store.open(url)
            die_at_step(last)
            commit(store, key)
            os._exit(0)
        survived = os.waitpid(child, 0)[1] == 0
        with Store.open(url) as store:
            left = [*store.documents.counts().values(), len(store.sources.unseen("s", [key]))]
            again = commit(store, key)
            found = {"left": left, "again": [again.new, again.alerts, again.deliveries]}
            sys.stdout.write(json.dumps(found) + "\n")
            sys.stdout.flush()  # a child inherits what is not


def killed_after_claim(url: str) -> None:
    Store.open(url).outbox.claim(Channel.TELEGRAM, NOW, LEASE, 1)
    die()


def killed_after_begin(url: str) -> None:
    store = Store.open(url)
    [due] = store.outbox.claim(Channel.TELEGRAM, NOW, LEASE, 1)
    store.outbox.begin(due.id, NOW)
    die()


def killed_after_sent(url: str) -> None:
    store = Store.open(url)
    [due] = store.outbox.claim(Channel.TELEGRAM, NOW, LEASE, 1)
    store.outbox.begin(due.id, NOW)
    store.outbox.sent(due.id, 1, NOW)
    die()


def killed_inside_claim(url: str) -> None:
    store = Store.open(url)
    event.listen(Engine, "commit", die)
    store.outbox.claim(Channel.TELEGRAM, NOW, LEASE, 1)


def killed_while_looking(url: str) -> None:
    Store.open(url).sources.claim_due(NOW, 1, LEASE)
    die()


if __name__ == "__main__":
    globals()[sys.argv[2]](sys.argv[1])
