"""Names that the house has itself: no plugin may take one. A test holds that none is missing."""

from collections.abc import Mapping

from jianbao.model import Channel, SourceKind

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
"""By hook."""
