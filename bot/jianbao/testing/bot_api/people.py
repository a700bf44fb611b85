"""The people at the other end: a test lets them write, tap, block and invite."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from jianbao.testing.bot_api import transcript
from jianbao.testing.bot_api.chats import Chat, ChatMessage, Content, Member, Status
from jianbao.testing.bot_api.entities import formatted
from jianbao.testing.bot_api.files import StoredFile, image_size
from jianbao.testing.bot_api.wire import callback_json, member_json, message_json

if TYPE_CHECKING:
    from jianbao.testing.bot_api.world import World


@dataclass(slots=True, eq=False)
class Press:
    """A tap on a button of an inline keyboard.

    Attributes:
        id: ``callback_query_id``.
        label: What stands on the button.
        data: Its ``callback_data``.
        answered: Whether the bot has called ``answerCallbackQuery``; until then the button shows a clock.
        answer: The text it showed then.
        alert: Whether that text had to be closed by hand.
    """

    id: str
    user: "User"
    message: ChatMessage
    label: str
    data: str
    answered: bool = False
    answer: str = ""
    alert: bool = False


@dataclass(slots=True, eq=False)
class User:
    """Somebody with an account; our bot is one too.

    Attributes:
        started: They have written to the bot, or pressed Start; it may write to them.
        deactivated: Their account is gone.
    """

    world: "World"
    id: int
    first_name: str
    username: str | None = None
    language_code: str | None = None
    is_bot: bool = False
    started: bool = True
    deactivated: bool = False
    private: Chat = field(init=False)

    # What they write

    def says(
        self, text: str, chat: Chat | None = None, *, thread: int | None = None, reply_to: ChatMessage | None = None
    ) -> ChatMessage:
        """Write *text* to the bot, or into *chat*; in a channel, it is a post.

        Raises:
            ValueError: They are not there, or may not post.
        """
        return self._puts(chat, Content(formatted(text)), thread, reply_to)

    def sends_document(
        self, data: bytes, name: str, caption: str = "", chat: Chat | None = None, *, thread: int | None = None
    ) -> ChatMessage:
        """Send a file to the bot, or into *chat*."""
        file = StoredFile("document", name, "application/octet-stream", data)
        self.world.files[file.id] = file
        return self._puts(chat, Content(formatted(caption), file), thread, None)

    def sends_photo(self, data: bytes, caption: str = "", chat: Chat | None = None) -> ChatMessage:
        """Send a picture (PNG or JPEG) to the bot, or into *chat*."""
        file = StoredFile("photo", "photo", "", data, image_size(data) or (1, 1))
        self.world.files[file.id] = file
        return self._puts(chat, Content(formatted(caption), file), None, None)

    def _puts(
        self, chat: Chat | None, content: Content, thread: int | None, reply_to: ChatMessage | None
    ) -> ChatMessage:
        place = chat or self.private
        with self.world.changing():
            self._must_be_in(place)
            if place is self.private:
                self.started = True
            sender = None if place.type == "channel" else self
            message = place.put(sender, content, thread=thread, reply_to=reply_to)
            place.log.append(transcript.sent(message))
            if self.world.bot_sees(message):
                self.world.tell("channel_post" if place.type == "channel" else "message", message_json(message))
        return message

    def edits(self, message: ChatMessage, text: str) -> None:
        """Change what they have said before."""
        with self.world.changing():
            message.edits.append((message.content, message.reply_markup))
            message.content, message.edited = Content(formatted(text)), self.world.unix_time
            message.chat.log.append(transcript.edited(message))
            if self.world.bot_sees(message):
                kind = "edited_channel_post" if message.chat.type == "channel" else "edited_message"
                self.world.tell(kind, message_json(message))

    def presses(self, message: ChatMessage, button: str) -> Press:
        """Tap the button labelled *button*, or the only one whose label holds these words.

        Raises:
            ValueError: There is no such button for them, or it opens an address.
        """
        with self.world.changing():
            self._must_be_in(message.chat)
            found = _button(message, button)
            if "callback_data" not in found:
                raise ValueError(f"{found['text']!r} sends nothing to the bot: {found}")
            return self._taps(message, found["text"], found["callback_data"])

    def forges(self, message: ChatMessage, data: str, *, old: bool = False) -> Press:
        """Send *data* as if a button of *message* had it, as a client of one's own can.

        Args:
            message: Of the bot.
            data: What no button there need have.
            old: Whether Telegram tells of the message no more than where it stood: an ``InaccessibleMessage``.
        """
        with self.world.changing():
            self._must_be_in(message.chat)
            return self._taps(message, "", data, old=old)

    def _taps(self, message: ChatMessage, label: str, data: str, *, old: bool = False) -> Press:
        press = Press(str(self.world.next_query()), self, message, label, data)
        self.world.presses[press.id] = press
        message.chat.pressed.append(press)
        message.chat.log.append(transcript.pressed(press))
        told = callback_json(press)
        if old:
            told["message"] = {"chat": told["message"]["chat"], "message_id": message.message_id, "date": 0}
        self.world.tell("callback_query", told)
        return press

    # What they do to the bot

    def blocks(self) -> None:
        """Stop the bot from writing to them."""
        self.world.change_bot(self.private, "kicked", self)

    def unblocks(self) -> None:
        """Let the bot write again."""
        self.world.change_bot(self.private, "member", self)

    def deactivates(self) -> None:
        """Delete their account."""
        with self.world.changing():
            self.deactivated = True

    def invites(self, chat: Chat, status: Status = "member", **rights: bool) -> None:
        """Take the bot into a group, or as administrator into a channel, where bots are nothing else."""
        self.world.change_bot(chat, "administrator" if chat.type == "channel" else status, self, rights)
        if chat.type in {"group", "supergroup"}:
            self.world.serve(chat, self, {"new_chat_members": [self.world.bot.json]})

    def promotes(self, chat: Chat, **rights: bool) -> None:
        """Make the bot an administrator, with all rights but those that *rights* deny."""
        self.world.change_bot(chat, "administrator", self, rights)

    def restricts(self, chat: Chat, **rights: bool) -> None:
        """Leave the bot in a supergroup with the rights that *rights* do not deny."""
        self.world.change_bot(chat, "restricted", self, rights)

    def kicks(self, chat: Chat) -> None:
        """Throw the bot out."""
        self.world.change_bot(chat, "kicked", self)

    def joins(self, chat: Chat, status: Status = "member", **rights: bool) -> None:
        """Be in *chat* with that status; the bot is told when it asked for ``chat_member``."""
        with self.world.changing():
            old, new = chat.member(self), Member(self, status, rights)
            chat.members[self.id] = new
            if chat.bot.in_charge:
                change = {"old_chat_member": member_json(chat, old), "new_chat_member": member_json(chat, new)}
                self.world.tell("chat_member", self.world.change_of(chat, self) | change)

    def leaves(self, chat: Chat) -> None:
        """Go out of *chat*."""
        self.joins(chat, "left")

    @property
    def json(self) -> dict[str, Any]:
        """The ``User`` object."""
        fields = {"username": self.username, "language_code": self.language_code}
        known = {name: value for name, value in fields.items() if value}
        return {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name} | known

    def _must_be_in(self, chat: Chat) -> None:
        member = chat.member(self)
        if chat.type != "private" and not member.present:
            raise ValueError(f"{self.first_name} is not in {chat.title}: joins() first")
        if chat.type == "private" and chat is not self.private:
            raise ValueError(f"{self.first_name} cannot be in the private chat with {chat.title}")
        if chat.type == "private" and not chat.bot.present:
            raise ValueError(f"{self.first_name} has blocked the bot: unblocks() first")


def _button(message: ChatMessage, label: str) -> dict[str, Any]:
    buttons = [button for row in (message.reply_markup or {}).get("inline_keyboard", []) for button in row]
    exact = [button for button in buttons if button["text"] == label]
    close = exact or [button for button in buttons if label in button["text"]]
    if message.deleted or len(close) != 1:
        labels = [button["text"] for button in buttons]
        raise ValueError(f"no button {label!r} to press: {'deleted' if message.deleted else labels}")
    found: dict[str, Any] = close[0]
    return found
