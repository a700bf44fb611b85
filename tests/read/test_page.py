"""Article pages of any site: the running text, what the page says about it, its links."""

import json
from html import unescape

import pytest

from jianbao.errors import ReadError
from jianbao.read import Raw, read
from jianbao.read.decode import decode

PARAGRAPHS = (
    "近日，临江市民政局印发通知，部署2024年社会救助工作，要求各区县按时足额发放救助资金，做到应保尽保、应救尽救。",
    "截至6月底，全市共有城市低保对象3.2万人、农村低保对象5.8万人，累计支出低保资金2.1亿元，比上年同期增长6.5%。",
    "下一步，市民政局将会同财政、残联等部门完善动态监测机制，及时发现困难群众，主动提供帮扶。",
)
NAVIGATION = "".join(
    f'<li><a href="/c{n}/">{name}</a></li>' for n, name in enumerate(("首页", "政务公开", "办事服务", "互动交流"))
)
RELATED = "".join(f'<li><a href="/a{n}.html">相关报道第{n}篇的标题在这里</a></li>' for n in range(5))


def site(article, head=""):
    """Wrap an article in what government sites put around it."""
    return (
        f"<!DOCTYPE html><html><head><title>部署社会救助工作_通知公告_临江市民政局</title>{head}</head><body>"
        f'<div class="nav"><ul>{NAVIGATION}</ul></div>'
        f'<div class="path">当前位置：<a href="/">首页</a> &gt; <a href="/tz/">通知公告</a></div>'
        f'<div class="main">{article}</div>'
        '<div class="share">分享到：<a href="#">微信</a></div>'
        f'<div class="rel"><h3>相关链接</h3><ul>{RELATED}</ul></div>'
        "<div class='foot'><p>版权所有：临江市民政局 ICP备00000000号</p>"
        "<p>地址：临江市中山路1号，电话：000-0000000</p></div>"
        "</body></html>"
    )


def body_of(paragraphs=PARAGRAPHS):
    return "".join(f"<p>　　{text}</p>" for text in paragraphs)


ARTICLE = (
    "<h1>临江市民政局部署社会救助工作</h1><div class=info>发布时间：2024-07-02 10:11 来源：临江日报</div>"
    f"<div>{body_of()}</div>"
)


def read_page(markup, name="page.html", url=None):
    return read(Raw(data=markup.encode(), name=name, url=url))


def only(document):
    (article,) = document.articles
    return article


def shown(document):
    return "".join(document.text[slice(*span)] for span in only(document).body)


def test_the_running_text_is_found_and_nothing_around_it():
    assert shown(read_page(site(ARTICLE))) == "\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    "frame",
    [
        "<form id=aspnetForm>{}</form>",
        "<table><tr><td>{}</td></tr></table>",
        "<center><font size=3>{}</font></center>",
        "<div><div><div class=TRS_Editor><style>p{{color:red}}</style>{}</div></div></div>",
        "<script>document.write('<p>脚本里的句子，不算正文。</p>')</script>{}",
    ],
)
def test_frames_that_sites_put_round_the_text_do_not_matter(frame):
    assert shown(read_page(site(frame.format(ARTICLE)))) == "\n".join(PARAGRAPHS)


def test_a_page_that_is_hidden_until_a_script_runs_is_read():
    assert shown(read_page(site(f'<div style="display:none">{ARTICLE}</div>'))).startswith(PARAGRAPHS[0])


def test_what_stays_hidden_on_a_visible_page_is_not_read():
    hidden = '<div style="display: none">请登录后查看，这一段话没有人看得到，它不属于正文。</div>'
    assert shown(read_page(site(hidden + ARTICLE))) == "\n".join(PARAGRAPHS)


def test_a_header_that_closes_the_page_too_early_hides_nothing():
    assert shown(read_page(site(f"</body></html>{ARTICLE}"))) == "\n".join(PARAGRAPHS)


def test_numbers_cut_by_inline_elements_stay_whole():
    cut = "<p>每人每月补助<span>16.1</span><span>0</span>元，比上年<b>提</b><font>高</font>2元，惠及1<i>2</i>万人。</p>"
    assert "每人每月补助16.10元，比上年提高2元，惠及12万人。" in shown(read_page(site(f"<div>{body_of()}{cut}</div>")))


def test_a_break_of_the_source_inside_a_sentence_leaves_no_blank():
    markup = site(f"<div><p>各地民政部门要\n      高度重视，加强\n 领导。</p>{body_of()}</div>")
    assert shown(read_page(markup)).startswith("各地民政部门要高度重视，加强领导。\n")


def test_a_line_break_element_ends_a_line():
    markup = site(f"<div>{'<br><br>　　'.join(PARAGRAPHS)}</div>")
    assert shown(read_page(markup)) == "\n".join(PARAGRAPHS)


STATISTICS = (
    "<table><tr><th>类别</th><th>2023年（家）</th><th>2024年（家）</th></tr>"
    "<tr><td>社会团体</td><td>2987</td><td>3010</td></tr><tr><td>基金会</td><td>121</td><td>128</td></tr></table>"
)


def test_a_table_below_the_last_paragraph_belongs_to_the_article():
    article = only(read_page(site(f"<h1>临江市民政统计</h1><div>{body_of()}<p>附表</p>{STATISTICS}</div>")))
    assert article.passage.text.endswith("社会团体\t2987\t3010\n基金会\t121\t128")


def test_a_page_that_is_a_table_alone_is_an_article():
    article = only(read_page(site(f"<h1>2024年2季度民政统计数据</h1><div>{STATISTICS * 3}</div>")))
    assert article.passage.text.count("社会团体\t2987\t3010") == 3


def test_a_table_that_begins_the_article_keeps_its_heads():
    table = STATISTICS.replace("<table>", "<table><thead>").replace("（家）</th></tr>", "（家）</th></tr></thead>")
    article = only(read_page(site(f"<h1>2024年2季度民政统计数据</h1><div>{table}<p>{PARAGRAPHS[0]}</p></div>")))
    assert article.passage.text.startswith("类别\t2023年（家）\t2024年（家）\n社会团体")


def test_a_table_of_data_keeps_its_rows_and_cells():
    table = (
        "<table><tr><th>类别</th><th>数量（家）</th></tr><tr><td>社会团体</td><td>3<span>010</span></td></tr>"
        "<tr><td><p>基金会</p></td><td><p>128</p></td></tr></table>"
    )
    assert "类别\t数量（家）\n社会团体\t3010\n基金会\t128" in shown(
        read_page(site(f"<div>{body_of()}{table}{body_of()}</div>"))
    )


def test_signature_and_date_below_the_text_belong_to_it():
    markup = site(f"<div>{body_of()}<p>临江市民政局</p><p>2024年7月2日</p></div>")
    assert shown(read_page(markup)).endswith("临江市民政局\n2024年7月2日")


def test_page_and_article_tell_title_date_and_source():
    article = only(read_page(site(ARTICLE)))
    assert (article.title, article.published, article.source) == (
        "临江市民政局部署社会救助工作",
        "2024-07-02",
        "临江日报",
    )


def tags(spelling, date):
    names = {"ArticleTitle": "正式标题", "PubDate": date, "ContentSource": "市民政局"}
    return "".join(spelling.format(name=name, value=value) for name, value in names.items())


@pytest.mark.parametrize(
    "head",
    [
        tags('<meta name="{name}" content="{value}">', "2024-07-01 09:00"),
        tags('<meta name="{name}"content="{value}"/>', "2024-07-01").lower(),  # no blank between the attributes
        tags("<META NAME='{name}' CONTENT='{value}'>", "2024——07——01 21:37").upper(),
        tags('<meta property="{name}" content=" {value} ">', "2024-07-01 09:00:59"),
    ],
)
def test_the_prescribed_tags_are_read_first_in_any_spelling(head):
    article = only(read_page(site(ARTICLE, head)))
    assert (article.title, article.published, article.source) == ("正式标题", "2024-07-01", "市民政局")


def test_empty_tags_and_placeholders_say_nothing():
    head = (
        '<meta name="ArticleTitle" content=" "><meta name="ContentSource" content="-">'
        '<meta name="firstpublishedtime" content="2001-01-01-23:59:59">'
    )
    article = only(read_page(site(ARTICLE, head)))
    assert (article.title, article.published, article.source) == (
        "临江市民政局部署社会救助工作",
        "2024-07-02",
        "临江日报",
    )


CELLS = (
    "<table><tr><td>索 引 号：</td><td>000/2024-1</td><td>发文机关：</td><td>临江市民政局</td></tr>"
    "<tr><td>文　　号：</td><td>临民发[2024]7号</td><td>发布日期：</td><td>2024年07月02日</td></tr></table>"
)
ITEMS = (
    "<ul><li><b>索引号:</b> 000/2024-1</li><li><b>发布机构:</b><span>临江市民政局</span></li>"
    "<li>文号：临民发〔2024〕7号</li><li>发布日期：2024-07-02</li></ul>"
)
ONE_LINE = "<p>发布机关：临江市民政局 文号：临民发【2024】7号 发布时间：2024-07-02 有效性：有效</p>"


HEADS = CELLS.replace("：</td>", "</th>").replace("<td>索", "<th>索").replace("<td>文", "<th>文")


RUN_TOGETHER = (
    "<ul><li><span>发文机关</span><em>临江市民政局</em></li><li><span>发文字号</span><em>临民发〔2024〕7号</em></li>"
    "<li><span>成文日期</span><em>2024-06-28</em></li><li><span>发布日期</span><em>2024-07-02</em></li></ul>"
)


@pytest.mark.parametrize("table", [CELLS, ITEMS, ONE_LINE, HEADS, RUN_TOGETHER])
def test_the_table_of_disclosure_gives_issuer_and_number(table):
    article = only(read_page(site(f"{table}<h1>关于社会救助工作的通知</h1><div>{body_of()}</div>")))
    assert (article.issuer, article.doc_number, article.published) == (
        "临江市民政局",
        "临民发〔2024〕7号",
        "2024-07-02",
    )


@pytest.mark.parametrize("running", [body_of(), f"<pre>{'&#10;'.join(PARAGRAPHS)}</pre>"])
def test_the_table_of_disclosure_is_no_running_text(running):
    """Its names stand without a colon when they have cells of their own."""
    markup = site(f"<div>{HEADS}<div>{running}</div></div>")
    assert shown(read_page(markup)).replace("　　", "") == "\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    "line",
    ["2024年07月02日08:11 | 来源：<a href=/>临江日报</a>－民生周刊", "2024/07/02 08:11　临江市民政局　阅读 <i>123</i>"],
)
def test_the_line_of_date_and_source_is_no_running_text(line):
    markup = site(f"<h1>临江市民政局部署社会救助工作</h1><div><div>{line}</div>{body_of().replace('p>', 'div>')}</div>")
    assert shown(read_page(markup)) == "\n".join(PARAGRAPHS)


def test_the_label_inside_the_tag_of_the_source_is_no_part_of_it():
    assert only(read_page(site(ARTICLE, '<meta name="source" content="来源：临江日报">'))).source == "临江日报"


def test_a_time_element_above_the_text_dates_it_and_those_of_comments_do_not():
    top = "<header><h1>临江市民政局部署社会救助工作</h1><time datetime='2024-07-01T20:00:00Z'>7月2日</time></header>"
    comment = "<p>说得好，希望多帮帮大家。</p><time datetime='2024-07-09T12:00:00+08:00'>7月9日</time>"
    assert only(read_page(site(f"<article>{top}{body_of()}</article>{comment}"))).published == "2024-07-02"
    assert only(read_page(site(f"<article>{body_of()}</article>{comment}"))).published is None


def test_linked_data_is_read_where_tags_are_missing():
    data = json.dumps({"@type": "NewsArticle", "headline": "部署社会救助工作", "datePublished": "2024-07-01T20:00:00Z"})
    head = f'<script type="application/ld+json">{data}</script>'
    markup = f"<html><head>{head}</head><body><div>{body_of()}</div></body></html>"
    article = only(read_page(markup))
    assert (article.title, article.published) == ("部署社会救助工作", "2024-07-02")


def test_links_and_attachments_of_the_text_are_listed_with_full_addresses():
    links = (
        '<p>附件：<a href="./P0201.xlsx">1.发放情况表</a>，<a href="../zc/t1.html">政策全文</a>，'
        '<a href="javascript:;">打印</a>。</p>'
    )
    url = "https://mzj.example.gov.cn/tz/202407/t2.html"
    article = only(read_page(site(f"<div>{body_of()}{links}</div>"), url=url))
    assert [(link.url, link.title, link.attachment) for link in article.links] == [
        ("https://mzj.example.gov.cn/tz/202407/P0201.xlsx", "1.发放情况表", True),
        ("https://mzj.example.gov.cn/tz/zc/t1.html", "政策全文", False),
    ]


def test_a_round_up_on_a_page_becomes_its_items():
    items = (
        (
            "养老服务消费季启动",
            "民政部今天（6月3日）启动全国养老服务消费季，组织30个省份开展体验活动，推动养老服务进社区、进家庭。",
        ),
        (
            "等级评估结果公布",
            "民政部日前公布全国性社会组织等级评估结果，共有86家社会组织获得评估等级，其中5A级12家，4A级30家。",
        ),
        (
            "社工站覆盖率提高",
            "记者从民政部了解到，截至5月底，全国乡镇（街道）社工站覆盖率达到96%，驻站社工超过8万名，服务群众更便利。",
        ),
    )
    body = "".join(f"<p><strong>{title}</strong></p><p>{text}</p>" for title, text in items)
    document = read_page(
        site(f"<h1>国内联播快讯</h1><div class=info>发布时间：2024-06-03 19:00</div><div>{body}</div>")
    )
    assert [article.title for article in document.articles] == [title for title, _ in items]
    assert {article.published for article in document.articles} == {"2024-06-03"}


def test_the_id_is_the_normalised_address():
    document = read_page(site(ARTICLE), url="HTTPS://MZJ.Example.gov.cn:443/tz/t2.html#top")
    assert document.id == "https://mzj.example.gov.cn/tz/t2.html"


def test_a_page_without_any_text_says_so():
    with pytest.raises(ReadError, match="without any text"):
        read_page("<html><head><title>x</title></head><body><script>app()</script></body></html>")


def test_a_page_of_links_holds_no_article():
    assert read_page(f"<html><body><ul>{NAVIGATION}{RELATED}</ul></body></html>").articles == ()


def test_nesting_is_read_as_deep_as_pages_go():
    assert PARAGRAPHS[0] in read_page("<html><body>" + "<div>" * 1500 + f"<p>{PARAGRAPHS[0]}</p>").text


def test_nesting_without_end_is_refused():
    with pytest.raises(ReadError, match="without any text"):
        read_page("<html><body>" + "<div>" * 20_000 + f"<p>{PARAGRAPHS[0]}</p>")


@pytest.mark.parametrize(
    ("name", "content_type", "data", "is_page"),
    [
        ("a.html", None, "<p>近日，民政局召开会议。</p>", True),
        ("a", "text/html; charset=utf-8", "<p>近日，民政局召开会议。</p>", True),
        ("a", None, "<!-- x --><!DOCTYPE html><p>近日，民政局召开会议。", True),
        ("a", None, "<div><p>一，</p><p>二，</p><p>三，</p></div>", True),
        ("a.txt", None, "<p>近日，民政局召开会议。</p>", False),
        ("a.txt", None, "<html><body><p>近日，民政局召开会议。</p>", True),
        ("a", "text/plain", "近日，收入<预算，支出>去年。", False),
    ],
)
def test_pages_are_told_from_texts_by_content_type_and_name(name, content_type, data, is_page):
    document = read(Raw(data=data.encode(), name=name, content_type=content_type))
    assert ("<" not in document.text) == is_page


def test_data_is_no_document():
    with pytest.raises(ReadError, match="JSON"):
        read(Raw(data=b'{"list": [{"url": "/a.html"}]}', name="list.json"))


@pytest.mark.timeout(60)
def test_real_pages_keep_their_measured_quality(shared):
    """Bodies by the shared truth: what was reached may not be lost."""
    right = dated = titled = with_title = with_date = 0.0
    truths = [
        json.loads(path.read_text(encoding="utf-8")) for path in sorted((shared / "html" / "truth").glob("gne-*.json"))
    ]
    for truth in truths:
        raw = Raw(data=(shared / "html" / "pages" / f"{truth['id']}.html").read_bytes(), name=f"{truth['id']}.html")
        document = read(raw)
        article = max(document.articles, key=lambda article: len(article.text))
        want, got = grams(truth["body"]), grams(document.text[slice(*article.body[0])])
        right += 2 * len(want & got) / (len(want) + len(got))
        if truth.get("title"):
            with_title += 1
            titled += "".join(truth["title"].split()) == "".join((article.title or "").split())
        if truth.get("published"):
            with_date += 1
            dated += truth["published"] == article.published
    assert right / len(truths) >= 0.97
    assert titled / with_title >= 0.97
    assert dated / with_date >= 0.94


@pytest.mark.timeout(60)
def test_real_pages_get_the_title_that_they_name_themselves(shared):
    """No label, no name of a site: what a page is called stands in the title that it gives itself, or in its text."""
    pages = sorted((shared / "html" / "pages").glob("*.html"))
    strange = []
    for page in pages:
        raw = Raw(data=page.read_bytes(), name=page.name)
        title = "".join((max(read(raw).articles, key=lambda article: len(article.text)).title or "").split())
        words = "".join(unescape(decode(raw.data, raw.name, None)).split())
        if len(title) < 6 or title.endswith(("网", "网站", "首页")) or title not in words:
            strange.append((page.name, title))
    assert not strange


@pytest.mark.parametrize("choice", ["<td>标题</td><td>正文</td>", "<td>标题：</td><td>全文</td>"])
def test_what_a_search_box_offers_is_no_title(choice):
    box = f"<table><tr>{choice}</tr></table>"
    text = "<p>" + "市民政局公布年度检查结果，共有社会组织参加检查。" * 8 + "</p>"
    page = f"<title>市民政局公布年检结果-某市民政局</title><body>{box}<h1>市民政局公布年检结果</h1>{text}</body>"
    assert read(Raw(data=page.encode(), name="a.html")).articles[0].title == "市民政局公布年检结果"


def test_where_a_page_is_called_after_its_site_the_line_above_the_date_is_its_title():
    text = "<p>" + "市民政局公布年度检查结果，共有社会组织参加检查。" * 8 + "</p>"
    head = "<p>市民政局公布社会组织年检结果</p><p>2026-03-05 来源：市民政局</p>"
    page = f"<title>某市民政局网站</title><body>{head}{text}</body>"
    assert read(Raw(data=page.encode(), name="a.html")).articles[0].title == "市民政局公布社会组织年检结果"


def test_where_no_line_repeats_the_name_of_a_page_the_line_that_is_marked_as_title_is_it():
    text = "<p>" + "市民政局公布年度检查结果，共有社会组织参加检查。" * 8 + "</p>"
    head = "<div class=tit>市民政局公布社会组织年检结果</div><p>2026-03-05 来源：市民政局</p>"
    page = f"<title>某市社会组织政务服务平台</title><body>{head}{text}</body>"
    assert read(Raw(data=page.encode(), name="a.html")).articles[0].title == "市民政局公布社会组织年检结果"


_LETTER = (
    "<p>各市民政局：</p>" + "<p>全省计划培训护理员1.2万人次，请按时组织实施。</p>" * 8 + "<p align=right>某省民政厅</p>"
)


@pytest.mark.parametrize("name", ["某省民政厅", "某省民政厅网站", ""])
@pytest.mark.parametrize("set_as", ["某省民政厅关于开展护理员<br>培训的函", "某省民政厅<br>关于开展护理员<br>培训的函"])
def test_a_page_that_marks_no_title_gets_that_of_its_document_in_however_many_lines_it_is_set(name, set_as):
    head = f"<p align=center><font size=5>{set_as}</font></p>"
    page = f"<title>{name}</title><body><div>{head}{_LETTER}</div></body>"
    assert read(Raw(data=page.encode(), name="a.html")).articles[0].title == "某省民政厅关于开展护理员培训的函"


def test_a_field_above_a_date_is_no_title():
    fields = "<li><b>发布机构</b><span>某省民政厅</span></li><li><b>生成日期</b><span>2025/11/3</span></li>"
    named = "<li><b>名称</b><span>某省民政厅关于开展护理员培训的函</span></li>"
    for rows in (fields, fields + named):
        page = f"<title>某省民政厅</title><body><ul>{rows}</ul><div>{_LETTER}</div></body>"
        title = read(Raw(data=page.encode(), name="a.html")).articles[0].title
        assert title == ("某省民政厅关于开展护理员培训的函" if named in rows else "某省民政厅")


def test_a_page_with_more_markup_than_any_page_is_refused():
    with pytest.raises(ReadError, match="300,004 tags, a page at most 250,000"):
        read(Raw(data=f"<html><body>{'<p>' * 300_000}</body></html>".encode(), name="a.html"))


def grams(text):
    words = "".join(text.split())
    return {words[at : at + 4] for at in range(len(words) - 3)}
