"""``jianbao sources`` and ``jianbao plugins``."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from jianbao.model import Source, SourceKind
from jianbao.store import Store, Visit

NOW = datetime(2024, 5, 1, 4, 0, tzinfo=UTC)
SOURCES = """
[[source]]
name = "民政"
kind = "list"
url = "https://example.org/list"
[[source]]
name = "quiet"
kind = "feed"
url = "https://example.org/feed"
enabled = false
[[source]]
name = "new"
kind = "feed"
url = "https://example.org/new"
verified = true
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "config" / "sources").mkdir(parents=True)
    (tmp_path / "config" / "jianbao.toml").write_text('timezone = "Asia/Shanghai"')
    (tmp_path / "config" / "sources" / "s.toml").write_text(SOURCES, encoding="utf-8")
    return tmp_path


def visited(project: Path, *, error: str | None) -> None:
    with Store.open(f"sqlite:///{project}/data/jianbao.sqlite3") as store:
        store.sources.sync([Source(name="民政", kind=SourceKind.LIST, url="https://example.org/list")], NOW)
        store.sources.claim_due(NOW, 10, timedelta(minutes=1))
        due = NOW + timedelta(minutes=30)
        store.sources.record("民政", Visit(at=NOW, ok=error is None, next_due=due, new_items=3, error=error))


def line(text: str, name: str) -> str:
    (found,) = [line for line in text.splitlines() if line.startswith(name)]
    return found


def test_sources_are_listed_before_anything_ran_and_listing_makes_no_database(jianbao, project):
    done = jianbao("sources")

    assert (done.returncode, done.stderr) == (0, "")
    assert "not looked at yet" in line(done.stdout, "民政")
    assert "off" in line(done.stdout, "quiet")
    assert not (project / "data").exists()


def test_a_source_that_works_is_shown_with_its_times_in_the_readers_zone(jianbao, project):
    visited(project, error=None)

    shown = line(jianbao("sources").stdout, "民政")

    assert "ok, not verified" in shown
    assert "05-01 12:00" in shown
    assert "05-01 12:30" in shown
    assert " 3 " in shown


def test_a_source_that_is_away_is_shown_with_its_error(jianbao, project):
    visited(project, error="cannot be reached\x1b[2J")

    shown = jianbao("sources").stdout

    assert "away, failed 1×" in line(shown, "民政")
    assert line(shown, "✗") == "✗ 民政: cannot be reached[2J"


def test_a_check_tells_whether_sources_are_looked_at_when_they_are_due(jianbao, project):
    (project / "config" / "sources" / "s.toml").write_text(SOURCES.partition('[[source]]\nname = "quiet"')[0])
    fresh = jianbao("sources", "--check")
    visited(project, error=None)
    late = jianbao("sources", "--check")
    with Store.open(f"sqlite:///{project}/data/jianbao.sqlite3") as store:
        now = datetime.now(UTC)
        store.sources.claim_due(now, 10, timedelta(minutes=1))
        store.sources.record("民政", Visit(at=now, ok=False, next_due=now + timedelta(minutes=30), error="away"))
    punctual = jianbao("sources", "--check")

    assert (fresh.returncode, late.returncode, punctual.returncode) == (2, 2, 0)
    assert late.stderr.startswith("jianbao: not looked at when due: 民政; is jianbao running?")
    assert fresh.stdout == late.stdout == punctual.stdout == ""


def test_plugins_are_listed_with_version_and_topics(jianbao):
    done = jianbao("plugins")
    assert done.returncode == 0
    assert "child_welfare 儿童福利" in line(done.stdout, "child_welfare")
    assert "loaded" in line(done.stdout, "party_building")


def test_a_plugin_that_is_switched_off_is_shown_as_such(jianbao, tmp_path):
    (tmp_path / "jianbao.toml").write_text('[plugins]\ndisabled = ["party_building"]')
    done = jianbao("plugins", "--config", "jianbao.toml")
    assert "disabled" in line(done.stdout, "party_building")
