"""The day of a page that shows none."""

import pytest
from lxml import html

from jianbao.read import Raw, read
from jianbao.read.traces import day_of, in_address

TEXT = "<p>临江市民政局日前部署社会救助工作，要求各区县按时足额发放救助资金，做到应保尽保、应救尽救。</p>" * 4


@pytest.mark.parametrize(
    "url",
    [
        "https://www.lj.gov.cn/2024-07/02/c_1130.htm",
        "https://www.lj.gov.cn/2024-07-02/1641.shtml",
        "https://www.lj.gov.cn/tz/20240702/4f2a/c.html",
        "https://www.lj.gov.cn/tz/202407/t20240702_123.html",
        "https://www.lj.gov.cn/n1/2024/0702/c1024-407.html",
        "https://www.lj.gov.cn/a/202407/02/WS66.html",
        "https://www.lj.gov.cn/2024/07-02/83985.shtml",
        "https://www.lj.gov.cn/art/2024/7/2/art_1229_5.html",
        "https://www.lj.gov.cn/omn/20240702/20240702A081B000.html?from=20200101",
        "./t20240702_693227.shtml",
    ],
)
def test_the_day_is_read_out_of_addresses_as_sites_write_them(url):
    assert in_address(url) == "2024-07-02"


@pytest.mark.parametrize(
    "url",
    [
        "https://www.lj.gov.cn/content/post_10777181.html",
        "https://www.lj.gov.cn/2024/07/123.html",
        "https://www.lj.gov.cn/c/20240702123456.html",
        "https://www.lj.gov.cn/20241302/a.html",
        "https://www.lj.gov.cn/19240702/a.html",
        "https://www.lj.gov.cn/20240702/20240703/a.html",
        "https://20240702.example/a.html",
        "https://www.lj.gov.cn/a.html?d=/20240702/",
    ],
)
def test_numbers_that_are_no_day_and_days_that_disagree_are_left(url):
    assert in_address(url) is None


def test_a_page_without_a_date_has_the_one_of_its_address():
    raw = Raw(
        data=f"<html><body>{TEXT}</body></html>".encode(), name="a.html", url="https://lj.cn/202407/t20240702_1.html"
    )
    assert read(raw).articles[0].published == "2024-07-02"


def test_a_date_on_the_page_goes_before_the_address():
    shown = f"<html><body><div>发布时间：2024-06-30 10:00</div>{TEXT}</body></html>"
    raw = Raw(data=shown.encode(), name="a.html", url="https://lj.cn/202407/t20240702_1.html")
    assert read(raw).articles[0].published == "2024-06-30"


def test_without_an_address_the_page_names_its_own():
    page = html.document_fromstring(
        "<html><head><link rel='canonical' href='https://lj.cn/20240702/a.html'></head></html>"
    )
    assert day_of(page, None) == "2024-07-02"


def test_data_of_scripts_tells_the_day_unless_it_tells_two():
    one = "<html><script>window.DATA = {'title': 't', \"pubtime\": \"2024-07-02 19:02:26\"}</script><p>x</p></html>"
    two = one.replace("</script>", "; var o = {publish_time: '2024-07-01'}</script>")
    assert day_of(html.document_fromstring(one), None) == "2024-07-02"
    assert day_of(html.document_fromstring(two), None) is None
