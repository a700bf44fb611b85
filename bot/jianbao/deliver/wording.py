"""Every word that jianbao itself says to a reader, in each language, and nowhere else.

Two catalogues with the same fields, so that the type checker finds a sentence that was not translated. Values in
braces are filled in by the caller. Words about a document's content are Chinese in both: alerts quote Chinese.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from jianbao.deliver import menu_words
from jianbao.deliver.counted import Counted
from jianbao.deliver.help_words import HELP_EN, HELP_ZH
from jianbao.model import Bound, Style


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One language. The groups follow the order in which a reader meets them."""

    language: str
    # Figures of an alert
    bounds: Mapping[Bound, str]
    unnamed: str
    up: str
    down: str
    computed: str
    growth_holds: str
    growth_off: str
    points: str
    total: str
    sum_off: str
    of_which: str
    and_others: Counted
    off: str
    target: str
    standard: str
    since: str
    note: str
    quoted: str
    # Its times
    year: str
    years: str
    year_end: str
    quarter: str
    quarters: tuple[str, str, str, str]
    month: str
    month_end: str
    day: str
    period: str
    earlier: str
    later: str
    # What stands around them
    columns: tuple[str, str, str]
    more_figures: Counted
    left_out: Counted
    extracted_by: str
    part: str
    no_title: str
    # Choosing what to hear of; these and the following are HTML
    hello: str
    hello_group: str
    choose_topic: str
    choose_region: str
    confirm: str
    offer: str
    all_topics: str
    everywhere: str
    wish: str
    wish_issuer: str
    wish_source: str
    wish_figures: str
    do_subscribe: str
    back: str
    subscribed: str
    subscribed_for: str
    too_many_wishes: str
    # What is subscribed
    list_header: str
    list_header_for: str
    list_empty: str
    ask_unsubscribe: str
    unsubscribed: str
    not_subscribed: str
    # Other answers
    topics_header: str
    no_topics: str
    latest_empty: str
    status: str
    sources_down: str
    help: str
    # What was not understood, or not allowed
    unknown_word: str
    condition_unfinished: str
    did_you_mean: str
    too_many_words: str
    word_too_long: str
    share: str
    shared_gone: str
    why: str
    why_rule: str
    why_score: str
    why_none: str
    no_picture: str
    two_topics: str
    two_places: str
    unknown_command: str
    unknown_text: str
    hint: str
    stale_button: str
    admins_only: str
    not_your_channel: str
    no_such_channel: str
    cannot_post: str
    only_channels: str
    went_wrong: str
    language_ask: str
    styles: Mapping[Style, str]
    style_ask: str
    style_set: str
    language_set: str
    # What Telegram shows before the first word: 512 and 120 characters at most
    description: str
    short_description: str
    commands: Mapping[str, str]


ZH = Words(
    language="zh",
    bounds={Bound.EXACT: "", Bound.ABOUT: "约", Bound.AT_LEAST: "超", Bound.AT_MOST: "近"},
    unnamed="数字",
    up="增",
    down="降",
    computed="{change}（算得）",
    growth_holds="{change}（原文“{quote}” ✓）",
    growth_off="{change}（⚠ 原文“{quote}”）",
    points="{points} 个百分点",
    total="= {total} ✓",
    sum_off="⚠ 分项合计 {computed} ≠ {total}",
    of_which="其中",
    and_others=Counted(language="zh", other="等 {count} 项"),
    off="⚠ 原文“{quote}”，按原文数字算得 {computed}",
    target="目标",
    standard="标准",
    since="{time}起",
    note="（{note}）",
    quoted="〔原文“{quotes}”〕",
    year="{year}年",
    years="{first}—{last}年",
    year_end="{year}年底",
    quarter="{year}年{quarter}季度",
    quarters=("一", "二", "三", "四"),
    month="{year}年{month}月",
    month_end="{year}年{month}月底",
    day="{year}年{month}月{day}日",
    period="{first}—{last}",
    earlier="此前",
    later="其后",
    columns=("指标", "数值", "变化"),
    more_figures=Counted(language="zh", other="其余 {count} 项数字"),
    left_out=Counted(language="zh", other="另有 {count} 项数字未列出，见原文"),
    extracted_by="提取：{names}",
    part="（{part}/{parts}）",
    no_title="（无标题）",
    hello="👋 我是<b>简报</b>：民政文件一发布，就把里面的数字读出来发给您。\n\n先选一个主题：",
    hello_group="👋 我是<b>简报</b>：民政文件一发布，就把里面的数字读出来发到这里。管理员发送 /start 选择主题。",
    choose_topic="订阅哪个主题？",
    choose_region="<b>{topic}</b>：关注哪里？\n先选省份，下一步还可以选市、县。",
    confirm="订阅 <b>{wish}</b>？\n以后有新消息就发到这里。",
    offer="要订阅 <b>{wish}</b> 吗？",
    all_topics="全部主题",
    everywhere="全国各地",
    wish="{topic} · {region}",
    wish_issuer="发文：{name}",
    wish_source="来源：{name}",
    wish_figures="有数字",
    do_subscribe="✅ 订阅",
    back="‹ 返回",
    subscribed="✅ 已订阅 <b>{wish}</b>\n有新消息就发到这里。/latest 先看看最近的，/list 查看和取消订阅。",
    subscribed_for="✅ 已为 {where} 订阅 <b>{wish}</b>",
    too_many_wishes="这里已经有 {count} 项订阅，不能再多了。先用 /list 取消几项。",
    list_header="📬 这里的订阅，点开可以改频率、静音、分享、退订：",
    list_header_for="📬 {where} 的订阅（用 <code>/unsubscribe {where} 主题 地区</code> 取消）：",
    list_empty="还没有订阅。发送 /start 选择主题和地区。",
    ask_unsubscribe="取消哪一个？",
    unsubscribed="已取消 <b>{wish}</b>",
    not_subscribed="这里没有订阅 <b>{wish}</b>。/list 查看现有的订阅。",
    topics_header="可以订阅的主题：",
    no_topics="眼下没有可以订阅的主题：没有装载主题插件。",
    latest_empty="<b>{wish}</b> 还没有消息。",
    status=(
        "<b>简报 {version}</b>\n文件 {documents}　消息 {alerts}　数字 {statistics}\n"
        "已发 {sent}　待发 {owed}　不明 {unknown}　放弃 {dead}\n来源 {working} / {sources} 正常"
    ),
    sources_down="⚠ 暂时读不到：{names}",
    help=HELP_ZH,
    unknown_word="不认识“{word}”。",
    condition_unfinished="“{word}”没有写完，例如 <code>发文:民政部</code> <code>-招聘</code> <code>基金会|慈善</code>",
    did_you_mean="是不是 {suggestions}？",
    too_many_words="关键词或名称太多：{count} 个，最多 {most} 个。",
    word_too_long="“{word}……”太长，最多 {most} 个字。",
    share="🔗 把订阅分享给别人，对方点一下就能订阅同样的内容：",
    shared_gone="这个分享链接已经失效。发送 /start 一步步订阅。",
    why="<b>{title}</b>",
    why_rule="因为这里订阅了 <b>{wish}</b>。",
    why_score="{topic}：把握 {score}%，依据 {reasons}（{provenance}）",
    why_none="不知道是哪一条消息。请回复那条消息，再发送 /why。",
    no_picture="这条消息里没有可以对照着画的数字。",
    two_topics="一次订阅一个主题：“{first}”和“{second}”请分两次发送。",
    two_places="一次订阅一个地区：“{first}”和“{second}”请分两次发送。",
    unknown_command="没有 {command} 这个命令，/help 看全部。",
    unknown_text="没看懂。",
    hint="/start 可以一步步订阅，也可以这样写：<code>/subscribe 社会组织 北京</code>。/help 看全部命令。",
    stale_button="这个按钮已经失效，请重新发送 /start。",
    admins_only="群和频道里，只有管理员能用这些。",
    not_your_channel="只有 {where} 的管理员能为它订阅。",
    no_such_channel="找不到 {where}：请先把我加为它的管理员，再试一次。",
    cannot_post="我在 {where} 还不能发言：请把我设为管理员，并允许发布消息。",
    only_channels="{where} 不是频道。群组请在群里发送命令。",
    went_wrong="出了点问题，已经记下来了。请稍后再试。",
    language_ask="🌐 用哪种语言？现在是中文。",
    styles={Style.FULL: "完整", Style.COMPACT: "一行", Style.RICH: "表格"},
    style_ask="这里的消息样式：<b>{style}</b>。换成：",
    style_set="好，以后的消息用“{style}”样式。（“表格”在部分客户端上显示不出来）",
    language_set="🌐 好，这里以后说中文。",
    description=menu_words.DESCRIPTION_ZH,
    short_description=menu_words.SHORT_DESCRIPTION_ZH,
    commands=menu_words.COMMANDS_ZH,
)

EN = Words(
    language="en",
    bounds={Bound.EXACT: "", Bound.ABOUT: "about", Bound.AT_LEAST: "over", Bound.AT_MOST: "nearly"},
    unnamed="figure",
    up="up ",
    down="down ",
    computed="{change} (computed)",
    growth_holds="{change} (text: “{quote}” ✓)",
    growth_off="{change} (⚠ text: “{quote}”)",
    points="{points} points",
    total="= {total} ✓",
    sum_off="⚠ parts give {computed} ≠ {total}",
    of_which="of which",
    and_others=Counted(language="en", one="and more, {count} in all", other="and more, {count} in all"),
    off="⚠ text: “{quote}”, its own figures give {computed}",
    target="target",
    standard="standard",
    since="since {time}",
    note=" ({note})",
    quoted=" [“{quotes}”]",
    year="{year}",
    years="{first}–{last}",
    year_end="end of {year}",
    quarter="{quarter} {year}",
    quarters=("Q1", "Q2", "Q3", "Q4"),
    month="{year}-{month:02}",
    month_end="end of {year}-{month:02}",
    day="{year}-{month:02}-{day:02}",
    period="{first} – {last}",
    earlier="before",
    later="after",
    columns=("what", "figure", "change"),
    more_figures=Counted(language="en", one="{count} more figure", other="{count} more figures"),
    left_out=Counted(
        language="en",
        one="{count} more figure is not listed, see the original",
        other="{count} more figures are not listed, see the original",
    ),
    extracted_by="Extracted by {names}",
    part="({part}/{parts})",
    no_title="(no title)",
    hello=(
        "👋 I am <b>jianbao</b>: I read Chinese civil-affairs documents as they are published and send you "
        "their figures.\n\nChoose a topic first:"
    ),
    hello_group=(
        "👋 I am <b>jianbao</b>: I read Chinese civil-affairs documents and send their figures here. "
        "Administrators choose topics with /start."
    ),
    choose_topic="Which topic?",
    choose_region="<b>{topic}</b>: which region?\nChoose a province; the next page leads to cities and counties.",
    confirm="Subscribe to <b>{wish}</b>?\nNews will be sent here.",
    offer="Subscribe to <b>{wish}</b>?",
    all_topics="All topics",
    everywhere="everywhere",
    wish="{topic} · {region}",
    wish_issuer="issued by {name}",
    wish_source="source {name}",
    wish_figures="with figures",
    do_subscribe="✅ Subscribe",
    back="‹ Back",
    subscribed="✅ Subscribed to <b>{wish}</b>\nNews will be sent here. /latest shows the newest, /list what you get.",
    subscribed_for="✅ {where} is subscribed to <b>{wish}</b>",
    too_many_wishes="There are {count} subscriptions here already, and no more fit. End some with /list.",
    list_header="📬 Subscriptions here; open one to change, mute, share or end it:",
    list_header_for="📬 Subscriptions of {where} (end one with <code>/unsubscribe {where} topic region</code>):",
    list_empty="No subscriptions yet. Send /start to choose a topic and a region.",
    ask_unsubscribe="Which one shall end?",
    unsubscribed="Ended: <b>{wish}</b>",
    not_subscribed="There is no subscription to <b>{wish}</b> here. /list shows those that there are.",
    topics_header="Topics:",
    no_topics="There is nothing to subscribe to: no topic plugin is loaded.",
    latest_empty="No news of <b>{wish}</b> yet.",
    status=(
        "<b>jianbao {version}</b>\ndocuments {documents}, alerts {alerts}, figures {statistics}\n"
        "sent {sent}, owed {owed}, unknown {unknown}, given up {dead}\nsources: {working} of {sources} working"
    ),
    sources_down="⚠ out of reach: {names}",
    help=HELP_EN,
    unknown_word="I do not know “{word}”.",
    condition_unfinished="“{word}” is unfinished: <code>发文:民政部</code> <code>-招聘</code> <code>基金会|慈善</code>",
    did_you_mean="Did you mean {suggestions}?",
    too_many_words="Too many words or names: {count}; {most} at most.",
    word_too_long="“{word}…” is longer than {most} characters.",
    share="🔗 Share a subscription: whoever opens the link can subscribe to the same with one tap.",
    shared_gone="This link is no longer valid. Send /start to subscribe step by step.",
    why="<b>{title}</b>",
    why_rule="It came because of the subscription <b>{wish}</b>.",
    why_score="{topic}: {score} % sure, by {reasons} ({provenance})",
    why_none="I do not know which message you mean. Reply to it with /why.",
    no_picture="No two figures of this message can be drawn side by side.",
    two_topics="One topic at a time: please send “{first}” and “{second}” separately.",
    two_places="One region at a time: please send “{first}” and “{second}” separately.",
    unknown_command="There is no command {command}; /help lists all.",
    unknown_text="I did not understand.",
    hint="Send /start, or something like <code>/subscribe 社会组织 北京</code>. /help lists all commands.",
    stale_button="This button no longer works, please send /start again.",
    admins_only="In groups and channels only administrators can use this.",
    not_your_channel="Only administrators of {where} can subscribe it.",
    no_such_channel="I cannot find {where}: make me its administrator first, then try again.",
    cannot_post="I cannot post in {where} yet: make me an administrator who may post messages.",
    only_channels="{where} is no channel. In a group, send commands there.",
    went_wrong="Something went wrong and has been noted. Please try again later.",
    language_ask="🌐 Which language? Now it is English.",
    styles={Style.FULL: "full", Style.COMPACT: "one line", Style.RICH: "table"},
    style_ask="Alerts look like this here: <b>{style}</b>. Change to:",
    style_set="Right, alerts will look like this: {style}. (Some clients cannot show tables.)",
    language_set="🌐 Right, English it is.",
    description=menu_words.DESCRIPTION_EN,
    short_description=menu_words.SHORT_DESCRIPTION_EN,
    commands=menu_words.COMMANDS_EN,
)


def words_for(language: str | None) -> Words:
    """Return the catalogue for a client's language tag: Chinese unless it says something else."""
    return ZH if not language or language.lower().startswith("zh") else EN
