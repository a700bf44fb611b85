"""What jianbao says to a reader about rhythm, quiet hours and what is held back; see ``wording`` for all the rest."""

from collections.abc import Mapping
from dataclasses import dataclass

from jianbao.deliver.counted import Counted
from jianbao.model import Rhythm


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursWords:
    """One language; HTML."""

    rhythms: Mapping[Rhythm, str]
    settings: str
    subscription: str
    quiet: str
    quiet_none: str
    quiet_off: str
    quiet_how: str
    workdays_on: str
    workdays_off: str
    every_day: str
    only_workdays: str
    mute: str
    mute_until: str
    until_told: str
    mute_how: str
    unmuted: str
    held: Counted
    held_none: str
    released: Counted
    rhythm_how: str
    rhythm_set: str
    no_subscription: str


ZH = HoursWords(
    rhythms={
        Rhythm.AT_ONCE: "即时",
        Rhythm.HOURLY: "每小时",
        Rhythm.DAILY: "日报",
        Rhythm.WEEKLY: "周报",
    },
    settings="⚙️ <b>这里的设置</b>（时区 {zone}）\n免打扰：{quiet}\n{workdays}\n{mute}{held}",
    subscription="• {wish}：{rhythm}",
    quiet="{first}—{last}",
    quiet_none="无",
    quiet_off="关闭免打扰",
    quiet_how="这样写：<code>/quiet 22:00-07:30</code>，关闭：<code>/quiet off</code>。"
    "按别处的时间：<code>/quiet Asia/Urumqi</code>。",
    workdays_on="只在工作日发（按国务院放假和调休安排）",
    workdays_off="每天都发",
    every_day="改为每天都发",
    only_workdays="改为只在工作日发",
    mute="🔕 静音到 {until}",
    mute_until="🔕 好，{until} 之前不发。期间的消息合成一条再发，/unmute 提前恢复。",
    until_told="您恢复时",
    mute_how="整个聊天：<code>/mute 8h</code>、<code>/mute 2d</code>，最多三十天。"
    "只静音一项：<code>/mute 社会组织 8h</code>，或用 /list 里的编号 <code>/mute #2</code>。/unmute 恢复。",
    unmuted="🔔 已恢复。",
    held=Counted(language="zh", other="\n📥 有 {count} 条消息留到 {first} 一起发，/digest 现在就看。"),
    held_none="没有留着的消息。",
    released=Counted(language="zh", other="好，留着的 {count} 条消息马上发来。"),
    rhythm_how="这样写：<code>/rhythm 日报</code>，或只改一项：<code>/rhythm 周报 社会组织</code>。"
    "可选：即时、每小时、日报（8:30）、周报（周一 8:30）。",
    rhythm_set="好，{wish}：{rhythm}。",
    no_subscription="这里没有这样的订阅。/list 查看现有的订阅。",
)

EN = HoursWords(
    rhythms={
        Rhythm.AT_ONCE: "at once",
        Rhythm.HOURLY: "hourly",
        Rhythm.DAILY: "daily",
        Rhythm.WEEKLY: "weekly",
    },
    settings="⚙️ <b>Settings of this chat</b> (time zone {zone})\nQuiet hours: {quiet}\n{workdays}\n{mute}{held}",
    subscription="• {wish}: {rhythm}",
    quiet="{first}–{last}",
    quiet_none="none",
    quiet_off="No quiet hours",
    quiet_how="Write <code>/quiet 22:00-07:30</code>, or <code>/quiet off</code>. "
    "By another clock: <code>/quiet Europe/Berlin</code>.",
    workdays_on="On China's working days only",
    workdays_off="On all days",
    every_day="Write on all days",
    only_workdays="Write on working days only",
    mute="🔕 Mute until {until}",
    mute_until="🔕 Right, nothing before {until}. What comes meanwhile follows in one message; /unmute ends this.",
    until_told="you end the silence",
    mute_how="The whole chat: <code>/mute 8h</code> or <code>/mute 2d</code>, thirty days at most. One subscription: "
    "<code>/mute 社会组织 8h</code>, or by its number in /list: <code>/mute #2</code>. /unmute ends it.",
    unmuted="🔔 I write again.",
    held=Counted(
        language="en",
        one="\n📥 {count} message is held back until {first}. /digest brings it now.",
        other="\n📥 {count} messages are held back until {first}. /digest brings them now.",
    ),
    held_none="Nothing is held back.",
    released=Counted(
        language="en",
        one="Right, the message that was held back comes now.",
        other="Right, {count} messages that were held back come now.",
    ),
    rhythm_how="Write <code>/rhythm daily</code>, or for one: <code>/rhythm weekly 社会组织</code>. "
    "There are at-once, hourly, daily (8:30) and weekly (Monday 8:30).",
    rhythm_set="Right, {wish}: {rhythm}.",
    no_subscription="There is no such subscription here. /list shows those that there are.",
)


def hours_words(language: str) -> HoursWords:
    """Return the words of a language of :class:`~jianbao.deliver.wording.Words`."""
    return ZH if language == "zh" else EN
