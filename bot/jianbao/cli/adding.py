"""``jianbao sources probe --add``: what was probed becomes a source of the configuration."""

import tomllib
from pathlib import Path

from pydantic import ValidationError

from jianbao import settings
from jianbao.cli.opml import quoted
from jianbao.cli.probing import Probed
from jianbao.errors import ConfigError
from jianbao.settings import files
from jianbao.settings.load import DEFAULT
from jianbao.settings.problems import explained
from jianbao.settings.source_schema import SourceFile

FILE = "added.toml"


def add(name: str, probed: Probed, selector: str | None, config: Path | None) -> str:
    """Write *probed* as the source *name* into ``added.toml`` among the files of sources; return what to say of it.

    Without a configuration the entry itself is what is said, with the place for it: a file that nobody has made would
    leave out the defaults that hold without one.

    Raises:
        ConfigError: The source cannot be used or lists nothing, its name or address is taken, or the file cannot be
            written.
    """
    if not probed.entries:
        raise ConfigError("a page that lists no documents is no source; nothing was added")
    if probed.url is None:
        raise ConfigError("a file cannot be watched; say with --url where the page was found")
    entry = _entry(name, probed.kind, probed.url, selector if probed.kind == "list" else None)
    _check(entry)
    if config is None and not DEFAULT.is_file():
        return (
            f"there is no {DEFAULT} yet; create it, and write this into {DEFAULT.parent / 'sources' / FILE}:\n\n{entry}"
        )
    _is_free(name, probed.url, settings.load(config))
    file = (config or DEFAULT).parent / "sources" / FILE
    _append(file, entry)
    return f"{name} is added to {file}; a running jianbao takes it when it is started again"


def _entry(name: str, kind: str, url: str, selector: str | None) -> str:
    keys = {"name": name, "kind": kind, "url": url, "entry_selector": selector}
    said = [f"{key} = {quoted(value)}" for key, value in keys.items() if value is not None]
    # Whoever accepts it has seen what it lists: that is what verified says.
    return "\n".join(["[[source]]", *said, "verified = true", ""])


def _is_free(name: str, url: str, loaded: settings.Settings) -> None:
    for source in loaded.sources:
        if name == source.name or url == source.url:
            raise ConfigError(f"{source.name!r} is a source already ({source.url or source.path}); nothing was added")
    for broken in loaded.broken:
        if name == broken.name:
            raise ConfigError(f"{name!r} stands in {broken.place} already and is broken there; mend it: {broken.words}")


def _check(entry: str) -> None:
    try:
        SourceFile.model_validate(tomllib.loads(entry))
    except ValidationError as error:
        raise explained("--add", error, SourceFile) from error


def _append(file: Path, entry: str) -> None:
    """Add *entry* to *file* so that a daemon that starts meanwhile finds the old file or the new one, never half of it.

    What stands there already must be in order: an entry behind a torn line would be lost with it.
    """
    before = ""
    if file.exists():
        files.tables(file, str(file))
        before = files.read_text(file, str(file)).rstrip("\n") + "\n\n"
    fresh = file.with_name(f".{file.name}.new")
    try:
        file.parent.mkdir(exist_ok=True)
        fresh.write_text(before.lstrip("\n") + entry, encoding="utf-8")
        fresh.replace(file)
    except OSError as error:
        raise ConfigError(f"{file} cannot be written ({error.strerror}); correct its rights") from error
