"""Names that the house or a plugin has already: nobody else may take one."""

from collections.abc import Iterable, Mapping, Sequence

from jianbao.errors import PluginError
from jianbao.model import Channel, SourceKind
from jianbao.plugins.info import PluginInfo

OURS: Mapping[str, frozenset[str]] = {
    "channels": frozenset({str(Channel.TELEGRAM), str(Channel.CONSOLE)}),
    "readers": frozenset(
        ".atom .csv .doc .docx .et .htm .html .jhtml .json .md .odt .pdf .rss .rtf .shtml .text .txt .wps .xhtml .xls"
        " .xlsx .xlt .xml .zip".split()
    ),
    "source_kinds": frozenset(map(str, SourceKind)),
    "bot_commands": frozenset(
        "cancel delivery digest dismiss failed help invite lang latest list miss mute quiet read resend rhythm settings"
        " share sources start status style subscribe topics unmute unsubscribe why".split()
    ),
    "commands": frozenset({"extract", "once", "outbox", "plugin", "plugins", "replay", "run", "sources"}),
}
"""The names of the house by hook; tests hold that none is missing."""


def expect_new(plugin: str, hook: str, name: str, loaded: Iterable[PluginInfo], beside: Sequence[str]) -> None:
    """Do nothing when *name* is free.

    Args:
        plugin: Who wants it.
        hook: For what.
        name: Which one.
        loaded: Those who may have it.
        beside: All that the plugin wants.

    Raises:
        PluginError: It is taken, or wanted twice; both owners are named.
    """
    owner = "jianbao itself" if name in OURS.get(hook, ()) else None
    for info in loaded:
        theirs = [topic.id for topic in info.topics] if hook == "topics" else info.names.get(hook, ())
        owner = f"plugin {info.name}" if name in theirs else owner
    if beside.count(name) > 1:
        owner = owner or "itself"
    if owner:
        raise PluginError(f"{hook}: {name} of plugin {plugin} is there already, of {owner}; choose another name")
