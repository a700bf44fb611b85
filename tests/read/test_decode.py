"""Bytes become text in one fixed order, and what is no text is refused with its name and the remedy."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianbao.errors import ReadError
from jianbao.read.decode import decode

TEXT = "民政部印发《关于做好困难群众基本生活保障工作的通知》，要求各地落实到位。镕、喆、堃等字也要读得出来。"
TRADITIONAL = "民政部門表示，這項工作關係到許多老人和兒童的生活，各地應當認真對待，不得拖延。"


def page(charset):
    return f'<html><head><meta charset="{charset}"></head><body>{TEXT}</body></html>'


@pytest.mark.parametrize("declared", [None, "gb2312", "GBK", "utf-8", "no-such-encoding", "utf-16"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_what_the_bytes_prove_wins_over_what_is_declared(encoding, declared):
    assert decode(TEXT.encode(encoding), "here", declared) == TEXT


@pytest.mark.parametrize("charset", ["gb2312", "gbk", "utf-8", "iso-8859-1"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_wrong_declaration_inside_a_page_does_no_harm(encoding, charset):
    assert decode(page(charset).encode(encoding), "here") == page(charset)


@pytest.mark.parametrize("declared", [None, "big5"])
def test_big5_is_told_from_gb18030_by_its_words(declared):
    assert decode(TRADITIONAL.encode("big5"), "here", declared) == TRADITIONAL


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
def test_a_byte_order_mark_is_believed_and_dropped(mark, encoding):
    assert decode(mark + TEXT.encode(encoding), "here") == TEXT


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_told_by_its_zeros(encoding):
    lined = f"2024年\n{TEXT}\n12 家\n"
    assert decode(lined.encode(encoding), "here") == lined


def test_a_stray_zero_in_utf_8_is_skipped():
    data = "全市养老机构12家，床位3400张。".encode()
    assert decode(data[:15] + b"\x00" + data[15:] + b"\x00", "here") == data.decode()


def test_line_breaks_stay_as_they_are():
    assert decode("一\r\n二\r三\n".encode(), "here") == "一\r\n二\r三\n"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_file_that_was_cut_off_inside_a_character_is_read_up_to_there(encoding):
    assert decode((TEXT * 5).encode(encoding)[:-1], "here").startswith(TEXT * 4)


@pytest.mark.parametrize(("wrong", "right"), [("latin-1", "utf-8"), ("latin-1", "gb18030"), ("iso8859-15", "gb18030")])
def test_spoilt_text_is_repaired_when_nothing_was_lost(wrong, right):
    spoilt = TEXT.encode(right).decode(wrong)
    assert decode(spoilt.encode(), "here") == TEXT


@pytest.mark.parametrize("spoilt", [TEXT.encode().decode("gbk", "replace"), "锟斤拷" * 20 + TEXT, "�" * 20 + TEXT[:10]])
def test_spoilt_text_that_lost_characters_is_reported(spoilt):
    with pytest.raises(ReadError, match=r"spoilt before it was saved.*get it again"):
        decode(spoilt.encode(), "here")


@pytest.mark.parametrize(
    ("data", "name", "remedy"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "a PDF", "text"),
        (b"PK\x03\x04\x14\x00\x06\x00" + b"\x00" * 30 + b"word/document.xml", "DOCX", "office"),
        (b"PK\x03\x04\x14\x00\x06\x00" + b"\x00" * 30 + b"readme", "ZIP", "unpack"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 64, "old office", "office"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 20, "PNG image", "recognition"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG image", "recognition"),
        (b"Rar!\x1a\x07\x01\x00", "RAR", "unpack"),
        (b"\x1f\x8b\x08\x00abc", "gzip", "unpack"),
        (b"SQLite format 3\x00", "SQLite", "give"),
    ],
)
def test_what_is_no_text_is_named_with_the_remedy(data, name, remedy):
    with pytest.raises(ReadError) as caught:
        decode(data, "annex.bin")
    assert "annex.bin" in str(caught.value)
    assert name in str(caught.value)
    assert remedy in str(caught.value)


@pytest.mark.parametrize("data", [b"", b" \n\t", b"\x00\x00", "\u3000\n".encode()])
def test_an_empty_file_is_said_to_be_empty(data):
    with pytest.raises(ReadError, match="empty"):
        decode(data, "here")


def test_random_bytes_are_no_text():
    with pytest.raises(ReadError, match="not text"):
        decode(bytes(range(256)) * 20, "here")


def message_of(data, declared=None):
    """Return the error's message, None when there is text."""
    try:
        assert decode(data, "here", declared).strip()
    except ReadError as error:
        return str(error)
    return None


@given(st.binary(max_size=400), st.sampled_from([None, "gbk", "hz", "utf-7", "punycode", "x"]))
def test_any_bytes_give_text_or_a_read_error(data, declared):
    assert (message_of(data, declared) or "here ").startswith("here ")


@given(st.text(alphabet=st.characters(codec="gb18030", exclude_categories=["Cc", "Cs", "Co", "Cn"]), min_size=20))
def test_utf_8_always_comes_back_unchanged_unless_it_looks_spoilt(text):
    message = message_of(text.encode())
    assert "spoilt" in message or "empty" in message if message else decode(text.encode(), "here") == text
