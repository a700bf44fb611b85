"""What jianbao says to a reader about documents that they send; see ``wording`` for all the rest."""

from dataclasses import dataclass

from jianbao.deliver.counted import Counted


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingWords:
    """One language; HTML."""

    how: str
    working: str
    nothing: str
    more: Counted
    too_large: str
    encrypted: str
    scan: str
    photo: str
    unreadable: str
    took_too_long: str
    link_refused: str
    link_away: str
    too_many: Counted


ZH = ReadingWords(
    how="发来或转发一份文件（PDF、Word、Excel、网页、文本，不超过 {size} MB）、一段文字或一个链接，我读出其中的数字。"
    "群里用 /read 回复那条消息，或写 <code>/read 链接</code>。",
    working="⏳ 正在读……",
    nothing="读过了，里面没有找到数字，也没有认出主题。",
    more=Counted(language="zh", other="还有 {count} 条没有列出：文件太长。可以分成几份发来。"),
    too_large="文件太大：最多 {size} MB。请拆成几份再发。",
    encrypted="文件加了密，打不开。请发一份不用密码的。",
    scan="这是扫描件，里面没有文字；这里没有安装文字识别。请发带文字的版本。",
    photo="这里没有安装文字识别，读不了图片。请把文字写在图片说明里，或发来文件。",
    unreadable="这个文件读不出来：格式不认识，或者已经损坏。可以发 PDF、Word、Excel、网页或文本。",
    took_too_long="读了 {seconds} 秒还没有读完，只好停下。请发短一些的文件。",
    link_refused="这个链接不能读：只读公开的 http 和 https 网页，而且网站要允许。可以把文件直接发来。",
    link_away="这个链接眼下打不开。请过一会儿再试，或把文件直接发来。",
    too_many=Counted(language="zh", other="读得太急了：{minutes} 分钟内最多 {count} 份。请稍后再发。"),
)

EN = ReadingWords(
    how="Send or forward a file (PDF, Word, Excel, web page, text; {size} MB at most), a text or a link, and I read "
    "its figures. In a group reply to the message with /read, or write <code>/read link</code>.",
    working="⏳ Reading…",
    nothing="I have read it, and found no figures and no topic in it.",
    more=Counted(
        language="en",
        one="{count} more message is not shown: the document is too long. You can send it in parts.",
        other="{count} more messages are not shown: the document is too long. You can send it in parts.",
    ),
    too_large="The file is too large: {size} MB at most. Please send it in parts.",
    encrypted="The file is encrypted. Please send a copy that opens without a password.",
    scan="This is a scan without text, and text recognition is not installed here. Please send a version with text.",
    photo="Text recognition is not installed here: I cannot read pictures. Write the text as caption, or send a file.",
    unreadable="I cannot read this file: unknown format, or damaged. Send PDF, Word, Excel, a page or text.",
    took_too_long="It was not read after {seconds} seconds, so I stopped. Please send a shorter one.",
    link_refused="I cannot read this link: only public http and https pages whose site allows it. Send the file.",
    link_away="This link cannot be opened now. Try again later, or send the file.",
    too_many=Counted(
        language="en",
        one="Not so fast: {count} document in {minutes} minutes. Please send it later.",
        other="Not so fast: {count} documents in {minutes} minutes at most. Please send it later.",
    ),
)


def reading_words(language: str) -> ReadingWords:
    """Return the words of a language of :class:`~jianbao.deliver.wording.Words`."""
    return ZH if language == "zh" else EN
