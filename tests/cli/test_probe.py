"""``jianbao sources probe``: what a page would bring, before it becomes a source."""

import json
import tomllib

import pytest

FEED = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>通知</title><link>https://example.org/</link>
<item><title>关于做好社会组织年检工作的通知</title><link>https://example.org/a.html</link>
<pubDate>Fri, 10 May 2024 09:00:00 +0800</pubDate></item>
</channel></rss>
"""
ROW = """<li><a href="t202405{day}_{day}.html" title="关于第{day}号社会组织登记事项的公告">关于第{day}号社会…</a>
<span>2024-05-{day}</span></li>"""
ROWS = "".join(ROW.format(day=day) for day in (13, 12, 11))
LIST = f'<html><body><div id="side"><a href="/x">首页</a></div><ul class="list">{ROWS}</ul></body></html>'


@pytest.fixture
def pages(tmp_path):
    (tmp_path / "feed.xml").write_text(FEED, encoding="utf-8")
    (tmp_path / "list.html").write_text(LIST, encoding="utf-8")
    (tmp_path / "page.html").write_text("<html><body><p>没有链接。</p></body></html>", encoding="utf-8")
    return tmp_path


def test_feeds_and_lists_are_told_apart_and_printed_one_line_a_page(jianbao, pages):
    done = jianbao("sources", "probe", "--format", "jsonl", "list.html", "feed.xml", "page.html")

    listed, fed, nothing = (json.loads(line)["entries"] for line in done.stdout.splitlines())
    assert [entry["date"] for entry in listed] == ["2024-05-13", "2024-05-12", "2024-05-11"]
    assert listed[0]["title"] == "关于第13号社会组织登记事项的公告"
    assert listed[0]["url"].endswith("t20240513_13.html")
    assert fed == [
        {"title": "关于做好社会组织年检工作的通知", "url": "https://example.org/a.html", "date": "2024-05-10"}
    ]  # fmt: skip
    assert nothing == []
    assert (done.returncode, done.stderr) == (0, "")


def test_people_see_dates_titles_and_addresses(jianbao, pages):
    done = jianbao("sources", "probe", "feed.xml")
    assert done.stdout.splitlines() == [
        "2024-05-10  关于做好社会组织年检工作的通知",
        "            https://example.org/a.html",
    ]


def test_a_selector_chooses_the_links(jianbao, pages):
    done = jianbao("sources", "probe", "--format", "jsonl", "--selector", "ul.list li:first-child a", "list.html")
    assert len(json.loads(done.stdout)["entries"]) == 1


def test_a_page_that_is_to_be_a_feed_is_one_message_with_the_remedy(jianbao, pages):
    done = jianbao("sources", "probe", "--kind", "feed", "page.html")
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("jianbao: page.html is a page, not a feed; ")


def test_a_page_that_lists_nothing_is_told_to_people(jianbao, pages):
    done = jianbao("sources", "probe", "page.html", "feed.xml")
    assert done.returncode == 2
    assert "page.html lists no documents; name the links with --selector" in done.stderr
    assert "关于做好社会组织年检工作的通知" in done.stdout


def test_a_selector_that_is_none_is_one_message(jianbao, pages):
    done = jianbao("sources", "probe", "--kind", "list", "--selector", "li >", "list.html")
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1


ADDRESS = "https://mzj.example.gov.cn/tz/"


@pytest.fixture
def configured(pages):
    (pages / "config" / "sources").mkdir(parents=True)
    (pages / "config" / "jianbao.toml").touch()
    return pages / "config" / "sources"


def test_the_links_of_a_file_start_from_where_it_is_said_to_be_from(jianbao, pages):
    done = jianbao("sources", "probe", "--url", ADDRESS, "--format", "jsonl", "list.html")
    assert json.loads(done.stdout)["entries"][0]["url"] == f"{ADDRESS}t20240513_13.html"


def test_what_is_accepted_is_a_source_from_then_on_and_those_before_it_stay(jianbao, configured):
    rest = ("--selector", "ul.list a", "--url", ADDRESS, "list.html")
    first = jianbao("sources", "probe", "--add", '临江 "通知"', *rest)
    second = jianbao("sources", "probe", "--add", "临江 订阅", "--url", f"{ADDRESS}feed.xml", "feed.xml")

    assert (first.returncode, second.returncode) == (0, 0)
    assert first.stderr.startswith('临江 "通知" is added to config/sources/added.toml')
    assert "关于第13号社会组织登记事项的公告" in first.stdout
    written = tomllib.loads((configured / "added.toml").read_text(encoding="utf-8"))["source"]
    assert written == [
        {"name": '临江 "通知"', "kind": "list", "url": ADDRESS, "entry_selector": "ul.list a", "verified": True},
        {"name": "临江 订阅", "kind": "feed", "url": f"{ADDRESS}feed.xml", "verified": True},
    ]
    shown = jianbao("sources").stdout
    assert '临江 "通知"' in shown
    assert "临江 订阅" in shown


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--add", "又一个", "--url", ADDRESS, "list.html"), "'通知' is a source already"),
        (("--add", "通知", "--url", f"{ADDRESS}b/", "list.html"), "'通知' is a source already"),
        (("--add", "文件", "list.html"), "say with --url where the page was found"),
        (("--add", "别处", "--url", "mzj", "list.html"), "is no web address"),
        (("--add", " ", "--url", f"{ADDRESS}b/", "list.html"), "--add"),
        (("--add", "空", "--url", f"{ADDRESS}b/", "--format", "jsonl", "page.html"), "lists no documents"),
        (("--add", "两个", "list.html", "feed.xml"), "about one page"),
    ],
)
def test_what_can_be_no_source_is_said_and_nothing_is_written(jianbao, configured, arguments, words):
    before = f'[[source]]\nname = "通知"\nkind = "list"\nurl = "{ADDRESS}"\n'
    (configured / "added.toml").write_text(before, encoding="utf-8")
    done = jianbao("sources", "probe", *arguments)
    assert done.returncode == 2
    assert words in done.stderr
    assert (configured / "added.toml").read_text(encoding="utf-8") == before
    assert [file.name for file in configured.iterdir()] == ["added.toml"]


def test_a_torn_file_of_sources_is_left_as_it_is(jianbao, configured):
    (configured / "added.toml").write_text("[[source]\n", encoding="utf-8")
    done = jianbao("sources", "probe", "--add", "通知", "--url", ADDRESS, "list.html")
    assert done.returncode == 2
    assert "is not valid TOML" in done.stderr
    assert (configured / "added.toml").read_text(encoding="utf-8") == "[[source]\n"


def test_without_a_configuration_the_entry_is_printed_with_the_place_for_it(jianbao, pages):
    done = jianbao("sources", "probe", "--add", "通知", "--url", ADDRESS, "list.html")
    assert done.returncode == 0
    head, entry = done.stderr.split("\n\n", 1)
    assert "config/sources/added.toml" in head
    assert tomllib.loads(entry)["source"][0]["url"] == ADDRESS
    assert not (pages / "config").exists()
