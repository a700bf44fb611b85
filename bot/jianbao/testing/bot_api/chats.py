"""Chats and what stands in them: what a test asserts about, and what the methods of the Bot API change."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Any, Literal

from jianbao.testing.bot_api.entities import Formatted
from jianbao.testing.bot_api.files import StoredFile
from jianbao.testing.bot_api.markup import Markup

if TYPE_CHECKING:
    from jianbao.testing.bot_api.people import Press, User
    from jianbao.testing.bot_api.world import World

ChatType = Literal["private", "group", "supergroup", "channel"]
Status = Literal["creator", "administrator", "member", "restricted", "left", "kicked"]

GENERAL = 1  # message_thread_id of the topic that every forum has; messages in it carry none


@dataclass(frozen=True, slots=True)
class Content:
    """What a message shows, besides its keyboard.

    Attributes:
        body: Text, or caption of a file.
        file: Photo or document.
        rich: ``InputRichMessage`` as sent.
        service: Fields of a service message: ``{"migrate_to_chat_id": -100…}``.
    """

    body: Formatted = field(default_factory=Formatted)
    file: StoredFile | None = None
    rich: dict[str, Any] | None = None
    service: dict[str, Any] | None = None


@dataclass(slots=True, eq=False)
class ChatMessage:
    """A message in a chat, as its readers see it now.

    Attributes:
        chat: Where.
        message_id: Unique in its chat.
        date: Unix seconds.
        sender: None for posts of a channel.
        content: Now.
        reply_markup: Keyboard, as sent.
        thread: ``message_thread_id`` in a forum; None in General and outside of forums.
        reply_to: The message it answers.
        silent: Sent with ``disable_notification``.
        link_preview: ``link_preview_options`` as sent.
        edits: What it showed before, oldest first.
        edited: Unix seconds of the last edit.
        deleted: Nobody sees it any more.
        reactions: By user id.
    """

    chat: "Chat"
    message_id: int
    date: int
    sender: "User | None"
    content: Content
    reply_markup: Markup | None = None
    thread: int | None = None
    reply_to: "ChatMessage | None" = None
    silent: bool = False
    protected: bool = False
    link_preview: dict[str, Any] | None = None
    edits: list[tuple[Content, Markup | None]] = field(default_factory=list)
    edited: int | None = None
    deleted: bool = False
    reactions: dict[int, list[dict[str, Any]]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The text without markup; empty under a photo or document, which has a caption."""
        return "" if self.content.file else self.content.body.text

    @property
    def caption(self) -> str:
        """The text under a photo or document."""
        return self.content.body.text if self.content.file else ""

    @property
    def entities(self) -> tuple[dict[str, Any], ...]:
        """Of text or caption; offsets in UTF-16 code units."""
        return self.content.body.entities

    @property
    def photo(self) -> bytes | None:
        """The uploaded picture."""
        return self.content.file.data if self.content.file and self.content.file.kind == "photo" else None

    @property
    def document(self) -> bytes | None:
        """The uploaded document."""
        return self.content.file.data if self.content.file and self.content.file.kind == "document" else None

    @property
    def buttons(self) -> list[list[str]]:
        """The labels of the inline keyboard, row by row."""
        rows = (self.reply_markup or {}).get("inline_keyboard", [])
        return [[button["text"] for button in row] for row in rows]

    @property
    def from_bot(self) -> bool:
        """Whether our bot has sent it; also to a channel, where a post shows no sender."""
        return self in self.chat.from_bot

    @property
    def answers(self) -> list["ChatMessage"]:
        """What the bot has sent to the same chat and thread since."""
        return [
            message
            for message in self.chat.from_bot
            if message.message_id > self.message_id and message.thread == self.thread
        ]


@dataclass(slots=True, eq=False)
class Topic:
    """A topic of a forum."""

    chat: "Chat"
    name: str
    thread: int
    closed: bool = False

    def close(self) -> None:
        """Let only administrators write here."""
        self.closed = True

    def reopen(self) -> None:
        """Let everybody write here again."""
        self.closed = False

    def delete(self) -> None:
        """Take the topic away, with all that was said in it."""
        del self.chat.topics[self.thread]
        for message in self.chat.messages:
            message.deleted |= message.thread == self.thread


@dataclass(slots=True, eq=False)
class Member:
    """What somebody may do in a chat.

    Attributes:
        rights: ``can_…`` fields that differ from what the status gives: all for administrators and members.
    """

    user: "User"
    status: Status
    rights: dict[str, bool] = field(default_factory=dict)

    @property
    def present(self) -> bool:
        """Whether they are in the chat."""
        return self.status not in {"left", "kicked"}

    @property
    def in_charge(self) -> bool:
        """Whether they are owner or administrator."""
        return self.status in {"creator", "administrator"}

    def can(self, right: str) -> bool:
        """Return whether the right *right* (``can_…``) is theirs."""
        return self.present and self.rights.get(right, True)


@dataclass(slots=True, eq=False)
class Chat:
    """A private chat, a group, a supergroup (perhaps with topics) or a channel.

    Attributes:
        id: Positive for private chats, ``-100…`` for supergroups and channels.
        username: Without ``@``; None for what is not public.
        messages: All of them in their order, deleted ones too.
        from_bot: Those that our bot sent.
        pressed: What was tapped, in order.
        members: By user id, our bot among them.
        topics: By thread, General excepted.
        migrated_to: Id of the supergroup that a group has become.
        log: What happened, as the transcript shows it.
    """

    world: "World"
    id: int
    type: ChatType
    title: str
    username: str | None = None
    is_forum: bool = False
    messages: list[ChatMessage] = field(default_factory=list)
    from_bot: list[ChatMessage] = field(default_factory=list)
    pressed: list["Press"] = field(default_factory=list)
    members: dict[int, Member] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    general_closed: bool = False
    migrated_to: int | None = None
    log: list[str] = field(default_factory=list)
    next_id: Callable[[], int] = field(default=lambda: 0)

    @property
    def bot(self) -> Member:
        """Our bot's place here."""
        return self.member(self.world.bot)

    @property
    def texts(self) -> list[str]:
        """What our bot's messages here say and are still there to read, oldest first."""
        return [message.text or message.caption for message in self.from_bot if not message.deleted]

    def member(self, user: "User") -> Member:
        """Return the place of *user*, who may never have been here."""
        return self.members.get(user.id) or Member(user, "left")

    def message(self, message_id: int) -> ChatMessage | None:
        """Return a message that is there to see."""
        found = (message for message in self.messages if message.message_id == message_id and not message.deleted)
        return next(found, None)

    def put(self, sender: "User | None", content: Content, **fields: Any) -> ChatMessage:
        """Add a message of anybody; what the bot is told of it is another matter."""
        message = ChatMessage(self, self.next_id(), self.world.unix_time, sender, content, **fields)
        self.messages.append(message)
        return message

    def topic(self, name: str) -> Topic:
        """Open a new topic in a forum."""
        with self.world.changing():
            service = {"forum_topic_created": {"name": name, "icon_color": 0x6FB9F0}}
            first = self.put(None, Content(service=service))
            first.thread = first.message_id
            topic = self.topics[first.message_id] = Topic(self, name, first.message_id)
            return topic

    def close_general(self) -> None:
        """Let only administrators write in General."""
        self.general_closed = True

    def migrate(self) -> "Chat":
        """Turn this group into a supergroup and return that. The bot is told in both."""
        return self.world.migrate(self)


def counter(start: int = 1) -> Callable[[], int]:
    """Return a function that counts up."""
    return partial(next, count(start))
