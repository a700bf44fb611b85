"""What jianbao says to a reader about who may use it; see ``wording`` for all the rest. HTML."""

from dataclasses import dataclass


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
    not_in: str
    too_many: str


ZH = DoorWords(
    closed="🔒 这个简报机器人只对受邀的人开放。您的编号是 <code>{person}</code>，可以请管理员发一个邀请链接。",
    invited="👋 欢迎！邀请有效，现在可以订阅了。",
    bad_invitation="这个邀请链接已经用完或过期，请管理员再发一个。",
    invitation="邀请链接（可用 {uses} 次，{days} 天内有效）：\n{address}",
    invite_how="这样写：<code>/invite</code>，或 <code>/invite 10</code>（最多 100 人）。",
    not_admin="只有管理员可以发邀请。",
    shown_out="好，{person} 不能再用了。",
    not_in="{person} 不在受邀的人里。",
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
    not_in="{person} was not let in.",
    too_many="Not so fast: {count} requests a minute at most. Try again a little later.",
)


def door_words(language: str) -> DoorWords:
    """Return the words of a language of :class:`~jianbao.deliver.wording.Words`."""
    return ZH if language == "zh" else EN
