"""Pictures and tables of an alert: what is drawn, that every character is there, and that no cell is a formula."""

import csv
import io
from dataclasses import replace

import openpyxl
import pytest
from matplotlib.ft2font import FT2Font
from PIL import Image

from jianbao.deliver.drawing import _font, draw
from jianbao.deliver.pictures import MOST_PANELS, drawable, picture
from jianbao.deliver.sheets import csv_of, xlsx_of
from jianbao.deliver.wording import EN, ZH
from jianbao.model import Alert, Past, Statistic


def figure(value, indicator, quote, **more):
    return Statistic(quote=quote, start=0, end=len(quote), value=value, unit="家", indicator=indicator, **more)


ALERT = Alert(
    id="a",
    title="社会组织总量再上新台阶",
    topics=("social_organizations",),
    published="2024-03-01",
    source="某某日报",
    statistics=(
        figure(7965, "社会组织", "7965家", as_of="2012-12-31", region="北京市"),
        figure(12700, "社会组织", "12700 家", as_of="2022-12-31", region="北京市", from_=0),
        figure(4347, "社会团体", "4347家", part_of=1),
        figure(8353, "其他社会组织", "8353家", part_of=1),
        figure(3, "街道", "3家"),
    ),
    key=(1,),
)


def test_a_pair_and_a_breakdown_are_drawn_with_the_document_s_own_words():
    drawn = picture(ALERT, ZH)
    assert drawn is not None
    pair, parts = drawn.panels
    assert pair.in_time
    assert [(bar.name, bar.value, bar.shown) for bar in pair.bars] == [
        ("2012年12月31日", 7965.0, "7,965 家"),
        ("2022年12月31日", 12700.0, "12,700 家"),
    ]
    assert parts.title == "社会组织　12,700 家"
    assert [bar.name for bar in parts.bars] == ["社会团体", "其他社会组织"]
    assert drawn.foot == "某某日报 · 2024-03-01"


def test_what_other_documents_gave_makes_a_series_in_the_order_of_time():
    past = {1: [Past("2015-12-31", 9000.0), Past("2018-12-31", 11000.0), Past("2022-12-31", 1.0)]}
    drawn = picture(ALERT, ZH, past)
    assert drawn is not None
    assert [bar.value for bar in drawn.panels[0].bars] == [9000.0, 11000.0, 12700.0]


def test_figures_that_stand_alone_make_no_picture():
    alone = replace(ALERT, statistics=ALERT.statistics[4:])
    assert picture(alone, EN) is None
    assert not drawable(alone)


def test_a_picture_is_as_wide_as_a_phone_shows_and_has_ink_on_it():
    drawn = picture(ALERT, ZH)
    assert drawn is not None
    image = Image.open(io.BytesIO(draw(drawn)))
    assert image.format == "PNG"
    assert image.width == 1024
    assert len(image.convert("L").getcolors(65536) or []) > 10


def test_every_character_of_a_picture_is_in_its_font():
    font = FT2Font(_font(9).get_file())
    known = font.get_charmap()
    said = "一二三亿万家个人％—→↑↓“”（）·社会组织基金会民办非企业单位慈善儿童福利机构党建服务0123456789.,"
    assert [char for char in said if ord(char) not in known] == []


def test_hostile_words_are_drawn_as_words():
    wild = replace(ALERT, title="$\\frac{1}{0}$ <b>" + "长" * 4000, statistics=ALERT.statistics * 1)
    drawn = picture(wild, ZH)
    assert drawn is not None
    assert len(drawn.panels) <= MOST_PANELS
    assert draw(drawn).startswith(b"\x89PNG")


@pytest.mark.parametrize("quote", ["=1+1", "+5家", "-3家", "@x", "\t=1"])
def test_no_cell_of_a_table_is_a_formula(quote):
    alert = replace(ALERT, statistics=(figure(1, quote, quote),))
    rows = list(csv.reader(io.StringIO(csv_of(alert).decode("utf-8-sig"))))
    assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for cell in rows[1])
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_of(alert))).active
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_a_table_holds_every_figure_with_its_relations_and_its_words():
    rows = list(csv.DictReader(io.StringIO(csv_of(ALERT).decode("utf-8-sig"))))
    assert [(row["指标"], row["数值"], row["由"], row["属于"]) for row in rows[:3]] == [
        ("社会组织", "7965", "", ""),
        ("社会组织", "12700", "0", ""),
        ("社会团体", "4347", "", "1"),
    ]
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_of(ALERT))).active
    assert [cell.value for cell in sheet[3]][:3] == [0, "社会组织", 7965]
