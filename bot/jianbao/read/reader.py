"""One document: what kind of bytes it is, and who reads them."""

from jianbao.model import Document
from jianbao.read import plain
from jianbao.read.decode import decode
from jianbao.read.raw import Raw


def read(raw: Raw) -> Document:
    """Return the document that *raw* is, with its articles; nothing of what they say is interpreted yet.

    Raises:
        ReadError: The bytes are no text, or hold no document.
    """
    text = decode(raw.data, raw.place, raw.charset)
    return Document(id=raw.id, text=text, url=raw.url, articles=plain.articles(text))
