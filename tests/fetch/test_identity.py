"""Which addresses are the same document."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianbao.fetch.identity import key_of

SAME = [
    ("https://www.mca.gov.cn/n152/n165/c1.html", "http://mca.gov.cn/n152/n165/c1.html"),
    ("http://mca.gov.cn:80/c1.html", "https://mca.gov.cn:443/c1.html"),
    ("http://MCA.gov.cn./c1.html", "http://mca.gov.cn/c1.html"),
    ("http://mca.gov.cn/c1.html?utm_source=weixin&spm=0.0.1", "http://mca.gov.cn/c1.html"),
    ("http://a.cn/?from=timeline&isappinstalled=0&id=7", "http://a.cn/?id=7"),
    ("http://a.cn/x?b=2&a=1", "http://a.cn/x?a=1&b=2"),
    ("http://a.cn/x#top", "http://a.cn/x"),
    ("http://a.cn/a/../x", "http://a.cn/x"),
    ("http://a.cn//x", "http://a.cn/x"),
    ("http://a.cn", "http://a.cn/"),
    ("http://a.cn/x;jsessionid=0A1B", "http://a.cn/x"),
    ("http://a.cn/社会组织", "http://a.cn/%e7%a4%be%E4%BC%9A%E7%BB%84%E7%BB%87"),
    (" http://a.cn/x\n", "http://a.cn/x"),
]
DIFFERENT = [
    ("http://a.cn/x?id=1", "http://a.cn/x?id=2"),
    ("http://a.cn/x", "http://a.cn/x/y"),
    ("http://mzj.a.cn/x", "http://mzt.a.cn/x"),
    ("http://a.cn:8080/x", "http://a.cn/x"),
    ("http://a.cn/#/detail/1", "http://a.cn/#/detail/2"),
    ("http://a.cn/#!1", "http://a.cn/#!2"),
    ("http://a.cn/X", "http://a.cn/x"),
    ("http://a.cn/x?q=%C9%E7", "http://a.cn/x?q=%D7%E9"),  # GBK: neither is UTF-8
    ("http://a.cn/x?from=beijing", "http://a.cn/x?from=shanghai"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_document_keeps_its_key(one, other):
    assert key_of(one) == key_of(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_documents_have_different_keys(one, other):
    assert key_of(one) != key_of(other)


@given(st.text(max_size=60))
def test_anything_that_a_page_links_to_has_a_key(text):
    assert key_of("http://a.cn/" + text) == key_of("https://www.a.cn/" + text)
    key_of(text)
