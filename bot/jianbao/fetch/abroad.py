"""Kinds of sources that plugins bring: they say what to ask, the house asks."""

from collections.abc import Sequence
from typing import Protocol
from urllib.parse import urljoin

from jianbao.errors import PluginError
from jianbao.fetch.answer import Fetched, Validators
from jianbao.fetch.fetcher import Fetcher
from jianbao.model import Listed, Page, Source, Unchanged, Web
from jianbao.read import Entry


class Kinds(Protocol):
    """Who knows them: the plugins."""

    async def look(self, source: Source, web: Web) -> Sequence[Listed]:
        """Return what *source* lists."""


class Asking:
    """The web, as a plugin sees it during one look: :class:`jianbao.model.Web`.

    Args:
        fetcher: Of the source: its manners, its guard, its proxy.
        known: What is remembered of the last look.

    Attributes:
        answer: To the question that tells whether there is anything new; None when there was none.
    """

    def __init__(self, fetcher: Fetcher, known: Validators) -> None:
        self.answer: Fetched | None = None
        self._fetcher = fetcher
        self._known = known
        self._asked: str | None = None

    async def get(self, url: str) -> Page:
        """Return what *url* answers."""
        return _page(await self._fetcher.get(url))

    async def get_if_changed(self, url: str) -> Page:
        """Return what *url* answers.

        Raises:
            Unchanged: What it did at the last look.
            PluginError: It is asked a second time.
        """
        if self._asked is not None:
            raise PluginError(
                f"get_if_changed() is for one question in a look, and was that for {self._asked}; use get()"
            )
        self._asked = url
        self.answer = await self._fetcher.get(url, self._known)
        if self.answer.unchanged:
            raise Unchanged(url)
        return _page(self.answer)

    def at_its_url(self, source: Source) -> bool:
        """Tell whether the answer is that of the very address in the configuration."""
        return self._asked == source.url


async def entries_of(source: Source, asking: Asking, kinds: Kinds) -> list[Entry] | None:
    """Return what *source* lists, None when nothing has changed."""
    try:
        listed = await kinds.look(source, asking)
    except Unchanged:
        return None
    if asking.answer and asking.answer.unchanged:  # it was told, and has kept it to itself
        return None
    return [_entry(each, source.url or "") for each in listed]


def _entry(listed: Listed, base: str) -> Entry:
    url = urljoin(base, listed.url) if listed.url else ""
    return Entry(title=" ".join(listed.title.split()), url=url, date=listed.date, summary_html=listed.summary)


def _page(answer: Fetched) -> Page:
    return Page(url=answer.url, body=answer.body, content_type=answer.content_type)
