"""What may stand in ``sources/*.toml``: one ``[[source]]`` for each place that is looked at."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Self
from urllib.parse import urlsplit

import soupsieve
from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from jianbao.model import Source, SourceKind
from jianbao.settings.schema import Table, WebAddress

_INTERVAL = re.compile(r"(\d+)\s*(s|m|h|d)")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
# The usual and the shortest time between two looks: into a folder on the own disk, at other people's servers.
_FOLDER = (timedelta(seconds=5), timedelta(seconds=1))
_REMOTE = (timedelta(minutes=30), timedelta(minutes=1))


def _interval(value: object) -> timedelta:
    match = _INTERVAL.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        raise ValueError(f'{value!r} is no interval; write a number and s, m, h or d, like "30m"')
    try:
        return timedelta(**{_UNITS[match[2]]: int(match[1])})
    except OverflowError as error:
        raise ValueError(f'{value!r} is too long; write an interval like "1d"') from error


def _place(name: str) -> str:
    from jianbao.chinese import places  # noqa: PLC0415  # its index is read only when a source names a place

    place = places.lookup(name)
    if place is None:
        raise ValueError(f"{name!r} is no place that is known, or several; write its full name, like 北京市海淀区")
    return place.name


def _selector(text: str) -> str:
    try:
        soupsieve.compile(text)
    except soupsieve.SelectorSyntaxError as error:
        reason = str(error).partition("\n")[0]
        raise ValueError(f"{text!r} is no CSS selector: {reason}; write one like ul.list a") from error
    return text


def _proxy(text: str) -> str:
    try:
        parts = urlsplit(text)
        whole = parts.scheme in {"http", "https", "socks5", "socks5h"} and bool(parts.hostname) and parts.port != 0
    except ValueError:  # as for an address
        whole = False
    if not whole:
        raise ValueError(f"{text!r} is no proxy; write it in full, like http://proxy.example:3128")
    return text


def _kind(value: object) -> SourceKind | str:
    name = value if isinstance(value, str) else repr(value)
    if name in set(SourceKind):
        return SourceKind(name)
    from jianbao.plugins import installed  # noqa: PLC0415  # only where a kind is none of the house's

    # A plugin's kinds begin with its name. Whether it can be loaded is found out where it is.
    plugin, *rest = name.split(".")
    if len(rest) > 1 or plugin not in {candidate.name for candidate in installed()}:
        raise ValueError(f"{name!r} is none of them; write 'feed', 'list', 'folder' or a plugin's")
    return name


Interval = Annotated[timedelta, BeforeValidator(_interval)]
Kind = Annotated[SourceKind | str, BeforeValidator(_kind)]


class SourceTable(Table):
    """One ``[[source]]``; the meaning of each key is that of the field of :class:`jianbao.model.Source`."""

    name: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^\S(.*\S)?$")]
    kind: Kind
    url: WebAddress | None = None
    path: Annotated[str, Field(min_length=1)] | None = None
    region: Annotated[str, AfterValidator(_place)] | None = None
    issuer: str | None = None
    interval: Interval | None = None
    entry_selector: Annotated[str, AfterValidator(_selector)] | None = None
    newest: Annotated[int, Field(ge=0)] = 1
    enabled: bool = True
    verified: bool = False
    internal: bool = False
    slowest: Interval | None = None
    rhythm: Interval | None = None
    topics: list[Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]] = Field(default_factory=list)
    robots: bool = True
    proxy: Annotated[str, AfterValidator(_proxy)] | None = None
    ca: Annotated[str, Field(min_length=1)] | None = None
    options: dict[str, Any] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Self:
        folder = self.kind is SourceKind.FOLDER
        need, stray = ("path", "url") if folder else ("url", "path")
        if getattr(self, need) is None:
            raise ValueError(f"a {self.kind} source needs {need}; add {need} = …")
        if getattr(self, stray) is not None:
            raise ValueError(f"a {self.kind} source has no {stray}; remove it, or correct kind")
        if self.entry_selector is not None and self.kind is not SourceKind.LIST:
            raise ValueError(f"a {self.kind} source has no entry_selector; remove it, or write kind = 'list'")
        if self.options and isinstance(self.kind, SourceKind):
            raise ValueError(f"a {self.kind} source has no options; remove them, or correct kind")
        if folder and (web := [key for key in ("slowest", "proxy", "ca") if getattr(self, key) is not None]):
            raise ValueError(f"a folder source has no {web[0]}; remove it, or correct kind")
        usual, shortest = self._pace
        if self.interval is not None and self.interval < shortest:
            raise ValueError(f"interval is too short for a {self.kind} source; write at least {shortest.seconds}s")
        if self.slowest is not None and self.slowest < (self.interval or usual):
            raise ValueError("slowest is shorter than interval; write a longer one")
        return self

    @property
    def _pace(self) -> tuple[timedelta, timedelta]:
        return _FOLDER if self.kind is SourceKind.FOLDER else _REMOTE

    def source(self, root: Path) -> Source:
        """Return the source; a relative path starts at *root*."""
        usual, _ = self._pace
        path, ca = (None if name is None else str(root / Path(name).expanduser()) for name in (self.path, self.ca))
        changes = {"path": path, "ca": ca, "interval": self.interval or usual, "topics": tuple(self.topics)}
        return Source(**{**dict(self), **changes})


def inbox(root: Path) -> tuple[Source, ...]:
    """Return the drop folder that is looked into when nothing is configured; nothing when there is none."""
    path = root / "inbox"
    return (SourceTable(name="inbox", kind=SourceKind.FOLDER, path="inbox").source(root),) if path.is_dir() else ()


class SourceFile(Table):
    """A file of sources."""

    source: list[SourceTable] = Field(default_factory=list)
