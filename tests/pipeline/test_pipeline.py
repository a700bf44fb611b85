"""One document's way, from bytes to alerts."""

import pytest

from jianbao import Finding, Topic, hookimpl
from jianbao.errors import ReadError
from jianbao.model import Source, SourceKind
from jianbao.pipeline import alerts_of, understand
from jianbao.plugins import Candidate, Plugins
from jianbao.read import Raw

BEIJING = Source(name="bj", kind=SourceKind.LIST, url="https://mzj.a.cn/", region="北京市", issuer="北京市民政局")
NEWS = """本市社会组织数量稳步增长
截至2021年底，全市共有社会组织12841家，比上年增加415家。
其中基金会806家，全市基金会资产超过200亿元。
"""


class Everything:
    """A plugin that finds a topic in every article."""

    def __init__(self, topic: str, key: tuple[int, ...] = ()) -> None:
        self._topic, self._key = topic, key

    @hookimpl
    def topics(self) -> list[Topic]:
        return [Topic(id=self._topic, names={"zh": "题目"})]

    @hookimpl
    def find(self) -> list[Finding]:
        return [Finding(topic=self._topic, key=self._key)]


class Broken(Everything):
    """A plugin that raises."""

    @hookimpl
    def find(self) -> list[Finding]:
        raise RuntimeError("broken")


def plugins(*loaded: Everything) -> Plugins:
    return Plugins(
        Candidate(name=f"p{number}", version="1", load=lambda plugin=plugin: plugin)
        for number, plugin in enumerate(loaded)
    )


def raw(text: str = NEWS) -> Raw:
    return Raw(data=text.encode(), name="news.txt")


def test_a_text_becomes_an_alert_with_its_figures():
    document = understand(raw(), plugins(Everything("news")))
    (alert,) = alerts_of(document)
    assert alert.topics == ("news",)
    assert "社会组织" in alert.title
    assert {12841, 415, 806} <= {statistic.value for statistic in alert.statistics}
    assert all(document.text[each.start : each.end] == each.quote for each in alert.statistics)


def test_an_article_without_a_topic_is_stored_and_not_told():
    document = understand(raw(), plugins())
    assert document.articles[0].statistics
    assert alerts_of(document) == ()


def test_a_plugin_that_raises_costs_only_its_own_findings():
    loaded = plugins(Broken("one"), Everything("two"))
    (alert,) = alerts_of(understand(raw(), loaded))
    assert alert.topics == ("two",)
    assert loaded.failures[0].plugin == "p0"


def test_a_repost_with_other_wraps_blanks_and_punctuation_is_the_same_alert():
    title, *lines = NEWS.splitlines()
    body = "".join(lines)
    wrapped = title + "\n" + "\n".join(body[start : start + 17] for start in range(0, len(body), 17)) + "\n"
    (one,) = alerts_of(understand(raw(), plugins(Everything("news"))))
    (other,) = alerts_of(understand(raw(wrapped.replace("，", ",")), plugins(Everything("news"))))
    assert one.id == other.id


def test_another_figure_makes_another_alert():
    (one,) = alerts_of(understand(raw(), plugins(Everything("news"))))
    (other,) = alerts_of(understand(raw(NEWS.replace("12841", "12842")), plugins(Everything("news"))))
    assert one.id != other.id


def test_the_source_speaks_for_texts_that_name_no_place_and_no_issuer():
    (alert,) = alerts_of(understand(raw(), plugins(Everything("news")), source=BEIJING, listed="2022-01-20"))
    assert (alert.region, alert.issuer, alert.published, alert.source) == (
        "北京市",
        "北京市民政局",
        "2022-01-20",
        "bj",
    )


def test_a_text_that_names_its_place_is_believed_before_its_source():
    text = NEWS.replace("全市", "上海市").replace("本市", "上海市")
    (alert,) = alerts_of(understand(raw(text), plugins(Everything("news")), source=BEIJING))
    assert alert.region == "上海市"


def test_national_news_in_a_local_source_stay_national():
    text = "民政部公布数据\n截至2021年底，全国共有社会组织90.2万家，比上年增加8000家。\n"
    (alert,) = alerts_of(understand(raw(text), plugins(Everything("news")), source=BEIJING))
    assert alert.region == "全国"


def test_the_key_figures_of_all_topics_are_shown_once_in_their_order():
    loaded = plugins(Everything("one", key=(1, 0)), Everything("two", key=(2, 1)))
    (alert,) = alerts_of(understand(raw(), loaded))
    assert alert.topics == ("one", "two")
    assert alert.key == (1, 0, 2)


def test_an_article_without_a_headline_is_called_by_its_first_sentence():
    body = NEWS.partition("\n")[2].replace("\n", "")
    (alert,) = alerts_of(understand(raw(body), plugins(Everything("news"))))
    assert alert.title.startswith("截至2021年底")


def test_bytes_that_are_no_document_are_refused():
    with pytest.raises(ReadError):
        understand(Raw(data=bytes(range(256)) * 20, name="a.bin"), plugins())
