"""Noun phrases and the verbs around them, without a part-of-speech tagger.

Official prose is regular enough that a closed list of links (达到, 共有, 增至), of adverbs (已, 共, 累计) and of the few
hundred verbs that bulletins and notices use separates what is counted from what is said of it.
"""

import re

_GUARDED = {"动员": "(?<!运)动员", "培养": "培养(?!基)", "首批": "首批", "把": "把(?![手关握])"}
"""Verbs that are also the tail or the beginning of a noun, as patterns that leave the noun alone."""
_REACH = (
    "(?:增长|增加|增|提高|提升|上升|扩大|发展|拓展|扩展|扩|升|下降|减少|降低|降|减|缩短|压缩|恢复|回升|跃升|攀升|上涨|变|调整|改|上调|下调|缩减)"
)
REACHES = re.compile(rf"{_REACH}(?:了)?(?:到|至|为|成)(?:了)?$")
_LINKS = re.compile(
    rf"(?:{_REACH}(?:到|至|为)|达到|达|多达|高达|已达|共计|合计|总计|累计|共有|拥有|设有|已有|现有|仅有|约有|还有|只有|就有|稳定在|保持在|控制在|维持在|稳定|实现"
    r"|总共|为|是|有|共|计|已|均|各|仅|只|不|分别|了|：|:|约|大约|其中|最快|最高|最低|最长|最多|最少|最大|平均每年|之外|在|的"
    r"|按(?:照)?|确定|按不低于|实际|将|可|可以|预计|应|须|应当|必须|需|一般|原则上)$"
)
_LEADS = re.compile(
    r"(?:[0-9]{1,2}[.．、)）]|其中|同时|此外|另外|另|目前|截至目前|截至|截止|截至到|记者从[^，]*了解到|据[^，]{0,8}(?:统计|介绍|了解)|全国各地|全国|全省|全市|全区|全县|全自治区|我国|我省|我市|全球|国内|各地|本市|本省|该市"
    r"|共计|共|已经|已|累计|总计|合计|仅|还|并且|并|且|也|又|再|都|就|即|而|但|以及|和|与|及|或|、|预计|计划|将|拟|已有|共有|现有|拥有|设有|有|现|每年可|年均|平均|全年|年末|年内|当年|其|了"
    r"|则|均|各|先后|至|到|从|由|对|于|时|起|后|以来|期间|按|按照|为|在|新|先|，)"
)
_PER = re.compile(r"(?:为|按|是)?((?:每人|每户|每孩|每床|每名|每位|每平方米)?每(?:人|月|年|天|日|户|次|学期|学年|晚)|每人|每户|每平方米|每床|人均|户均)(?:不低于|不少于|最高|最低|可|达到|达|为|约)*$")

_VERBS = """
参与 参加 开展 提供 享受 得到 获得 接受 进入 加入 纳入 覆盖 建立 建成 完成 实施 出台 设立 成立 组建 牵头 帮扶 结对 保障 支持 服务于 从事 投入 投身 到达 达成
实现 通过 取得 持有 符合 具有 具备 拥有 存在 发生 出现 受到 受益 从中 获评 入选 荣获 被 签订 签约 签署 收到 收治 救治 入住 就读 毕业 就业 创业 脱贫 搬迁 迁入
参展 参会 参赛 参保 参训 参评 出席 到场 汇聚 聚集 聚焦 围绕 共同 联合 面向 用于 服务 惠及 带动 吸引 引导 推动 动员 发动 奔赴 深入 走进 走访 慰问 增长 增加 下降 提高 提升 减少 达到 超过 扩大 突破 缩短 降至 增至 升至 降低 上升 发展到 拓展到 翻
捐赠 捐款 捐助 资助 募集 筹集 拨付 下达 安排 发放 支出 投资 处置 取缔 查处 劝散 关停 整治 处理 处罚 处分 立案 评选 评定 表彰 命名 认定 登记 备案 审批 注销 撤销
并网 投运 新建 改建 扩建 改造 建设 打造 创建 培育 培训 培养 孵化 扶持 制定 修订 发布 公布 印发 编制 提出 提交 征集 受理 办理 办结 解决 化解 调解 排查 检查 巡视 接待
救助 收养 抚养 供养 养育 安置 保护 监护 关爱 帮助 照料 护理 配备 配置 安装 设置 采集 标注 规范 推广 运用 使用 启用 运行 运营 投用 投产 开工 开放 开通
担任 兼任 负责 聘用 招聘 吸纳 容纳 接纳 录用 选派 派出 启动 选举 换届 承担 承接 承办 举办 主办 召开 集中 分布 位于 来自 属于 占 深耕 扎根 活跃 联结 联系 链接
仍 已 均 将 能够 可以 需要 应当 不得 必须 没有 全部 普遍 陆续 先后 不断 进一步 正式 成功 首批 今天 昨天 日前 近日 在 对 向 从 为 把 让 被
""".split()
_VERB = re.compile("|".join(sorted((_GUARDED.get(verb, re.escape(verb)) for verb in _VERBS), key=len, reverse=True)))
# Verbs that name a thing when a noun follows or goes before: 服务机构, 参展企业, 投资金额, 签约项目, 帮扶县.
_OFTEN_NOUN = frozenset(
    "服务 保障 投资 建设 参展 参保 签约 登记 备案 捐赠 救助 保护 护理 培训 就业 创业 管理 资助 帮扶 扶持 运营 收养 养育 供养 监护 照料 规范 推广 改造 检查 立案 安置 联系 支出 毕业 巡视 服务于 承接 关爱 命名 出席 到场 选举 结对 评定 认定 使用 处罚 处分 安排 投入 联合 集中 检查 采集 配置 设置".split()
)
_ADVERBS = re.compile(r"^(?:已经|已|均|都|将|正在|正|仍|全部|也|还|共同|陆续|先后|目前|普遍|从而|能够|可以|共)+(?=..)")
_PIVOTS = ("推动", "引导", "组织", "支持", "带动", "动员", "帮助", "助力", "吸引", "促进", "指导", "鼓励", "选派", "吸引了", "推动了", "带动了", "发动")


def strip_links(words: str) -> str:
    """Take 达到, 共有, 为 … off the end of the words before a figure."""
    while match := _LINKS.search(words):
        words = words[: match.start()]
    return words


def strip_leads(words: str) -> str:
    """Take 其中, 全国, 共有, 累计 … off the beginning of a phrase; words that begin a longer noun stay."""
    while words:
        match = _LEADS.match(words)
        if not match or _begins_a_noun(words):
            break
        words = words[match.end() :]
    return words


_NOUNS_LIKE_LEADS = re.compile(
    r"从业|由于|对象|对口|新型|新增|新能源|新生|新建|新开工|新办|并轨|有效|有关|共同|共产|就业|就诊|即时|先进|为民|时空|后备|各类|各级|现场|现行|现役|平均[^每]|全国性|全国各族"
    r"|全区域|全市场|合同|合作|合计数|及时|及格|将军|现金|现代|已故|并发|都市|还款|仅限|与会|或者|和谐|和平|共青|各族|各项|各种|到场|到位|到账|起草|后勤|时间|于洪|在编|在职|在校|在册|在岗|在建|在办|在学|在园|在院|在养|新农|新业|新兴|新任|新修|新颁|为老|为残|对外|对欧|对亚|对美|从严|从重|按时|按期|再生|再就业|其他|其它|了解|则克|年均发|先天|由中|均衡|均等|也门|又好|有意|有偿|有机|有声|有线|为侨|至诚"
)


def _begins_a_noun(words: str) -> bool:
    return bool(_NOUNS_LIKE_LEADS.match(words))


def split_per(words: str) -> tuple[str, str]:
    """Split 孤儿养育标准为每人每月 into what is counted and 每人每月; the second is empty when there is none."""
    match = _PER.search(words)
    return (words[: match.start()], match[1]) if match else (words, "")


def split_verb(words: str) -> tuple[str, str]:
    """Split the words after a figure into the noun that it counts and what is said of it.

    ``社会组织参与冬奥会服务宣传`` gives ``社会组织`` and ``参与冬奥会服务宣传``; both may be empty.
    """
    position = 0
    while match := _VERB.search(words, position):
        at, word = match.start(), match.group()
        rest = words[match.end() :]
        if _is_noun_here(words, at, word, rest):
            position = match.end()
            continue
        return words[:at], _ADVERBS.sub("", words[at:])
    return words, ""


def _is_noun_here(words: str, at: int, word: str, rest: str) -> bool:
    """Tell whether a verb of the list is part of a noun: at the end, before a head noun, after 的 or another noun."""
    if len(word) == 1:
        return not rest or bool(_NOT_A_VERB.match(words[max(0, at - 1) : at + 2])) or bool(_NOT_A_VERB.match(words[at : at + 2]))
    if word not in _OFTEN_NOUN:
        return False
    return not (at == 0 or words[at - 1] in "已均将共仍也可" or rest.startswith(("了", "着", "过")))


# 在校生, 对象, 行为, 作为, 将军: the one-character verb is half of a noun.
_NOT_A_VERB = re.compile(r"在[校职编册岗建办学园院养]|对[象口外]|[行作]为|向导|从业|将[军来]|均衡|已婚|为[民老侨残]|被子|[方导志]向|[针应面相]对|[平人户年日]均|[现所内]在")


def is_pivot(words: str) -> bool:
    """Tell whether the words before a figure make its noun do something (推动6.2万条地名纳入…)."""
    return words.endswith(_PIVOTS)


def short_verb(words: str) -> str:
    """Return the verb that stands right before a figure, if it is one of the list."""
    tail = words.removesuffix("了")[-2:]
    return tail if tail in _VERB_SET else ""


_VERB_SET = frozenset(word for word in _VERBS if len(word) == 2) - _OFTEN_NOUN | {"投入", "捐赠", "安排", "培训", "救助", "登记", "查处"}


def subject_cut(words: str, limit: int = 14) -> str:
    """Shorten a long clause to what follows its last adverb of amount (共, 累计, 已): there stands what is counted."""
    if len(words) <= limit:
        return words
    for mark in ("预计", "累计", "共计", "总计", "合计", "共有", "拥有", "设有", "共", "已", "有", "将", "年均", "并", "分别"):
        at = words.rfind(mark)
        if at >= 0 and len(words) - at - len(mark) >= 3:
            rest = words[at + len(mark) :]
            if not _NOUNS_LIKE_LEADS.match(words[at:]) and words[at - 1 : at] not in {"公", "没", "所", "拥", "具", "持", "即"}:
                return rest
    return words


_COMPARED_TAIL = re.compile(
    r"(?:与|同|比|较|相比|相较)?(?:上年|去年|前年|上一年度?|上年同期|去年同期|同期|年初|上届|较?上一届|上月|上季度|期初|[0-9]{4}年?[末底]?(?:同期)?|上年末|原来|此前|以往|常年|常年同期|高峰时期|高峰期)?"
    r"(?:相比|同比|环比|比|较|又|再|均|各|都|实际|名义)*$"
)
_GROWTH_TAIL = re.compile(
    r"(?:增长|增加|增多|增幅|增速|提高|提升|上升|上涨|上浮|扩大|攀升|升|涨|多|下降|减少|降低|降幅|缩减|缩短|下滑|下跌|回落|压缩|缩小|收窄|降|减|跌|增|偏高|偏低|高出|减收)"
    r"(?:了|率|幅度|为|达|约|达到|近|均|各|分别)*$"
)
_COMPARISON_OPENS = re.compile(r"与[^，]{1,12}相比|比(?!重|例|率)|较(?!高|低|大|多)|同比|环比|按可比")


def growth_subject(left: str) -> str:
    """Return what grows when the words before a growth say it: 通关效率提升 gives 通关效率, 比上年增长 gives nothing."""
    words = _GROWTH_TAIL.sub("", left)
    opened = _COMPARISON_OPENS.search(words)
    words = words[: opened.start()] if opened else _COMPARED_TAIL.sub("", words)
    return strip_leads(strip_links(words)) if len(words) > 1 else ""


def object_of(words: str) -> str:
    """Return what a clause's first verbs act on: 启动实施|社会服务项目; the whole clause when it has no verb."""
    subject, verb = split_verb(words)
    if not verb:
        return strip_leads(subject)
    while match := _VERB.match(verb):
        verb = verb[match.end() :].removeprefix("了")
    return strip_leads(verb)
