"""What jianbao says to a reader about who may use it; see ``wording`` for all the rest. HTML."""

from dataclasses import dataclass

from jianbao.deliver.counted import Counted


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorWords:
    """One language."""

    closed: str
    invited: str
    bad_invitation: str
    invitation: str
    invite_how: str
    not_admin: str
    shown_out: str
    halted: str
    not_told: str
    orphaned: str
    adopt: str
    adopted: Counted
    adopted_already: str
    not_in: str
    named: str
    too_many: str


ZH = DoorWords(
    closed="🔒 这个简报机器人只对受邀的人开放。您的编号是 <code>{person}</code>，可以请管理员发一个邀请链接。",
    invited="👋 欢迎！邀请有效，现在可以订阅了。",
    bad_invitation="这个邀请链接已经用完或过期，请管理员再发一个。",
    invitation="邀请链接（可用 {uses} 次，{days} 天内有效）：\n{address}",
    invite_how="这样写：<code>/invite</code>，或 <code>/invite 10</code>（最多 100 人）。",
    not_admin="只有管理员可以发邀请。",
    shown_out="好，{person} 不能再用了。",
    halted="他在这些群或频道里的订阅已暂停，已告诉那里的管理员：{chats}",
    not_told="这些也暂停了，但没有能告诉的管理员：{chats}",
    orphaned="⏸ “{where}”的订阅暂停了：订阅的人不能再使用这个机器人。能使用它的管理员可以接管。",
    adopt="接管订阅",
    adopted=Counted(language="zh", other="好，“{where}”的 {count} 项订阅由您接管，从现在起继续。"),
    adopted_already="这里没有要接管的订阅了。",
    not_in="{person} 不在受邀的人里。",
    named="{person} 写在配置的 admins 或 allowed 里，要从那里删去。",
    too_many="慢一点：一分钟最多 {count} 个请求，请稍后再试。",
)

EN = DoorWords(
    closed="🔒 This bot is for invited people. Your number is <code>{person}</code>; ask its admin to invite you.",
    invited="👋 Welcome! The invitation is good, you can subscribe now.",
    bad_invitation="This invitation is used up or too old; ask for another one.",
    invitation="Invitation (uses: {uses}, days: {days}):\n{address}",
    invite_how="Write <code>/invite</code>, or <code>/invite 10</code> (for 100 people at most).",
    not_admin="Only administrators invite.",
    shown_out="Right, {person} is out.",
    halted="What they had subscribed in these groups or channels is halted; their admins were told: {chats}",
    not_told="Halted too, but there is no admin who could be told: {chats}",
    orphaned="⏸ The subscriptions of “{where}” are halted: whoever made them may not use this bot any more."
    " An admin who may can take them over.",
    adopt="Take them over",
    adopted=Counted(
        language="en",
        one="Right, {count} subscription of “{where}” is yours and goes on from now.",
        other="Right, {count} subscriptions of “{where}” are yours and go on from now.",
    ),
    adopted_already="There is nothing to take over any more.",
    not_in="{person} was not let in.",
    named="{person} is let in by the configuration: take them out of admins or allowed.",
    too_many="Not so fast: {count} requests a minute at most. Try again a little later.",
)


def door_words(language: str) -> DoorWords:
    """Return the words of a language of :class:`~jianbao.deliver.wording.Words`."""
    return ZH if language == "zh" else EN
