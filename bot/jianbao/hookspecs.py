"""Every hook that a plugin can implement, in the order of a document's life.

A plugin is a module (or object) registered under the entry-point group ``jianbao``; it marks its functions with
:data:`jianbao.hookimpl` and names only the arguments that it needs.
"""

import pluggy

from jianbao.model import Article, Finding, Topic

PROJECT = "jianbao"
hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def topics() -> list[Topic]:  # type: ignore[empty-body]
    """Say which topics this plugin recognises.

    Called once, when the plugin is loaded, before any document is read.

    Returns:
        One :class:`~jianbao.model.Topic` for each subject users can subscribe to.

    Raises:
        Anything raised here keeps the plugin from being loaded; the others are not affected.
    """


@hookspec
def find(article: Article) -> list[Finding]:  # type: ignore[empty-body]
    """Say what *article* means for your topics.

    Called once per article, in a worker thread, after title, place, issuer, dates and figures have been read.
    The order between plugins is undefined, and no plugin sees another's findings.

    Args:
        article: Immutable. ``article.text`` has no hard wraps; ``article.passage.span(start, end)`` turns offsets
            into it into offsets of the document, which every fact must carry.

    Returns:
        One finding for each topic the article is *about* (not for those that it mentions); empty when off topic.
        ``Finding.key`` ranks ``article.statistics`` for the topic's readers, best first.

    Raises:
        Anything raised here is logged under the plugin's name, counted, and costs only this plugin's findings for
        this article.
    """
