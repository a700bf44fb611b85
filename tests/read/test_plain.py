"""Plain texts: single documents keep all their text, round-ups become their items."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianbao.read import Raw, plain, read

ROUND_UP = """全国养老服务消费季启动
民政部、商务部今天（6月3日）在济南启动全国养老服务消费季，将组织30个省份开展产品展示和体验活动。
第九批社会组织等级评估结果公布
民政部日前公布第九批全国性社会组织等级评估结果，共有86家社会组织获得评估等级。
乡镇社工站覆盖率继续提高
记者从民政部了解到，截至5月底，全国乡镇（街道）社工站覆盖率达到96%，驻站社工超过8万名。
"""


def titles(text):
    return [cut.title for cut in plain.cuts(text)]


def test_a_round_up_becomes_one_article_an_item():
    cuts = plain.cuts(ROUND_UP)
    assert [cut.title for cut in cuts] == ROUND_UP.split("\n")[0:6:2]
    assert [ROUND_UP[slice(*cut.body[0])] for cut in cuts] == ROUND_UP.split("\n")[1:6:2]


def test_the_name_of_a_round_up_is_no_item():
    assert titles(f"国内联播快讯\n{ROUND_UP}") == titles(ROUND_UP)


def test_a_headline_that_asks_is_a_headline():
    text = ROUND_UP.replace("乡镇社工站覆盖率继续提高", "你家门口的社工站建好了吗？")
    assert titles(text)[2] == "你家门口的社工站建好了吗？"


REPORT = (
    "捐赠管理情况报告\n一、基本情况\n近日完成捐赠统计，全年接收捐款3200万元，用于助学和助医。\n二、主要做法\n"
    "今年以来坚持专户管理，做到账款相符，接受社会监督。\n三、下一步打算\n明年将继续公开捐赠信息，方便群众查询。"
)
GUIDE = (
    "老年人优待证办理指南\n申领条件是什么样的\n年满60周岁的本市户籍老年人可以申领，外地老人凭居住证申领。\n"
    "需要提供哪些材料\n身份证原件、一寸照片两张，委托办理的还应提供委托书。\n"
    "到哪里去办理业务\n可到街道政务服务中心办理，也可在网上预约后邮寄领取。"
)
ONE_ITEM = "全国养老服务消费季启动\n民政部今天（6月3日）在济南启动全国养老服务消费季。"


@pytest.mark.parametrize("text", [REPORT, GUIDE, ONE_ITEM])
def test_sections_of_one_document_are_no_round_up(text):
    assert len(plain.cuts(text)) == 1
    assert plain.cuts(text)[0].body == ((0, len(text)),)


BODY = "各区县民政局：\n为加强管理，现将有关事项通知如下。请认真贯彻执行。\n"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("临江市民政局关于开展年度检查的通知\n临民发〔2024〕7号\n", "临江市民政局关于开展年度检查的通知"),
        (
            "临民规字〔2024〕7号\n临江市民政局 临江市财政局关于提高低保标准的通知\n",
            "临江市民政局 临江市财政局关于提高低保标准的通知",
        ),
        (
            "临江市人民政府办公厅关于\n加强养老服务工作的意见\n临政办发〔2024〕1号\n",
            "临江市人民政府办公厅关于加强养老服务工作的意见",
        ),
        ("临江市民政局文件\n临民发[2024]7号\n关于开展年度检查的通知\n", "关于开展年度检查的通知"),
        ("临江市慈善条例\n（2023年5月10日市人民代表大会常务委员会第十次会议通过）\n", "临江市慈善条例"),
        ("慈善周活动在临江举行\n来源：临江日报 发布时间：2024-09-05 08:00\n", "慈善周活动在临江举行"),
        ("低保怎么申请？这里说清楚！\n", "低保怎么申请？这里说清楚！"),
        ("家门口的幸福晚年\n——临江市推进居家养老纪实\n", "家门口的幸福晚年——临江市推进居家养老纪实"),
        ("临江日报 2020年2月18日\n爱心汇暖流\n", "爱心汇暖流"),
        ("临江市民政局公告\n第12号\n", "临江市民政局公告第12号"),
        ("关于开展年度检查的通知\n关于开展年度检查的通知\n", "关于开展年度检查的通知"),
    ],
)
def test_the_title_is_found_among_what_stands_above_the_text(head, title):
    assert titles(head + BODY) == [title]


def test_an_order_has_the_title_of_what_it_makes_public():
    text = (
        "临江市人民政府令\n第8号\n《临江市殡葬管理办法》已经市政府常务会议通过，现予公布。\n市长：林一\n2024年1月3日\n"
        "临江市殡葬管理办法\n第一条 为规范管理，制定本办法。\n"
    )
    assert titles(text) == ["临江市殡葬管理办法"]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        (
            "民政局召开年度工作会议 2月2日，民政局召开会议，部署全年工作。 会议指出，要抓好落实。",
            "民政局召开年度工作会议",
        ),
        ("关于加强捐赠管理的通知 各慈善组织： 为加强管理，现通知如下。", "关于加强捐赠管理的通知"),
        ("民政局印发通知 进一步加强救助 为做好救助工作，近日，民政局印发通知。", "民政局印发通知 进一步加强救助"),
        ("近日，民政局召开会议，部署全年工作。", None),
        ("民政部等五部门联合印发《关于加强建设 推动发展的意见》，提出多项措施。", None),
    ],
)
def test_a_page_saved_as_one_line_shows_its_title_before_the_first_blank(line, title):
    assert titles(line) == [title]


def test_a_text_without_a_title_has_none():
    assert titles("截至2023年底，全市共有社会组织8126家。\n全年捐赠收入3.2亿元。\n") == [None]


def test_source_and_date_of_the_line_under_the_title_are_metadata():
    (cut,) = plain.cuts(
        "慈善周活动在临江举行\n来源：临江日报 发布时间：2024-09-05 08:00\n本届慈善周共募集善款120万元。\n"
    )
    assert (cut.source, cut.published) == ("临江日报", "2024-09-05")


@pytest.mark.parametrize("breaks", ["\n", "\r\n", "\r"])
def test_the_input_is_not_changed_and_offsets_count_its_code_points(breaks):
    text = ROUND_UP.replace("\n", breaks)
    document = read(Raw(data=text.encode("gb18030"), name="a/b/round-up.2024.txt"))
    assert document.text == text
    assert document.id == "round-up.2024"
    assert all(text[slice(*article.body[0])].endswith("。") for article in document.articles)


def test_the_labelled_documents_keep_all_their_text_and_their_titles(shared):
    titled = []
    for label in sorted((shared / "gold" / "dev" / "labels").glob("*.json")):
        text = json.loads((label.parents[1] / "docs" / label.name).read_text(encoding="utf-8"))["text"]
        articles = json.loads(label.read_text(encoding="utf-8"))["articles"]
        cuts = plain.cuts(text)
        assert [[list(span) for span in cut.body] for cut in cuts] == [
            a["body"] for a in articles
        ] or "page" in label.stem
        titled += [
            "".join(want["title"].split()) == "".join((cut.title or "").split())
            for want, cut in zip(articles, cuts, strict=True)
            if want["title"]
        ]
    assert sum(titled) / len(titled) >= 0.98


LINES = st.lists(
    st.one_of(
        st.text(alphabet="民政部社会组织家人0123456789，。、：《》“”（） \u3000", max_size=40),
        st.sampled_from(
            ["", "（上接 01 版）", "（据民政部官网）", "近日，民政部印发通知，", "一、总体要求", "来源：民政部"]
        ),
    ),
    max_size=60,
)


@given(LINES, st.sampled_from(["\n", "\n\n", "\r\n"]))
def test_spans_lie_in_the_text_and_never_overlap(lines, breaks):
    text = breaks.join(lines)
    spans = [span for article in plain.articles(text) for span in article.body]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(left[1] <= right[0] for left, right in zip(sorted(spans), sorted(spans)[1:], strict=False))
    assert bool(text.strip()) == bool(spans)


@pytest.mark.parametrize("leader", ["……………………", "————————", "········", "__________", "——……——……"])
def test_lines_that_lead_to_page_numbers_are_not_taken_for_spoilt_text(leader):
    contents = "\n".join(f"第{number}章　总则{leader}{number}" for number in "一二三四五六七八九十")
    assert read(Raw(data=f"信息公开目录\n{contents}".encode(), name="目录.txt")).articles


BULLETED = """简讯
●东营市公布首批社区社会组织示范点 近日，东营市民政局公布首批32个示范点，全市备案社区社会组织已达4126家。
●宁德市完成乡镇社工站全覆盖　截至9月末，宁德市124个社工站全部建成，配备驻站社工286名。
其中持证率达71%。
●铜陵市开展行业协会收费整治 今年以来铜陵市检查行业协会商会97家，责令整改12家。
"""


def test_items_that_are_lines_with_a_mark_are_articles_of_their_own():
    document = read(Raw(data=BULLETED.encode(), name="简讯.txt"))
    assert [article.title for article in document.articles] == [
        "东营市公布首批社区社会组织示范点",
        "宁德市完成乡镇社工站全覆盖",
        "铜陵市开展行业协会收费整治",
    ]
    assert document.articles[1].text.endswith("其中持证率达71%。")
    assert document.articles[0].text.startswith("近日，")


def test_points_of_a_notice_with_marks_are_no_articles():
    points = "●报送时间和方式 各区民政局于9月30日前报送。\n●联系人及联系电话 请与社管科联系，逾期不候。\n"
    notice = f"关于报送材料的通知\n{points}"
    assert len(read(Raw(data=notice.encode(), name="通知.txt")).articles) == 1
