"""Times what the fence round the plugins costs: ``python benchmarks/fence.py [FILE ...]``.

The same articles are given to the built-in plugins in this process and in processes of their own, in turn, and the
answers must be the same. Without files, articles of several lengths are made up.
"""

import argparse
from pathlib import Path
from statistics import median
from time import perf_counter

from jianbao.model import Article
from jianbao.plugins import Limits, Plugins
from jianbao.testing import article

SENTENCE = (
    "截至{year}年底，全市共有登记社会组织{count}家，其中社会团体{part}家，查处违法违规案件11起。孤儿{orphans}人。"
)
ROUNDS = 7


def made(sentences: int) -> Article:
    """Return an article of so many sentences, each with five figures."""
    return article(
        "".join(
            SENTENCE.format(year=2000 + each % 25, count=900 + each, part=400 + each, orphans=70 + each)
            for each in range(sentences)
        )
    )


def milliseconds(plugins: Plugins, articles: list[Article]) -> float:
    """Return what one article takes, on the clock."""
    began = perf_counter()
    for each in articles:
        plugins.find(each)
    return (perf_counter() - began) / len(articles) * 1000


def main() -> None:
    """Print both times, their difference and their ratio, as medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    files = parser.parse_args().files
    articles = [article(file.read_text()) for file in files] or [made(size) for size in (1, 2, 4, 8, 16, 32) * 5]
    began = perf_counter()
    here = Plugins.load()
    middle = perf_counter()
    with Plugins.load(limits=Limits()) as apart:
        print(f"loading: {middle - began:.2f} s here, {perf_counter() - middle:.2f} s apart")
        if [here.find(each) for each in articles] != [apart.find(each) for each in articles]:
            raise SystemExit("the answers differ")
        rounds = [(milliseconds(here, articles), milliseconds(apart, articles)) for _ in range(ROUNDS)]
    inside, outside = (median(times) for times in zip(*rounds, strict=True))
    print(f"an article, {sum(len(each.text) for each in articles) / len(articles):.0f} characters on average:")
    print(
        f"  {inside:.2f} ms here, {outside:.2f} ms apart: {outside - inside:.2f} ms more, {outside / inside:.1f} times"
    )


if __name__ == "__main__":
    main()
