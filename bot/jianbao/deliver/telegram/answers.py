"""What each of Telegram's answers to a message means for its delivery: the error table.

=====================================  ==========================================================================
RetryAfter (429)                       not sent; again when Telegram says
Forbidden (403)                        the bot was blocked or removed, or the account is gone: subscriber paused
ChatMigrated (400)                     not sent; the group has a new id, again there at once
BadRequest: can't parse entities       our rendering is at fault: the sender tries the plain text at once
BadRequest: message is too long        so it is here: the sender tries the plain text in pieces at once
BadRequest: chat not found, no rights  as Forbidden
BadRequest: topic closed or deleted    as Forbidden, for that topic only
BadRequest, any other                  this message will never be taken: dead
TimedOut, connection lost              it was written and may have arrived: unknown, never twice
connection never made, 502, 503        nothing took it: again later
500, 504, unreadable answer            something took it: unknown
Conflict (409) and the like            again later
InvalidToken (401, 404)                nothing will ever be sent: stop, a person must look
=====================================  ==========================================================================
"""

import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from jianbao.deliver.telegram.limiter import wait_of
from jianbao.errors import ConfigError
from jianbao.model import Dead, Failed, Moved, Outcome, Unknown, Unreachable

# The request was not written: no connection was made, or none was free.
_NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol)
_NOT_TAKEN = ("Bad Gateway", "Service Unavailable")  # 502 and 503: whoever answered could not hand it on
_NO_WAY_IN = (
    "chat not found",
    "user not found",
    "not enough rights",
    "need administrator rights",
    "have no rights",
    "chat_write_forbidden",
    "chat_restricted",
    "chat_admin_required",
    "peer_id_invalid",
)
_NO_TOPIC = ("topic_closed", "topic_deleted", "message thread not found")
_TOO_LONG = ("message is too long", "message_too_long")


def is_markup_refused(error: BadRequest) -> bool:
    """Say whether Telegram could not read the message's HTML."""
    return "can't parse entities" in error.message.lower()


def is_too_long(error: BadRequest) -> bool:
    """Say whether Telegram found the message longer than it takes."""
    return any(words in error.message.lower() for words in _TOO_LONG)


def outcome_of(error: TelegramError) -> Outcome:
    """Return what *error*, raised by sending a message, means for the delivery.

    Raises:
        ConfigError: Telegram does not accept the token.
    """
    match error:
        case RetryAfter():
            return Failed(str(error), wait_of(error))
        case ChatMigrated(new_chat_id=new):
            return Moved(str(new))
        case Forbidden():
            return Unreachable(error.message)
        case InvalidToken():
            raise refused_token() from error
        case BadRequest():
            return _bad_request(error.message)
        case NetworkError():
            return _network(error)
        case _:
            # A reply that is not the Bot API's came from in between; a conflict says that nothing was done.
            return Unknown(error.message) if "Invalid server response" in error.message else Failed(error.message)


def _bad_request(message: str) -> Outcome:
    words = message.lower()
    if any(topic in words for topic in _NO_TOPIC):
        return Unreachable(message, thread_only=True)
    return Unreachable(message) if any(shut in words for shut in _NO_WAY_IN) else Dead(message)


def _network(error: NetworkError) -> Outcome:
    cause = error.__cause__
    reason = f"{error.message} ({type(cause).__name__})" if cause else error.message
    closed = isinstance(cause, RuntimeError) and "not initialized" in str(cause)  # the library's client was shut down
    if closed or isinstance(cause, _NEVER_LEFT) or any(words in error.message for words in _NOT_TAKEN):
        return Failed(reason)
    return Unknown(reason)


def refused_token() -> ConfigError:
    """Return the error to raise when Telegram does not accept the token."""
    return ConfigError(
        "Telegram does not accept the bot's token. Ask @BotFather for the current one and set JIANBAO_TELEGRAM_TOKEN."
    )
