"""``jianbao extract`` takes PDF and office files as it takes texts."""

import io
import json
import zipfile

import docx
import openpyxl
import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

TITLE = "湖州市民政局关于2022年社会组织登记情况的通报"
TEXT = "截至2022年底，全市共有社会组织3120个，其中社会团体1210个、社会服务机构1875个、基金会35个。"


def pdf() -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.setFont("STSong-Light", 20)
    canvas.drawString(60, 760, TITLE)
    canvas.setFont("STSong-Light", 14)
    for number, start in enumerate(range(0, len(TEXT), 30)):
        canvas.drawString(60, 720 - 24 * number, TEXT[start : start + 30])
    canvas.save()
    return out.getvalue()


def word() -> bytes:
    document = docx.Document()
    document.add_paragraph(TITLE)
    document.add_paragraph(TEXT)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def sheet() -> bytes:
    book = openpyxl.Workbook()
    for row in ([TITLE], ["单位：个"], ["地区", "社会团体", "基金会"], ["吴兴区", 1210, 20], ["南浔区", 35, 3120]):
        book.worksheets[0].append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("通报.docx", word())
    return out.getvalue()


@pytest.mark.parametrize(("name", "make"), [("a.pdf", pdf), ("a.docx", word), ("a.xlsx", sheet), ("a.zip", archive)])
def test_figures_of_files_are_quoted_from_their_text(name, make, jianbao, tmp_path):
    (tmp_path / name).write_bytes(make())

    done = jianbao("extract", "--format", "json", name)

    assert (done.returncode, done.stderr) == (0, "")
    record = json.loads(done.stdout)
    (article,) = record["articles"]
    assert article["title"] == TITLE
    assert {1210, 3120, 35} <= {each["value"] for each in article["statistics"]}
    assert all(record["text"][each["start"] : each["end"]] == each["quote"] for each in article["statistics"])


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_printed(jianbao, tmp_path):
    (tmp_path / "cut.pdf").write_bytes(pdf()[:300])
    (tmp_path / "a.docx").write_bytes(word())

    done = jianbao("extract", "--format", "jsonl", "cut.pdf", "a.docx")

    assert done.returncode == 2
    assert done.stderr.startswith("jianbao: cut.pdf is a spoilt PDF")
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["a"]
