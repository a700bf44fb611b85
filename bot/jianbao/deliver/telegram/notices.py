"""What operators hear in their own chats: a sentence when a source goes, a sentence when it is back."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager

from telegram.error import TelegramError
from telegram.ext import ExtBot

from jianbao.deliver.telegram.limiter import Urge

_log = logging.getLogger(__name__)
GATHERED = 20.0  # seconds for which sentences are gathered: a net that fails takes a hundred sources at once
_SHOWN = 15  # sentences in a message; the log and `jianbao sources` have them all
_LONGEST = 200  # characters of a sentence
_QUEUED = 1000


@asynccontextmanager
async def notices(
    bot: ExtBot[Urge], chats: Sequence[str], gathered: float = GATHERED
) -> AsyncIterator[Callable[[str], None]]:
    """Give a function that tells *chats* a sentence, together with those of the next moments.

    A notice is no news: it is sent once or not at all, and stands in the log in any case.
    """
    sentences: asyncio.Queue[str] = asyncio.Queue(_QUEUED)

    def tell(sentence: str) -> None:
        if not sentences.full():
            sentences.put_nowait(sentence)

    async def carry() -> None:
        while True:
            first = await sentences.get()
            await asyncio.sleep(gathered)
            batch = [first, *(sentences.get_nowait() for _ in range(sentences.qsize()))]
            for chat in chats:
                await _send(bot, chat, written(batch))

    carrying = asyncio.create_task(carry(), name="notices to operators")
    try:
        yield tell
    finally:
        carrying.cancel()
        await asyncio.gather(carrying, return_exceptions=True)


def written(sentences: Sequence[str]) -> str:
    """Return *sentences* as one message."""
    shown = [sentence if len(sentence) <= _LONGEST else f"{sentence[:_LONGEST]}…" for sentence in sentences[:_SHOWN]]
    more = len(sentences) - len(shown)
    return "\n".join([*shown, *([f"… and {more} more; see `jianbao sources`"] if more else [])])


async def _send(bot: ExtBot[Urge], chat: str, text: str) -> None:
    try:
        await bot.send_message(chat, text, rate_limit_args=Urge(retries=1))
    except TelegramError as error:
        _log.warning("operators in %s could not be told: %s", chat, error.message)
