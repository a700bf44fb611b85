"""What jianbao says to a reader who misses a document; see ``wording`` for all the rest."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingWords:
    """One language; HTML."""

    how: str
    known: str
    unknown: str
    no_topic: str
    no_news: str
    since: str
    came: str
    came_at: str
    held: str
    silent: str
    on_its_way: str
    paused: str
    repost: str
    lost: str
    later: str
    refused: str
    would: str
    no_wish: str
    conditions: Mapping[str, str]


ZH = MissingWords(
    how="这样写：<code>/miss 链接</code>，我查这份文件为什么没有发来。",
    known="这份文件 {when} 由“{source}”读到。",
    unknown="这份文件没有读到过：没有来源列出它。",
    no_topic="它不属于任何主题，所以没有发。",
    no_news="它是补读的旧文件，或重复一份这样的文件，不算新消息，所以没有发。",
    came="“{title}”已经发到这里了，/latest 或 /resend 7d 再看。",
    came_at="“{title}”{when} 已经发到这里了，/latest 或 /resend 7d 再看。",
    held="“{title}”留到 {until} 再发，/digest 现在就看。",
    silent="“{title}”留着：它的订阅正在静音。/unmute 恢复，/digest 现在就看。",
    on_its_way="“{title}”正在发来。",
    paused="⏸ {since}这里停发了，消息都留着。原因：{reason}。在这里写 /start 恢复，留着的随后发来。",
    repost="它是转载。原件是“{title}”，{when} 由“{source}”读到。",
    since="{when} 起",
    lost="“{title}”没有送到或不知是否送到，见 /failed。",
    later="“{title}”发布时这里还没有现在的订阅。",
    refused="“{title}”不符合订阅 <b>{wish}</b>：{why}。",
    would="“{title}”符合订阅 <b>{wish}</b>：一旦有来源列出它就会发来。",
    no_wish="这里还没有订阅。/start 一步步订阅。",
    conditions={
        "topic": "主题不同",
        "region": "地区不同",
        "figures": "没有数字",
        "issuer": "发文机关不同",
        "source": "来源不同",
        "keywords": "关键词不符",
    },
)

EN = MissingWords(
    how="Write <code>/miss LINK</code>: I look up why that document did not come.",
    known="“{source}” brought this document, {when}.",
    unknown="This document was never read: no source has listed it.",
    no_topic="It is about no topic, so it was not sent.",
    no_news="It was read as history, or repeats what was: no news, so it was not sent.",
    came="“{title}” was sent here; /latest or /resend 7d shows it again.",
    came_at="“{title}” was sent here, {when}; /latest or /resend 7d shows it again.",
    held="“{title}” is held back until {until}; /digest brings it now.",
    silent="“{title}” is held back: its subscription is silent. /unmute ends that, /digest brings it now.",
    on_its_way="“{title}” is on its way.",
    paused="⏸ Nothing is sent here{since}; all of it waits. Why: {reason}. Write /start here, and what waits follows.",
    repost="It is a repost. The original is “{title}”; “{source}” brought it, {when}.",
    since=" since {when}",
    lost="“{title}” did not arrive, or may not have: see /failed.",
    later="“{title}” came before the subscriptions that there are now.",
    refused="“{title}” is not what <b>{wish}</b> asks for: {why}.",
    would="“{title}” is what <b>{wish}</b> asks for: it comes as soon as a source lists it.",
    no_wish="Nothing is subscribed here. /start does it step by step.",
    conditions={
        "topic": "another topic",
        "region": "another place",
        "figures": "no figures",
        "issuer": "another issuer",
        "source": "another source",
        "keywords": "other words",
    },
)


def missing_words(language: str) -> MissingWords:
    """Return the words of a language of :class:`~jianbao.deliver.wording.Words`."""
    return ZH if language == "zh" else EN
