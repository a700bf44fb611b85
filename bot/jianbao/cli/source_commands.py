"""``jianbao sources probe | check | backfill | export | import``: what people do with sources."""

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


@click.command()
@click.option("--format", "form", type=click.Choice(["text", "jsonl"]), default="text", show_default=True)
@click.option("--kind", type=click.Choice(["auto", "feed", "list"]), default="auto", show_default=True)
@click.option("--selector", help="CSS selector of a list page's links; without it they are found by structure.")
@click.option("--url", metavar="URL", help="Where a FILE was found: its links start there, and --add watches it.")
@click.option("--add", metavar="NAME", help="Accept what is shown: the page becomes the source NAME of the config.")
@click.argument("pages", metavar="FILE|URL ...", nargs=-1, required=True)
@click.pass_context
def probe(  # noqa: PLR0917 - click's, one for each option
    ctx: click.Context,
    form: str,
    kind: str,
    selector: str | None,
    url: str | None,
    add: str | None,
    pages: tuple[str, ...],
) -> None:
    """Print the documents that feeds and list pages offer, without taking any in.

    What is right can be accepted with --add: the page is written as a source into sources/added.toml beside the
    configuration file, or printed as the entry to put there when there is no configuration yet.
    """
    from jianbao.cli import probing

    if (add or url) and len(pages) > 1:
        raise click.UsageError("--add and --url are about one page; name one")
    wish = probing.Wish(kind=kind, selector=selector, jsonl=form == "jsonl", url=url)
    found = probing.probe(pages, wish, sys.stdout)
    if found and add:
        from jianbao.cli import adding

        told = adding.add(add, found[0], selector, ctx.parent.params.get("config") if ctx.parent else None)
        click.echo(told, err=True)
    ctx.exit(0 if found else _MISTAKE)


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


COMMANDS = (probe, check, backfill, export, import_)
