"""Ordinary PDFs, in one column, are one document with a title and paragraphs, whatever their pages show besides."""

import pytest

from jianbao import figures
from jianbao.chinese.reflow import reflow
from jianbao.read import pdf
from jianbao.read.pdf import glyphs
from jianbao.read.pdf.runs import Run
from jianbao.read.pdf.shapes import LOST, Glyph

LEFT, TOP, BOTTOM = 80.0, 90.0, 740.0
PARAGRAPHS = (
    "各区民政局，各市级社会组织：",
    "　　为加强社会组织规范化建设，我局决定开展2023年度社会组织等级评估工作。现将有关事项通知如下。",
    "　　一、评估对象",
    "　　取得登记证书满两年、未参加过评估的社会组织。截至2022年底，全市符合条件的社会组织共1284家。",
    "　　其中社会团体512家、社会服务机构689家、基金会83家。已获得3A以上等级且在有效期内的社会组织，可以申请提前评估。",
    "　　二、工作要求",
    "　　各区民政局要在2023年10月31日前完成初评，并将结果报送市民政局。评估经费由福利彩票公益金列支，共计126.5万元。",
    "　　三、结果运用",
    "　　获得3A以上等级的社会组织，优先承接政府转移职能，优先获得政府购买服务项目。评估结果向社会公布，接受监督。",
    "　　特此通知。",
)


def set_paragraphs(press, typeset, paragraphs, *, size=16, width=26, leading=1.75, y=TOP):
    """Set paragraphs from page to page, with page numbers at the foot."""
    page = 1
    for words in paragraphs:
        for line in typeset(words, width):
            if y > BOTTOM:
                press.line(280, 800, f"— {page} —", 12)
                press.turn()
                page, y = page + 1, TOP
            indent = size * (len(line) - len(line.lstrip("　")))
            press.line(LEFT + indent, y, line.lstrip("　"), size)
            y += leading * size
    press.line(280, 800, f"— {page} —", 12)
    return y


@pytest.fixture
def notice(press, typeset):
    """A notice as offices print it: letterhead, number, title of two lines, text over two pages, signature."""
    press.line(150, 150, "临江市民政局文件", 36)
    press.line(230, 210, "临民发〔2023〕45号", 16)
    press.line(140, 260, "临江市民政局关于开展2023年度", 22)
    press.line(180, 294, "社会组织等级评估工作的通知", 22)
    y = set_paragraphs(press, typeset, PARAGRAPHS, y=350)
    press.line(400, y + 30, "临江市民政局", 16)
    press.line(390, y + 58, "2023年8月15日", 16)
    return press


def lines_of(found):
    return ["".join(line.split()) for line in found.text.split("\n")]


@pytest.mark.parametrize("order", ["drawn", "rows", "shuffled"])
def test_a_notice_is_one_article_with_its_title_and_paragraphs(order, notice):
    found = pdf.read(notice.print(order), "notice.pdf")
    (cut,) = found.cuts
    assert cut.title == "临江市民政局关于开展2023年度社会组织等级评估工作的通知"
    for paragraph in PARAGRAPHS:
        assert paragraph.strip("　") in lines_of(found)
    assert lines_of(found)[-2:] == ["临江市民政局", "2023年8月15日"]


def test_page_numbers_are_no_text_and_a_paragraph_runs_over_them(notice):
    found = pdf.read(notice.print(), "notice.pdf")
    assert len(notice.sheets) == 2
    assert "— 1 —" not in found.text
    assert not any(line.strip("—") in ("1", "2") for line in lines_of(found))


def test_running_heads_are_no_text(press, typeset, stories):
    for number in range(4):
        press.line(220, 50, "临江市民政事业发展统计公报", 10)
        press.line(480, 50, f"第{number + 1}页", 10)
        for at, line in enumerate(typeset(f"　　{stories[number].text}", 30)):
            press.line(LEFT + (28 if at == 0 else 0), TOP + 26 * at, line.strip("　"), 14)
        press.turn()
    found = pdf.read(press.print(), "bulletin.pdf")
    assert "统计公报" not in found.text
    assert lines_of(found) == [story.text for story in stories[:4]]


@pytest.mark.parametrize("rotate", [0, 90])
def test_what_stands_far_from_the_sheet_is_no_text(rotate, press, typeset):
    """Text that somebody hid there, or that a spoilt font sends there."""
    set_paragraphs(press, typeset, PARAGRAPHS)
    press.line(-400, 300, "另有社会组织9999家。")
    press.line(100, -400, "版样第3稿，2023年8月14日。")
    press.line(2 * press.size[0], 300, "，已撤销8888家" * 500)
    text = pdf.read(press.print(rotate=rotate), "notice.pdf").text
    assert "1284家" in text
    assert not any(hidden in text for hidden in ("9999", "8888", "版样"))


def test_a_title_of_the_size_of_the_text_is_found_by_its_words(press, typeset):
    press.line(160, 100, "关于公布2022年度慈善组织名单的公告", 16)
    set_paragraphs(press, typeset, ["　　现将2022年度认定的36家慈善组织名单予以公布。", "　　特此公告。"], y=150)
    (cut,) = pdf.read(press.print(), "notice.pdf").cuts
    assert cut.title == "关于公布2022年度慈善组织名单的公告"


def test_the_large_lines_above_the_text_hold_the_title_whatever_stands_between(press, typeset):
    press.line(80, 60, "附件1", 14)
    press.line(120, 100, "2022年度临江市慈善事业发展情况", 26)
    press.line(200, 130, "临江市慈善总会秘书处整理", 12)
    set_paragraphs(
        press, typeset, ["　　2022年，全市慈善组织募集款物5.6亿元，支出4.9亿元，受益群众128万人次。"] * 4, y=170
    )
    (cut,) = pdf.read(press.print(), "report.pdf").cuts
    assert cut.title == "2022年度临江市慈善事业发展情况"


def test_a_letterspaced_title_reads_without_its_spaces(press, typeset):
    press.line(100, 100, "临江市社会救助工作情况通报", 24, spread=8)
    set_paragraphs(press, typeset, ["　　今年以来，全市共救助困难群众3.2万人次。"] * 4, y=150)
    (cut,) = pdf.read(press.print(), "notice.pdf").cuts
    assert cut.title == "临江市社会救助工作情况通报"


def read_figures(found):
    (cut,) = found.cuts
    return {
        (each.indicator, each.value, each.unit)
        for each in figures.read(found.text, figures.Context(), reflow(found.text, cut.body)).statistics
    }


ROWS = (
    ("地区", "社会团体", "基金会"),
    ("东城区", "312", "21"),
    ("西城区", "408", "35"),
    ("海陵区", "275", "9"),
)


def set_table(press, *, ruled, y=200.0):
    x, wide, high = 100.0, 120.0, 24.0
    for number, row in enumerate(ROWS):
        for at, cell in enumerate(row):
            press.line(x + at * wide + 10, y + number * high + 16, cell, 12)
    if ruled:
        for at in range(len(ROWS[0]) + 1):
            press.rule(x + at * wide, y, x + at * wide, y + len(ROWS) * high)
        for number in range(len(ROWS) + 1):
            press.rule(x, y + number * high, x + len(ROWS[0]) * wide, y + number * high)


@pytest.mark.parametrize("ruled", [True, False])
def test_a_table_keeps_its_rows(ruled, press, typeset):
    press.line(150, 100, "2022年各区社会组织登记情况", 20)
    press.line(400, 180, "单位：个", 12)
    set_table(press, ruled=ruled)
    set_paragraphs(press, typeset, ["　　以上数据截至2022年底，由各区民政局报送。"], y=340, size=14)
    found = pdf.read(press.print("shuffled"), "table.pdf")
    assert all("\t".join(row) in found.text.split("\n") for row in ROWS)
    assert any(value == 312 for _, value, _ in read_figures(found))


def test_a_cell_of_several_lines_is_one(press):
    set_table(press, ruled=True)
    press.line(110, 204, "", 12)
    x, y = 100.0, 320.0
    for left, right in ((x, x + 120), (x + 120, x + 240)):
        press.box(left, y, right, y + 40)
        press.box(left, y + 40, right, y + 80)
    press.line(x + 6, y + 16, "社会服务", 12)
    press.line(x + 6, y + 32, "机构", 12)
    press.line(x + 126, y + 16, "4988", 12)
    press.line(x + 6, y + 60, "基金会", 12)
    press.line(x + 126, y + 60, "128", 12)
    found = pdf.read(press.print(), "table.pdf")
    assert "社会服务机构\t4988" in found.text.split("\n")


@pytest.mark.parametrize(
    ("code", "char"), [(0x2F08, "人"), (0xF9B4, "領"), (0xF0B7, "•"), (0xE123, LOST), (0x3000, " "), (0xAD, None)]
)
def test_what_fonts_give_in_place_of_a_character_becomes_the_character(code, char):
    assert glyphs._char(code) == char


def test_a_number_of_which_a_digit_is_lost_is_none():
    set_in_type = [
        Glyph(char, 10 * at, 10 * at + 10, 100, 10, spaced=False) for at, char in enumerate(f"共1{LOST}34家")
    ]
    assert Run.of(set_in_type).text == f"共{LOST * 4}家"


def test_numbers_under_each_other_never_become_one(press, typeset):
    for number, cell in enumerate(("312", "408", "275", "9")):
        press.line(200, 100 + 20 * number, cell, 12)
    set_paragraphs(press, typeset, ["　　以上为各区社会团体数，截至2022年底，由各区民政局报送。"], y=220)
    assert lines_of(pdf.read(press.print("shuffled"), "column.pdf"))[:4] == ["312", "408", "275", "9"]


def test_digits_under_each_other_are_no_vertical_type(press, typeset):
    for number in range(1, 7):
        press.line(80, 100 + 20 * number, str(number), 12)
    set_paragraphs(press, typeset, ["　　以上为序号。"], y=300)
    assert "123" not in pdf.read(press.print(), "column.pdf").text


def test_two_numbers_in_one_cell_stay_two(press):
    set_table(press, ruled=True)
    x, y = 100.0, 320.0
    for column in range(2):
        for line in range(2):
            press.box(x + 120 * column, y + 40 * line, x + 120 * column + 120, y + 40 * line + 40)
    press.line(x + 6, y + 16, "登记数", 12)
    press.line(x + 126, y + 16, "312", 12)
    press.line(x + 126, y + 32, "408", 12)
    press.line(x + 6, y + 60, "注销数", 12)
    press.line(x + 126, y + 60, "7", 12)
    assert "登记数\t312 408" in pdf.read(press.print(), "cell.pdf").text
