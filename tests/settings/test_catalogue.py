"""The catalogue in ``config/sources``: every file loads, and nobody is left out."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from jianbao.chinese import places
from jianbao.model import SourceKind
from jianbao.settings import load

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "config" / "sources").glob("*.toml"))
PROVINCES = (
    "北京 天津 河北 山西 内蒙古 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南 重庆"
    " 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆 新疆生产建设兵团"
).split()
SUB_PROVINCIAL = "沈阳 大连 长春 哈尔滨 南京 杭州 宁波 厦门 济南 青岛 武汉 广州 深圳 成都 西安".split()
COLUMNS = "要闻 通知公告 政策文件 统计数据 社会组织 儿童福利 党建".split()
NATIONAL = "中国社会组织政务服务平台 中国社会组织网 慈善中国 国务院 中国社会报 公益时报".split()


@pytest.fixture(scope="module")
def catalogue():
    return load(ROOT / "config" / "jianbao.toml").sources


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_file_loads_by_itself(file, tmp_path):
    (tmp_path / "config" / "sources").mkdir(parents=True)
    (tmp_path / "inbox").mkdir()
    (tmp_path / "config" / "jianbao.toml").write_text("")
    (tmp_path / "config" / "sources" / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    settings = load(tmp_path / "config" / "jianbao.toml")
    assert settings.sources
    assert settings.broken == ()


def test_every_province_and_the_corps_have_a_department(catalogue):
    found = {source.region for source in catalogue}
    provinces = {place.name for name in PROVINCES if (place := places.lookup(name))}
    assert len(provinces) == 32
    assert provinces <= found


@pytest.mark.parametrize("city", SUB_PROVINCIAL)
def test_every_sub_provincial_city_has_a_bureau(catalogue, city):
    assert any(source.issuer == f"{city}市民政局" and source.region == f"{city}市" for source in catalogue)


@pytest.mark.parametrize("column", COLUMNS)
def test_the_ministry_is_followed_column_by_column(catalogue, column):
    assert any(source.issuer == "民政部" and column in source.name for source in catalogue)


@pytest.mark.parametrize("name", NATIONAL)
def test_the_national_platforms_and_papers_are_there(catalogue, name):
    assert any(source.name.startswith(name) for source in catalogue)


def test_each_says_what_readers_and_the_house_need_to_know(catalogue):
    for source in catalogue:
        if source.kind is SourceKind.FOLDER:
            continue
        assert source.region, source.name
        assert source.issuer, source.name
        assert source.rhythm, source.name
        assert not source.verified, f"{source.name}: who has probed it?"


def test_no_address_is_listed_twice(catalogue):
    addresses = [source.url for source in catalogue if source.url]
    assert len(addresses) == len(set(addresses))


def test_one_file_a_region(catalogue):
    """Files of a region hold its own department and its cities; only the national file holds papers and platforms."""
    assert len(FILES) >= 34
    hosts = {urlsplit(source.url or "").hostname for source in catalogue}
    assert len(hosts) >= 50


def test_topics_that_are_named_exist(catalogue):
    named = {topic for source in catalogue for topic in source.topics}
    assert named == {"social_organizations", "child_welfare", "party_building"}
