"""公文要素 of official documents, laid out and run together."""

from collections.abc import Callable

import pytest

from jianbao import Article, Document, Span
from jianbao.chinese.reflow import reflow
from jianbao.elements import complete

Read = Callable[..., Article]

NOTICE = (
    "浙民童〔2021〕27号\n"
    "浙江省民政厅 浙江省财政厅关于提高孤儿基本生活标准的通知\n"
    "各市、县（市、区）民政局、财政局：\n"
    "根据《国务院办公厅关于加强孤儿保障工作的意见》（国办发〔2010〕54号）精神，现将有关事项通知如下。\n"
    "一、机构养育孤儿每人每月不低于2100元。各地应于2021年12月底前落实到位。\n"
    "浙江省民政厅 浙江省财政厅\n"
    "2021年7月15日\n"
    "（此件公开发布）\n"
)


def test_a_notice_gives_number_issuers_date_place_citation_and_deadline(read: Read) -> None:
    article = read(NOTICE, "浙江省民政厅 浙江省财政厅关于提高孤儿基本生活标准的通知")
    assert article.doc_number == "浙民童〔2021〕27号"
    assert article.issuer == "浙江省民政厅、浙江省财政厅"
    assert article.published == "2021-07-15"
    assert article.region == "浙江省"
    assert article.cited == ("国务院办公厅关于加强孤儿保障工作的意见",)
    assert [(each.quote, each.date) for each in article.deadlines] == [("2021年12月底前", "2021-12-31")]


def test_a_page_that_lost_its_line_breaks_says_the_same(read: Read) -> None:
    article = read(NOTICE.replace("\n", " ").strip(), "关于提高孤儿基本生活标准的通知")
    assert article.doc_number == "浙民童〔2021〕27号"
    assert article.issuer == "浙江省民政厅、浙江省财政厅"
    assert article.published == "2021-07-15"
    assert article.region == "浙江省"


def test_what_the_metadata_said_stays(read: Read) -> None:
    article = read(NOTICE, "通知", issuer="某厅", published="2020-01-01", doc_number="某〔2020〕1号", region="宁波市")
    assert (article.issuer, article.published) == ("某厅", "2020-01-01")
    assert (article.doc_number, article.region) == ("某〔2020〕1号", "宁波市")


def test_head_and_signature_outside_of_the_body_are_read(read: Read) -> None:
    around = ("首页\n民办函[2020]105号\n", "\n民政部办公厅\n2020年10月9日\n")
    article = read("各省、自治区、直辖市民政厅（局）：\n请遵照执行，具体要求见附件。", "关于开展抽查的通知", around)
    assert (article.doc_number, article.issuer) == ("民办函〔2020〕105号", "民政部办公厅")
    assert (article.published, article.region) == ("2020-10-09", "全国")


@pytest.mark.parametrize(
    "text",
    [
        "现将《某办法》（民发〔2022〕12号）印发给你们。",
        "为落实民发〔2022〕12号文件要求，制定本方案。",
        "依据《民政部关于试点的通知》（民函〔2019〕3号）和有关规定。",
    ],
)
def test_numbers_that_are_cited_are_not_the_documents_own(read: Read, text: str) -> None:
    assert read(text).doc_number is None


def test_an_order_is_numbered_without_a_year(read: Read) -> None:
    text = (
        "某市人民政府令\n第12号\n《某市养老服务办法》已经2021年3月1日市政府常务会议通过，现予公布。\n市长：某某\n"
        "2021年3月20日\n某市养老服务办法\n第一条 为了发展养老服务，制定本办法。\n"
    )
    article = read(text, "某市养老服务办法")
    assert (article.doc_number, article.issuer, article.published) == (
        "某市人民政府令第12号",
        "某市人民政府",
        "2021-03-20",
    )


def test_a_law_has_the_date_and_the_body_of_its_last_adoption(read: Read) -> None:
    text = (
        "2004年5月1日 江苏省第十届人民代表大会常务委员会第九次会议通过\n"
        "2021年9月29日 江苏省第十三届人民代表大会常务委员会第二十五次会议修订\n"
        "第一章 总则\n第一条 为了保护未成年人，根据《中华人民共和国未成年人保护法》，制定本条例。\n"
    )
    article = read(text, "江苏省未成年人保护条例")
    assert article.published == "2021-09-29"
    assert article.issuer == "江苏省第十三届人民代表大会常务委员会"
    assert article.region == "江苏省"


def test_a_regulation_proclaimed_by_an_order_names_the_order(read: Read) -> None:
    text = "（2004年3月8日中华人民共和国国务院令第400号公布）\n第一条 为了规范基金会，制定本条例。\n"
    article = read(text, "基金会管理条例")
    assert (article.issuer, article.published) == ("国务院", "2004-03-08")
    assert article.doc_number == "中华人民共和国国务院令第400号"


def test_a_note_below_the_title_may_go_on_to_when_it_comes_into_force(read: Read) -> None:
    text = (
        "（2019年8月26日临江市人民政府令第241号公布，自2019年10月1日起施行）\n第七条 申请成立社会团体的，应当登记。\n"
    )
    article = read(text, "临江市社会组织登记办法")
    assert (article.issuer, article.published) == ("临江市人民政府", "2019-08-26")
    assert article.doc_number == "临江市人民政府令第241号"


def test_a_name_broken_over_two_lines_is_put_together(read: Read) -> None:
    text = "请认真组织实施。\n国务院未成年人保护工作\n领导小组办公室\n2022年4月6日\n"
    assert read(text, "关于做好预防工作的通知").issuer == "国务院未成年人保护工作领导小组办公室"


def test_a_signature_before_the_annex_counts(read: Read) -> None:
    rules = "一、登记时应当提交申请书。" * 40
    text = f"现将《登记指引》印发给你们，请遵照执行。 市社会组织管理局 2019年5月6日 登记指引 {rules}"
    article = read(text, "关于印发登记指引的通知")
    assert (article.issuer, article.published) == ("市社会组织管理局", "2019-05-06")


def test_dates_are_read_in_chinese_digits_and_below_the_headline(read: Read) -> None:
    assert read("请遵照执行。\n某县民政局\n二〇一九年十二月三十日\n").published == "2019-12-30"
    assert read("来源：某报 发布时间：2018-03-09 10:20\n近日，活动启动。").published == "2018-03-09"
    assert read("记者从民政局获悉，2018年3月9日起实施新标准。").published is None


def test_what_a_web_page_leaves_unsaid_is_marked_as_inferred_from_its_text():
    text = "海州市民政局关于开展年检的通知\n各社会组织：\n现将年检事项通知如下。\n海州市民政局\n2024年3月1日"
    body = (Span(0, len(text)),)
    article = Article(
        title="海州市民政局关于开展年检的通知", body=body, passage=reflow(text, body), published="2024-03-05"
    )

    complete_page = complete(article, Document(id="p", text=text, articles=(article,), page=True))
    complete_text = complete(article, Document(id="t", text=text, articles=(article,)))

    assert complete_page.issuer == complete_text.issuer == "海州市民政局"
    assert complete_page.inferred == {"issuer"}
    assert complete_text.inferred == frozenset()


def test_who_stands_under_the_title_of_a_bulletin_issues_it(read: Read) -> None:
    around = ("2022年某省民政统计公报\n徐州市民政局　徐州市统计局\n（2023年6月20日）\n", "")
    article = read("一、行政区划\n截至2022年底，全市共有10个县区。", "2022年某省民政统计公报", around=around)
    assert (article.issuer, article.published) == ("徐州市民政局、徐州市统计局", "2023-06-20")
