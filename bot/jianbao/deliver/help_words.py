"""What /help says, in each language; HTML."""

HELP_ZH = (
    "<b>简报</b>把民政文件里的数字读成一条条消息。\n\n"
    "/start 一步步订阅\n/topics 有哪些主题\n/subscribe 社会组织 北京 — 订阅\n"
    "/unsubscribe — 取消订阅\n/list 查看订阅\n/share 分享订阅\n/settings 频率、免打扰、工作日\n/mute 2d 静音两天\n"
    "/why 为什么收到这条消息\n"
    "/latest 社会组织 北京 — 最近的消息\n/failed 没有送到的消息\n"
    "/resend 24h — 补发最近的消息\n/delivery 没有回执时怎么办\n/lang 语言\n/style 样式\n"
    "/miss 链接 — 为什么没有收到\n/read 读一份文件\n"
    "/status 运行情况\n/sources 北京 — 各来源的状况\n\n"
    "还可以加条件：<code>/subscribe 社会组织 北京 基金会|慈善 -招聘 发文:民政部 来源:政策文件 有数字</code>\n"
    "空格隔开的词都要出现，| 隔开的出现一个就行，- 后面的不能出现，“词 组”用引号。\n\n"
    "地区可以是省、市、县，写全称或简称；不写就是全国各地。群里由管理员使用这些命令。\n"
    "为频道订阅：先把我设为频道管理员，再在这里发送 <code>/subscribe @channel 社会组织 北京</code>"
)

HELP_EN = (
    "<b>jianbao</b> reads the figures out of Chinese civil-affairs documents.\n\n"
    "/start subscribe step by step\n/topics list the topics\n/subscribe 社会组织 北京 — subscribe\n"
    "/unsubscribe — end a subscription\n/list subscriptions\n/share them\n/settings rhythm, quiet hours\n/mute 2d\n"
    "/why a message came\n"
    "/latest 社会组织 北京 — newest alerts\n"
    "/failed what did not arrive\n/resend 24h — send the newest again\n/delivery what to do in doubt\n"
    "/lang language\n/style of alerts\n/miss LINK — why it did not come\n/read a document\n"
    "/status how things are\n/sources 北京 — how the sources are\n\n"
    "With conditions: <code>/subscribe 社会组织 北京 基金会|慈善 -招聘 issuer:民政部 source:要闻 figures</code>. "
    "All words must be there, one of those parted by |, none of those behind -.\n\n"
    "A region is a province, city or county in Chinese; without one you hear of all. In groups, administrators "
    "use these commands.\nFor a channel, make me its administrator and send "
    "<code>/subscribe @channel 社会组织 北京</code> here."
)
