"""What jianbao says to a reader about commands of plugins; see ``wording`` for all the rest."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PluginWords:
    """One language; HTML."""

    failed: str
    busy: str


ZH = PluginWords(
    failed="插件 {plugin} 没能回答 /{command}，已经记下，管理员会看到。",
    busy="问得人多，请稍后再发一次 /{command}。",
)

EN = PluginWords(
    failed="The plugin {plugin} could not answer /{command}. It is noted, and operators see it.",
    busy="Many are asking. Please send /{command} again in a moment.",
)


def plugin_words(language: str) -> PluginWords:
    """Return the words of a language of :class:`~jianbao.deliver.wording.Words`."""
    return ZH if language == "zh" else EN
