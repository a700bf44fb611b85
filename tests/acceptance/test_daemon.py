"""The daemon from outside: a folder with a page in it, three alerts on the terminal, a quiet end, no repetition."""

import shutil
import signal
import socket
import subprocess
import sys

import pytest
from tests.acceptance.conftest import SAMPLE, alerts

TOPICS = ("社会组织", "党建", "儿童福利与未成年人保护")


@pytest.fixture
def inbox(tmp_path):
    """An empty drop folder beside nothing: no configuration at all."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def drop(inbox, name="newspaper-page.txt"):
    shutil.copyfile(SAMPLE, inbox / name)


def test_a_newcomer_sees_three_alerts_and_a_second_start_shows_nothing_twice(start, inbox):
    drop(inbox)
    first = start("run")
    first.wait_for(lambda: alerts(first.said) == 3)
    assert first.stop(signal.SIGTERM) == 0
    for topic in TOPICS:
        assert any(topic in line for line in first.said), topic
    assert sum("JIANBAO_TELEGRAM_TOKEN" in line for line in first.logged) == 1

    drop(inbox, "repost.txt")  # the same articles under another name are no news either
    (inbox / "later.txt").write_text("湖州市共有社会组织3120个，其中社会团体1210个。\n", encoding="utf-8")
    second = start("run")
    second.wait_for(lambda: alerts(second.said) == 1)
    assert second.stop(signal.SIGINT) == 0
    assert alerts(second.said) == 1
    assert any("3,120" in line for line in second.said)


def test_once_looks_once_and_ends(start, inbox, tmp_path):
    assert start("once").end() == 0
    assert (tmp_path / "data" / "jianbao.sqlite3").is_file()


def broken_plugins(tmp_path):
    """Two plugins beside the real ones: one raises when it is asked, one cannot be imported."""
    folder = tmp_path / "site" / "broken-1.0.dist-info"
    folder.mkdir(parents=True)
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: broken\nVersion: 1.0\n")
    (folder / "entry_points.txt").write_text("[jianbao]\nraising = raising_plugin\nmissing = missing_plugin\n")
    (folder.parent / "raising_plugin.py").write_text(
        "import jianbao\n\n@jianbao.hookimpl\ndef topics():\n    return [jianbao.Topic(id='r', names={'zh': '坏'})]\n\n"
        "@jianbao.hookimpl\ndef find(article):\n    raise ValueError('out of order')\n"
    )
    return str(folder.parent)


def unreachable_source(tmp_path):
    """A source on a port where nobody listens any more, beside the drop folder."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    sources = tmp_path / "config" / "sources"
    sources.mkdir(parents=True)
    (tmp_path / "config" / "jianbao.toml").write_text("")
    (sources / "s.toml").write_text(
        f'[[source]]\nname = "far"\nkind = "feed"\nurl = "http://127.0.0.1:{port}/"\ninternal = true\n'
        '[[source]]\nname = "inbox"\nkind = "folder"\npath = "inbox"\ninterval = "1s"\n'
    )


def test_sources_documents_and_plugins_that_fail_are_named_and_disturb_nothing(start, inbox, tmp_path):
    unreachable_source(tmp_path)
    (inbox / "photo.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x01")
    drop(inbox)

    daemon = start("run", PYTHONPATH=broken_plugins(tmp_path))

    def told(words):
        return sum(words in line for line in daemon.logged)

    complaints = ("far is away", "photo.txt", "plugin missing failed in load", "plugin raising failed in find")
    daemon.wait_for(lambda: alerts(daemon.said) == 3 and all(map(told, complaints)))
    assert daemon.stop() == 0
    assert told("far is away") == told("plugin raising failed in find") == 1

    listed = subprocess.run([sys.executable, "-m", "jianbao", "sources"], cwd=tmp_path, capture_output=True, check=True)
    (far,) = [line for line in listed.stdout.decode().splitlines() if line.startswith("far")]
    assert "away, failed 1×" in far


def test_a_second_daemon_on_the_same_store_is_refused(start, inbox):
    first = start("run")
    first.wait_for(lambda: bool(first.logged))
    second = start("run")
    assert second.end() == 2
    assert any(line.startswith("jianbao: another jianbao works on") for line in second.logged)
    assert first.stop() == 0
