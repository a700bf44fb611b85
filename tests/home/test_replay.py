"""`jianbao replay`: a plugin that was installed today reads what was stored yesterday."""

import os
import subprocess
import sys
from pathlib import Path

WEATHER = """
from jianbao import Finding, Topic, hookimpl

@hookimpl
def topics():
    return [Topic(id="weather", names={"zh": "天气"})]

@hookimpl
def find(article):
    return [Finding(topic="weather")] if "天气" in article.text else []
"""


def jianbao(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("JIANBAO_")}
    environment = clean | {"PYTHONPATH": str(root / "site"), "COLUMNS": "200"}
    command = [sys.executable, "-m", "jianbao", *words]
    return subprocess.run(
        command, cwd=root, env=environment, capture_output=True, text=True, check=False, timeout=60
    )  # fmt: skip


# Each plugin costs a process at each start; these have no part in it.
NOT_HERE = '[plugins]\ndisabled = ["apprise", "child_welfare", "email", "party_building"]\n'


def test_a_new_plugin_tells_what_was_stored_before_and_only_once(tmp_path: Path, news) -> None:
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "a.txt").write_text(news(1))
    (tmp_path / "inbox" / "b.txt").write_text("本周天气晴好，气温回升。\n")
    (tmp_path / "config" / "sources").mkdir(parents=True)
    (tmp_path / "config" / "jianbao.toml").write_text(NOT_HERE)
    inbox = '[[source]]\nname = "inbox"\nkind = "folder"\npath = "inbox"\n'
    (tmp_path / "config" / "sources" / "inbox.toml").write_text(inbox)
    first = jianbao(tmp_path, "once")
    assert (first.returncode, first.stdout.count("提取：")) == (0, 1)

    site = tmp_path / "site"
    (site / "weather-1.0.dist-info").mkdir(parents=True)
    (site / "weather.py").write_text(WEATHER)
    (site / "weather-1.0.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: weather\nVersion: 1.0\n")
    (site / "weather-1.0.dist-info" / "entry_points.txt").write_text("[jianbao]\nweather = weather\n")
    done = jianbao(tmp_path, "replay", "--since", "2026-01-01", "--plugin", "weather")
    assert done.stdout == (
        "2 documents, 1 of them read otherwise than before; 1 alerts are new, 1 messages are owed\n"
    ), done.stderr
    again = jianbao(tmp_path, "replay", "--since", "2026-01-01")
    assert again.stdout.startswith("2 documents, 0 of them")

    second = jianbao(tmp_path, "once")
    assert second.stdout.count("提取：") == 1
    assert "天气晴好" in second.stdout

    unknown = jianbao(tmp_path, "replay", "--since", "2026-01-01", "--plugin", "webhook")
    assert unknown.returncode == 2
    assert "no plugin webhook reads documents; these do: social_organizations, weather" in unknown.stderr
