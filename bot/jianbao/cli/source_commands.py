"""``jianbao sources check | backfill | export | import``: what people do with sources."""

# ruff: noqa: PLC0415  # subsystems are imported inside the commands that need them; a test holds it

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jianbao.errors import ReadError

if TYPE_CHECKING:
    from jianbao.settings import Settings

_MISTAKE = 2


def _settings(ctx: click.Context) -> "Settings":
    """Return the settings that the options of ``jianbao sources`` name."""
    from jianbao import settings
    from jianbao.cli import logs

    given = ctx.parent.params if ctx.parent else {}
    loaded = settings.load(given.get("config"))
    logs.begin(loaded, daemon=False, verbose=bool(given.get("verbose")))
    return loaded


@click.command()
@click.option("--format", "form", type=click.Choice(["text", "jsonl"]), default="text", show_default=True)
@click.argument("names", metavar="[NAME ...]", nargs=-1)
@click.pass_context
def check(ctx: click.Context, form: str, names: tuple[str, ...]) -> None:
    """Probe all sources, or those named, and report what each answers; nothing is taken in."""
    settings = _settings(ctx)
    from jianbao.cli import checking

    ctx.exit(0 if checking.check(settings, names, sys.stdout, jsonl=form == "jsonl") else _MISTAKE)


@click.command()
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), required=True, help="How far back: 2024-01-01.")
@click.argument("name")
@click.pass_context
def backfill(ctx: click.Context, name: str, since: datetime) -> None:
    """Read what a source has published since a day; documents are stored, nobody is told.

    It can be stopped at any time, and goes on there when it is called again.
    """
    settings = _settings(ctx)
    from jianbao.cli import filling

    filling.backfill(settings, name, since.date(), sys.stdout)


@click.command()
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True), default="-")
@click.pass_context
def export(ctx: click.Context, file: Path) -> None:
    """Write the sources as OPML, to a file or to standard output."""
    settings = _settings(ctx)
    from jianbao.cli import opml
    from jianbao.cli.complaints import complain

    for entry in settings.broken:
        complain(f"left out: {entry.words}")
    with click.open_file(str(file), "wb") as out:
        out.write(opml.write(settings.sources))


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def import_(file: Path) -> None:
    """Print the feeds and pages of an OPML file as entries for config/sources/*.toml."""
    from jianbao.cli import opml

    try:
        data = file.read_bytes()
    except OSError as error:
        raise ReadError(f"{file} cannot be read: {error.strerror}") from error
    click.echo(opml.read(data, str(file)))


COMMANDS = (check, backfill, export, import_)
