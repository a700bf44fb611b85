"""The files of sources: each entry is read by itself, so that a broken one costs nobody but itself."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from jianbao.errors import ConfigError
from jianbao.model import Source
from jianbao.settings import files
from jianbao.settings.problems import explained
from jianbao.settings.source_schema import SourceFile, SourceTable
from jianbao.settings.values import BrokenEntry


class Catalogue:
    """Reads the files of a folder.

    Args:
        root: The project's folder, where relative paths start.

    Attributes:
        sources: Those that can be used, in the order of their files and their places in them.
        broken: All the rest.
    """

    def __init__(self, root: Path) -> None:
        self.sources: list[Source] = []
        self.broken: list[BrokenEntry] = []
        self._root = root
        self._taken: dict[str, str] = {}

    def read(self, file: Path, shown: str) -> None:
        """Take in what *file* holds; *shown* is how messages call it."""
        try:
            entries, *strays = _split(files.tables(file, shown))
        except ConfigError as error:
            self._break(shown, error)
            return
        for stray in strays:
            try:
                SourceFile.model_validate(stray)
            except ValidationError as error:
                self._break(shown, explained(shown, error, SourceFile))
        for number, entry in enumerate(entries):
            try:
                self._take(self._checked(entry, shown, number), shown, number)
            except ConfigError as error:
                self._break(shown, error, _name(entry))

    def _checked(self, entry: object, shown: str, number: int) -> SourceTable:
        try:
            return SourceFile.model_validate({"source": [entry]}).source[0]
        except ValidationError as error:
            raise explained(shown, error, SourceFile, ahead=number) from error

    def _take(self, table: SourceTable, shown: str, number: int) -> None:
        """Add the source of *table*.

        Raises:
            ConfigError: Its name is taken, or its folder is not there; other sources are asked when their time comes.
        """
        key = f"source[{number + 1}]"
        if table.name in self._taken:
            raise ConfigError(f"{shown}: {key}.name: {table.name!r} is taken by {self._taken[table.name]}; rename one")
        source = table.source(self._root)
        if source.enabled and source.path is not None and not Path(source.path).is_dir():
            raise ConfigError(f"{shown}: {key}.path: there is no folder {source.path}; create it, or correct the path")
        self._taken[table.name] = shown
        self.sources.append(source)

    def _break(self, shown: str, error: ConfigError, name: str | None = None) -> None:
        self.broken.append(BrokenEntry(place=shown, words=str(error), name=name))


def _split(tables: dict[str, Any]) -> Iterator[Any]:
    """Yield the list of entries, then each other key as a table of its own: none of them belongs there."""
    entries = tables.get("source", [])
    yield entries if isinstance(entries, list) else []
    for key, value in tables.items():
        if key != "source" or not isinstance(value, list):
            yield {key: value}


def _name(entry: object) -> str | None:
    name = entry.get("name") if isinstance(entry, dict) else None
    return name if isinstance(name, str) else None
