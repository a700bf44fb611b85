"""A broken entry in ``config/sources`` stops no other, and is shown with file, key and remedy."""

import json
import re
import socket
import threading
from pathlib import Path

import pytest

from jianbao.cli.checking import check
from jianbao.fetch.fetcher import Limits
from jianbao.settings import load

ROOT = Path(__file__).parents[2]
WORDS = "config/sources/s.toml: source[2].kind: 'rss' is none of them; write 'feed', 'list', 'folder' or a plugin's"
TOML = "config/sources/torn.toml: is not valid TOML: "


@pytest.fixture
def project(tmp_path):
    folder = tmp_path / "config" / "sources"
    folder.mkdir(parents=True)
    (tmp_path / "inbox").mkdir()
    (tmp_path / "config" / "jianbao.toml").write_text("")
    well = '[[source]]\nname = "well"\nkind = "folder"\npath = "inbox"\n'
    bad = '[[source]]\nname = "bad"\nkind = "rss"\nurl = "https://example.org/"\n'
    (folder / "s.toml").write_text(well + bad)
    (folder / "torn.toml").write_text("[[source")
    return tmp_path


@pytest.mark.usefixtures("project")
def test_sources_lists_the_others_and_shows_what_is_broken_with_its_remedy(jianbao):
    done = jianbao("sources")
    assert done.returncode == 0, done.stderr
    assert "well" in done.stdout
    assert re.search(r"^bad +.*broken.*config/sources/s\.toml *$", done.stdout, re.MULTILINE)
    assert f"✗ {WORDS}" in done.stdout
    assert f"✗ {TOML}" in done.stdout


@pytest.mark.usefixtures("project")
def test_check_probes_the_others_and_its_code_says_that_something_is_broken(jianbao):
    done = jianbao("sources", "check")
    assert done.returncode == 2
    assert f"✗ {WORDS}" in done.stdout
    assert "1 of 3 sources answer as they should" in done.stdout
    assert jianbao("sources", "check", "well").returncode == 0
    assert jianbao("sources", "check", "bad").returncode == 2
    lines = [json.loads(line) for line in jianbao("sources", "check", "--format", "jsonl").stdout.splitlines()]
    assert [(line["name"], line["ok"]) for line in lines] == [("well", True), ("bad", False), (None, False)]


@pytest.mark.usefixtures("project")
def test_a_name_that_no_source_has_is_no_success(jianbao):
    done = jianbao("sources", "check", "wel")
    assert done.returncode == 2
    assert "there is no source 'wel'" in done.stderr


@pytest.mark.usefixtures("project")
def test_backfill_of_a_broken_entry_says_what_is_wrong_with_it(jianbao):
    done = jianbao("sources", "backfill", "bad", "--since", "2024-01-01")
    assert done.returncode == 2
    assert WORDS in done.stderr


@pytest.mark.usefixtures("project")
def test_export_names_what_it_leaves_out(jianbao):
    done = jianbao("sources", "export")
    assert done.returncode == 0
    assert WORDS in done.stderr


def test_jianbao_toml_itself_stays_strict(jianbao, project):
    (project / "config" / "jianbao.toml").write_text('databse = "x"')
    for command in ("run", "once", "sources"):
        done = jianbao(command)
        assert done.returncode == 2
        assert "there is no such key; write database" in done.stderr


def test_when_nothing_can_be_watched_the_broken_entries_are_named(jianbao, project):
    (project / "config" / "sources" / "s.toml").unlink()
    done = jianbao("once")
    assert done.returncode == 2
    assert "there is no source to watch" in done.stderr
    assert TOML in done.stderr


@pytest.fixture
def catalogue():
    return load(ROOT / "config" / "jianbao.toml")


def _web(text):
    return [line for line in map(json.loads, text.splitlines()) if line["url"]]


def test_offline_each_source_of_the_real_catalogue_is_reported_with_a_remedy(catalogue, monkeypatch, tmp_path):
    def unknown(*_, **__):
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    out = (tmp_path / "out").open("w+", encoding="utf-8")
    with out:
        assert not check(catalogue, (), out, jsonl=True)
        out.seek(0)
        lines = _web(out.read())
    assert len(lines) >= 74
    said = "its name cannot be resolved (Temporary failure in name resolution); check the network of this machine"
    assert all(said in line["trouble"] for line in lines)


def test_with_name_servers_that_never_answer_it_ends_all_the_same(catalogue, monkeypatch, tmp_path):
    end = threading.Event()

    def silent(*_, **__):
        end.wait(30)
        raise socket.gaierror(socket.EAI_AGAIN, "")

    monkeypatch.setattr(socket, "getaddrinfo", silent)
    with (tmp_path / "out").open("w+", encoding="utf-8") as out:
        try:
            assert not check(catalogue, (), out, jsonl=True, limits=Limits(connect=0.1))
        finally:
            end.set()
        out.seek(0)
        lines = _web(out.read())
    assert len(lines) >= 74
    assert all("no connection came about within 0.1 s; check the network" in line["trouble"] for line in lines)


def test_where_no_connection_comes_about_the_columns_of_a_host_cost_one_try(monkeypatch, tmp_path):
    asked = []

    def unknown(host, *_, **__):
        asked.append(host)
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    (tmp_path / "config" / "sources").mkdir(parents=True)
    (tmp_path / "config" / "jianbao.toml").write_text("")
    columns = "".join(f'[[source]]\nname = "{n}"\nkind = "list"\nurl = "http://a.example/{n}"\n' for n in range(9))
    (tmp_path / "config" / "sources" / "s.toml").write_text(columns)
    with (tmp_path / "out").open("w+", encoding="utf-8") as out:
        assert not check(load(tmp_path / "config" / "jianbao.toml"), (), out, jsonl=True)
        out.seek(0)
        lines = _web(out.read())
    assert [line["name"] for line in lines] == [str(n) for n in range(9)]
    assert all("its name cannot be resolved" in line["trouble"] for line in lines)
    assert asked == ["a.example"]
