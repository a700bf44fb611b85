"""What jianbao says to a reader who builds a subscription by buttons; see ``wording`` for all the rest. HTML."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildingWords:
    """One language."""

    rhythm: str
    place: str
    issuer: str
    any_issuer: str
    figures: str
    any_figures: str
    words: str
    no_words: str
    choose_place: str
    whole: str
    choose_issuer: str
    no_issuers: str
    own_issuer: str
    choose_rhythm: str
    ask_words: str
    ask_issuer: str
    in_groups: str
    nothing_said: str
    once_more: str
    cancelled: str
    nothing_to_cancel: str
    done: str


ZH = BuildingWords(
    rhythm="频率：{rhythm}",
    place="📍 {name} ›",
    issuer="🏛 {name} ›",
    any_issuer="不限发文机关",
    figures="🔢 只要有数字 ✓",
    any_figures="🔢 有无数字都要",
    words="🔤 {words} ›",
    no_words="不限关键词",
    choose_place="<b>{wish}</b>：{place}的哪里？",
    whole="✓ {place}全境",
    choose_issuer="<b>{wish}</b>：哪些机关的文件？可以选几个，再点一下取消。",
    no_issuers="<b>{wish}</b>：还没有读到过哪个机关的文件，可以自己写。",
    own_issuer="✏️ 自己写",
    choose_rhythm="<b>{wish}</b>：多久发一次？",
    ask_words="🔤 请发来关键词，例如 <code>基金会 慈善|公益 -招聘</code>\n"
    "空格隔开的词都要出现，| 隔开的出现一个就行，- 后面的不能出现，“词 组”用引号。/cancel 放弃。",
    ask_issuer="🏛 请发来机关的名字，例如 <code>民政部|财政部</code>，- 后面的不要。/cancel 放弃。",
    in_groups="在群里请<b>回复这条消息</b>。",
    nothing_said="这里面没有可以用的词，请再发一次，/cancel 放弃。",
    once_more="请再发一次，/cancel 放弃。",
    cancelled="好，不改了。",
    nothing_to_cancel="没有什么要放弃的。",
    done="‹ 好了",
)

EN = BuildingWords(
    rhythm="Rhythm: {rhythm}",
    place="📍 {name} ›",
    issuer="🏛 {name} ›",
    any_issuer="any issuer",
    figures="🔢 With figures only ✓",
    any_figures="🔢 With or without figures",
    words="🔤 {words} ›",
    no_words="any words",
    choose_place="<b>{wish}</b>: where in {place}?",
    whole="✓ All of {place}",
    choose_issuer="<b>{wish}</b>: issued by whom? Choose one or more; tap again to undo.",
    no_issuers="<b>{wish}</b>: no issuer is known yet; you can write one.",
    own_issuer="✏️ Write one",
    choose_rhythm="<b>{wish}</b>: how often?",
    ask_words="🔤 Send the words, for instance <code>基金会 慈善|公益 -招聘</code>\n"
    "All must be there, one of those parted by |, none of those behind -, “a phrase” in quotes. /cancel ends this.",
    ask_issuer="🏛 Send the issuer's name, for instance <code>民政部|财政部</code>; - is for those that you do not "
    "want. /cancel ends this.",
    in_groups="In a group, please <b>reply to this message</b>.",
    nothing_said="There is no word in this that I can use. Please send it again, or /cancel.",
    once_more="Please send it again, or /cancel.",
    cancelled="Right, nothing was changed.",
    nothing_to_cancel="There is nothing to cancel.",
    done="‹ Done",
)


def building_words(language: str) -> BuildingWords:
    """Return the words of a language of :class:`~jianbao.deliver.wording.Words`."""
    return ZH if language == "zh" else EN
