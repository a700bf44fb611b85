"""``jianbao sources check | backfill | export | import``."""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from jianbao.cli import opml
from jianbao.errors import ReadError
from jianbao.store import Store


@pytest.fixture
def configure(tmp_path):
    def write(**sources: str) -> None:
        folder = tmp_path / "config" / "sources"
        folder.mkdir(parents=True, exist_ok=True)
        (tmp_path / "config" / "jianbao.toml").write_text("[fetch]\npause = 0.1\n")
        text = "".join(f'[[source]]\nname = "{name}"\ninternal = true\n{lines}\n' for name, lines in sources.items())
        (folder / "s.toml").write_text(text, encoding="utf-8")

    return write


@pytest.fixture
def column(site, news):
    """A column of thirty articles on three pages, a day each, newest first."""
    for number in range(1, 31):
        title, body = news(number).strip().split("\n")
        site.says(f"/a{number}.html", f'<h1>{title}</h1><div id="zoom"><p>{body}</p></div>')
    for page in (1, 2, 3):
        numbers = range(40 - 10 * page, 30 - 10 * page, -1)
        rows = "".join(
            f'<li><a href="/a{n}.html">第{n}区社会组织登记数量稳步增长情况的通报</a><span>2024-06-{n:02}</span></li>'
            for n in numbers
        )
        more = f'<a href="/p{page + 1}">下一页</a>' if page < 3 else ""
        site.says(f"/p{page}", f"<ul>{rows}</ul>{more}")
    return f'kind = "list"\nurl = "{site.base}/p1"'


@pytest.fixture
async def call(jianbao):
    """Run a command beside the loop that serves the site."""
    with ThreadPoolExecutor(1) as pool:
        loop = asyncio.get_running_loop()
        yield lambda *arguments: loop.run_in_executor(pool, jianbao, *arguments)


async def test_check_probes_every_source_and_a_broken_one_stops_no_other(site, configure, call, column):
    dead = f'kind = "list"\nurl = "{site.says("/dead", status=404)}"'
    empty = f'kind = "list"\nurl = "{site.says("/empty", "<p>x</p>")}"'
    configure(good=column, dead=dead, empty=empty, ca=f'{column}\nca = "none.pem"'.replace("/p1", "/p2"))
    done = await call("sources", "check", "--format", "jsonl")
    assert done.returncode == 2, done.stderr
    found = {line["name"]: line for line in map(json.loads, done.stdout.splitlines())}
    assert (found["good"]["ok"], found["good"]["listed"], found["good"]["newest"]) == (True, 10, "2024-06-30")
    assert "404" in found["dead"]["trouble"]
    assert "lists no documents" in found["empty"]["trouble"]
    assert "none.pem is not there" in found["ca"]["trouble"]
    assert not {"/a1.html", "/a30.html"} & {request.path for request in site.requests}


async def test_check_tells_people_what_may_be_verified(configure, call, column):
    configure(good=column)
    done = await call("sources", "check")
    assert done.returncode == 0, done.stderr
    assert "ok: set verified = true" in done.stdout
    assert "1 of 1 sources answer as they should" in done.stdout


async def test_backfill_reads_history_to_the_day_and_tells_nobody(tmp_path, configure, call, column):
    configure(good=column)
    done = await call("sources", "backfill", "good", "--since", "2024-06-08")
    assert done.returncode == 0, done.stderr
    assert "23 documents from 3 pages, back to 2024-06-01; complete" in done.stdout
    with Store.open(f"sqlite:///{tmp_path / 'data' / 'jianbao.sqlite3'}") as store:
        counts = store.documents.counts()
    assert (counts["documents"], counts["alerts"], counts["deliveries"]) == (23, 0, 0)
    assert counts["statistics"] > 23


async def test_backfill_goes_on_where_it_stopped_and_brings_nothing_twice(tmp_path, site, configure, call, column):
    configure(good=column)
    broken = site.pages.pop("/p3")
    site.says("/p3", status=503)
    first = await call("sources", "backfill", "good", "--since", "2024-06-01")
    assert first.returncode == 2
    assert "503" in first.stderr
    site.pages["/p3"] = broken
    site.requests.clear()
    second = await call("sources", "backfill", "good", "--since", "2024-06-01")
    assert "30 documents from 3 pages" in second.stdout
    assert {request.path for request in site.requests} == {"/p3"} | {f"/a{n}.html" for n in range(1, 11)}
    third = await call("sources", "backfill", "good", "--since", "2024-06-01")
    assert "complete" in third.stdout
    assert len(site.requests) == 11


def test_a_source_that_is_not_there_cannot_be_filled(jianbao, configure):
    configure(a='kind = "list"\nurl = "https://example.org/"')
    done = jianbao("sources", "backfill", "b", "--since", "2024-01-01")
    assert done.returncode == 2
    assert "there is no source 'b'" in done.stderr


def test_sources_go_out_as_opml_and_come_back_the_same(tmp_path, jianbao, configure):
    more = 'region = "北京市"\nissuer = "某局 & \\"友\\""\ninterval = "90m"\nrhythm = "3d"\ntopics = ["child_welfare"]'
    configure(
        a=f'kind = "list"\nurl = "https://example.org/?a=1&b=2"\nentry_selector = "ul.list > li a"\n{more}',
        b='kind = "feed"\nurl = "https://example.org/feed"',
    )
    out = tmp_path / "out.opml"
    assert jianbao("sources", "export", out).returncode == 0
    done = jianbao("sources", "import", out)
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "config" / "sources"
    (folder / "s.toml").write_text(done.stdout, encoding="utf-8")
    assert jianbao("sources", "export", tmp_path / "again.opml").returncode == 0
    assert (tmp_path / "again.opml").read_bytes() == out.read_bytes()


def test_feeds_of_another_reader_are_taken_over():
    other = (
        b'<opml version="1.0"><body><outline text="Folder"><outline text="A" xmlUrl="https://a.example/feed"/>'
        b'<outline title="A" text="A" type="rss" xmlUrl="https://b.example/feed"/><outline text="x" xmlUrl="file:///etc"/>'
        b'<outline text="a link" type="link" url="https://c.example/"/></outline></body></opml>'
    )
    taken = opml.read(other, "other.opml")
    assert taken.count("[[source]]") == 2
    assert 'name = "A (2)"' in taken
    assert "file:" not in taken


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html/>",
        b"<opml><body/></opml>",
        b'<!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/passwd">]><opml><body><outline text="&x;"/></body></opml>',
    ],
)
def test_what_is_no_opml_is_refused(data):
    with pytest.raises(ReadError):
        opml.read(data, "x.opml")


async def test_a_source_of_a_plugin_s_kind_is_checked_and_watched_like_any_other(site, configure, call, news):
    title, body = news(1).strip().split("\n")
    address = site.says("/gkmlpt/content/1/1/post_1.html", f'<h1>{title}</h1><div id="zoom"><p>{body}</p></div>')
    article = {"title": title, "url": address, "display_publish_time": 1704067200}
    site.says("/gkmlpt/api/all/505", json.dumps({"articles": [article]}))
    kind = f'kind = "gkmlpt"\nurl = "{site.base}/gkmlpt/index"\n'
    configure(
        good=f"{kind}options = {{ column = 505, site = 7 }}",
        wrong=f"{kind}options = {{ colum = 505 }}",
        stray='kind = "list"\nurl = "https://example.org/"\noptions = { a = 1 }',
    )
    done = await call("sources", "check", "--format", "jsonl")
    found = {line["name"]: line for line in map(json.loads, done.stdout.splitlines())}
    assert (found["good"]["ok"], found["good"]["listed"], found["good"]["newest"]) == (True, 1, "2024-01-01")
    assert "no option colum" in found["wrong"]["trouble"]
    assert "a list source has no options" in found["stray"]["trouble"]
    told = await call("once")
    assert f"{title}" in told.stdout
    history = await call("sources", "backfill", "good", "--since", "2024-01-01")
    assert history.returncode == 2
    assert "is of a plugin's kind" in history.stderr
