"""Lists that are longer than a screen: which part of them a page shows, and the buttons that turn it."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from jianbao.deliver.clean import clean, clip
from jianbao.deliver.list_words import list_words
from jianbao.deliver.telegram.reply import Button, fill
from jianbao.deliver.wording import Words

Item = TypeVar("Item")
_MOST_SAID = 3000  # characters of lines in one message, of the 4096 that Telegram takes
_LABEL = 60  # characters of a button; phones show fewer


def part(items: Sequence[Item], page: int, size: int) -> tuple[Sequence[Item], int, int]:
    """Return what *page* (from 0) of *items* shows, that page as far as there are so many, and how many there are."""
    pages = max((len(items) + size - 1) // size, 1)
    page = min(page, pages - 1)
    return items[page * size : (page + 1) * size], page, pages


def turning(page: int, pages: int, to: Callable[[int], str]) -> tuple[tuple[Button, ...], ...]:
    """Return the row of buttons to the pages before and behind; none when there is one page only.

    Args:
        page: The one that is shown, from 0.
        pages: How many there are.
        to: Returns the data of the button to a page.
    """
    if pages < 2:
        return ()
    before = Button("◀", to(page - 1 if page else pages - 1))
    behind = Button("▶", to(page + 1 if page + 1 < pages else 0))
    return ((before, Button(f"{page + 1} / {pages}", to(page)), behind),)


def several(lines: Sequence[str], words: Words) -> str:
    """Return *lines*, which are HTML, as far as a message holds them, and how many there are more."""
    shown, length = list[str](), 0
    for line in lines:
        length += len(line) + 1
        if shown and length > _MOST_SAID:
            shown.append(fill(list_words(words.language).more, count=len(lines) - len(shown)))
            break
        shown.append(line)
    return "\n".join(shown)


def label(text: str) -> str:
    """Return *text* as a button can say it."""
    return clip(clean(text), _LABEL)
