"""Asking a plugin's kind of source what there is: in a thread of its own, over the house's way into the web."""

import asyncio

from jianbao.errors import ConfigError, JianbaoError, NeedsAttention, PluginError
from jianbao.model import Listed, Page, Source, Unchanged, Web
from jianbao.plugins import contract
from jianbao.plugins.aside import aside, there
from jianbao.plugins.book import Book
from jianbao.plugins.owned import Kind

SECONDS = 300.0
"""For one look, the waits for a host's turn included: at a busy host they are most of it."""
OVERTIME = 1.0
"""Seconds in which a look must end when its time is over."""


async def look(kind: Kind, source: Source, web: Web, book: Book) -> tuple[Listed, ...]:
    """Return what *source* lists.

    Raises:
        PluginError: The plugin has failed; it is written down.
        NeedsAttention: It is not asked any more.
        ConfigError: The source has options that cannot be used.
        FetchError: The site cannot be asked, or has changed.
        Unchanged: There is nothing new.
    """
    name, version, lister = kind
    if book.ward.holds(name, version):
        raise NeedsAttention(
            f"plugin {name}, which knows sources of the kind {lister.name}, is not asked any more; `jianbao plugins` "
            f"says why, `jianbao plugins enable {name}` brings it back"
        )
    if strange := [key for key in source.options if key not in lister.options]:
        known = ", ".join(lister.options) or "none"
        raise ConfigError(
            f"{source.name}: the kind {lister.name} has no option {strange[0]}; remove it, its options are: {known}"
        )
    bridge = _Bridge(web, asyncio.get_running_loop())

    async def asked() -> object:
        return await lister.look(source, bridge)

    try:
        listed = contract.listed_documents(await aside(asked, SECONDS, OVERTIME))
    except (JianbaoError, Unchanged) as error:
        if not isinstance(error, PluginError):
            raise
        raise _written(error, kind, source, book) from error
    except Exception as error:  # the fence: whatever it has raised
        raise _written(error, kind, source, book) from error
    book.ward.count(name, version, None)
    return listed


def _written(error: Exception, kind: Kind, source: Source, book: Book) -> PluginError:
    trouble = book.caught(error, kind.plugin, "source_kinds", source.name)
    book.ward.count(kind.plugin, kind.version, trouble)
    return PluginError(f"plugin {kind.plugin} {kind.version} failed to look at it: {trouble.words}; it must be mended")


class _Bridge:
    """The house's web, from the plugin's loop."""

    def __init__(self, web: Web, house: asyncio.AbstractEventLoop) -> None:
        self._web = web
        self._house = house

    async def get(self, url: str) -> Page:
        return await there(self._house, lambda: self._web.get(url))

    async def get_if_changed(self, url: str) -> Page:
        return await there(self._house, lambda: self._web.get_if_changed(url))
