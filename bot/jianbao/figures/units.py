"""Measure words: which words make a number a figure, and what sort of measure they are.

Chinese puts a measure word after every counted number, so the list of them is what separates a figure from a bare
number. It holds the classifiers of modern written Chinese that official documents count with, the legal units of
measurement (法定计量单位) and money. Words that count the parts of a text, a term of office or the time of day are
left out on purpose: 方面, 届, 期, 分钟 never make a statistic.
"""

import re
from enum import Enum

from jianbao.figures.lexicon import any_of, words


class Sort(Enum):
    """What a unit measures."""

    COUNT = "count"  # 家 个 人 次
    MONEY = "money"
    PHYSICAL = "physical"  # 平方米 公里 千瓦
    PERCENT = "percent"  # % ‰
    POINTS = "points"  # 百分点
    TIMES = "times"  # 倍
    RATIO = "ratio"  # ∶
    NONE = "none"  # 4.4万


_COUNT = words("""
    个 家 名 人 位 户 件 项 条 张 所 座 处 台 辆 艘 架 支 只 头 匹 本 册 部 篇 份 封 幅 套 双 对
    副 批 次 例 宗 起 场 站 间 栋 幢 列 颗 块 片 根 瓶 盒 箱 袋 桶 包 株 棵 枚 门 堂 首 单 笔 种
    类 款 具 组 剂 针 床 尊 盏 盆 串 省 餐 桌 粒 把 顶 趟 桩 艇 股 羽 层 部门 单位 大类 大项
    课时 学时 学分 人次 户次 件次 台次 家次 场次 班次 车次 航次 架次 批次 趟次 辆次 艘次 例次
    篇次 单次 站次 人份 剂次 人天 人日 人·日 人·天 床次 席 席位 车位 标箱 次人 亩次 头次 组次
    对次 份次
""")
_MONEY = words("元 美元 欧元 英镑 日元 港元 港币 台币 新台币 澳元 加元 新元 韩元 卢布 瑞士法郎")
_PHYSICAL = words("""
    平方米 平方公里 平方千米 平米 立方米 公里 千米 厘米 毫米 海里 米 亩 公顷 吨 公斤 千克 克
    毫克 斤 升 毫升 岁 千瓦时 兆瓦时 千瓦 兆瓦 千伏 摄氏度 ℃ 吨标准煤 小时 TB GB MB PB GW MW kW
""")

# A unit's character that begins the next word instead: 5万|户籍人口, 14亿|人民, 50|项目. Behind a number a measure word
# is the rule, so a compound gives way where the measure word reads as well: 20名|优秀党员, 12位|居民, 50个|体育场.
_BEGINS_A_WORD = {
    "人": "[口民均才员物文权事道身格]|大(?!病)",
    "户": "[籍口外型主]",
    "家": "[庭属乡园口]|长(?!期)|政(?!府|务|策|法|协)|具(?!有|备)|用(?!人|工|户|于)|电(?!商|力|子|信|影|视|器|网)",
    "个": "税|人(?!民|大)|体(?!育|检|验|系)|性(?!能)|别(?!墅)|案(?!例|件)",
    "项": "目(?!标|录)",
    "名": "[录牌胜誉额义]|单(?!身|亲)|称(?!职)|优(?!秀|异)",
    "位": "[于置列]|居(?!民|家)",
    "次": "[数日年级]|要(?!求)|生(?!产|活)",
    "所": "[有在需谓属]",
    "张": "家",
    "部": "[分队长委署属级]",
    "条": "[例件款约理幅]|文(?!化|明|旅)",
    "种": "[植子族质]|业(?!务|态)",
    "场": "[所地景馆]|合(?!唱|作|奏)|面(?!向|对)",
    "本": "[科地市级省年区县报届次人身着]",
    "起": "[来草步点于到初源]|诉(?!讼)|重(?!大|特|点)",
    "门": "[类诊店户口]",
    "对": "[口象于照应接外比]",
    "座": "[谈位]",
    "台": "[湾账风]",
    "笔": "[试者]",
    "根": "[据本治]",
    "片": "[区面]",
    "处": "[置理罚于长级]|分(?!支)",
    "批": "[准复评]|示(?!范)",
    "组": "[织成建合长]",
    "层": "[面次级层]",
    "股": "[份东权票]",
    "套": "[餐用]",
    "类": "[型别似]",
    "例": "[如外会]",
    "支": "[持付出撑援配]|部(?!队)",
    "只": "[有要能是]",
    "头": "[部条]",
    "件": "套",
    "首": "[次批个届创都先要家]",
    "站": "[点在立]",
    "床": "位",
    "单": "[位独亲元一项个纯]",
    "份": "额",
    "架": "构",
    "列": "[入为车席]",
    "包": "[括容含装]",
    "把": "握",
    "针": "对",
    "餐": "[饮厅]",
    "省": "[级市内外]",
    "席": "位",
    "元": "[旦宵首素件]",
    "块": "链",
    "米": "粉",
    "克": "服",
    "升": "[级至到高]",
    "亩": "[均产]",
    "双": "[方一向重]",
    "副": "[省主部市县]",
}

SORTS: dict[str, Sort] = (
    dict.fromkeys(_COUNT, Sort.COUNT) | dict.fromkeys(_MONEY, Sort.MONEY) | dict.fromkeys(_PHYSICAL, Sort.PHYSICAL)
)
SORTS |= {"%": Sort.PERCENT, "％": Sort.PERCENT, "‰": Sort.PERCENT, "百分点": Sort.POINTS, "千分点": Sort.POINTS}
SORTS |= {"/10万": Sort.PERCENT}
SORTS |= {"倍": Sort.TIMES, "": Sort.NONE, "∶": Sort.RATIO}

_PER = r"(?:/[人户月年天日次张床位亩吨平方米学期时餐份件]{1,4}(?:[·•・.．/](?:人|户|月|年|天|日|次))?)?"


def _counted() -> str:
    """Return the alternatives for classifiers, each with what must not follow it."""
    listing = sorted(set(_COUNT), key=len, reverse=True)
    return "|".join(re.escape(word) + (f"(?!{stop})" if (stop := _BEGINS_A_WORD.get(word)) else "") for word in listing)


PATTERN = (
    r"[%％‰]|个?[百千]分点|倍(?![数增频感])"
    rf"|(?:{any_of(word for word in _MONEY + _PHYSICAL if len(word) > 1)}){_PER}"
    rf"|元(?![旦宵首素件]){_PER}"
    rf"|{_counted()}"
    rf"|(?:[亩吨斤℃]|米(?!粉)|克(?!服)|升(?![级至到高])){_PER}"
    r"|岁|/10万(?![元人])"
)
"""Alternatives for a unit right after a number, longest first."""


def sort_of(unit: str) -> Sort:
    """Return what *unit* measures; compound units (元/人·月) are of their first part's sort."""
    return SORTS.get(unit) or SORTS.get(unit.partition("/")[0], Sort.COUNT)
