"""What jianbao says to a reader in a digest; see ``wording`` for all the rest. HTML."""

from dataclasses import dataclass

from jianbao.deliver.counted import Counted


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestWords:
    """One language."""

    head: Counted
    documents: Counted
    reposts: Counted
    by_topic: str
    several: Counted
    by_region: str
    elsewhere: str
    count: str
    between: str
    topic: str
    compared: str


ZH = DigestWords(
    head=Counted(language="zh", other="📰 <b>{count} 条消息，{figures} 项数字</b>（{since} 以来）"),
    documents=Counted(language="zh", other="来自 {count} 份文件"),
    reposts=Counted(language="zh", other="另有 {count} 次转载没有重复列出"),
    by_topic="主题：{counts}",
    several=Counted(language="zh", other="（{count} 条不止属于一个主题）"),
    by_region="地区：{counts}",
    elsewhere="其他 {count}",
    count="{name} {count}",
    between="，",
    topic="<b>{topic}</b>",
    compared="简报对照（非原文）：{time}为 {value}，{change}；见{title}",
)

EN = DigestWords(
    head=Counted(
        language="en",
        one="📰 <b>{count} message, figures: {figures}</b> (since {since})",
        other="📰 <b>{count} messages, figures: {figures}</b> (since {since})",
    ),
    documents=Counted(language="en", one="Out of {count} document", other="Out of {count} documents"),
    reposts=Counted(
        language="en",
        one="{count} repost is not listed again",
        other="{count} reposts are not listed again",
    ),
    by_topic="Topics: {counts}",
    several=Counted(language="en", one=" ({count} message has several)", other=" ({count} messages have several)"),
    by_region="Places: {counts}",
    elsewhere="others {count}",
    count="{name} {count}",
    between="; ",
    topic="<b>{topic}</b>",
    compared="jianbao's comparison, not the document's: {value} in {time}, {change}; see {title}",
)


def digest_words(language: str) -> DigestWords:
    """Return the words of a language of :class:`~jianbao.deliver.wording.Words`."""
    return ZH if language == "zh" else EN
