"""PDFs that cannot be read say so, in words that help; spoilt ones never harm anybody."""

import io
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from reportlab.lib.utils import ImageReader

from jianbao.errors import ReadError
from jianbao.read import Raw, pdf, read


@pytest.fixture
def sample(press, stories, typeset):
    """A page with two articles, a frame and a table of rules."""
    press.line(50, 80, "".join(stories[0].head), 20)
    y = press.columns(50, 100, typeset(stories[0].text, 14), count=3, width=14)
    press.box(40, y, 300, y + 100)
    press.rule(320, y, 320, y + 100)
    press.columns(50, y + 40, typeset(stories[1].text, 12), count=2, width=12)
    return press.print()


def test_a_scan_without_text_is_named(press):
    picture = ImageReader(Image.new("L", (60, 80), 200))
    press.sheets[-1].append((0, 0, lambda canvas: canvas.drawImage(picture, 0, 0, *press.size)))
    with pytest.raises(ReadError, match=r"scan\.pdf is a scan without a text layer; run a text recognition \(OCR\)"):
        pdf.read(press.print(), "scan.pdf")


def test_a_scan_with_nothing_but_page_numbers_is_a_scan(press):
    picture = ImageReader(Image.new("L", (60, 80), 200))
    for number in range(3):
        press.sheets[-1].append((0, 0, lambda canvas: canvas.drawImage(picture, 0, 0, *press.size)))
        press.line(280, 820, f"{number + 1}", 10)
        press.turn()
    press.sheets.pop()
    with pytest.raises(ReadError, match="is a scan without a text layer"):
        pdf.read(press.print(), "scan.pdf")


def test_pages_without_any_text_are_said_to_have_none(press):
    press.box(50, 50, 100, 100)
    with pytest.raises(ReadError, match=r"empty\.pdf is a PDF without any text"):
        pdf.read(press.print(), "empty.pdf")


def test_an_encrypted_pdf_is_named(press):
    press.line(50, 80, "机密文件", 20)
    with pytest.raises(ReadError, match=r"locked\.pdf is an encrypted PDF; give a copy that opens without a password"):
        pdf.read(press.print(encrypt="secret"), "locked.pdf")


def test_a_pdf_that_only_forbids_printing_is_read(press):
    from reportlab.lib.pdfencrypt import StandardEncryption  # noqa: PLC0415  # only here

    press.line(50, 80, "关于做好社会救助工作的通知", 20)
    lock = StandardEncryption("", ownerPassword="owner", canPrint=0)
    assert "社会救助" in pdf.read(press.print(encrypt=lock), "notice.pdf").text


def test_words_alone_do_not_make_a_pdf():
    with pytest.raises(ReadError, match="is a spoilt PDF"):
        read(Raw(data=b"%PDF-1.7\n", name="short.pdf"))


def test_a_pdf_is_known_whatever_it_is_called(sample):
    assert read(Raw(data=sample, name="download.html", content_type="text/html")).articles
    assert read(Raw(data=b"\xef\xbb\xbf\n" + sample, name="download")).articles


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_truncated_pdf_is_refused_or_read(share, sample):
    try:
        assert read(Raw(data=sample[: int(share * len(sample))], name="cut.pdf")).text
    except ReadError as error:
        assert "cut.pdf" in str(error)  # noqa: PT017  # either is right


def damaged(data: bytes, seed: int) -> bytes:
    """Return *data* with some bytes changed, taken out, doubled or cut off."""
    rnd = random.Random(seed)
    spoilt = bytearray(data)
    for _ in range(rnd.randint(1, 12)):
        at = rnd.randrange(len(spoilt))
        kind = rnd.randrange(4)
        if kind == 0:
            spoilt[at] = rnd.randrange(256)
        elif kind == 1:
            del spoilt[at : at + rnd.randint(1, 40)]
        elif kind == 2:
            spoilt[at:at] = spoilt[at : at + rnd.randint(1, 200)]
        else:
            spoilt[at : at + 4] = b"9999"
    return bytes(spoilt)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_a_damaged_pdf_is_refused_or_read_but_never_crashes(seed, sample):
    try:
        document = read(Raw(data=damaged(sample, seed), name="spoilt.pdf"))
    except ReadError as error:
        assert "spoilt.pdf" in str(error)  # noqa: PT017  # either is right
        return
    for article in document.articles:
        assert all(0 <= start <= end <= len(document.text) for start, end in article.body)


def test_text_on_a_picture_is_read(press):
    """A picture beside text does not hide it."""
    picture = ImageReader(io.BytesIO(_png()))
    press.sheets[-1].append((0, 0, lambda canvas: canvas.drawImage(picture, 0, 0, *press.size)))
    for number in range(6):
        press.line(80, 100 + 24 * number, "　　全市共有养老机构412家，床位6.8万张。".strip("　"), 16)
    assert "412家" in pdf.read(press.print(), "mixed.pdf").text


def _png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), (250, 250, 240)).save(out, "PNG")
    return out.getvalue()
