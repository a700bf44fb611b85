"""Bad days on demand: what the next calls run into."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from jianbao.testing.bot_api.arguments import Arguments
from jianbao.testing.bot_api.chats import Chat
from jianbao.testing.bot_api.refusal import Refused, too_many_requests


class Kind(Enum):
    """What the caller sees."""

    BAD_GATEWAY = "502 with a page of HTML"
    RESET = "the connection is reset"
    HANG = "no answer at all"
    SLOW = "an answer after a while"
    REFUSED = "an error of the Bot API"


@dataclass(slots=True)
class Fault:
    """One kind of trouble, waiting for its calls.

    Attributes:
        kind: What happens.
        times: For how many calls more.
        method: Only for this one; None for all but ``getUpdates``, which comes in the background at its own times.
        chat: Only for this one.
        delivered: The call has its effect before the trouble begins.
        seconds: How slow.
        refusal: The error.
    """

    kind: Kind
    times: int
    method: str | None = None
    chat: Chat | None = None
    delivered: bool = False
    seconds: float = 0.0
    refusal: Refused | None = None

    def meets(self, call: Arguments, find: Callable[[str], Chat | None]) -> bool:
        """Return whether *call* runs into this."""
        if self.times <= 0 or call.method != (self.method or call.method):
            return False
        if self.method is None and call.method == "getUpdates":
            return False
        return self.chat is None or find(call.text("chat_id")) is self.chat


class Faults:
    """Faults in the order in which they were asked for; each call meets at most one.

    All methods take ``times`` (how many calls), ``method`` and ``chat`` (which calls); see :class:`Fault`.
    """

    def __init__(self) -> None:
        self._waiting: list[Fault] = []

    @property
    def left(self) -> int:
        """How many calls are still going to meet a fault; 0 when the test has used up all it asked for."""
        return sum(fault.times for fault in self._waiting)

    def clear(self) -> None:
        """Let everything work again."""
        self._waiting.clear()

    def bad_gateway(self, times: int = 1, *, method: str | None = None, chat: Chat | None = None) -> None:
        """Answer 502 with HTML, as a proxy does while Telegram restarts; nothing is delivered."""
        self._waiting.append(Fault(Kind.BAD_GATEWAY, times, method, chat))

    def reset(self, times: int = 1, *, method: str | None = None, chat: Chat | None = None) -> None:
        """Reset the connection before anything is delivered."""
        self._waiting.append(Fault(Kind.RESET, times, method, chat))

    def answer_lost(self, times: int = 1, *, method: str | None = None, chat: Chat | None = None) -> None:
        """Deliver, then reset the connection: the bot cannot know."""
        self._waiting.append(Fault(Kind.RESET, times, method, chat, delivered=True))

    def hang(
        self, times: int = 1, *, method: str | None = None, chat: Chat | None = None, delivered: bool = False
    ) -> None:
        """Never answer, with or without delivering; ends when the caller gives up or the server stops."""
        self._waiting.append(Fault(Kind.HANG, times, method, chat, delivered))

    def slow(self, seconds: float, times: int = 1, *, method: str | None = None, chat: Chat | None = None) -> None:
        """Deliver at once and answer *seconds* later."""
        self._waiting.append(Fault(Kind.SLOW, times, method, chat, delivered=True, seconds=seconds))

    def too_many_requests(
        self, retry_after: int, times: int = 1, *, method: str | None = None, chat: Chat | None = None
    ) -> None:
        """Answer 429 with *retry_after* seconds, whatever the limits say."""
        self.refuse(too_many_requests(retry_after), times, method=method, chat=chat)

    def refuse(self, refusal: Refused, times: int = 1, *, method: str | None = None, chat: Chat | None = None) -> None:
        """Answer with any error of the Bot API."""
        self._waiting.append(Fault(Kind.REFUSED, times, method, chat, refusal=refusal))

    def take(self, call: Arguments, find: Callable[[str], Chat | None]) -> Fault | None:
        """Return the fault that *call* runs into, and use it up by one."""
        found = next((fault for fault in self._waiting if fault.meets(call, find)), None)
        if found:
            found.times -= 1
        return found
