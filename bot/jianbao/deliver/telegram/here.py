"""Where a request is about, and who asks."""

from dataclasses import dataclass

from jianbao.deliver.wording import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    """Where a request is about.

    Attributes:
        address: Chat id as text.
        thread: Forum topic, if any.
        title: Of the chat.
        elsewhere: True when the request comes from another chat, as for channels.
        words: The language of whoever asks.
        person: Telegram's id of whoever asks, as text; empty when it is not known.
        hears: True where we hear the next words of that person, as nobody does in channels.
        group: True where several people write.
        bot: Our name on Telegram.
    """

    address: str
    thread: int | None = None
    title: str = ""
    elsewhere: bool = False
    words: Words
    person: str = ""
    hears: bool = False
    group: bool = False
    bot: str = ""
