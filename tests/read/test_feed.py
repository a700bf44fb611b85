"""Feeds of every kind, with feedparser's traps closed."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianbao.errors import ReadError
from jianbao.read import Raw, read, read_feed

ITEM = (
    "<item><title>{title}</title><link>{link}</link><pubDate>{date}</pubDate><description>{text}</description></item>"
)


def rss(*items, declaration='<?xml version="1.0" encoding="utf-8"?>'):
    head = "<title>民政</title><link>https://mz.example/</link>"
    return f'{declaration}<rss version="2.0"><channel>{head}{"".join(items)}</channel></rss>'


def item(title="社会救助工作会议召开", link="https://mz.example/a.html", date="", text="会议召开。"):
    return ITEM.format(title=title, link=link, date=date, text=text)


def entries(markup, **of):
    data = markup if isinstance(markup, bytes) else markup.encode()
    today = of.pop("today", None)
    return read_feed(Raw(data=data, name="feed.xml", **of), today).entries


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("2022年9月30日", "2022-09-30"),
        ("2022/09/30", "2022-09-30"),
        ("２０２２年９月３０日", "2022-09-30"),
        ("Fri, 30 Sep 2022 23:00:00 CST", "2022-09-30"),
        ("2022-09-30 23:30:00", "2022-09-30"),
        ("Fri, 30 Sep 2022 20:00:00 GMT", "2022-10-01"),
        ("09-30", None),
        ("", None),
    ],
)
def test_dates_are_right_or_unknown(stamp, day):
    (entry,) = entries(rss(item(date=stamp)))
    assert entry.date == day


def test_a_date_without_a_year_is_counted_from_the_day_of_reading():
    (entry,) = entries(rss(item(date="09-30")), today=date(2022, 10, 2))
    assert entry.date == "2022-09-30"


def test_a_body_that_looks_like_a_path_opens_no_file(tmp_path):
    secret = tmp_path / "secret.xml"
    secret.write_text(rss(item()), encoding="utf-8")
    with pytest.raises(ReadError, match="no feed"):
        entries(str(secret))


@pytest.mark.parametrize("encoding", ["gb18030", "gb2312", "utf-8", "big5"])
@pytest.mark.parametrize("declared", ["utf-8", "gb2312", "us-ascii"])
def test_the_encoding_is_told_from_the_bytes(encoding, declared):
    title = (
        "社會救助工作會議在臨江召開，各地代表出席" if encoding == "big5" else "社会救助工作会议在临江召开，各地代表出席"
    )
    markup = rss(item(title=title, text=title * 3), declaration=f'<?xml version="1.0" encoding="{declared}"?>')
    (entry,) = entries(markup.encode(encoding), content_type="text/xml")
    assert entry.title == title


def test_relative_links_are_joined_with_the_feed_s_address():
    (entry,) = entries(rss(item(link="/2022/t1.html")), url="https://mz.example/feed/rss.xml")
    assert entry.url == "https://mz.example/2022/t1.html"


def test_the_full_content_wins_over_the_summary():
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>民政</title>'
        '<entry><title type="html">&lt;b&gt;通知&lt;/b&gt; 公告</title>'
        '<link href="https://mz.example/1"/><updated>2022-09-30T08:00:00+08:00</updated><summary>短</summary>'
        '<content type="html">&lt;p&gt;全文在这里。&lt;/p&gt;</content></entry></feed>'
    )
    (entry,) = entries(atom)
    assert (entry.title, entry.date) == ("通知 公告", "2022-09-30")
    assert "全文在这里" in (entry.summary_html or "")


def test_an_entry_without_a_title_is_called_by_its_first_words():
    (entry,) = entries(rss(item(title="", text="近日，民政局召开会议。")))
    assert entry.title == "近日，民政局召开会议。"


def test_json_feed_is_read():
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "民政",
        "items": [
            {"url": "/1.html", "title": "通知", "date_published": "2022-09-30T20:00:00Z", "content_html": "<p>全文</p>"}
        ],
    }
    (entry,) = entries(json.dumps(feed), url="https://mz.example/feed.json")
    assert (entry.url, entry.title, entry.date) == ("https://mz.example/1.html", "通知", "2022-10-01")


@pytest.mark.parametrize(
    ("url", "expected"),
    [(None, "https://mz.example/tz/1.html"), ("https://feeds.example/mz/feed.json", "https://feeds.example/mz/1.html")],
)
def test_links_of_a_json_feed_start_from_its_own_address_or_else_from_its_home_page(url, expected):
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "home_page_url": "https://mz.example/tz/",
        "items": [{"url": "1.html", "title": "关于评估等级的通知"}],
    }
    (entry,) = entries(json.dumps(feed), url=url)
    assert entry.url == expected


def test_a_broken_feed_gives_what_is_left_of_it():
    markup = rss(item(title="第一条通知"), item(title="第二条通知"))
    assert [entry.title for entry in entries(markup[: markup.index("第二条") + 3])][:1] == ["第一条通知"]


def test_a_feed_that_breaks_the_parser_is_reported():
    with pytest.raises(ReadError, match="broken feed"):
        entries("<rss><channel><image></height></image></channel></rss")


def test_a_page_instead_of_a_feed_is_reported_with_the_feed_that_it_offers():
    page = '<!DOCTYPE html><html><head><link rel="alternate" type="application/rss+xml" href="/rss.xml"></head></html>'
    with pytest.raises(ReadError, match=r"a page, not a feed.*https://mz\.example/rss\.xml"):
        entries(page, url="https://mz.example/")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("<html><body>维护中</body></html>", 'kind = "list"'),
        ("服务器忙，请稍后再试", "no rss, feed or rdf"),
        ('{"code": 500}', "no JSON Feed"),
        ("{坏的", "none"),
    ],
)
def test_what_is_no_feed_is_said_with_the_remedy(data, words):
    with pytest.raises(ReadError, match=words):
        entries(data, url="https://mz.example/rss")


def test_a_feed_read_as_a_document_has_an_article_an_entry():
    markup = rss(
        item(title="甲通知", text="&lt;p&gt;甲市共有12家机构。&lt;/p&gt;"),
        item(title="乙通知", text="乙市共有30家机构。"),
    )
    document = read(Raw(data=markup.encode(), name="news.xml"))
    assert [article.title for article in document.articles] == ["甲通知", "乙通知"]
    for article, text in zip(document.articles, ("甲市共有12家机构。", "乙市共有30家机构。"), strict=True):
        assert document.text[slice(*article.body[0])] == article.text == text


def test_real_feeds_are_read_whole_and_dated_rightly(shared):
    feeds = {
        path: read_feed(Raw(data=path.read_bytes(), name=path.name))
        for path in sorted(Path(shared, "feeds").glob("*.xml"))
    }
    assert sum(len(feed.entries) for feed in feeds.values()) == 491
    assert sum(entry.date is not None for feed in feeds.values() for entry in feed.entries) == 391
    assert all(entry.title and entry.url for feed in feeds.values() for entry in feed.entries)


@given(st.text(alphabet="<>/?!-[]&;rs feditm\"'=民政", max_size=120).map(lambda text: f"<rss>{text}"))
def test_no_markup_breaks_the_reader(markup):
    try:
        feed = read_feed(Raw(data=markup.encode(), name="x"))
    except ReadError:
        return
    assert isinstance(feed.entries, tuple)


def test_a_feed_with_more_markup_than_any_feed_is_refused_before_it_is_parsed():
    nested = "<rss><channel><title>民政</title>" + "<item><title>" * 40_000
    with pytest.raises(ReadError, match="80,004 tags, a feed at most 40,000"):
        read_feed(Raw(data=nested.encode(), name="a.xml"))


def test_markup_that_an_entry_quotes_is_no_markup_of_the_feed():
    content = "<![CDATA[" + "<p>登记</p>" * 40_000 + "]]>"
    item = f"<item><title>登记公告</title><description>{content}</description></item>"
    feed = f"<rss version='2.0'><channel><title>民政</title>{item}</channel></rss>"
    assert [entry.title for entry in read_feed(Raw(data=feed.encode(), name="a.xml")).entries] == ["登记公告"]


@pytest.mark.parametrize("head", ['"title": "[快讯]", VERSION, ITEMS', "ITEMS, VERSION"])
def test_the_entries_of_a_json_feed_are_articles(head):
    items = '"items": [{"url": "/a", "title": "养老床位", "content_html": "<p>床位1.2万张。</p><p>同比增5%。</p>"}]'
    members = head.replace("VERSION", '"version": "https://jsonfeed.org/version/1.1"').replace("ITEMS", items)
    document = read(Raw(data=f"{{{members}}}".encode(), name="feed.json", url="https://mz.example.cn/feed.json"))
    assert [(item.title, item.links[0].url) for item in document.articles] == [("养老床位", "https://mz.example.cn/a")]
    assert "床位1.2万张。" in document.text
