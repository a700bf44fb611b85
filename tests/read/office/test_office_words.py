"""A DOCX is read as a reader sees it: paragraphs and tables in their order."""

import io
import re
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from jianbao.errors import ReadError
from jianbao.read import Raw, read

TITLE = "临江市民政局关于做好2023年困境儿童保障工作的通知"


def read_docx(data, name="notice.docx"):
    return read(Raw(data=data, name=name))


def lines_of(document):
    return document.text.split("\n")


def test_a_notice_is_one_article_with_its_title(word):
    document = read_docx(word())
    (article,) = document.articles
    assert document.id == "notice"
    assert article.title == TITLE
    assert lines_of(document)[0] == TITLE
    assert lines_of(document)[-1] == "2023年3月6日"
    assert "每人每月1950元" in article.text


def test_the_title_of_the_properties_serves_where_the_text_has_none(word):
    document = read_docx(word(["全市共有困境儿童1286名，保障标准逐年提高。"], title="困境儿童保障情况"))
    assert document.articles[0].title == "困境儿童保障情况"


def test_tables_stand_where_they_stood_with_tabs_between_their_cells(word):
    rows = (("地区", "孤儿", "困境儿童"), ("东城区", 31, 212), ("西城区", 28, 190))
    document = read_docx(word(["以下为各区数据。", rows, "以上数据截至2022年底。"]))
    assert lines_of(document) == [
        "以下为各区数据。",
        "地区\t孤儿\t困境儿童",
        "东城区\t31\t212",
        "西城区\t28\t190",
        "以上数据截至2022年底。",
    ]


def test_a_table_that_lays_out_the_page_is_running_text(word):
    long = "全市民政系统扎实推进困境儿童保障工作，各项指标稳步提升。" * 10
    assert lines_of(read_docx(word([((long, "备注"),)]))) == [long, "备注"]


def test_what_was_struck_out_is_no_text_and_what_was_put_in_is():
    document = docx.Document()
    paragraph = document.add_paragraph("全市共有孤儿")
    for xml in (
        f'<w:del {nsdecls("w")} w:id="1" w:author="a"><w:r><w:delText>412</w:delText></w:r></w:del>',
        f'<w:ins {nsdecls("w")} w:id="2" w:author="a"><w:r><w:t>312</w:t></w:r></w:ins>',
    ):
        paragraph._p.append(parse_xml(xml))
    paragraph.add_run("名。")
    out = io.BytesIO()
    document.save(out)
    assert lines_of(read_docx(out.getvalue())) == ["全市共有孤儿312名。"]


def test_a_text_box_is_read_once():
    """Word writes each box twice, the second time for older programs."""
    box = "<w:txbxContent><w:p><w:r><w:t>全市共有孤儿312名。</w:t></w:r></w:p></w:txbxContent>"
    xml = (
        f'<w:r {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:AlternateContent><mc:Choice Requires='wps'>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    document = docx.Document()
    document.add_paragraph("附图说明。")._p.append(parse_xml(xml))
    out = io.BytesIO()
    document.save(out)
    assert lines_of(read_docx(out.getvalue())) == ["附图说明。", "全市共有孤儿312名。"]


def rewritten(data: bytes, change) -> bytes:
    """Return the DOCX *data* with its text's XML changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            new.writestr(entry, change(content) if entry.filename == "word/document.xml" else content)
    return out.getvalue()


def test_entities_are_not_expanded(word):
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<!DOCTYPE w:document [<!ENTITY a0 "ha">{laughs}]>'.encode()

    def change(xml: bytes) -> bytes:
        return re.sub(rb"(<\?xml.*?\?>)", rb"\1" + doctype, xml, count=1).replace(TITLE.encode(), b"&a9;", 1)

    try:
        assert len(read_docx(rewritten(word(), change)).text) < 1000
    except ReadError as error:
        assert "notice.docx" in str(error)  # noqa: PT017  # either is right


def test_files_of_the_machine_are_not_read_into_a_text(word):
    doctype = b'<!DOCTYPE w:document [<!ENTITY a SYSTEM "file:///etc/passwd">]>'

    def change(xml: bytes) -> bytes:
        return re.sub(rb"(<\?xml.*?\?>)", rb"\1" + doctype, xml, count=1).replace(TITLE.encode(), b"&a;", 1)

    try:
        assert "root" not in read_docx(rewritten(word(), change)).text
    except ReadError as error:
        assert "notice.docx" in str(error)  # noqa: PT017  # either is right


def test_elements_nested_beyond_reason_are_refused_or_read(word):
    deep = b"<w:sdt><w:sdtContent>" * 50_000 + b"</w:sdtContent></w:sdt>" * 50_000
    try:
        assert read_docx(rewritten(word(), lambda xml: xml.replace(b"<w:sectPr", deep + b"<w:sectPr"))).text
    except ReadError as error:
        assert "notice.docx" in str(error)  # noqa: PT017  # either is right


def test_a_part_that_grows_beyond_reason_is_not_unpacked(word):
    data = rewritten(word(), lambda xml: xml.replace(TITLE.encode(), b" " * 400_000_000, 1))
    assert len(data) < 1_000_000
    with pytest.raises(
        ReadError, match=r"notice\.docx is not unpacked: word/document\.xml in it would grow to 38. MiB"
    ):
        read_docx(data)


def test_a_docx_without_words_says_so(word):
    with pytest.raises(ReadError, match=r"notice\.docx holds no text"):
        read_docx(word([""]))


@pytest.mark.parametrize("size", [100, 5000, 20_000])
def test_a_truncated_docx_is_refused(size, word):
    with pytest.raises(ReadError, match=r"notice\.docx is a spoilt archive or office file"):
        read_docx(word()[:size])
