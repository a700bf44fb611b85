"""What a chat is told of texts and pages. The cases in cases/ are tests as well, without Python."""

from jianbao import Source, SourceKind
from jianbao.testing.alerts import Alerts
from jianbao.testing.site import Site

TEXT = "全年依法办理结婚登记683.5万对，比上年下降10.6%。民政部门在北京、天津开展婚姻登记“跨省通办”试点。"


def test_a_chat_reads_how_many_couples_married_and_what_is_easier(jianbao_alerts: Alerts) -> None:
    (told,) = jianbao_alerts(f"2022年婚姻登记情况\n\n{TEXT}\n")
    assert "💍 2022年婚姻登记情况" in told.text
    assert "683.5 万对" in told.text
    assert "便民　跨省通办：北京、天津" in told.text


def test_what_a_column_lists_reaches_the_chat_once_although_the_page_was_away(
    jianbao_alerts: Alerts, jianbao_site: Site
) -> None:
    page = jianbao_site.article("/a.html", "2022年婚姻登记情况", TEXT)
    other = jianbao_site.article("/b.html", "全市殡葬管理工作会议召开", "全市共有殡仪馆18家。", "2026-01-04")
    column = Source(name="公报", kind=SourceKind.LIST, url=jianbao_site.column("/gb/", page, other), newest=2)
    jianbao_site.fails("/a.html", 503)
    assert [len(jianbao_alerts.watch(column)) for _ in range(3)] == [0, 1, 0]


def test_a_chat_is_not_told_of_other_texts(jianbao_alerts: Alerts) -> None:
    assert jianbao_alerts("全市交通工作会议召开\n\n截至2023年底，全市共有公交线路86条。\n") == []
