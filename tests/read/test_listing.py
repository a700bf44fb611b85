"""List pages: the documents that they point to, by structure alone or by a selector."""

import json
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianbao.errors import ConfigError, ReadError
from jianbao.read import Raw, read_list

URL = "https://mzj.example.gov.cn/tz/index.html"
ROWS = (
    ("临江市民政局关于开展社会组织年度检查的通知", "t20240702_1.html", "2024-07-02"),
    ("临江市民政局关于提高城乡低保标准的公告", "t20240628_2.html", "2024-06-28"),
    ("2024年度福彩公益金资助项目公示名单", "t20240615_3.html", "2024-06-15"),
    ("关于公开征求养老服务条例意见的通告", "t20240601_4.html", "2024-06-01"),
)
EXPECTED = [(title, f"https://mzj.example.gov.cn/tz/{href}", day) for title, href, day in ROWS]
MENU = (
    "<ul>"
    + "".join(f'<li><a href="/{n}/">{n}</a></li>' for n in ("首页", "机构概况", "通知公告", "办事服务指南页"))
    + "</ul>"
)


def listed(body, selector=None, today=None, url=URL):
    raw = Raw(data=f"<html><body>{MENU}{body}</body></html>".encode(), name="list.html", url=url)
    return [(entry.title, entry.url, entry.date) for entry in read_list(raw, selector, today)]


def rows(template, **more):
    return "".join(template.format(title=title, href=href, day=day, **parts(day), **more) for title, href, day in ROWS)


def parts(day):
    year, month, number = day.split("-")
    return {"y": year, "m": month, "d": number, "short": f"{month}-{number}"}


ROW_MARKUP = {
    "li": ("ul", '<li><a href="{href}">{title}</a><span>{day}</span></li>'),
    "attribute": ("ul", '<li><span>[{day}]</span><a href="./{href}" title="{title}">{title}</a></li>'),
    "inside-link": ("ul", '<li><a href="{href}"><span>{title}</span><span>{y}/{m}/{d}</span></a></li>'),
    "table": ("table", '<tr><td>·</td><td><a href="{href}">{title}</a></td><td>{y}年{m}月{d}日</td></tr>'),
    "blocks": ("div", '<div><h3><a href="{href}">{title}</a></h3><p>摘要文字，说明内容。</p><i>{day}</i></div>'),
    "dl": ("dl", '<dt><a href="{href}">{title}</a></dt><dd>{day}</dd>'),
    "split-day": ("ul", '<li><div><b>{d}</b><i>{y}-{m}</i></div><a href="{href}">{title}</a></li>'),
    "column": ("ul", '<li><a href="/lm/">[通知]</a> <a href="{href}">{title}</a> {y}.{m}.{d}</li>'),
    "nested": (
        "ul",
        '<li><a href="{href}">{title}</a><ul><li><a href="j">《{title}》解读</a></li></ul><i>{day}</i></li>',
    ),
    "link-around": (
        "ul",
        '<li><a href="{href}"><div><b>{d}</b><i>{y}/{m}</i></div><p>{title}</p><p>{title}。详情</p></a></li>',
    ),
    "details": ("div", '<div><h3>{title}</h3><p>{day}</p><a href="{href}">查看详情&gt;&gt;</a></div>'),
    "call": ("ul", """<li><a href="javascript:;" onclick="window.open('./{href}')">{title}</a><i>{day}</i></li>"""),
    "several-days": ("ul", '<li><a href="{href}">{title}</a><i>成文日期：2020-01-09</i><i>发布日期：{day}</i></li>'),
    "pairs": ("div", '<span><a href="{href}">{title}</a></span><i>{day}</i>'),
    "pairs-day-first": ("div", '<i>{day}</i><span><a href="{href}">{title}</a></span>'),
    "links-day-first": ("div", '<i>{day}</i><a href="{href}">{title}</a><br>'),
    "lines": ("p", '<a href="{href}">{title}</a> {day}<br>'),
}


@pytest.mark.parametrize("before", ["", "<p>以下为最近发布的文件。</p>"])
@pytest.mark.parametrize("shape", ROW_MARKUP)
def test_rows_of_any_markup_are_found(shape, before):
    tag, row = ROW_MARKUP[shape]
    assert listed(f"<{tag}>{before}{rows(row)}</{tag}>") == EXPECTED


def test_a_year_of_two_digits_is_read():
    assert (
        listed(f"<ul>{rows('<li><a href={href}>{title}</a><i>{day}</i></li>').replace('>2024-', '>24-')}</ul>")
        == EXPECTED
    )


def test_lists_broken_by_lines_are_one_list():
    one, two = (
        rows('<li><a href="{href}">{title}</a>{day}</li>').split("</li>", 2)[:2],
        rows('<li><a href="{href}">{title}</a>{day}</li>').split("</li>", 2)[2],
    )
    markup = f"<div><ul class=l>{one[0]}</li>{one[1]}</li></ul><hr><ul class=l>{two}</ul></div>"
    assert listed(markup) == EXPECTED


def test_a_cut_title_is_taken_from_the_attribute():
    markup = rows('<li><a href="{href}" title="{title}">{title:.8}...</a><span>{day}</span></li>')
    assert listed(f"<ul>{markup}</ul>") == EXPECTED


def test_the_dated_list_wins_over_a_longer_box_of_links():
    box = "".join(f'<li><a href="/zt/{n}/">学习宣传贯彻会议精神专题专栏之{n}</a></li>' for n in range(9))
    assert (
        listed(f"<ul class=zt>{box}</ul><ul>{rows('<li><a href={href}>{title}</a><i>{day}</i></li>')}</ul>") == EXPECTED
    )


TABLE = "".join(
    f'<tr><td>{n}</td><td><a href="gs{n}.html">{name}公示</a></td><td>2024年5月{n}日</td></tr>'
    for n, name in ((3, "第一批慈善组织认定"), (2, "地名更名"), (1, "儿童之家评估结果"))
)


@pytest.mark.parametrize(
    "body", ["<h2>通知</h2>{ul}<h2>公示</h2>{table}", "<div>{ul}</div><p>公示</p><div>{table}</div>"]
)
@pytest.mark.parametrize("rows_in", ["{}", "<tbody>{}</tbody>"])
def test_a_second_column_that_is_drawn_otherwise_is_listed_too(body, rows_in):
    first = f"<ul class=a>{rows('<li><a href={href}>{title}</a><i>{day}</i></li>')}</ul>"
    found = listed(body.format(ul=first, table=f"<table>{rows_in.format(TABLE)}</table>"))
    assert found[:4] == EXPECTED
    assert [(title, day) for title, _, day in found[4:]] == [
        ("第一批慈善组织认定公示", "2024-05-03"), ("地名更名公示", "2024-05-02"), ("儿童之家评估结果公示", "2024-05-01")
    ]  # fmt: skip


@pytest.mark.parametrize(
    "box",
    [
        "<div class=side><table>" + TABLE + "</table></div>",
        "<div><ol>"
        + "".join(f'<li><a href="/rd/{n}">热点专题报道之第{n}集</a></li>' for n in range(5))
        + "</ol></div>",
    ],
    ids=["elsewhere", "undated"],
)
def test_a_box_that_stands_elsewhere_or_is_not_dated_is_not_taken_in_with_the_list(box):
    listing = rows("<li><a href={href}>{title}</a><i>{day}</i></li>")
    assert listed(f"<div><ul class=a>{listing}</ul></div>{box}") == EXPECTED


def test_buttons_beside_days_are_no_titles():
    markup = "".join(f'<li><b>活动</b><a href="/{n}">点击查看详情</a><i>2024-05-0{n}</i></li>' for n in (1, 2, 3))
    assert listed(f"<ul>{markup}</ul>") == []


def test_a_date_without_a_year_takes_the_year_of_the_address():
    assert listed(f"<ul>{rows('<li><a href={href}>{title}</a>[{short}]</li>')}</ul>") == EXPECTED


def test_a_date_without_a_year_is_counted_back_from_today():
    markup = "".join(f'<li><a href="{n}.html">关于开展第{n}批评估工作的通知</a>12-3{n}</li>' for n in (0, 1))
    assert [day for _, _, day in listed(f"<ul>{markup}</ul>", today=date(2024, 1, 5))] == ["2023-12-30", "2023-12-31"]
    assert [day for _, _, day in listed(f"<ul>{markup}</ul>")] == [None, None]


def test_the_date_is_the_printed_one_not_that_of_the_address():
    markup = rows('<li><a href="./202407/t20240716_{d}.html">{title}</a>{day}</li>')
    assert [day for _, _, day in listed(f"<ul>{markup}</ul>")] == [day for _, _, day in ROWS]


TEASER = "<p>新办法自2023年3月1日起施行，有效期五年。</p>"
DAY_MARKUP = {
    "day-behind": "<li><a href={href}>{title}</a>" + TEASER + "<span>{day}</span></li>",
    "day-and-time": "<li><a href={href}>{title}</a>" + TEASER + "<i>[{day} 09:30]</i></li>",
    "calendar": "<li><a href={href}>{title}</a>" + TEASER + "<b>{d}</b><i>{y}-{m}</i></li>",
    "no-year": "<li><a href={href}>{title}</a>" + TEASER + "<i>{short}</i></li>",
    "labelled": "<li><a href={href}>{title}</a>" + TEASER + "<i>时间：{day}</i></li>",
}


@pytest.mark.parametrize("selector", [None, "ul.l a"])
@pytest.mark.parametrize("shape", DAY_MARKUP)
def test_a_day_of_its_own_beats_a_day_that_a_teaser_speaks_of(shape, selector):
    assert listed(f"<ul class=l>{rows(DAY_MARKUP[shape])}</ul>", selector) == EXPECTED


def test_a_day_without_a_year_is_unknown_rather_than_the_day_of_a_teaser():
    markup = "".join(
        f'<li><a href="{n}.html">关于开展第{n}批评估工作的通知</a>{TEASER}<i>12-3{n}</i></li>' for n in (0, 1)
    )
    assert [day for _, _, day in listed(f"<ul>{markup}</ul>")] == [None, None]


def test_a_row_without_a_day_of_its_own_has_the_day_of_its_sentence():
    markup = rows("<li><a href={href}>{title}</a><p>本站{y}年{m}月{d}日讯</p></li>")
    assert listed(f"<ul>{markup}</ul>") == EXPECTED


def test_a_selector_overrides_the_structure():
    box = "".join(f'<li><a href="zt{n}.html">专题{n}</a><span>2024-01-0{n}</span></li>' for n in (1, 2))
    markup = f"<ul class=zt>{box}</ul><ul>{rows('<li><a href={href}>{title}</a><i>{day}</i></li>')}</ul>"
    for selector in ("ul.zt a", "ul.zt > li", "ul.zt li a[href]"):
        assert listed(markup, selector) == [
            (f"专题{n}", f"https://mzj.example.gov.cn/tz/zt{n}.html", f"2024-01-0{n}") for n in (1, 2)
        ]


def test_a_selector_that_is_none_is_a_mistake_of_the_configuration():
    with pytest.raises(ConfigError, match=r"ul\[\[.*no CSS selector"):
        listed("<ul></ul>", "ul[[")


def test_a_selector_that_finds_nothing_lists_nothing():
    assert listed(rows("<li><a href={href}>{title}</a></li>"), "ul.missing a") == []


def moment(day):
    """Return the second at which *day* has been going on for nine hours in China."""
    return int(datetime.fromisoformat(f"{day}T09:00:00+08:00").timestamp())


@pytest.mark.parametrize(
    "data",
    [
        [{"title": title, "url": href, "publishTime": f"{day} 09:00:00"} for title, href, day in ROWS],
        {"data": {"rows": [{"TITLE": t, "SUB_TITLE": "", "URL": h, "DOCRELPUBTIME": d} for t, h, d in ROWS]}},
        {"articles": [{"title": t, "url": f"./{h}", "first_publish_time": moment(d)} for t, h, d in ROWS]},
        {"datasource": [{"showTitle": f"<a>{t}</a>", "publishUrl": f"/tz/{h}", "publishTime": d} for t, h, d in ROWS]},
    ],
    ids=["array", "nested", "moments", "markup"],
)  # fmt: skip
def test_lists_that_are_data_are_read(data):
    raw = Raw(data=json.dumps(data, ensure_ascii=False).encode(), name="list.json", url=URL)
    assert [(entry.title, entry.url, entry.date) for entry in read_list(raw)] == EXPECTED


def test_a_list_inside_a_script_is_read():
    data = json.dumps([{"title": t, "url": h, "date": d} for t, h, d in ROWS], ensure_ascii=False)
    assert listed(f"<div id=app></div><script>var rows = {data}; draw(rows);</script>") == EXPECTED


def test_a_list_that_a_script_writes_as_scripts_do_is_read():
    data = "".join(f"{{title:'{t}', 'URL': './{h}', pubDate: \"{d}\", hits: 3,}}," for t, h, d in ROWS)
    assert listed(f"<div id=app></div><script>var rows = [{data}]; draw(rows);</script>") == EXPECTED


def test_a_list_in_strings_of_a_script_is_read():
    records = rows("<record><![CDATA[<li><a href='{href}'>{title}</a><span>{day}</span></li>]]></record>")
    assert listed(f'<script type="text/xml"><datastore>{records}</datastore></script>') == EXPECTED


@pytest.mark.parametrize("selector", [None, "ul.l a"])
@pytest.mark.parametrize(
    ("url", "base"), [(None, "https://mzj.example.gov.cn/tz/"), ("https://mzj.example.gov.cn/index.html", "./tz/")]
)
def test_links_start_from_where_the_page_says(url, base, selector):
    markup = rows('<li><a href="./{href}">{title}</a><i>{day}</i></li>')
    head = (
        f"<!-- <base href='https://old.example/'> --><script>'<base href=x>'</script><base target=_blank href='{base}'>"
    )
    assert listed(f"{head}<ul class=l>{markup}</ul>", selector, url=url) == EXPECTED


def test_each_address_is_listed_once():
    assert listed(f"<ul>{rows('<li><a href={href}>{title}</a>{day}</li>') * 2}</ul>") == EXPECTED


def test_a_page_without_a_list_lists_nothing():
    assert listed("<p>近日，民政局召开会议。</p>") == []


def test_a_feed_instead_of_a_page_is_said_with_the_remedy():
    with pytest.raises(ReadError, match='kind = "feed"'):
        read_list(Raw(data=b"<?xml version='1.0'?><rss><channel></channel></rss>", name="x"), None)


def test_real_lists_are_read_whole(shared):
    found = expected = more = 0
    for truth_file in sorted((shared / "html" / "lists").glob("*.json")):
        truth = json.loads(truth_file.read_text(encoding="utf-8"))
        if "entries" not in truth:
            continue
        page = truth_file.with_suffix(".html")
        page = page if page.exists() else truth_file.with_name(truth_file.name.replace(".truth", ""))
        got = {"".join(entry.title.split()): entry for entry in read_list(Raw(data=page.read_bytes(), name=page.name))}
        want = {"".join(row["title"].split()): row for row in truth["entries"]}
        found += sum(title in got and row["date"] in (None, got[title].date) for title, row in want.items())
        expected += len(want)
        more += len(got.keys() - want.keys())
    assert found / expected >= 0.97
    assert more / expected <= 0.02


@given(
    st.text(alphabet="<>/lia ueh=rf\"'.12024-069年月日民政局通知公告", max_size=200),
    st.sampled_from([None, "li a", "a"]),
)
def test_no_markup_breaks_the_reader(markup, selector):
    try:
        entries = read_list(Raw(data=markup.encode(), name="x", url=URL), selector)
    except ReadError:
        return
    assert len({entry.url for entry in entries}) == len(entries)
