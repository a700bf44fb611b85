"""Numbers that pages give are those of the code: whoever changes a constant is told which page speaks of it."""

import csv
import re
import tomllib
from pathlib import Path

import pytest

from jianbao.cli import quality
from jianbao.deliver import catchup
from jianbao.deliver.telegram import claims, health, limiter, notices, readings, silence
from jianbao.engine import due, gathering, patience
from jianbao.engine import health as states
from jianbao.engine import rhythm as gaps
from jianbao.fetch import fetcher, robots
from jianbao.plugins import IN_A_ROW, Limits
from jianbao.read.apart import worker
from jianbao.settings.values import PluginSettings
from jianbao.store import reposts

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
WORDS = {
    "minute": 60, "three": 3, "five": 5, "six": 6, "eight": 8, "ten": 10, "fifteen": 15, "twenty": 20, "thirty": 30,
    "ninety": 90, "三": 3,
}  # fmt: skip


def sources() -> int:
    files = (ROOT / "config" / "sources").glob("*.toml")
    entries = [entry for file in files for entry in tomllib.loads(file.read_text(encoding="utf-8")).get("source", ())]
    return sum(entry["kind"] != "folder" for entry in entries)


def refused() -> int:
    with (ROOT / "tests" / "fetch" / "refused.tsv").open(encoding="utf-8") as file:
        return len(list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)))


PROMISES = [
    ("plugins/fence.md", r"`\[plugins\] seconds` \((\w+)\)", PluginSettings().seconds),
    ("plugins/fence.md", r"`\[plugins\] memory` \((\w+) MiB\)", PluginSettings().memory),
    ("plugins/fence.md", r"needs longer than (\w+) s", Limits().loading),
    ("plugins/fence.md", r"fails (\w+) times in a row", IN_A_ROW),
    ("plugins/fence.zh-CN.md", r"`\[plugins\] seconds`（(\w+)）", PluginSettings().seconds),
    ("plugins/fence.zh-CN.md", r"`\[plugins\] memory`（(\w+) MiB）", PluginSettings().memory),
    ("plugins/fence.zh-CN.md", r"导入超过 (\d+) 秒", Limits().loading),
    ("plugins/fence.zh-CN.md", r"插件接连(\w)次", IN_A_ROW),
    ("watching.md", r"holds (\w+) sources on the web", sources()),
    ("watching.md", r"lists (\w+) attempts", refused()),
    ("watching.md", r"from the last (\w+) arrivals", gaps.KEPT),
    ("watching.md", r"After (\w+) days the time", gaps._WATCHED.days),
    ("watching.md", r"`slowest`: (\w+) intervals", gaps._SLOWER),
    ("watching.md", r"at most (\w+) at a look", gathering.PAGES),
    ("watching.md", r"is tried (\w+) times, one", patience._REFUSED),
    ("watching.md", r"whose server is away (\w+) times", patience._AWAY),
    ("watching.md", r"after decompression \((\w+) MiB\)", fetcher.Limits().body / 2**20),
    ("watching.md", r"an answer by (\w+) seconds", fetcher.Limits().total),
    ("watching.md", r"redirects by (\w+)\.", fetcher.REDIRECTS),
    ("watching.md", r"double the wait from (\w+) minutes", due.FIRST_RETRY.seconds / 60),
    ("watching.md", r"noted with the alert for (\w+) days", reposts.WINDOW.days),
    ("watching.md", r"away \| (\w+) failures in a row", states.PATIENCE),
    ("watching.md", r"silent \| (\w+) times its rhythm", states._QUIET),
    ("watching.md", r"gathered over (\w+) seconds", notices.GATHERED),
    ("watching.md", r"in trouble, (\w+) to a page", health.PAGE),
    ("watching.md", r"may ask for up to a (minute)", robots.SLOWEST),
    ("delivery.md", r"`digest_after` \((\w+) hours\)", catchup.AFTER.seconds / 3600),
    ("delivery.md", r"\(up to `(\d+)d`\)", claims._LONGEST.days),
    ("delivery.md", r"When (\w+) chats are refused", limiter._SEVERAL),
    ("rhythm.md", r"nothing for a while, (\w+) days at most", silence.LONGEST.days),
    ("bot.md", r"(\d+) MB at most", readings.LARGEST_MB),
    ("bot.md", r"(\d+) seconds for each document", readings._SECONDS),
    ("files.md", r"with (\d+) MiB of memory", worker.MEMORY / 2**20),
]


@pytest.mark.parametrize(("page", "pattern", "real"), PROMISES, ids=lambda value: str(value)[:40])
def test_the_number_on_the_page_is_that_of_the_code(page: str, pattern: str, real: float) -> None:
    text = " ".join((DOCS / page).read_text(encoding="utf-8").split())
    found = re.search(pattern, text)
    assert found, f"docs/{page} does not say {pattern} any more: correct this list"
    assert float(WORDS.get(found[1], found[1])) == real, f"docs/{page} says {found[0]}, the code {real}"


@pytest.mark.parametrize(("rule", "real"), [("time", quality.SECONDS * 1000), ("memory", quality.MEMORY / 2**20)])
def test_the_scale_of_a_new_project_names_the_limits_that_are_checked(rule: str, real: float) -> None:
    scale = (ROOT / "bot/jianbao/cli/template/quality_scale.toml.in").read_text(encoding="utf-8")
    (said,) = re.findall(rf"^{rule} = .*?(\d+) (?:ms|MiB)", scale, re.MULTILINE)
    assert float(said) == real
