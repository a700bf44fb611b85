"""Commands that plugins bring: looked for when the house has none of that name."""

import os
import signal
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import click

from jianbao import settings
from jianbao.errors import ConfigError, PluginError
from jianbao.plugins import Candidate, PluginInfo, Plugins, Trouble, installed

_LONGEST = 6.0  # seconds that a plugin may take to be imported, as in the daemon


@cache
def commands() -> Mapping[str, tuple[PluginInfo, click.Command]]:
    """Return them by name, with who brings them. What cannot be loaded is told on standard error.

    A configuration that cannot be read switches nothing off: the commands of the house tell what is wrong with it.
    """
    try:
        path = os.environ.get("JIANBAO_CONFIG")
        disabled = settings.load(Path(path) if path else None).plugins.disabled
    except ConfigError:
        disabled = frozenset()
    return Plugins([_bounded(candidate) for candidate in installed(disabled)]).commands


def failed(error: Exception, name: str) -> str:
    """Return what to say of *error*, which the command *name* of a plugin has raised."""
    info, _ = commands()[name]
    trouble = Trouble.of(error, direct=True)
    return f"{name} has failed: {trouble.words}; a fault in plugin {info.provenance}, please tell its author"


def _bounded(candidate: Candidate) -> Candidate:
    def load() -> object:
        with _clocked(_LONGEST):
            return candidate.load()

    return candidate._replace(load=load)


@contextmanager
def _clocked(seconds: float) -> Iterator[None]:
    def ring(*_: object) -> None:
        raise PluginError(f"it takes more than {seconds:g} s to be imported")

    if threading.current_thread() is not threading.main_thread():  # nobody gets signals there
        yield
        return
    before: Callable[..., object] | int | None = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
