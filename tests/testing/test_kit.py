"""The rest of the kit: a clock, articles out of text, and what importing it costs."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from jianbao import testing
from jianbao.model import Statistic
from jianbao.testing import FakeClock, article, steady

NOTICE = """截至2023年底，全市共有依法登记的社会组织
12700家，比上年增长60%。其中社会团体4347家，
社会服务机构7580家，基金会773家。全市社会组织
从业人员14.5万人。

北京市民政局
2024年1月5日
"""


def test_a_clock_goes_on_only_when_told() -> None:
    clock = FakeClock(datetime(2026, 1, 1, tzinfo=UTC))
    assert clock.now() == clock.now()
    assert clock.advance(timedelta(minutes=5)) == clock.now() == datetime(2026, 1, 1, 0, 5, tzinfo=UTC)
    with pytest.raises(ValueError, match="does not go back"):
        clock.advance(timedelta(seconds=-1))


def test_a_steady_clock_shows_the_real_time() -> None:
    now = steady()
    before, after = now(), now()
    assert before <= after
    assert abs(after - datetime.now(UTC)) < timedelta(minutes=1)


def test_an_article_is_read_as_the_pipeline_reads_it() -> None:
    made = article(NOTICE, title="社会组织登记情况", region="北京市")
    assert made.title == "社会组织登记情况"
    assert made.published == "2024-01-05"
    assert "社会组织12700家，比上年增长60%" in made.text
    figures = {statistic.quote: statistic for statistic in made.statistics}
    assert (figures["12700家"].value, figures["12700家"].region) == (12700, "北京市")
    assert all(NOTICE[found.start : found.end] == found.quote for found in made.statistics)


def test_what_a_test_says_of_an_article_is_taken_as_it_is() -> None:
    figure = Statistic(quote="7家", start=0, end=2, value=7, unit="家")
    made = article(NOTICE, published=None, issuer="某局", statistics=(figure,))
    assert (made.published, made.issuer, made.statistics) == (None, "某局", (figure,))


@pytest.mark.parametrize(
    ("module", "absent"),
    [
        ("jianbao", ["aiohttp", "tdjson", "telegram"]),
        ("jianbao.testing", ["aiohttp", "tdjson", "telegram"]),
        ("jianbao.testing.bot_api", ["telegram"]),
        ("jianbao.plugins.worker", ["asyncio", "jianbao.plugins.manager"]),  # each plugin has a process of its own
    ],
)
def test_importing_loads_no_more_than_is_needed(module: str, absent: list[str]) -> None:
    code = f"import sys, {module}; print(*(set({absent!r}) & sys.modules.keys()))"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=30)
    assert answer.stdout.strip() == ""


def test_what_is_offered_is_sorted_and_there() -> None:
    assert testing.__all__ == sorted(testing.__all__)
    assert all(hasattr(testing, name) for name in testing.__all__)
