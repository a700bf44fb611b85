"""The terminal shows the same alert, in columns, and no page writes to the terminal directly."""

import io
import subprocess
import sys
from dataclasses import replace

from rich.cells import cell_len
from rich.console import Console

from jianbao.deliver import console, shapes
from jianbao.model import Channel


def printed(alert, topics, width=90):
    out = io.StringIO()
    console.show(shapes(topics.values())[Channel.CONSOLE](alert)[0], Console(width=width, file=out))
    return out.getvalue()


def test_values_stand_in_one_column(newspaper, topics):
    lines = printed(newspaper, topics).splitlines()
    starts = ("7,965 →", "超过 1,000", "14.5 →", "1,589 家", "超 3,500", "20 余亿元")
    columns = {cell_len(line[: line.index(start)]) for start in starts for line in lines if start in line}
    assert len(columns) == 1


def test_the_console_says_what_telegram_says(newspaper, topics):
    text = printed(newspaper, topics)
    for words in (
        "登记资产超1000亿元",
        "社会组织 · 北京市",
        "中国社会报 · 2022年9月30日",
        "7,965 → 12,700 家",
        "+59.4%（原文“约60%” ✓）",
        "社会团体 4,347 · 社会服务机构 7,534 · 基金会 819 = 12,700 ✓",
        "其中 5A级 227 · 4A级 545",
        "提取：social_organizations 0.1",
        "https://example.org/a?b=1&c=2",
    ):
        assert words in text


def test_markup_and_escape_sequences_of_a_page_are_shown_and_not_obeyed(newspaper, topics):
    text = printed(replace(newspaper, title="[red]标题[/] \x1b[2J :smile: [/bold] \\"), topics)
    assert "[red]标题[/] [2J :smile: [/bold] \\" in text
    assert "\x1b" not in text


def test_rendering_loads_no_telegram_library():
    code = "import sys, jianbao.deliver; sys.exit('telegram' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
