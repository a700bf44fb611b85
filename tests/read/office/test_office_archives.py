"""A ZIP is read as the documents in it; nothing of it touches a disk, and no bomb goes off."""

import logging

import pytest

from jianbao.errors import ReadError
from jianbao.read import Raw, read

NOTE = "关于做好社会救助工作的通知\n各区民政局：\n现就有关事项通知如下。全市共有低保对象3.2万人。\n".encode()


def read_zip(data, name="files.zip"):
    return read(Raw(data=data, name=name))


def test_the_documents_of_an_archive_are_articles_of_one(packed, word, workbook):
    document = read_zip(
        packed({"1通知.docx": word(), "附件/表.xlsx": workbook({"各区": [("东城区", 31)]}), "2说明.txt": NOTE})
    )
    assert [article.title for article in document.articles] == [
        "临江市民政局关于做好2023年困境儿童保障工作的通知",
        "关于做好社会救助工作的通知",
        "各区",
    ]
    for article in document.articles:
        start, end = article.body[0]
        assert article.text.split("\n")[0] in document.text[start:end]
    assert "3.2万人" in document.articles[1].text


def test_names_of_chinese_machines_are_read(packed):
    """They are in GB 18030, and nothing says so."""
    data = packed({"abcdefgh.txt": "全市共有低保对象三万二千人，均已发放到位。".encode()})
    document = read_zip(data.replace(b"abcdefgh.txt", "救助情况.txt".encode("gb18030")))
    assert document.articles[0].title == "救助情况"


def test_what_is_no_document_is_passed_over_and_what_is_spoilt_is_told(packed, caplog):
    files = {
        "通知.txt": NOTE,
        "公章.png": b"\x89PNG\r\n\x1a\n",
        "__MACOSX/通知.txt": b"\0\5",
        "~$通知.docx": b"x",
        "坏.docx": b"PK\x03\x04 nothing",
    }
    with caplog.at_level(logging.WARNING):
        document = read_zip(packed(files))
    assert len(document.articles) == 1
    assert [record.getMessage() for record in caplog.records if "坏.docx" in record.getMessage()]


def test_an_archive_without_a_document_says_so(packed):
    with pytest.raises(ReadError, match=r"files\.zip is an archive without a document"):
        read_zip(packed({"公章.png": b"\x89PNG\r\n\x1a\n"}))


def test_an_archive_in_an_archive_is_refused(packed):
    with pytest.raises(ReadError, match=r"files\.zip/inner\.zip is an archive in an archive; unpack it"):
        read_zip(packed({"inner.zip": packed({"通知.txt": NOTE})}))


def test_an_ofd_is_named_with_the_way_around(packed):
    with pytest.raises(ReadError, match=r"notice\.ofd is an OFD, which the plugin ofd reads: .* as PDF"):
        read_zip(packed({"OFD.xml": b"<ofd/>", "Doc_0/Document.xml": b"<ofd/>"}), "notice.ofd")


def test_an_encrypted_archive_is_named(packed):
    data = bytearray(packed({"通知.txt": NOTE}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + place] |= 1
    with pytest.raises(ReadError, match=r"files\.zip is encrypted"):
        read_zip(bytes(data))


def test_a_bomb_is_not_unpacked(packed):
    with pytest.raises(ReadError, match=r"files\.zip is not unpacked: 通知\.txt in it would grow to 95 MiB"):
        read_zip(packed({"通知.txt": b" " * 100_000_000}))


def test_more_documents_than_anybody_attaches_are_refused(packed):
    with pytest.raises(ReadError, match="holds 60 documents, at most 50"):
        read_zip(packed({f"{number}.txt": NOTE for number in range(60)}))


def test_a_directory_of_endless_entries_is_refused_before_it_is_read(packed):
    data = packed({f"{number}": b"" for number in range(60_000)})
    with pytest.raises(ReadError, match="too many entries"):
        read_zip(data)


def test_paths_that_lead_out_of_the_archive_are_only_names(packed, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    document = read_zip(packed({"../../etc/通知.txt": NOTE, "/tmp/通知.txt": NOTE}))
    assert len(document.articles) == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("size", [4, 30, 200])
def test_a_truncated_archive_is_refused(size, packed):
    with pytest.raises(ReadError, match="is a spoilt archive or office file"):
        read_zip(packed({"通知.txt": NOTE})[:size])
