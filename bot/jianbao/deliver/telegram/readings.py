"""Documents that people send, read as if a source had brought them; nothing of them is kept, and nobody else hears."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta

from jianbao.deliver.reading_words import ReadingWords, reading_words
from jianbao.deliver.telegram.render import render
from jianbao.deliver.telegram.reply import fill
from jianbao.deliver.wording import Words
from jianbao.errors import FetchError, JianbaoError, ReadError, Unavailable
from jianbao.model import Document, Topic
from jianbao.pipeline import readings_of
from jianbao.read import Raw

LARGEST = 20 * 10**6  # bytes: getFile hands out no more
LARGEST_MB = LARGEST // 10**6
_MOST_MESSAGES = 8  # in answer to one document; a newspaper's page has no more
_AT_ONCE = 2  # documents read side by side: the sources have to be read too
_SECONDS = 90  # for one document, its download included
_MOST, _WINDOW = 10, timedelta(minutes=10)  # documents of one person

Understand = Callable[[Raw], Document]
Fetch = Callable[[str], Awaitable[Raw]]


class Readings:
    """Reads what people send.

    Args:
        understand: Bytes to a document with figures and topics; runs in a thread.
        fetch: Brings what an address from outside leads to, and nothing that is not public.
        topics: By id.
        clock: Now, UTC.
    """

    def __init__(
        self, understand: Understand, fetch: Fetch, topics: Mapping[str, Topic], clock: Callable[[], datetime]
    ) -> None:
        self._understand = understand
        self._fetch = fetch
        self._topics = topics
        self._clock = clock
        self._turns = asyncio.Semaphore(_AT_ONCE)
        self._asked: dict[int, deque[datetime]] = defaultdict(deque)

    def refusal(self, person: int, words: Words) -> str | None:
        """Count a document of *person*; return what they are told when it is one too many."""
        now, asked = self._clock(), self._asked[person]
        while asked and now - asked[0] >= _WINDOW:
            asked.popleft()
        if len(asked) >= _MOST:
            minutes = int(_WINDOW.total_seconds()) // 60
            return fill(reading_words(words.language).too_many, count=_MOST, minutes=minutes)
        asked.append(now)
        return None

    async def link(self, address: str, words: Words) -> tuple[str, ...]:
        """Return the messages that say what stands at *address*."""
        return await self.document(lambda: self._fetch(address), words)

    async def document(self, bring: Callable[[], Awaitable[Raw]], words: Words) -> tuple[str, ...]:
        """Return the messages that say what stands in what *bring* brings, or why it cannot be read."""
        said = reading_words(words.language)
        try:
            async with self._turns, asyncio.timeout(_SECONDS):
                return await self._read(await bring(), words, said)
        except TimeoutError:
            return (fill(said.took_too_long, seconds=_SECONDS),)
        except JianbaoError as error:
            return (_explained(error, said),)

    async def at(self, address: str) -> Document:
        """Return the document at *address*, for whoever asks why it did not come.

        Raises:
            JianbaoError: It cannot be had or read.
            TimeoutError: It takes too long.
        """
        async with self._turns, asyncio.timeout(_SECONDS):
            raw = await self._fetch(address)
            return await asyncio.to_thread(self._understand, raw)

    def explained(self, error: JianbaoError, words: Words) -> str:
        """Return *error* in the reader's words."""
        return _explained(error, reading_words(words.language))

    async def _read(self, raw: Raw, words: Words, said: ReadingWords) -> tuple[str, ...]:
        if len(raw.data) > LARGEST:
            return (fill(said.too_large, size=LARGEST_MB),)
        return await asyncio.to_thread(lambda: self._messages(self._understand(raw), words, said))

    def _messages(self, document: Document, words: Words, said: ReadingWords) -> tuple[str, ...]:
        alerts = readings_of(document)
        parts = [part for alert in alerts for part in render(alert, self._topics, words)]
        if not parts:
            return (said.nothing,)
        left_out = len(parts) - _MOST_MESSAGES
        return (*parts[:_MOST_MESSAGES], *((fill(said.more, count=left_out),) if left_out > 0 else ()))


def _explained(error: JianbaoError, said: ReadingWords) -> str:
    """Return *error* in the reader's words; its own are the operator's, and may tell of the house's network."""
    if isinstance(error, FetchError):
        return said.link_away if isinstance(error, Unavailable) else said.link_refused
    told = str(error)
    if isinstance(error, ReadError) and "encrypted" in told:
        return said.encrypted
    if isinstance(error, ReadError) and ("scan" in told or "OCR" in told):
        return said.scan
    return said.unreadable
