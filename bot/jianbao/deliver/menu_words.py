"""What Telegram shows of the bot besides its messages, in each language: menu of commands, descriptions."""

DESCRIPTION_ZH = (
    "民政部门的文件一发布，简报就把里面的数字读出来：增减、分项、核对、截止日期，连同原文一起发给您。"
    "按主题、地区、关键词订阅；也可以直接发来一份文件、一段文字或一个链接。"
)
SHORT_DESCRIPTION_ZH = "读民政文件里的数字，发布即送达。"
COMMANDS_ZH = {
    "start": "一步步订阅",
    "topics": "有哪些主题",
    "subscribe": "订阅：主题 地区",
    "unsubscribe": "取消订阅",
    "list": "查看订阅",
    "share": "分享订阅",
    "settings": "设置：频率、免打扰、工作日",
    "rhythm": "即时、日报、周报：/rhythm 日报",
    "quiet": "免打扰：/quiet 22:00-07:30",
    "mute": "静音：/mute 2d，或只静音一项",
    "unmute": "结束静音",
    "digest": "现在就看留着的消息",
    "why": "为什么收到这条消息",
    "latest": "最近的消息",
    "failed": "没有送到的消息",
    "resend": "补发：24h 或 7d",
    "delivery": "没有回执时怎么办",
    "status": "运行情况",
    "sources": "各来源的状况",
    "lang": "语言 / Language",
    "style": "消息样式：完整或一行",
    "miss": "为什么没有收到：/miss 链接",
    "read": "读一份文件：回复它，或附上链接",
    "cancel": "放弃正在填写的",
    "help": "怎么用",
}

DESCRIPTION_EN = (
    "Reads the figures out of Chinese civil-affairs documents as they are published: changes, breakdowns, checked "
    "sums, deadlines, with the original text. Subscribe by topic, region and words, or send a file, a text or a "
    "link."
)
SHORT_DESCRIPTION_EN = "Figures out of Chinese civil-affairs documents, as they are published."
COMMANDS_EN = {
    "start": "Subscribe step by step",
    "topics": "List the topics",
    "subscribe": "Subscribe: topic region",
    "unsubscribe": "End a subscription",
    "list": "Show subscriptions",
    "share": "Share subscriptions",
    "settings": "Rhythm, quiet hours, working days",
    "rhythm": "At once, daily, weekly: /rhythm daily",
    "quiet": "Quiet hours: /quiet 22:00-07:30",
    "mute": "Nothing for a while: /mute 2d; or of one",
    "unmute": "Write again",
    "digest": "Show now what is held back",
    "why": "Why this message came",
    "latest": "Newest alerts",
    "failed": "What did not arrive",
    "resend": "Send again: 24h or 7d",
    "delivery": "What to do in doubt",
    "status": "How things are",
    "sources": "How the sources are",
    "lang": "Language / 语言",
    "style": "Alerts in full or in one line",
    "miss": "Why something did not come: /miss LINK",
    "read": "Read a document: reply to it, or add a link",
    "cancel": "Leave a question unanswered",
    "help": "How this works",
}
