"""A response's body, bounded on the side that counts: after decompression."""

import zlib
from collections.abc import AsyncIterable, Iterator

from jianbao.errors import NeedsAttention, Unavailable

STEP = 65536  # bytes that one call of zlib may hand out: a bomb is stopped after at most that much too many
_GZIP = 16 + zlib.MAX_WBITS
_RAW = -zlib.MAX_WBITS


class _Inflater:
    """Undoes gzip or deflate in bounded steps."""

    def __init__(self, coding: str) -> None:
        self._gzip = coding == "gzip"
        self._zlib = zlib.decompressobj(_GZIP if self._gzip else zlib.MAX_WBITS)
        self._started = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yield what *data* holds, at most :data:`STEP` bytes at a time."""
        while data:
            part = self._inflate(data)
            data = self._zlib.unconsumed_tail
            if part:
                yield part
            if self._zlib.eof:
                data = self._next_member()
        # What is held back inside zlib comes out with the next chunk: everything consumable has been consumed.

    def _inflate(self, data: bytes) -> bytes:
        try:
            part = self._zlib.decompress(data, STEP)
        except zlib.error:
            if self._gzip or self._started:
                raise
            self._zlib = zlib.decompressobj(_RAW)  # "deflate" without zlib's header, as some servers send it
            part = self._zlib.decompress(data, STEP)
        self._started = True
        return part

    def _next_member(self) -> bytes:
        """Go on with a further gzip member; anything else after the end is padding and is dropped."""
        rest = self._zlib.unused_data
        if not (self._gzip and rest.startswith(b"\x1f\x8b")):
            return b""
        self._zlib = zlib.decompressobj(_GZIP)
        return rest

    @property
    def complete(self) -> bool:
        return self._zlib.eof or not self._started


async def read_body(chunks: AsyncIterable[bytes], coding: str, limit: int, url: str) -> bytes:
    """Return the body of *url*, decompressed.

    Args:
        chunks: The body as it comes over the wire.
        coding: The ``Content-Encoding`` header, ``""`` when there is none.
        limit: Bytes that it may have.
        url: For the messages.

    Raises:
        NeedsAttention: It is larger, damaged, or in a coding that was not asked for.
        Unavailable: It ended early.
    """
    coding = coding.strip().lower().removeprefix("x-")
    if coding not in {"", "identity", "gzip", "deflate"}:
        raise NeedsAttention(f"{url} answers in the coding {coding!r} although only gzip and deflate were asked for")
    inflater = None if coding in {"", "identity"} else _Inflater(coding)
    body = bytearray()
    try:
        async for chunk in chunks:
            for part in inflater.feed(chunk) if inflater else (chunk,):
                body += part
                if len(body) > limit:
                    raise NeedsAttention(f"{url} is larger than {limit} bytes; a document of that size is not read")
    except zlib.error as error:
        raise NeedsAttention(f"{url} says that it is {coding}, and is not: {error}") from error
    if inflater is not None and not inflater.complete:
        raise Unavailable(f"{url} ended in the middle; it is worth another try later")
    return bytes(body)
