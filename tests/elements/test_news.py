"""Place and issuer of news items."""

from collections.abc import Callable

import pytest

from jianbao import Article

Read = Callable[..., Article]


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("民政部、教育部日前联合印发《关于加强托管的通知》，要求各地落实。", "民政部、教育部"),
        ("民政部等六部门近日公布《养老服务办法》。", "民政部"),
        ("今天（3月2日），国务院新闻办公室举行新闻发布会，介绍有关情况。", "国务院新闻办公室"),
        ("国务院总理某某5月6日主持召开国务院常务会议，研究有关工作。", "国务院"),
        ("近日，市场监管总局会同民政部发布《服务指南（2024版）》。", "市场监管总局、民政部"),
        ("日前，省纪委对6起违反规定的典型问题进行公开通报。", "省纪委"),
        ("8月9日下午，市民政局党组召开专题学习会，部署工作。", "市民政局党组"),
        ("记者从民政部了解到，去年全国登记结婚760万对。", None),
        ("国家统计局公布的最新数据显示，工业增加值增长。", None),
        ("全国妇联近日部署开展关爱活动。", None),
        ("市委书记某某到福利院检查工作并主持召开座谈会。", None),
        ("第五届博览会在重庆举行，300家企业参展。", None),
    ],
)
def test_the_issuer_is_who_issues_or_convenes_not_who_is_mentioned(read: Read, text: str, issuer: str | None) -> None:
    assert read(text).issuer == issuer


def test_a_meeting_that_goes_on_from_another_page_is_its_sources(read: Read) -> None:
    text = "会议强调，要抓好巡视整改。会议要求，各司局要落实责任。"
    assert read(text, source="民政部官网").issuer == "民政部"


@pytest.mark.parametrize(
    ("title", "text", "region"),
    [
        ("长三角论坛开幕", "今天，论坛在江苏无锡开幕，500名代表参加。", "无锡市"),
        ("发展大会举行", "第四届山东发展大会今天在济南举行，1000人参加。", "山东省"),
        ("全国养老床位增加", "在安徽合肥，社区食堂开张。", "全国"),
        (None, "国务院安委会办公室今天在北京召开会议，部署工作。", "全国"),
        (None, "今天，非遗展在北京首都博物馆开幕，观众踊跃。", "北京市"),
        (None, "新疆阿合奇县的牧民用上了新电网，项目今天投运。", "阿合奇县"),
        (None, "石家庄至太原高铁今天开通，运行时间缩短。", None),
        (None, "合肥到黄山市的高铁今天开通运营。", "安徽省"),
        (None, "我市养老机构复工，床位增加两成，请各单位做好防护。", None),
        ("法国总统发表讲话", "当地时间今天，法国总统就养老金改革发表讲话。", None),
        (None, "山西、湖南等地为群众提供鲜花，文明祭扫成为新风尚。", "全国"),
        ("湖北和武汉两级红十字会整改", "工作组抵达，开展调研。", "湖北省"),
        (
            "党旗在“两新”阵地飘扬",
            "走进位于湖南省长沙市岳麓区的协会，党员名单醒目。长沙市重视党建。全市有党组织1326个，长沙成立行业党委。",
            "长沙市",
        ),
        ("党旗飘扬", "走进湖南省长沙市岳麓区的协会，名单醒目。岳麓区重视党建，全区有党组织126个。", "岳麓区"),
    ],
)
def test_the_region_covers_what_the_article_is_about(
    read: Read, title: str | None, text: str, region: str | None
) -> None:
    assert read(text, title).region == region


def test_a_text_that_speaks_of_its_own_town_and_names_none_is_about_no_place(read) -> None:
    text = "民政局年度工作总结\n一、社会救助\n全市230户享受城乡低保。我市新建敬老院4所。"
    assert read(text).region is None


def test_where_a_report_was_written_is_not_what_it_is_about(read: Read) -> None:
    for sent in ("某新社北京7月21日电", "本报北京2022年7月21日讯"):
        assert read(f"{sent}，全国铁路营业总里程达到16.2万公里。").region == "全国"


def test_a_dateline_with_its_year_is_the_day_of_publication(read: Read) -> None:
    assert read("本报北京2022年7月21日讯 记者获悉，专项行动启动。").published == "2022-07-21"
    assert read("某新社北京7月21日电 记者获悉，专项行动启动。").published is None


def test_a_text_that_names_no_place_but_its_own_takes_that_of_its_source(read: Read) -> None:
    text = "我区累计资助孤儿3916人次。全区共有孤儿6842名。"
    assert read(text, "政策问答", source="广西壮族自治区民政厅").region == "广西壮族自治区"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("平潭综合实验区社会事业局2022年工作报告", "现将有关情况报告如下。全年登记社会组织12家。"),
        ("区民政局2025年工作总结", "区民政局在区委、区政府的领导下完成各项任务，全区登记社会组织382家。"),
    ],
)
def test_an_office_whose_place_nobody_names_is_not_the_nation(read: Read, title: str, text: str) -> None:
    assert read(text, title).region is None


def test_a_line_of_data_under_the_headline_is_no_signature(read: Read) -> None:
    title = "民政部召开会议学习全会精神"
    text = f"{title}\n民政部　2025年10月24日\n民政部24日召开会议，学习全会精神，部署今冬工作。会议强调，要抓好落实。"
    assert read(text, title).issuer == "民政部"


def test_the_day_beside_the_source_is_that_of_publication(read: Read) -> None:
    assert read("来源：民政部门户网站 2023-10-31\n本网讯 民政部今日发布数据。").published == "2023-10-31"
