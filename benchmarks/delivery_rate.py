"""How fast the outbox empties under Telegram's limits, and that Telegram never has to say no.

Usage: ``python benchmarks/delivery_rate.py [--messages 10000] [--chats 1000] [--strictness 2] [--stopped]``

With ``--strictness 2`` Telegram allows half of what it documents: our limiter must find its rate. With ``--stopped``
one chat is refused for half a minute at its first message: the others must not notice. Ends with 1 when something was
lost or doubled, or, against the documented limits, when there was a 429 or the rate was lower than ``--least``.
"""

import argparse
import asyncio
import sys
import tempfile
from collections import Counter

from delivery_house import database, empty, fill, sender, stopwatch, table, telegram

from jianbao.store import State, Store
from jianbao.testing.bot_api import FakeBotApi, Limits, Rate

_WARM = 60  # seconds after which the limiter should have found its rate


def _limits(strictness: float) -> Limits:
    return Limits(
        overall=Rate(int(30 / strictness), 1), chat=Rate(1, strictness), group=Rate(int(20 / strictness), 60)
    )  # fmt: skip


def _stop_one(api: FakeBotApi, seconds: int) -> None:
    first = next(chat for chat in api.chats.values() if chat.type == "private")
    api.faults.too_many_requests(seconds, chat=first)


def main() -> int:
    """Run the campaign."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=10_000)
    parser.add_argument("--chats", type=int, default=1_000)
    parser.add_argument("--strictness", type=float, default=1)
    parser.add_argument("--stopped", action="store_true")
    parser.add_argument("--pause", type=int, default=30, help="seconds that the stopped chat must wait")
    parser.add_argument("--least", type=float, default=28)
    wanted = parser.parse_args()
    each = wanted.messages // wanted.chats
    groups = wanted.chats // 5

    def prepare(api: FakeBotApi) -> None:
        if wanted.stopped:
            _stop_one(api, wanted.pause)

    with (
        tempfile.TemporaryDirectory() as folder,
        telegram(wanted.chats - groups, groups, _limits(wanted.strictness), prepare) as api,
        Store.open(database(folder)) as store,
    ):
        bodies = [f"<b>第{number}条</b>\n登记社会组织 {12000 + number:,} 家" for number in range(each)]
        fill(store, [*api.people, *api.groups], bodies)

        async def run() -> float:
            async with sender(api, store) as way:
                elapsed = stopwatch()
                await empty(store, way)
                return elapsed()

        seconds = asyncio.run(run())
        states, report = store.outbox.counts(), api.report()
    copies = Counter((chat, text) for chat, texts in report["arrived"].items() for text in texts)
    total = each * wanted.chats
    refused = report["statuses"].get("429", 0)
    first, last = min(report["times"]), max(report["times"])
    steady = [at for at in report["times"] if first + _WARM <= at < last]
    rate = total / seconds
    rows = [
        ("messages, chats (a fifth of them groups)", f"{total:,} to {wanted.chats:,}"),
        ("Telegram's limits", f"1/{wanted.strictness:g} of the documented ones"),
        ("seconds", f"{seconds:.1f}"),
        ("messages a second, start to end", f"{rate:.1f}"),
        (f"after the first {_WARM} seconds", f"{len(steady) / max(last - first - _WARM, 1):.1f}" if steady else "-"),
        ("answers of sendMessage", dict(report["statuses"])),
        ("lost", total - len(copies)),
        ("doubled", sum(copies.values()) - len(copies)),
        ("states in the outbox", {state.value: count for state, count in states.items() if count}),
    ]
    if wanted.stopped:
        rows.append(
            (f"refused for {wanted.pause} s, and complete in the end", len(report["arrived"][str(api.people[0])]))
        )
    table("Draining the outbox", rows)
    whole = len(copies) == sum(copies.values()) == states[State.SENT] == total
    polite = not refused and rate >= wanted.least
    return 0 if whole and (polite or wanted.strictness > 1 or wanted.stopped) else 1


if __name__ == "__main__":
    sys.exit(main())
