"""The closed word classes of official prose: links, leads, verbs, and the nouns that look like them.

No tagger is needed where the language is this regular, but the lists must be the language's, not one document's:
a word belongs here when bulletins, notices and news use it in this role wherever they come from.
"""

import re
from collections.abc import Iterable


def words(listing: str) -> tuple[str, ...]:
    """Split a listing at its blanks."""
    return tuple(listing.split())


def any_of(listing: Iterable[str]) -> str:
    """Return a regular expression for one of the words, longest first."""
    return "|".join(sorted(map(re.escape, set(listing)), key=len, reverse=True))


UP = words("""
    增长 增加 增多 净增 增幅 增速 增收 提高 提升 上升 上涨 上浮 扩大 攀升 涨幅 偏高 高出
    快于 高于 超额 多收 多支 增 升 涨 多
""")
"""Verbs and nouns of growth, for the words right before a figure."""

DOWN = words("""
    下降 减少 净减 降低 降幅 缩减 缩短 下滑 下跌 回落 减收 压缩 缩小 收窄 减轻 跌幅 偏低
    低于 少收 少支 短 少 降 减 跌
""")

REACHING = words("""
    增长 增加 提高 提升 上升 扩大 发展 拓展 扩展 下降 减少 降低 缩短 压缩 恢复 回升
    跃升 攀升 上涨 涨 跌 调整 上调 下调 缩减 整合 合并 压减 精简 扩容 扩充 缩小 翻 增 扩 升 降 减 变 改
""")
"""Verbs that lead to a new level with 到, 至 or 为: 增长到, 降至."""

LINKS = words("""
    达到 达 多达 高达 已达 共计 合计 总计 累计 总共 共有 拥有 设有 已有 现有 仅有 约有
    还有 只有 就有 有 共 计 为 是 超过 突破 已经 已 均 各 仅 只 不 了 ： : 约 大约 分别 其中 实现 实际
    稳定在 保持在 控制在 维持在 稳定 在 的 最快 最高 最低 最长 最多 最少 最大 平均每年
    折合人民币 折合 折价 之外 首次 平均 同步 同时 相应 由 从
    按 按照 确定 按不低于 将 可 可以 预计 应 须 应当 必须 需 一般 原则上 继续 统一
""")
"""What stands between the counted noun and its number."""

LEADS = words("""
    的 分别 其中 其余 同时 此外 另外 另 目前 截至目前 截至 截止 截至到 全国各地 全国 全省 全市 全区
    全县 全自治区 我国 我省 我市 全球 国内 各地 本市 本省 该市 共计 共 已经 已 累计 总计
    合计 仅 还 并且 并 且 也 又 再 都 就 即 而 但 以及 和 与 及 或 、 ， 预计 计划 将 拟
    正在 最终 已有 共有 现有 拥有 设有 有 现 每年可 年均 平均每年 需 需要 全年 年末 年内 当年 其 了 则 均 各
    先后 至 到 从 由 对 于 时 起 后 以来 期间 按 按照 为 在 先
""")
"""What stands before the noun phrase and is no part of it: conjunctions, adverbs, the place it is all about."""

NOUNS_LIKE_LEADS = words("""
    起诉 起草 起步 从业 由于 对象 对口 对外 新型 新增 新能源 新生 新建 新开工 新办 新农
    新业 新兴 新任 新修 新颁 并轨 并发 有效 有关 有意 有偿 有机 有声 有线 共同 共产 共青
    就业 就诊 即时 先进 先天 为民 为老 为残 为侨 时空 时间 后备 后勤 各类 各级 各族 各项
    各种 现场 现行 现役 现金 现代 全国性 全省性 全市性 全县性 全区性 全国各族 全区域 全市场 合同 合作 合计数 及时
    及格 将军 已故 都市 还款 仅限 与会 或者 和谐 和平 到场 到位 到账 起草 在编 在职
    在站 在校 在册 在岗 在建 在办 在学 在园 在院 在养 从严 从重 按时 按期 再生 再就业 其他
    其它 了解 均衡 均等 需求 需方
    新登记 新命名 新注册 新认定 新成立 新设立 新发展 新批准 新开办 新招 新纳入 新任命 新发 新加 新入
""")
"""Words whose first characters are a lead, and that are not to be cut."""

VERBS = words("""
    参与 参加 开展 提供 享受 得到 获得 接受 进入 加入 纳入 覆盖 建立 建成 完成 实施 出台
    设立 成立 组建 牵头 帮扶 结对 保障 支持 服务于 从事 投入 投身 到达 达成 实现 通过
    取得 持有 符合 具有 具备 拥有 存在 发生 出现 受到 受益 从中 获评 入选 荣获 签订 签约
    签署 收到 收治 救治 入住 就读 毕业 就业 创业 脱贫 搬迁 迁入 参展 参会 参赛 参保 参训 参检
    参评 出席 到场 汇聚 聚集 聚焦 围绕 共同 联合 面向 用于 服务 惠及 带动 吸引 引导 推动
    动员 发动 奔赴 深入 走进 走访 慰问 增长 增加 下降 提高 提升 减少 达到 超过 扩大 突破
    缩短 降至 增至 升至 降低 上升 发展到 拓展到 翻 捐赠 捐款 捐助 资助 募集 筹集 拨付
    下达 安排 发放 支出 投资 处置 取缔 查处 劝散 关停 整治 处理 处罚 处分 立案 评选 评定
    表彰 命名 认定 登记 备案 审批 注销 撤销 并网 投运 新建 改建 扩建 改造 建设 打造 创建
    培育 培训 培养 孵化 扶持 制定 修订 发布 公布 印发 编制 提出 提交 征集 受理 办理 办结
    解决 化解 调解 排查 检查 巡视 接待 救助 收养 抚养 供养 养育 安置 保护 监护 关爱 帮助
    照料 护理 配备 配置 安装 设置 采集 标注 规范 推广 运用 使用 启用 运行 运营 投用 投产
    开工 开放 开通 担任 兼任 负责 聘用 招聘 吸纳 容纳 接纳 录用 选派 派出 启动 选举 换届
    承担 承接 承办 举办 主办 召开 集中 分布 位于 来自 属于 占 深耕 扎根 活跃 联结 联系
    链接 抵扣 减免 报销 表示 认为 反映 愿意 希望 知晓 满意
    推进 推行 落实 贯彻 加强 强化 深化 优化 健全 探索 引进 引入 租赁 出租 生产 制造 种植
    养殖 供应 输送 接入 上线 寄递 投递 收寄 运送 发送 通车 通航 贯通 铺设 架设 修建 修复
    修缮 拆除 清理 清退 整改 纠正 约谈 问责 追究 查办 起诉 审理 判决 结案 挽回 追回 返还
    退还 兑付 偿还 缴纳 征收 转移 疏散 撤离 抢修 死亡 失踪 受伤 受灾 倒塌 确诊 治愈 出院
    接种 筛查 随访 展出 展示 参观 报名 录取 招收 入学 授课 讲授 走上 登上 督办 暗访 验收
    核发 颁发 授予 晋升 任命 免职 推荐 当选 成为 担负 占据 跻身 位居 保持 增设 增开 加开
    新设 新添 裁减 重组 改制 形成 构成 组成 包含 涵盖 涉及 针对 遍布 遍及 辐射 分为 列为
    评为 视为 称为 作出 做出 给予 赋予 带来 造成 导致 引发 诞生 亮相 举行 开幕 闭幕 落幕
    揭牌 挂牌 授牌 竣工 交付 入驻 落户 进驻 退出 离开 返回 抵达 前往 迈入 步入 跨入 刷新
    创造 创下 领先 负担 认捐 认领 购买 承诺 签收 起降 收获 结成 共建 共享 扎根于 聚焦于 致力于 受惠 获益
    进行 抓好 做好 抓实 享有 领取 发给 增发 补发
    挤占 挪用 侵占 骗取 套取 虚报 冒领 截留 滞留 闲置 盘活 违规 拖欠
    采取 采用 选用 组织实施 推出 开设 开办 兴办 创办 主持 指导 督促 要求 提示 提醒 举报
    投诉 咨询 来访 求助 报告 披露 公示 公开 播出 播放 点击 浏览 阅读 观看 收听 下载 注册
    关注 转发 汇集 收集 归集 整合 共计 合计 相当于 仅占 高于 低于 多于 少于 不足 接近
    在岗 到岗 编入 交由 交给 转入 列入 投向 流向 发现 上报 打破 携 携带 住进 搬进 结成
    免费 相继 仍 已 均 将 能够 可以 需要 应当 不得 必须 没有 全部 普遍 陆续 先后 不断 进一步
    正在 正式 成功 首批 今天 昨天 日前 近日 在 对 向 从 由 为 把 让 被
""")
"""Where the noun after a figure ends: verbs, and the adverbs and prepositions that open a predicate."""

OFTEN_NOUN = frozenset(
    words("""
    服务 保障 投资 建设 参展 参保 签约 登记 备案 捐赠 救助 保护 护理 培训 就业 创业 资助
    帮扶 扶持 运营 收养 养育 供养 监护 照料 规范 推广 改造 检查 立案 安置 联系 支出 毕业
    巡视 服务于 承接 关爱 命名 出席 到场 选举 结对 评定 认定 使用 处罚 处分 安排 投入
    联合 集中 采集 配置 设置
    评估 审核 审查 审计 考核 评价 检测 监测 宣传 销售 采购 购买 出口 进口 补贴 补助 奖励 救援
    救济 试点 示范 运输 储备 加工 发电 学习 教学 交流 调研 督导 督查 巡查 巡逻 展览 演出 体检
    义诊 招生 报告 咨询 投诉 举报 注册 公示 公开 推荐 阅读 组成 展示 指导 执法 监督 监管 管护
    托育 托养 助餐 康复 医疗 养老 承诺 供应 生产 制造 种植 养殖 收获 返还 受灾 共建 共享 辐射
    要求 提醒 提示 关注 收集 遍布 清理 整改 录取 接种 筛查
    调解 抚养 征集 培育 孵化 创建 评选 表彰 慰问 受理 转移 疏散 抢修 审理 招聘 换届 承办 主办 协办 发放
""")
)
"""Verbs that more often are half of a noun: 服务机构, 参展企业, 投资金额, 签约项目, 重点帮扶县."""

GUARDED = {
    "动员": "(?<!运)动员",
    "免费": "(?<=[儿人者户员童众生])免费",
    "接受": "(?<!直)接受",
    "培养": "培养(?!基)",
    "把": "把(?![手关握])",
    "占": "(?<![挤侵抢霸])占",
    "负责": "负责(?!人)",
    "由": "(?<![自理事缘])由(?![于来])",
}
"""Verbs that are also the tail or the beginning of another word, as patterns that leave it alone."""

PIVOTS = words("推动 引导 组织 支持 带动 动员 帮助 助力 吸引 促进 指导 鼓励 选派 发动")
"""Verbs whose object does something itself: 推动6.2万条地名纳入…."""

GENERIC_HEADS = words("""
    销量 产量 销售额 投入 投资 金额 总额 面积 资金 利率 增速 获贷率 总投资 总规模
""")
"""Bare measures that say nothing without what they measure."""

HEADS = words("""
    群众 人员 人口 人数 人士 企业 机构 单位 组织 项目 学生 学员 学校 老人 老年人 家庭 儿童 对象 中心 基地
    平台 站 网点 队 团队 小组 委员会 资金 经费 金额 款 物资 用品 场所 设施 设备 床位 岗位 大会 会议 活动
    工程 行动 计划 制度 机制 协议 合同 方案 标准 办法 案件 事项 线索 信息 数据 系统 能力 水平
""")
"""Nouns that make a compound of the verb before them: 受灾群众, 承办单位, 调解委员会."""
