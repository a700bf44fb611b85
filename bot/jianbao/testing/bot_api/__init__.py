"""A strict fake of Telegram's Bot API, served over HTTP on loopback.

It answers as the real server does, and where the real server is lenient it is not, so that a bot that passes here works
there. Deliberately stricter:

- more than 100 entities are an error (the real server drops the rest);
- a parameter or a combination that it does not know is an error (the real server passes over it);
- no bursts beyond the documented limits, and a 429 holds until its ``retry_after`` is over;
- ``photo`` and ``document`` as addresses are refused: it asks nothing outside of loopback.

What it cannot do: deliver to webhooks, check the markup of rich messages, business accounts, inline mode, payments.
Needs ``pip install 'jianbao[testing]'``.
"""

from jianbao.testing.bot_api.chats import GENERAL, Chat, ChatMessage, Topic
from jianbao.testing.bot_api.limits import UNLIMITED, Limits, Rate
from jianbao.testing.bot_api.people import Press, User
from jianbao.testing.bot_api.refusal import Refused, bad_request, forbidden, too_many_requests
from jianbao.testing.bot_api.server import TOKEN, Call, FakeBotApi

__all__ = [
    "GENERAL",
    "TOKEN",
    "UNLIMITED",
    "Call",
    "Chat",
    "ChatMessage",
    "FakeBotApi",
    "Limits",
    "Press",
    "Rate",
    "Refused",
    "Topic",
    "User",
    "bad_request",
    "forbidden",
    "too_many_requests",
]
