"""Newspaper pages through the front door: ours from the inbox, and the real one where it is at hand."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "inbox" / "newspaper-page.txt"

REAL = ROOT.parent / "shared" / "pages" / "newspaper-page.txt"


def articles(page: Path) -> list[dict[str, object]]:
    done = subprocess.run(
        [sys.executable, "-m", "jianbao", "extract", "--format", "jsonl", page], capture_output=True, check=True
    )
    return json.loads(done.stdout)["articles"]


def test_the_sample_page_gives_three_articles_with_their_figures_once_each():
    organisations, party, children = articles(SAMPLE)

    assert organisations["title"] == "全国社会组织超过90万个 带动就业约1100万人"
    assert party["title"] is None
    assert children["title"] == "83.6亿元资金撑起儿童福利保障网"
    assert [each["topics"] for each in (organisations, party, children)] == [
        ["social_organizations"], ["party_building"], ["child_welfare"],
    ]  # fmt: skip
    assert [statistic["value"] for statistic in organisations["statistics"]] == [
        894000, 902000, 0.9, 371000, 8877, 522000, 2279, 53366, 11000000, 3.6, 8594, 8024,
    ]  # fmt: skip
    assert party["statistics"] == []
    assert [statistic["value"] for statistic in children["statistics"]] == [
        173000, 53000, 119000, 1697.4, 1257.2, 8360000000, 3240000000, 3380000000, 1740000000, 53000, 651000,
    ]  # fmt: skip


@pytest.mark.skipif(not REAL.is_file(), reason="the real page is not part of the project")
def test_the_real_page_gives_three_articles_with_their_titles_regions_and_figures():
    organisations, party, children = articles(REAL)

    assert organisations["title"].replace(" ", "") == "北京社会组织总量大幅提升登记资产超1000亿元"
    assert party["title"] is None
    assert children["title"].replace(" ", "").startswith("青海：积极培育、引导和规范社会组织")
    assert [each["topics"] for each in (organisations, party, children)] == [
        ["social_organizations"], ["party_building"], ["child_welfare"],
    ]  # fmt: skip
    assert [each["region"] for each in (organisations, party, children)] == ["北京市", "全国", "青海省"]
    assert len(organisations["statistics"]) == 33
    assert party["statistics"] == []
