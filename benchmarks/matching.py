"""Times how subscriptions are found that a document answers: ``python benchmarks/matching.py [--chats 2000 --each 5]``.

The chats follow a topic, a place, or both; a third of them ask for words, an issuer or figures besides, and mostly for
the same few words. Then the worst that they can do: each asks for words of its own, everywhere. Beside both, in the
same run, what it would cost to ask each subscription by itself. Last, in a store on SQLite, how long all other writers
wait for a document that comes right after somebody has subscribed.
"""

import argparse
import random
import tempfile
from datetime import UTC, datetime
from statistics import median
from time import perf_counter, process_time

from sqlalchemy import Connection, event

from jianbao.chinese.places import lookup
from jianbao.model import Alert, Channel, Document, Keywords, Narrowing, Statistic, Subscription
from jianbao.store import Store
from jianbao.store.matching import Index, News, refusal

TOPICS = ("social_organizations", "child_welfare", "party_building", None)
PLACES = tuple(
    place.name for name in "北京 上海 广东 青海 四川 浙江 海淀区 广州 成都 杭州".split() if (place := lookup(name))
)
WORDS = "基金会 慈善 年检 评估 招聘 儿童 养老 志愿 捐赠 登记 处罚 党建 资金 项目".split()
LETTERS = "".join(map(chr, range(0x4E00, 0x4E00 + 250)))  # so few that words of two are in the text, by and by
FIGURE = Statistic(quote="1家", start=0, end=2, value=1, unit="家")


def wish(number: int, chat: int, chance: random.Random) -> Subscription:
    """Return a subscription as people make them."""
    narrowing = Narrowing()
    if chance.random() < 0.35:
        words = Keywords.parse(f"{'|'.join(chance.sample(WORDS, 2))} -{chance.choice(WORDS)}")
        narrowing = chance.choice([Narrowing(keywords=words), Narrowing(issuer="民政部"), Narrowing(figures=True)])
    region = chance.choice([None, chance.choice(PLACES)])
    return Subscription(id=number, subscriber=chat, topic=chance.choice(TOPICS), region=region, narrowing=narrowing)


def naive(wishes: list[Subscription], news: News) -> dict[int, Subscription]:
    """Ask each by itself."""
    chosen: dict[int, Subscription] = {}
    for each in wishes:
        if each.subscriber not in chosen and refusal(each, news) is None:
            chosen[each.subscriber] = each
    return chosen


def own_words(number: int, chat: int, chance: random.Random) -> Subscription:
    """Return a subscription that shares no words with others."""
    first, second, never = ("".join(chance.choices(LETTERS, k=chance.choice((2, 2, 3, 4)))) for _ in range(3))
    return Subscription(
        id=number, subscriber=chat, narrowing=Narrowing(keywords=Keywords.parse(f"{first}|{second} -{never}"))
    )


def measure(name: str, wishes: list[Subscription], chats: int, text: str) -> None:
    """Print milliseconds of processor time for one document."""
    topics = ("social_organizations",)
    alert = Alert(id="a", title="民政部通知", topics=topics, region="海淀区", issuer="民政部", statistics=(FIGURE,))
    begun = process_time()
    index = Index(wishes)
    built = process_time() - begun
    ways = {"index": index.choose, "each by itself": lambda news: naive(wishes, news)}
    times = dict.fromkeys(ways, 0.0)
    print(
        f"{name}: {len(wishes):,} subscriptions, {len(text):,} characters; the index is built in {1000 * built:.1f} ms"
    )
    for way, choose in ways.items():
        taken = []
        for _ in range(21):
            begun = process_time()
            found = choose(News.of(alert, text, "民政部 通知公告"))
            taken.append(process_time() - begun)
        times[way] = 1000 * median(taken)
        print(f"  {way}: {times[way]:.2f} ms a document, {len(found):,} of {chats:,} chats hear of it")
    print(f"  ratio {times['each by itself'] / times['index']:.1f}")


def measure_store(name: str, wishes: list[Subscription], chats: int) -> None:
    """Print how long a document takes after each new subscription, and how long of that all other writers wait."""
    now, begun, waits = datetime.now(UTC), [0.0], list[float]()
    with tempfile.TemporaryDirectory() as folder, Store.open(f"sqlite:///{folder}/jianbao.db") as store:
        someone = [store.subscribers.ensure(Channel.TELEGRAM, str(chat), now=now).id for chat in range(chats)]
        for each in wishes:
            store.subscribers.subscribe(someone[each.subscriber], each.topic, each.region, now, each.narrowing)
        engine = store._database._engine  # noqa: SLF001 - only it knows when transactions begin and end

        def begin(_: Connection) -> None:
            begun[0] = perf_counter()

        def commit(connection: Connection) -> None:
            if connection.get_execution_options().get("jianbao_write"):
                waits.append(perf_counter() - begun[0])

        whole, longest = list[float](), list[float]()
        for number in range(11):
            store.subscribers.subscribe(someone[0], "party_building", None, now, Narrowing(issuer=f"第{number}局"))
            event.listen(engine, "begin", begin)
            event.listen(engine, "commit", commit)
            news = Alert(id=str(number), title="通知", topics=("asked_for_by_nobody",), region="海淀区")
            started, read = perf_counter(), Document(id=str(number), text="x")
            store.documents.commit(read, source="s", key=str(number), alerts=[news], shapes={}, now=now)
            whole.append(perf_counter() - started)
            longest.append(max(waits))
            waits.clear()
            event.remove(engine, "begin", begin)
            event.remove(engine, "commit", commit)
    print(
        f"{name}: after a new subscription a document is stored in {1000 * median(whole):.0f} ms, of which others wait"
        f" {1000 * median(longest):.1f} ms (at most {1000 * max(longest):.1f})"
    )


def main() -> None:
    """Measure both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chats", type=int, default=2000)
    parser.add_argument("--each", type=int, default=5)
    asked = parser.parse_args()
    chance, chats = random.Random(7), asked.chats
    numbers = range(chats * asked.each)
    usual = "".join(chance.choice(WORDS) + "工作有序推进，" for _ in range(400))
    people = [wish(n, n % chats, chance) for n in numbers]
    measure("as people make them", people, chats, usual)
    mixed = "".join(chance.choices(LETTERS, k=len(usual)))
    own = [own_words(n, n % chats, chance) for n in numbers]
    measure("each with words of its own", own, chats, mixed)
    measure_store("as people make them", people, chats)
    measure_store("each with words of its own", own, chats)


if __name__ == "__main__":
    main()
