"""What jianbao says to a reader about messages that are owed, late, or in doubt; see ``wording`` for all the rest."""

from dataclasses import dataclass

from jianbao.deliver.counted import Counted


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedWords:
    """One language; HTML."""

    digest: Counted
    digest_more: Counted
    digest_hint: str
    back: Counted
    failed_header: str
    failed_none: str
    failed_unknown: str
    failed_dead: str
    again: str
    arrived: str
    done_again: str
    done_arrived: str
    resend: Counted
    resend_none: str
    resend_how: str
    promise_never: str
    promise_least: str
    choose_never: str
    choose_least: str
    repeated: str


ZH = OwedWords(
    digest=Counted(language="zh", other="📦 <b>积压的 {count} 条消息合为一条</b>（最早的 {since}）"),
    digest_more=Counted(language="zh", other="另有 {count} 条没有列出。"),
    digest_hint="要逐条补发：/resend {span}",
    back=Counted(
        language="zh",
        other="👋 又能发到这里了。之前停发的原因：{reason}\n"
        "这段时间有 {count} 条消息没有发出，现在补发；太久的合为一条。",
    ),
    failed_header="最近七天没有送到或不知是否送到的消息：",
    failed_none="最近七天的消息都送到了。",
    failed_unknown="❓ {title}：发出后没有收到回执，可能已经送到，所以没有重发。",
    failed_dead="✖ {title}：没有送到。{reason}",
    again="↻ 再发：{title}",
    arrived="✓ 收到了：{title}",
    done_again="好，马上再发一次。",
    done_arrived="好，记下了：已经收到。",
    resend=Counted(language="zh", other="好，最近 {span} 的 {count} 条消息将逐条再发到这里。"),
    resend_none="最近 {span} 这里没有可以补发的消息。",
    resend_how="这样写：<code>/resend 24h</code> 或 <code>/resend 7d</code>，最多七天。",
    promise_never="现在的选择：<b>绝不重复</b>。发出后没有回执的消息不再重发，用 /failed 查看。",
    promise_least="现在的选择：<b>至少一次</b>。发出后没有回执的消息会再发一次，偶尔会收到两遍。",
    choose_never="绝不重复",
    choose_least="至少一次",
    repeated="可能重复 {count}",
)

EN = OwedWords(
    digest=Counted(
        language="en",
        one="📦 <b>{count} message that was late</b> (of {since})",
        other="📦 <b>{count} messages that were late, in one</b> (the oldest of {since})",
    ),
    digest_more=Counted(
        language="en",
        one="{count} more is not listed.",
        other="{count} more are not listed.",
    ),
    digest_hint="To have them one by one: /resend {span}",
    back=Counted(
        language="en",
        one="👋 I can write here again. What stopped me: {reason}\n{count} message waited and follows.",
        other="👋 I can write here again. What stopped me: {reason}\n"
        "{count} messages waited and follow, late ones in one.",
    ),
    failed_header="Messages of the last seven days that did not arrive, or may not have:",
    failed_none="All messages of the last seven days have arrived.",
    failed_unknown="❓ {title}: sent, but no receipt came. It may have arrived, so it was not sent again.",
    failed_dead="✖ {title}: not delivered. {reason}",
    again="↻ Again: {title}",
    arrived="✓ I have it: {title}",
    done_again="Right, it will be sent again at once.",
    done_arrived="Right, noted: it has arrived.",
    resend=Counted(
        language="en",
        one="Right, {count} message of the last {span} will be sent here again.",
        other="Right, {count} messages of the last {span} will be sent here again, one by one.",
    ),
    resend_none="There is nothing of the last {span} to be sent here again.",
    resend_how="Write <code>/resend 24h</code> or <code>/resend 7d</code>, seven days at most.",
    promise_never="Chosen: <b>never twice</b>. A message without a receipt is not sent again; /failed shows it.",
    promise_least="Chosen: <b>at least once</b>. A message without a receipt is sent again, and may come twice.",
    choose_never="Never twice",
    choose_least="At least once",
    repeated="possibly twice {count}",
)


def owed_words(language: str) -> OwedWords:
    """Return the catalogue of a language of ``wording``."""
    return ZH if language == "zh" else EN
