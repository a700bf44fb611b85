"""What an article is about, and not what it merely mentions."""

from collections.abc import Callable

import pytest

from jianbao import Article, Lexicon, Passage, Span

Ask = Callable[..., dict[str, object]]


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("省民政厅日前公布第二批涉嫌非法社会组织名单，共有9家。", {"social_organizations"}),
        ("截至6月底，全市登记的社会团体1200家、基金会35家，社会服务机构2100家。", {"social_organizations"}),
        ("近日，市妇联等8部门部署暑期儿童关爱服务活动，重点面向农村留守儿童、困境儿童。", {"child_welfare"}),
        ("县儿童福利机构完成转型，承担未成年人救助保护工作，孤儿已妥善安置。", {"child_welfare"}),
        ("市民政局党组召开主题教育专题民主生活会，局机关各党支部书记列席。", {"party_building"}),
        ("省委第三巡视组向省民政厅党组反馈巡视情况，要求抓好巡视整改，落实全面从严治党责任。", {"party_building"}),
    ],
)
def test_the_topic_is_what_the_article_is_about(find: Ask, text: str, topics: set[str]) -> None:
    assert set(find(text)) == topics


@pytest.mark.parametrize(
    "text",
    [
        "市教育局要求各校做好控辍保学，建立台账，把残疾儿童、留守儿童等特殊群体作为重点，准确掌握就学情况，及时劝返。"
        * 2,
        "全市推进养老服务，引导社会组织参与助餐，鼓励企业、社会组织和个人开办养老机构，新增护理型床位，方便老年人就近就餐。"
        * 2,
        "副市长、市政府党组成员到福利院调研，看望老人，询问冬季供暖，要求各级党委、政府做好防寒工作。",
        "今天是国际儿童节，各地公园举行游园活动，孩子们在草坪上放风筝、看表演，度过快乐的一天。",
        "市卫健委负责人介绍，儿科门诊已覆盖所有县医院，儿童用药目录新增40种药品。",
        "",
    ],
)
def test_a_mention_is_no_topic(find: Ask, text: str) -> None:
    assert set(find(text)) == set()


def test_a_bulletin_is_about_each_subject_that_has_a_section(find: Ask) -> None:
    filler = "本年度各项工作平稳推进，主要数据与上年基本持平，资料来源于各级统计报表。" * 12
    names = ["综合", "养老服务", "儿童福利和收养登记", "社会救助", "社会组织", "婚姻登记", "殡葬服务", "资金投入"]
    text = "\n".join(f"{number}.{name}。{filler}" for number, name in enumerate(names, 1))
    assert set(find(text, "全市民政事业发展统计公报")) == {"child_welfare", "social_organizations"}


def test_the_words_that_decided_are_given_as_reasons(find: Ask) -> None:
    finding = find("基金会信息公开：全市基金会按时公布年报。", "全市基金会信息公开情况")["social_organizations"]
    assert finding.reasons[0] == "基金会"
    assert 0.6 <= finding.score <= 1


def test_a_headline_that_names_the_topic_outweighs_one_that_does_not() -> None:
    text = "市民政局公布情况，涉及基金会若干，详情另行通知，请各单位知悉并做好相关准备。"
    lexicon = Lexicon("jianbao_social_organizations")

    def score(title: str) -> float:
        return lexicon.weigh(Article(title=title, body=(Span(0, 9),), passage=Passage.whole(text))).score

    assert score("基金会检查结果公布") > score("检查结果公布")


def test_one_item_of_many_does_not_make_a_text_about_it(find: Ask) -> None:
    items = ["城乡低保标准", "特困人员照料标准", "临时救助标准", "低收入家庭认定", "资金发放", "核查时限", "公示要求"]
    text = "".join(f"{item}按市政府规定执行，各区按月落实。" for item in items)
    assert (
        set(find(f"{text}孤儿养育标准每人每月1950元，事实无人抚养儿童参照执行。", "关于公布2025年各类标准的通知"))
        == set()
    )
