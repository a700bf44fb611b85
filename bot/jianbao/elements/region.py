"""The place that an article is about: the most specific one that covers it, 全国 for national matters."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from jianbao.chinese import places
from jianbao.chinese.places import NATION, Level, Place
from jianbao.elements.sheet import Sheet

_EVERYWHERE = re.compile(r"全国(?!性|政协|人大|妇联|总工会|工商联)|各省(?:区市|、自治区)")
_OURS = "我国"
# Words that place a text in a province or city that it does not name: 我市, 全省, 区委、区政府, 省质检院.
_LOCAL = re.compile(
    r"(?:我|全)(?:省|市|县|区|旗|州|镇|乡)(?![域族])|全街道|本[市区县]|[省市区县旗州镇乡]委、[省市区县旗州镇乡]?政府|^[省市县区](?![内外、级委域场民长区])[一-鿿]{2,10}(?:院|局|厅|委)"
)
# An office of a zone that no gazetteer knows: 平潭综合实验区社会事业局.
_OF_A_ZONE = re.compile(r"(?:实验|开发|高新|新|示范|经开|管理|度假)区[一-鿿]{0,10}(?:局|委员会|管委会|办公室|中心)")
_LOCAL_BODY = re.compile(r"^[省市县区州]|[科股]$|街道|[镇乡村]")
# Beijing is where the nation meets: 在北京举行. In 在北京大运河博物馆 it is a place like any other.
_VENUE = re.compile(
    r"(?<=[社报网])北京(?=(?:[0-9]{4}年)?[0-9]{1,2}月)|"  # a dateline
    r"在北京(?:人民大会堂)?(?=[，。]|正式|共同|联合|隆重|成功|[召举]|开[幕班]|闭幕|成立|发布|启动|通过|签署|揭|出席|会见)"
)
# 来陕考察: a province's one-character name counts only beside such verbs.
_ABBREVIATED = re.compile(
    r"[来在赴](?P<name>[津沪渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川黔滇藏陕甘青宁新])(?=考察|视察|调研|召开|举行|举办)"
)
_PROVINCES = dict(
    zip(
        "津沪渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川黔滇藏陕甘青宁新",
        "天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南 四川 "
        "贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆".split(),
        strict=True,
    )
)
_CHINA = re.compile(r"中国|我国|全国|中方|国内|中外|对华|在华|国家主席|国务院")
_LINE = re.compile(r"[至到—–-][^，。]{1,24}?(?:高铁|铁路|高速|公路|运河|航线)")  # what joins two places is about both
_ADDRESS_GAP = re.compile(r"[^、，。；和与及在到至赴—–·向对]{0,3}")  # 新疆华能阿合奇县: still one address
_WHOLE = {Level.PREFECTURE: "全市", Level.PROVINCE: "全省"}
_DOMINANT = 0.6  # share of all mentions that makes a place the subject of a text that does not start with it
_OFTEN = 3  # mentions


def read(page: Sheet, issuer: str | None) -> str | None:
    """Return the full official name of the place that the article is about, None when the text does not tell.

    The headline says it first, then the issuer's own place, then the first sentence, then what is named all over.
    """
    lead = _lead(page)
    in_lead = None if issuer else _covering(_VENUE.sub("　", lead))
    if _EVERYWHERE.search(page.title):
        return NATION
    if _OURS in page.title:
        return in_lead.name if in_lead and in_lead.level is Level.COUNTY else NATION
    place = _covering(page.title) or _covering(issuer or "")
    if place is None and issuer is None and _mentions(lead) and _LINE.search(lead):
        return _along(in_lead)
    place = place or (_spoken_of(in_lead, page.text) if in_lead else None)
    if place:
        return place.name
    if _is_national(issuer):
        return NATION
    if issuer is None and _is_abroad(page.title + lead):
        return None
    return _elsewhere(page, issuer, lead)


def _spoken_of(scene: Place, text: str) -> Place:
    """Return the city or province around the *scene* of the first sentence when the text goes on to speak of all of it.

    A feature begins in one district (走进长沙市岳麓区的…) and tells of the city: it names it more often, and says 全市.
    """
    named = Counter(place for _, _, place in places.find(text))
    for around in list(scene.lineage())[1:]:
        whole = _WHOLE.get(around.level)
        if whole and whole in text and named[around] >= _OFTEN and named[around] > named[scene]:
            return around
    return scene


def _along(ends: Place | None) -> str | None:
    """Return the province that a line between two places lies in; None when it crosses a border."""
    if ends is None:
        return None
    return list(ends.lineage())[-1].name


def _elsewhere(page: Sheet, issuer: str | None, lead: str) -> str | None:
    frequent = _frequent(page.text)
    if frequent:
        return frequent.name
    if _LOCAL_BODY.search(issuer or "") or _is_of_some_place(lead, page):
        if home := _covering(page.source):
            return home.name
        found = _ABBREVIATED.search(page.text)
        return _official(found["name"]) if found else None
    found = _ABBREVIATED.search(page.text) if issuer else None
    return _official(found["name"]) if found else NATION


def _is_of_some_place(lead: str, page: Sheet) -> bool:
    return bool(_LOCAL.search(lead + page.title) or _OF_A_ZONE.search(page.title)) or _speaks_of_home(page)


def _speaks_of_home(page: Sheet) -> bool:
    """Tell whether a text without a place speaks of its own one (全市, 我县) and nowhere of the nation."""
    return bool(_LOCAL.search(page.text)) and not _CHINA.search(page.title + page.text)


def _is_abroad(words: str) -> bool:
    return places.names_abroad(words) and not _CHINA.search(words)


def _official(short: str) -> str | None:
    place = places.lookup(_PROVINCES[short])
    return place.name if place else None


def _is_national(issuer: str | None) -> bool:
    return bool(
        re.match(r"国务院|国家|中共中央|中央|全国|最高人民|中国|[一-鿿]{2,9}部(?:$|、)|[一-鿿]{2,6}总局", issuer or "")
    )


def _lead(page: Sheet) -> str:
    """Return the first sentence of the running text: behind title, number and 主送机关."""
    text = page.text[page.text_start :].strip()
    return re.split(r"(?<=[。！？])|\n", text)[0]


def _mentions(words: str) -> list[tuple[int, int, Place]]:
    return [found for found in places.find(words) if found[2].level is not Level.NATION]


def _covering(words: str) -> Place | None:
    """Return the place that covers all places that *words* name, None when they name none or lie far apart."""
    named = list(_addresses(words, _mentions(words)))
    if not named:
        return None
    return next((above for above in named[0].lineage() if all(place.within(above) for place in named)), None)


def _addresses(words: str, mentions: Sequence[tuple[int, int, Place]]) -> Iterator[Place]:
    """Yield the last part of each address: 宁波 of 浙江宁波; 湖北省和武汉市 are two, and the province covers both."""
    for at, (_, end, place) in enumerate(mentions):
        if at + 1 < len(mentions):
            start, _, inner = mentions[at + 1]
            if inner != place and inner.within(place) and _ADDRESS_GAP.fullmatch(words[end:start]):
                continue
        yield place


def _frequent(text: str) -> Place | None:
    mentions = Counter(place for _, _, place in places.find(text))
    if not mentions:
        return None
    (place, count), *_ = mentions.most_common(1)
    if place.level is Level.NATION or count < _OFTEN or count < _DOMINANT * mentions.total():
        return None
    return place
