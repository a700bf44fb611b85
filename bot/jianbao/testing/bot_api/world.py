"""Everything that the fake Telegram knows: people, chats, files, and what the bot has yet to be told. No network."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from threading import Condition
from time import monotonic
from typing import Any, TypedDict, TypeVar, Unpack

from jianbao.testing.bot_api import transcript
from jianbao.testing.bot_api.chats import Chat, ChatMessage, ChatType, Content, Member, Status, counter
from jianbao.testing.bot_api.files import StoredFile
from jianbao.testing.bot_api.limits import Flood, Limits
from jianbao.testing.bot_api.people import Press, User
from jianbao.testing.bot_api.updates import Updates
from jianbao.testing.bot_api.wire import chat_json, member_json, message_json
from jianbao.testing.clock import steady

T = TypeVar("T")
_CHANNEL_IDS = -1_001_000_000_000  # supergroups and channels count down from here
_LOOK_AGAIN = 0.05  # seconds: what a test waits for may lie outside of this world


@dataclass(slots=True)
class Profile:
    """What the bot has said about itself.

    Attributes:
        commands: Lists of ``BotCommand`` by scope (JSON, ``{"type": "default"}``) and language.
        texts: By method that sets them and language: ``("setMyDescription", "en")``.
    """

    commands: dict[tuple[str, str], list[dict[str, str]]] = field(default_factory=dict)
    texts: dict[tuple[str, str], str] = field(default_factory=dict)


class Setup(TypedDict, total=False):
    """How a world may differ from the usual.

    Attributes:
        bot_name: First name of the bot.
        username: Of the bot, without ``@``.
        limits: Flood control.
        clock: Now, UTC: dates of messages, and flood control.
        reads_all: True switches the bot's privacy mode off; with it, it sees in groups only commands, mentions and
            replies to it.
    """

    bot_name: str
    username: str
    limits: Limits
    clock: Callable[[], datetime]
    reads_all: bool


class World:
    """A Telegram with one bot in it.

    Args:
        token: The bot's; its id stands before the colon.
        setup: What is not as usual.
    """

    def __init__(self, token: str, **setup: Unpack[Setup]) -> None:
        self.token = token
        self.clock = setup.get("clock") or steady()
        self.changed = Condition()
        self.users: dict[int, User] = {}
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, StoredFile] = {}
        self.presses: dict[str, Press] = {}
        self.profile = Profile()
        self.updates = Updates()
        self.flood = Flood(setup.get("limits") or Limits(), self.clock)
        self.reads_all = setup.get("reads_all", False)
        self.next_query = counter(7_000_000_000_000)
        self._next_user = counter(5_000_000_001)
        self._next_group = counter(4_000_001)
        self._next_channel = counter(1)
        self._next_shared = counter()  # message ids of private chats and groups come from one row
        name, username = setup.get("bot_name", "简报"), setup.get("username", "jianbao_test_bot")
        self.bot = User(self, int(token.partition(":")[0]), name, username, is_bot=True)
        self.users[self.bot.id] = self.bot

    # Who is there

    def user(
        self, first_name: str, *, username: str | None = None, language_code: str | None = None, started: bool = True
    ) -> User:
        """Add a person. One who has not *started* the bot has never written to it and cannot be written to."""
        with self.changing():
            person = User(self, self._next_user(), first_name, username, language_code, started=started)
            person.private = self._add(Chat(self, person.id, "private", first_name, username))
            person.private.members[self.bot.id] = Member(self.bot, "member")
            self.users[person.id] = person
            return person

    def group(self, title: str, *, owner: User | None = None, bot: Status = "member") -> Chat:
        """Add a basic group; ``owner.joins`` and the like add more people."""
        return self._shared("group", title, -self._next_group(), owner=owner, bot=bot)

    def supergroup(
        self,
        title: str,
        *,
        owner: User | None = None,
        bot: Status = "member",
        forum: bool = False,
        username: str | None = None,
    ) -> Chat:
        """Add a supergroup; as a *forum* it has topics (:meth:`Chat.topic`)."""
        chat = self._shared(
            "supergroup", title, _CHANNEL_IDS - self._next_channel(), owner=owner, bot=bot, username=username
        )
        chat.is_forum = forum
        return chat

    def channel(
        self, title: str, *, owner: User | None = None, bot: Status = "administrator", username: str | None = None
    ) -> Chat:
        """Add a channel."""
        return self._shared(
            "channel", title, _CHANNEL_IDS - self._next_channel(), owner=owner, bot=bot, username=username
        )

    def chat(self, address: int | str) -> Chat:
        """Return the chat with that id or ``@name``.

        Raises:
            KeyError: There is none.
        """
        found = self.find(str(address))
        if found is None:
            raise KeyError(f"no chat {address!r}")
        return found

    def find(self, address: str) -> Chat | None:
        """Return the chat that ``chat_id`` means; people are not found by name."""
        if address.startswith("@"):
            public = (chat for chat in self.chats.values() if chat.type != "private" and chat.username)
            return next((chat for chat in public if f"@{chat.username}".lower() == address.lower()), None)
        digits = address.removeprefix("-")
        return self.chats.get(int(address)) if digits.isascii() and digits.isdigit() else None

    def transcript(self, address: int | str) -> str:
        """Return all that happened in a chat, for people to read."""
        return transcript.transcript(self.chat(address))

    # What happens

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Change something while nobody else does, and let those know who wait for a change."""
        with self.changed:
            yield
            self.changed.notify_all()

    def wait(self, happened: Callable[[], T], seconds: float = 10.0) -> T:
        """Return what *happened* returns, once it is true. Not for the thread that serves.

        Raises:
            AssertionError: It did not come true within *seconds*; shows all chats in which anything happened.
        """
        end = monotonic() + seconds
        with self.changed:
            while not (result := happened()):
                left = end - monotonic()
                if left <= 0:
                    chats = (chat for chat in self.chats.values() if chat.log)
                    shown = "\n".join(map(transcript.transcript, chats))
                    raise AssertionError(f"it did not happen within {seconds} seconds\n{shown}")
                self.changed.wait(min(left, _LOOK_AGAIN))
            return result

    async def until(self, happened: Callable[[], T], seconds: float = 10.0) -> T:
        """Wait as :meth:`wait` does, while the loop goes on."""
        return await asyncio.to_thread(self.wait, happened, seconds)

    @property
    def unix_time(self) -> int:
        """Now, in whole seconds."""
        return int(self.clock().timestamp())

    def tell(self, kind: str, payload: dict[str, Any]) -> None:
        """Put an update of *kind* before the bot."""
        self.updates.put(kind, payload)

    def bot_sees(self, message: ChatMessage) -> bool:
        """Return whether the bot is told of a message: in groups, its privacy mode decides."""
        chat = message.chat
        if not chat.bot.present:
            return False
        if chat.type in {"private", "channel"} or self.reads_all or chat.bot.in_charge:
            return True
        return bool(message.reply_to and message.reply_to.from_bot) or self._is_addressed(message)

    def serve(self, chat: Chat, by: User, service: dict[str, Any]) -> None:
        """Put a service message into *chat*, and tell the bot."""
        with self.changing():
            message = chat.put(by, Content(service=service))
            chat.log.append(transcript.sent(message))
            if chat.bot.present:
                self.tell("message", message_json(message))

    def change_of(self, chat: Chat, by: User) -> dict[str, Any]:
        """Return what every ``ChatMemberUpdated`` says."""
        return {"chat": chat_json(chat), "from": by.json, "date": self.unix_time}

    def change_bot(self, chat: Chat, status: Status, by: User, rights: dict[str, bool] | None = None) -> None:
        """Give the bot another place in *chat*; it learns so from ``my_chat_member``."""
        with self.changing():
            old = chat.bot
            new = chat.members[self.bot.id] = Member(self.bot, status, rights or {})
            change = {"old_chat_member": member_json(chat, old), "new_chat_member": member_json(chat, new)}
            self.tell("my_chat_member", self.change_of(chat, by) | change)
            chat.log.append(f"{by.first_name} makes the bot: {status}")

    def migrate(self, group: Chat) -> Chat:
        """Turn *group* into a supergroup.

        Raises:
            ValueError: It is no basic group, or is one no more.
        """
        if group.type != "group" or group.migrated_to:
            raise ValueError(f"{group.title} cannot become a supergroup: {group.type}, {group.migrated_to}")
        with self.changing():
            owner = next((member.user for member in group.members.values() if member.status == "creator"), None)
            to = self.supergroup(group.title, bot=group.bot.status)
            to.members |= group.members
            self.serve(group, owner or self.bot, {"migrate_to_chat_id": to.id})
            self.serve(to, owner or self.bot, {"migrate_from_chat_id": group.id})
            group.migrated_to = to.id
        return to

    def _is_addressed(self, message: ChatMessage) -> bool:
        body, name = message.content.body, f"@{self.bot.username}".lower()
        encoded = body.text.encode("utf-16-le")
        words = [
            (
                entity["type"],
                encoded[2 * entity["offset"] : 2 * (entity["offset"] + entity["length"])].decode("utf-16-le"),
            )
            for entity in body.entities
        ]
        return any(
            (kind == "mention" and word.lower() == name)
            or (kind == "bot_command" and ("@" not in word or word.lower().endswith(name)))
            for kind, word in words
        )

    def _shared(
        self,
        kind: ChatType,
        title: str,
        chat_id: int,
        *,
        owner: User | None,
        bot: Status,
        username: str | None = None,
    ) -> Chat:
        with self.changing():
            chat = self._add(Chat(self, chat_id, kind, title, username))
            chat.members[self.bot.id] = Member(self.bot, bot)
            if owner:
                chat.members[owner.id] = Member(owner, "creator")
            return chat

    def _add(self, chat: Chat) -> Chat:
        # Others count for themselves; their first message says that they were created.
        chat.next_id = self._next_shared if chat.type in {"private", "group"} else counter(2)
        self.chats[chat.id] = chat
        return chat
