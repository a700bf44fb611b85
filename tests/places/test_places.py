import pytest

from jianbao.chinese import gazetteer, places
from jianbao.chinese.places import Level


def names(text: str) -> list[str]:
    return [place.name for _, _, place in places.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("北京、宁波和青海三地", ["北京市", "宁波市", "青海省"]),
        ("广西、内蒙古、香港", ["广西壮族自治区", "内蒙古自治区", "香港特别行政区"]),
        ("阿合奇县的牧民", ["阿合奇县"]),
        ("吉林省吉林市", ["吉林省", "吉林市"]),
        ("甘孜州、互助县", ["甘孜藏族自治州", "互助土族自治县"]),
        ("新疆生产建设兵团第一师", ["新疆生产建设兵团"]),
        ("江西湖南湖北", ["江西省", "湖南省", "湖北省"]),
        ("全国和我国各地", ["全国", "全国"]),
        ("上海市场监管部门", ["上海市"]),
        ("原密云县", ["密云县"]),
        ("东莞市、中山市、儋州市和嘉峪关市没有县区", ["东莞市", "中山市", "儋州市", "嘉峪关市"]),
    ],
)
def test_short_and_full_names_become_full_official_names(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "大同小异", "中山装", "北京大学和北京师范大学", "青海湖边", "均衡水平", "其中卫生机构", "隆重庆祝", "扩大同比",
        "黄河南岸", "和平与发展", "省和县两级", "老城区改造", "北京时间8点", "文山会海",
        "中国志愿服务联合会", "医保定点", "长白山", "阿里巴巴", "日照充足", "南京路步行街", "县域", "",
    ],
)  # fmt: skip
def test_words_that_only_hold_the_characters_of_a_place_are_none(text: str) -> None:
    assert names(text) == []


def test_offsets_are_those_of_the_words_in_the_text() -> None:
    text = "截至年底，河北省石家庄市和唐山共有"
    assert [text[start:end] for start, end, _ in places.find(text)] == ["河北省", "石家庄市", "唐山"]


def test_a_shared_county_name_is_told_by_the_superior_that_the_text_names() -> None:
    assert names("鼓楼区办事处") == []
    assert [place.parent.name for _, _, place in places.find("福州市鼓楼区") if place.parent][-1] == "福州市"
    (_, _, nanjing), *_ = [found for found in places.find("南京的社区……，鼓楼区也") if found[2].level is Level.COUNTY]
    assert nanjing.code == "320106"
    assert [place.code for _, _, place in places.find("朝阳区位于北京东部")] == ["110105", "11"]


def test_lookup_reads_short_full_and_chained_names_and_refuses_namesakes() -> None:
    north = places.lookup("北京")
    assert north is not None
    assert (north.name, north.level, north.code, north.parent) == ("北京市", Level.PROVINCE, "11", None)
    drum = places.lookup("福州市鼓楼区")
    assert drum is not None
    assert [place.name for place in drum.lineage()] == ["鼓楼区", "福州市", "福建省"]
    assert places.lookup("鼓楼区") is None
    assert places.lookup("某地") is None


@pytest.mark.parametrize(
    ("outer", "inner", "expected"),
    [
        ("全国", "海淀区", True),
        ("全国", "某村", True),
        ("北京市", "海淀区", True),
        ("北京", "北京市", True),
        ("新疆维吾尔自治区", "新疆生产建设兵团", True),
        ("浙江省", "义乌市", True),
        ("福建省", "鼓楼区", True),  # one of them does
        ("海淀区", "北京市", False),
        ("某村", "某村", True),
        ("北京市", "全国", False),
        ("某村", "北京市", False),
    ],
)
def test_a_place_covers_itself_and_what_lies_in_it(outer: str, inner: str, expected: bool) -> None:
    assert places.covers(outer, inner) is expected


def test_every_division_knows_its_superior() -> None:
    all_places = [place for place, _ in gazetteer.divisions()]
    provinces = [place for place in all_places if place.level is Level.PROVINCE]
    assert len(provinces) == 35  # 34 and the 兵团
    assert len(all_places) > 3200
    assert all(place.parent is not None for place in all_places if place.level > Level.PROVINCE)


def test_a_place_known_from_elsewhere_decides_between_namesakes() -> None:
    assert [place.code for _, _, place in places.find("鼓楼区办事处", within="南京市")] == ["320106"]
    assert places.find("鼓楼区办事处", within="北京市") == []


@pytest.mark.parametrize(("text", "expected"), [("老挝代表团抵达", True), ("欧盟峰会", True), ("黄山脚下", False)])
def test_news_from_abroad_is_seen_as_such(text: str, expected: bool) -> None:
    assert places.names_abroad(text) is expected
