"""What is no figure. Precision first: a wrong figure costs a reader more than a missing one."""

import pytest

from jianbao import figures


@pytest.mark.parametrize(
    "text",
    [
        "2022年9月30日，第二届推介会在京开幕。",
        "要深刻领悟“两个确立”，做到“两个维护”，迎接党的二十大。",
        "构建“五位一体”的监管体系，落实“三会一课”。",
        "一是加强领导，二是压实责任，（三）是完善机制。",
        "《关于改革社会组织管理制度的意见》（民发〔2022〕12号）第十二条规定。",
        "评估等级为5A级、4A级，执业医师为一级。",
        "60岁以上老年人和35周岁以下青年优先。",
        "应当在15个工作日内答复，公示期为7天。",
        "（上接01版）",
        "热线电话：0771-5860326，24小时值守。",
        "从三个方面提出四项措施，分两级落实。",
        "千家万户的事，千方百计办好。",
        "他是该院唯一一位住院医师。",
        "十年来，近五年，“十四五”期间持续推进。",
        "第15届130次常务会议审议通过。",
        "打造15分钟养老服务圈。",
        "登记量下降5. 6%，发放1, 234万元。",
        "每3个月报告一次，每千人配备标准另行规定。",
        "统一社会信用代码为91110000123456789X，邮编100721。",
        "网址www.17xs.org，QQ群680946522。",
        "12时03分发射，8:30开始。",
        "社会团体登记管理条例自1998年10月25日起施行。",
        "反馈4个方面12类36个问题。",
        "排名前100位的基金会，百万元以下的小额信托。",
        "按5∶3∶2比例分三年拨付，每新增1张床位另计。",
    ],
)
def test_what_measures_nothing_is_no_figure(text: str) -> None:
    assert [item.quote for item in figures.read(text).statistics] == []


def test_what_a_number_at_the_head_of_a_line_counts_off_is_a_figure() -> None:
    found = figures.read("1. 6家养老机构通过验收。\n2. 56家养老机构参加评定。").statistics

    assert [item.quote for item in found] == ["6家", "56家"]


def test_a_small_count_in_chinese_digits_counts_as_the_beginning_of_a_change() -> None:
    found = figures.read("团队由一个维权岗拓展到45个维权岗。").statistics

    assert [(item.quote, item.from_) for item in found] == [("一个", None), ("45个", 0)]
