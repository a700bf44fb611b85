"""Round-ups whose items begin with a mark become their items; the points of one document stay together."""

import pytest

from jianbao.read import Raw, plain, read

NEWS = (
    "近日，杭州市民政局公布新增社区食堂46家。",
    "9月3日，兰州市民政局为1200名困难学生发放助学金。",
    "日前，厦门市完成基金会年检，参检87家。",
)
HEADS = ("杭州新增社区食堂46家", "兰州发放秋季助学金", "厦门完成基金会年检")


def pieces(text):
    return [(cut.title, "".join(text[start:end] for start, end in cut.body)) for cut in plain.cuts(text)]


@pytest.mark.parametrize("mark", ["◆", "▲", "●", "■ "])
@pytest.mark.parametrize("name", ["简讯\n", "一周要闻（9月1日—9月7日）\n", ""])
def test_marked_items_without_headlines_are_articles_of_their_own(mark, name):
    text = name + "\n".join(mark + item for item in NEWS)
    assert pieces(text) == [(None, item) for item in NEWS]


def test_items_that_a_place_and_a_colon_begin_keep_their_place():
    items = ["临江市：新增护理型床位310张。", "白河县：发放高龄津贴420万元。", "海州市：登记社会组织19家。"]
    text = "民政快报\n" + "\n".join(f"{number}.{item}" for number, item in enumerate(items, 1))
    assert [body for _, body in pieces(text)] == items


def test_headlines_in_brackets_are_those_of_the_items():
    text = "各地动态\n" + "\n".join(f"【{head}】{item}" for head, item in zip(HEADS, NEWS, strict=True))
    assert pieces(text) == list(zip(HEADS, NEWS, strict=True))


@pytest.mark.parametrize("mark", ["{}.", "{}、", "{}．"])
def test_counted_headlines_are_those_of_the_texts_below(mark):
    lines = [f"{mark.format(n)}{head}\n{item}" for n, (head, item) in enumerate(zip(HEADS, NEWS, strict=True), 1)]
    assert pieces("一周要闻\n" + "\n".join(lines)) == list(zip(HEADS, NEWS, strict=True))


def test_the_title_of_a_page_says_that_it_is_a_round_up():
    items = (
        ("湖南登记慈善组织1400家", "湖南省累计登记慈善组织1400家，其中具有公开募捐资格的有160家，覆盖全部市州。"),
        ("贵州建成乡镇敬老院820所", "贵州省建成乡镇敬老院820所，集中供养特困人员2.9万人，护理人员全部持证上岗。"),
        ("青海发放临时救助金1.1亿元", "青海省发放临时救助金1.1亿元，救助困难群众6.4万人次，平均用时缩短到三天。"),
    )
    body = "".join(f"<p><strong>{head}</strong></p><p>{text}</p>" for head, text in items)
    page = (
        "<html><head><title>国内联播快讯-民政频道</title></head><body><h1>国内联播快讯</h1>"
        f"<p>发布时间：2024-09-08</p><div>{body}</div></body></html>"
    )
    document = read(Raw(data=page.encode(), name="t1.html"))
    assert [(article.title, article.text) for article in document.articles] == list(items)


MEASURES = (
    "1.加强监管。各区民政局每月检查一次养老机构。\n2.保障经费。市级财政安排300万元。\n3.压实责任。建立台账，逐项销号。"
)
POINTS = "◆近日，全市养老机构达到312家。\n◆截至9月底，全市登记社会组织5210家。\n◆1月以来，全市发放低保金2.1亿元。"
PLACES = "1.杭州市上报名额12个。\n2.宁波市上报名额10个。\n3.温州市上报名额8个。"


@pytest.mark.parametrize(
    "text",
    [
        f"关于加强养老机构管理的通知\n{MEASURES}",
        f"养老服务政策一览\n{MEASURES}",
        f"临江市民政工作情况\n{POINTS}",
        f"关于报送先进单位的通知\n{PLACES}",
        "关于表彰的通报\n" + "\n".join(f"◆{item}" for item in NEWS),
        "简讯\n" + "\n".join(f"◆{item}" for item in NEWS[:2]),
        "简讯\n" + "\n".join(f"{number}.{item}" for number, item in zip((1, 2, 4), NEWS, strict=True)),
    ],
)
def test_points_of_one_document_are_no_round_up(text):
    assert len(plain.cuts(text)) == 1
