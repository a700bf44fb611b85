"""Every hook that a plugin can implement, in the order of a document's life.

A plugin is a module (or object) registered under the entry-point group ``jianbao``; it marks its functions with
:data:`jianbao.hookimpl` and names only the arguments that it needs.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

import pluggy

from jianbao.model import Article, BotCommand, Carrier, ChartKind, Finding, Lister, Reader, Topic

if TYPE_CHECKING:
    import click

PROJECT = "jianbao"
hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)
HOOKS = 2
"""The version of what stands here. It grows by one with each release that adds, changes or takes away something."""
OLDEST = 1
"""The oldest version whose plugins still work."""


class OldWay(NamedTuple):
    """A hook, or an argument of one, that has been replaced, works for a while, and is told to the operator.

    Attributes:
        hook: Its name; its specification stays in this file as long as it works.
        argument: Which of its arguments; None for the whole hook.
        now: The hook that has taken the place of a whole hook; what the old one says counts as said by it.
        made: For an argument: makes its value of the hook's arguments of today.
        until: The release of jianbao with which it ends.
        instead: What to write.
    """

    hook: str
    argument: str | None = None
    now: str | None = None
    made: Callable[[Mapping[str, object]], object] | None = None
    until: str = ""
    instead: str = ""

    @property
    def told(self) -> str:
        """What the operator is told, and the plugin's author."""
        what = f"the argument {self.argument} of {self.hook}()" if self.argument else f"the hook {self.hook}()"
        return f"it uses {what}, which works until jianbao {self.until}: {self.instead}"


OLD_WAYS: tuple[OldWay, ...] = ()
"""None yet. docs/plugins/versions.md says what goes in here, and when it goes out."""


@hookspec
def source_kinds() -> list[Lister]:  # type: ignore[empty-body]
    """Bring kinds of sources besides feeds, lists of links and folders.

    Called once, when the plugin is loaded. ``Lister.look`` is then awaited whenever a source of the kind is due, in the
    daemon, in a thread and a loop of its own, for five minutes at most, the waits for a host's turn included. It asks
    the web through what it is given and nothing else: so robots.txt, pauses, the guard against inner addresses and the
    source's proxy hold. What it lists is fetched, read and told like the documents of any source.

    Returns:
        One :class:`~jianbao.model.Lister` for each kind; its name is the plugin's, or begins with that and a dot.

    Raises:
        Anything raised here keeps the plugin from being loaded. What ``look`` lets through of the house's errors is the
        site's fault; ``LayoutChanged`` and ``ConfigError`` are what it says itself of the site and of the source's
        options. Operators see both at the source. Anything else is counted as the plugin's, and costs this look only.
    """


@hookspec
def readers() -> list[Reader]:  # type: ignore[empty-body]
    """Bring readers of files that jianbao cannot read itself.

    Called once, when the plugin is loaded. ``Reader.read`` is then called for each file with its marks, before anything
    else is read in it, in the plugin's own process, for twenty seconds at most and within ``[plugins] memory``. What
    jianbao reads itself (pages, texts, PDF, office files) is never given away; nor is what lies in an archive.

    Returns:
        One :class:`~jianbao.model.Reader` for each kind of file. One whose suffix jianbao knows itself, or a plugin
        before this one by name, is left out and told.

    Raises:
        Anything raised here keeps the plugin from being loaded. ``ReadError`` in ``read`` says why the file cannot be
        read, and what helps. Anything else is counted as the plugin's; the document is lost either way.
    """


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


@hookspec
def channels() -> list[Carrier]:  # type: ignore[empty-body]
    """Bring ways out of the house besides Telegram and the terminal.

    Called once, when the plugin is loaded. ``Carrier.open`` is entered when the daemon starts, if anybody is subscribed
    on the channel (``config/delivery.toml``), and left when it ends; both run in the daemon's loop. Its sender's
    ``send(delivery, begin)`` is then awaited for each message, several side by side, one at a time for each address and
    in the order of the news. It waits for ``begin()`` as the last thing before the message leaves, and returns what
    came of it: :class:`~jianbao.model.Sent`, ``Failed`` (certainly not arrived: tried again), ``Unknown`` (may have
    arrived), ``Dead`` (this message will never be taken), ``Unreachable`` (nothing will, for now) or ``Postponed``.

    Returns:
        One :class:`~jianbao.model.Carrier` for each channel; its name is what subscriptions call it.

    Raises:
        Anything raised here keeps the plugin from being loaded. ``ConfigError`` in ``open`` is told to the operator and
        closes this channel only; in ``send`` it stops the channel until a person has acted. Anything else raised in
        ``send`` is logged and costs this message: after ``begin()`` it counts as ``Unknown``, before as ``Failed``.
    """


@hookspec
def commands() -> "list[click.Command]":  # type: ignore[empty-body]
    """Bring commands for the command line: ``jianbao uscc`` of social_organizations.

    Called once, when the plugin is loaded, and again in the process of the command line when it does not know a command
    itself. Import what a command needs inside it: whoever reads articles needs none of it. A command ends with 0 when
    all went well and with 2 when not; what people may want to read goes to standard output, the rest to standard error.

    Returns:
        Commands or groups of ``click``, each with a name of small letters, digits and ``-``. One whose name jianbao has
        itself, or a plugin before this one by name, is left out and told.

    Raises:
        Anything raised here keeps the plugin from being loaded. What a command raises is told with the plugin's name
        and ends it with 2; ``click``'s own exceptions and ``ConfigError`` are told as those of jianbao.
    """


@hookspec
def bot_commands() -> list[BotCommand]:  # type: ignore[empty-body]
    """Bring commands for the bot: ``/uscc`` of social_organizations.

    Called once, when the plugin is loaded; the commands stand in the bot's menu behind its own. ``BotCommand.answer``
    is then awaited whenever somebody sends the command who may (in groups, administrators), in the daemon, in a thread
    and a loop of its own, four of all plugins at once, each for ten seconds at most. It returns words: the house makes
    them harmless, cuts them to one message (4096 UTF-16 units, 100 styles), and answers in the same topic.

    Returns:
        One :class:`~jianbao.model.BotCommand` for each. One whose name jianbao has itself, or a plugin before this one
        by name, is left out and told.

    Raises:
        Anything raised here keeps the plugin from being loaded. Whatever ``answer`` raises is counted, and whoever
        asked is told that the plugin has failed; after three failures in a row it is not asked any more.
    """


@hookspec
def chart_kinds() -> list[ChartKind]:  # type: ignore[empty-body]
    """Bring kinds of charts for the picture of an alert: ``levels`` of social_organizations.

    Called once, when the plugin is loaded. A chart is said, not drawn: which facts of the plugin's stand beside each
    other, and what their bars are called. The house takes the figures that these facts name and leaves out what cannot
    be compared: other units, times or regions, targets with what is, changes, ranges, two values for one name. It draws
    what is left when that is two bars or more, behind its own charts, and unless one of those shows the same figures.

    Returns:
        One :class:`~jianbao.model.ChartKind` for each. One whose name a plugin before this one by name has is left out
        and told.

    Raises:
        Anything raised here keeps the plugin from being loaded; so do facts and fields that its topics do not announce.
    """
