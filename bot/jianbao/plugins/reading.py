"""Letting a plugin read a file that the house cannot."""

from collections.abc import Sequence

from jianbao.errors import ReadError
from jianbao.plugins.book import Book
from jianbao.plugins.owned import Foreign
from jianbao.plugins.trouble import Troubled
from jianbao.read import Raw, is_readable


def converted(raw: Raw, readers: Sequence[Foreign], book: Book) -> Raw | None:
    """Return *raw* as the text or page that a plugin has read in it; None where none of *readers* takes it.

    Raises:
        ReadError: It cannot be read, or the plugin has failed, which is written down.
    """
    reader = next((each for each in readers if each.kind.marks.fit(raw.data, raw.suffix)), None)
    if reader is None or is_readable(raw):  # what the house reads, it reads
        return None
    name, version, kind, ask = reader
    if book.ward.holds(name, version):
        raise ReadError(
            f"{raw.place} is for plugin {name}, which is not asked any more; `jianbao plugins` says why, "
            f"`jianbao plugins enable {name}` brings it back"
        )
    try:
        text = ask(kind.marks.suffix, raw.data)
    except (Exception, SystemExit) as error:  # the fence, see Book.caught
        if refusal := _refusal(error):
            book.ward.count(name, version, None)
            raise ReadError(f"{raw.place} cannot be read: {refusal}") from error
        trouble = book.caught(error, name, "readers", raw.place)
        book.ward.count(name, version, trouble)
        raise ReadError(f"{raw.place} cannot be read: plugin {name} {version} has failed ({trouble.words})") from error
    book.ward.count(name, version, None)
    kind_of_text = "text/html" if kind.html else "text/plain"
    return Raw(data=text.encode(), name=raw.name, url=raw.url, content_type=f"{kind_of_text}; charset=utf-8")


def _refusal(error: BaseException) -> str | None:
    """Return what the plugin says of a file that it cannot read; None when it has failed otherwise."""
    if isinstance(error, Troubled):
        _, said, words = error.trouble.words.partition("ReadError: ")
        return words if said and error.trouble.kind == "ReadError" else None
    return str(error) if isinstance(error, ReadError) else None
