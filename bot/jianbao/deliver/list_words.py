"""What jianbao says to a reader about the list of subscriptions, each of them, and its silence; HTML."""

from collections.abc import Mapping
from dataclasses import dataclass

from jianbao.deliver.counted import Counted


@dataclass(frozen=True, slots=True, kw_only=True)
class ListWords:
    """One language; ``spans`` are named as :mod:`jianbao.deliver.telegram.silence` knows them."""

    card: str
    chosen: str
    silent: str
    silent_until_told: str
    do_mute: str
    do_unmute: str
    do_share: str
    do_end: str
    do_restore: str
    to_list: str
    back: str
    gone: str
    too_old: str
    more: Counted
    shared: str
    restored: str
    follows: Counted
    mute_ask: str
    spans: Mapping[str, str]
    muted: str
    muted_until_told: str
    spoken: str
    which: str
    still_silent: str
    muted_already: str


ZH = ListWords(
    card="📌 <b>{wish}</b>\n频率：{rhythm}",
    chosen="✓ {name}",
    silent="🔕 静音到 {until}",
    silent_until_told="🔕 静音，直到您恢复",
    do_mute="🔕 静音",
    do_unmute="🔔 恢复",
    do_share="🔗 分享",
    do_end="✖ 退订",
    do_restore="↩ 恢复订阅",
    to_list="‹ 全部订阅",
    back="‹ 返回",
    gone="这项订阅已经没有了。/list 查看现有的。",
    too_old="这条消息太旧，按钮已经不能用了。请重新发送 /start 或 /list。",
    more=Counted(language="zh", other="…… 还有 {count} 项，/list 查看全部。"),
    shared="🔗 <b>{wish}</b>\n把链接发给别人，对方点一下就能订阅同样的内容：",
    restored="✅ 已恢复 <b>{wish}</b>",
    follows=Counted(language="zh", other="期间留着的 {count} 条消息马上发来。"),
    mute_ask="🔕 <b>{wish}</b> 静音多久？期间的消息留着，到时合成一条发来。",
    spans={"8h": "8 小时", "1d": "1 天", "7d": "1 周", "on": "直到我恢复"},
    muted="🔕 好，<b>{wish}</b> 静音到 {until}。期间的消息留着，到时合成一条发来；/digest 现在就看。",
    muted_until_told="🔕 好，<b>{wish}</b> 静音，直到您恢复。期间的消息留着，恢复时合成一条发来；/digest 现在就看。",
    spoken="🔔 <b>{wish}</b> 不再静音。",
    which="静音哪一项？",
    still_silent="这些订阅还在静音，点一下恢复：",
    muted_already="⚠ 这项订阅正在静音。",
)

EN = ListWords(
    card="📌 <b>{wish}</b>\nRhythm: {rhythm}",
    chosen="✓ {name}",
    silent="🔕 Silent until {until}",
    silent_until_told="🔕 Silent until you end it",
    do_mute="🔕 Mute",
    do_unmute="🔔 Unmute",
    do_share="🔗 Share",
    do_end="✖ Unsubscribe",
    do_restore="↩ Subscribe again",
    to_list="‹ All subscriptions",
    back="‹ Back",
    gone="This subscription is no more. /list shows those that there are.",
    too_old="This message is too old, its buttons no longer work. Please send /start or /list.",
    more=Counted(language="en", one="… and {count} more, see /list.", other="… and {count} more, see /list."),
    shared="🔗 <b>{wish}</b>\nWhoever opens this link can subscribe to the same with one tap:",
    restored="✅ Subscribed again: <b>{wish}</b>",
    follows=Counted(
        language="en",
        one="The message that was held back meanwhile follows now.",
        other="{count} messages that were held back meanwhile follow now.",
    ),
    mute_ask="🔕 For how long shall <b>{wish}</b> be silent? What comes meanwhile is kept and follows in one message.",
    spans={"8h": "8 hours", "1d": "1 day", "7d": "1 week", "on": "Until I end it"},
    muted="🔕 Right, <b>{wish}</b> is silent until {until}. What comes meanwhile follows then, in one message; "
    "/digest brings it now.",
    muted_until_told="🔕 Right, <b>{wish}</b> is silent until you end it. What comes meanwhile follows then, in one "
    "message; /digest brings it now.",
    spoken="🔔 <b>{wish}</b> is silent no more.",
    which="Which one shall be silent?",
    still_silent="These subscriptions are still silent; tap one to end that:",
    muted_already="⚠ This subscription is silent now.",
)


def list_words(language: str) -> ListWords:
    """Return the words of a language of :class:`~jianbao.deliver.wording.Words`."""
    return ZH if language == "zh" else EN
