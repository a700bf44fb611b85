"""The commands: what they are called, what they take, and which part of the house does the work.

Exit codes: 0 when all went well, 2 when something was wrong; what and what to do about it stands on standard error.
"""

# ruff: noqa: PLC0415  # subsystems are imported inside the commands that need them; a test holds it

import io
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from jianbao.cli.house import MISTAKE, Complaint, House
from jianbao.errors import ConfigError

if TYPE_CHECKING:
    from jianbao.settings import Settings

_Command = TypeVar("_Command", bound=Callable[..., Any])


def _configured(command: _Command) -> _Command:
    """Add the options that every command has."""
    config = click.option(
        "--config",
        type=click.Path(path_type=Path),
        envvar="JIANBAO_CONFIG",
        help="Configuration file; config/jianbao.toml in the working directory by default.",
    )
    verbose = click.option("-v", "--verbose", is_flag=True, help="Tell more on standard error.")
    return config(verbose(command))


_format = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "jsonl", "csv"]),
    default="text",
    show_default=True,
    help="text for people; json with the document's text; jsonl one line a document; csv one row a figure.",
)


@click.group(
    cls=House,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Plugins bring more commands: `jianbao plugins list` names them.",
)
@click.version_option(package_name="jianbao", message="%(prog)s %(version)s")
def cli() -> None:
    """Follow Chinese civil-affairs documents, read the figures out of their prose, alert on Telegram."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        # Files and pipes get UTF-8 whatever the locale says; a terminal that lacks a character gets a question mark.
        encoding = sys.stdout.encoding if sys.stdout.isatty() else "utf-8"
        sys.stdout.reconfigure(encoding=encoding, errors="replace")


@cli.command()
@_configured
@click.pass_context
def run(ctx: click.Context, config: Path | None, verbose: bool) -> None:
    """Watch the sources and send alerts, until Ctrl-C or SIGTERM."""
    settings = _watching(config, verbose)
    from jianbao import daemon

    ctx.exit(daemon.run(settings))


@cli.command()
@_configured
@click.pass_context
def once(ctx: click.Context, config: Path | None, verbose: bool) -> None:
    """Look at every source once, send what is owed, and end: with 2 when a plugin failed or the token is refused."""
    settings = _watching(config, verbose)
    from jianbao import daemon

    ctx.exit(daemon.once(settings))


@cli.command()
@_configured
@_format
@click.option("--bom", is_flag=True, help="Begin csv with the mark by which Excel knows UTF-8.")
@click.argument("documents", metavar="FILE|URL|- ...", nargs=-1, required=True)
@click.pass_context
def extract(  # noqa: PLR0917 - click's, one for each option
    ctx: click.Context, config: Path | None, verbose: bool, form: str, bom: bool, documents: tuple[str, ...]
) -> None:
    """Print what is read out of documents: their articles, topics and figures.

    FILE is text, HTML, a feed, PDF, DOCX, XLSX, CSV or a ZIP of such files; - is standard input. Documents that cannot
    be read are named on standard error, the others are printed all the same.
    """
    if bom and form != "csv":
        raise click.UsageError("--bom is for Excel: use it with --format csv")
    settings = _settled(config, verbose)
    from jianbao.cli import extracting
    from jianbao.record import Format

    well = extracting.extract(documents, Format(form), settings, sys.stdout, bom=bom)
    ctx.exit(0 if well else MISTAKE)


@cli.group(invoke_without_command=True)
@_configured
@click.option(
    "--check", is_flag=True, help="Only tell whether the daemon keeps up: exit with 0 if it does, with 2 if not."
)
@click.pass_context
def sources(ctx: click.Context, config: Path | None, verbose: bool, check: bool) -> None:
    """List the sources and how they are, and the entries that are broken."""
    if ctx.invoked_subcommand is not None:
        return
    settings = _settled(config, verbose)
    from jianbao.cli import overview

    if not check:
        overview.show_sources(settings, sys.stdout)
    elif late := overview.neglected(settings, datetime.now(UTC)):
        raise Complaint(f"not looked at when due: {', '.join(late)}; is jianbao running? start it, or see its log")


@cli.group(invoke_without_command=True)
@_configured
@click.option("--forget", is_flag=True, help="Forget what went wrong in the daemon so far: after it was mended.")
@click.pass_context
def plugins(ctx: click.Context, config: Path | None, verbose: bool, forget: bool) -> None:
    """List the plugins, their topics, and what is wrong with them or went wrong in the daemon."""
    ctx.obj = _settled(config, verbose)
    if forget:
        from jianbao.cli import plugged

        click.echo(f"forgotten: {plugged.forget(ctx.obj)}", err=True)
    if ctx.invoked_subcommand is None:
        ctx.invoke(plugins_list)


@plugins.command(name="list")
@click.pass_context
def plugins_list(ctx: click.Context) -> None:
    """List the plugins; the same as without a command."""
    from jianbao.cli import plugged

    ctx.exit(0 if plugged.show(ctx.obj, sys.stdout) else MISTAKE)


@plugins.command()
@click.argument("name")
@click.pass_obj
def enable(settings: "Settings", name: str) -> None:
    """Let a plugin be asked again that was switched off, or has failed too often."""
    from jianbao.cli import plugged

    click.echo(f"{name} is asked again" if plugged.enable(settings, name) else f"{name} was asked all the time")


@plugins.command()
@click.argument("name")
@click.pass_obj
def disable(settings: "Settings", name: str) -> None:
    """Let a plugin not be asked any more; a running daemon follows within half a minute."""
    from jianbao.cli import plugged

    plugged.disable(settings, name)
    click.echo(f"{name} is not asked any more")


@plugins.command()
@click.argument("documents", metavar="FILE|URL|- ...", nargs=-1, required=True)
@click.pass_context
def trace(ctx: click.Context, documents: tuple[str, ...]) -> None:
    """Show what each plugin says of documents, and the time that it takes."""
    from jianbao.cli import tracing

    ctx.exit(0 if tracing.trace(ctx.obj, documents, sys.stdout) else MISTAKE)


@cli.group()
def plugin() -> None:
    """Write a plugin of your own."""


@plugin.command()
@click.argument("name")
@click.option("--zh", "chinese", help="What readers call the topic, in Chinese.")
def new(name: str, chinese: str | None) -> None:
    """Write a complete project for a topic into the folder NAME; its `make test` passes at once."""
    from jianbao.cli import founding

    folder = founding.found(name, chinese, Path.cwd())
    click.echo(f"{folder} is written. Next: cd {name} && make test; then its README.md")


@plugin.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), default=".")
@click.pass_context
def check(ctx: click.Context, folder: Path) -> None:
    """Look whether what a plugin's quality_scale.toml says is so."""
    from jianbao.cli import quality
    from jianbao.testing.projects import projects

    well = True
    for project in projects(folder):
        for mark in quality.marks(project):
            well = well and mark.status != "broken"
            reason = f": {mark.reason}" if mark.reason else ""
            click.echo(f"{project.candidate.name}  {mark.status:6}  {mark.rule}{reason}")
    ctx.exit(0 if well else MISTAKE)


@cli.command()
@_configured
@click.option("--since", required=True, type=click.DateTime(["%Y-%m-%d"]), help="Day from which documents were stored.")
@click.option("--plugin", "names", multiple=True, help="Ask only this plugin; may be repeated.")
@click.pass_context
def replay(ctx: click.Context, config: Path | None, verbose: bool, since: datetime, names: tuple[str, ...]) -> None:
    """Let plugins read what is stored already: after one was mended or is new. Only what is new is told.

    A daemon may run meanwhile; it sends what is owed.
    """
    settings = _settled(config, verbose)
    from jianbao.cli import replaying

    well = replaying.replay(settings, since.replace(tzinfo=settings.timezone), names, sys.stdout)
    ctx.exit(0 if well else MISTAKE)


@cli.group()
@_configured
@click.pass_context
def outbox(ctx: click.Context, config: Path | None, verbose: bool) -> None:
    """See and settle messages that did not arrive."""
    ctx.obj = _settled(config, verbose)


_states = click.option(
    "--state",
    "states",
    multiple=True,
    type=click.Choice(["pending", "sending", "sent", "unknown", "failed", "dead", "merged"]),
    help="Those in this state; may be repeated.",
)
_numbers = click.argument("numbers", metavar="NUMBER ...", nargs=-1, type=int)


@outbox.command(name="list")
@_states
@click.option("--noted", is_flag=True, help="Those that arrived otherwise than they were written.")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1))
@click.pass_obj
def outbox_list(settings: "Settings", states: tuple[str, ...], noted: bool, limit: int) -> None:
    """Count all messages, and list those that did not arrive or may not have."""
    from jianbao.cli import outbox as ledger

    ledger.show(settings, states, sys.stdout, limit=limit, noted=noted)


@outbox.command(name="retry")
@_states
@_numbers
@click.pass_obj
def outbox_retry(settings: "Settings", states: tuple[str, ...], numbers: tuple[int, ...]) -> None:
    """Send messages again that did not arrive, or of which nobody knows."""
    from jianbao.cli import outbox as ledger

    click.echo(f"{ledger.retry(settings, numbers, states)} will be sent")


@outbox.command(name="drop")
@_states
@_numbers
@click.pass_obj
def outbox_drop(settings: "Settings", states: tuple[str, ...], numbers: tuple[int, ...]) -> None:
    """Give messages up; what has arrived or is being sent stays as it is."""
    from jianbao.cli import outbox as ledger

    click.echo(f"{ledger.drop(settings, numbers, states)} are given up")


def _settled(config: Path | None, verbose: bool) -> "Settings":
    """Return the settings, with logging at rest: warnings only."""
    from jianbao import settings
    from jianbao.cli import logs

    loaded = settings.load(config)
    logs.begin(loaded, daemon=False, verbose=verbose)
    return loaded


def _watching(config: Path | None, verbose: bool) -> "Settings":
    """Return the settings of a process that watches sources.

    Raises:
        ConfigError: There is nothing to watch.
    """
    from jianbao import settings
    from jianbao.cli import logs

    loaded = settings.load(config)
    if not any(source.enabled for source in loaded.sources):
        broken = "".join(f"\n{entry.words}" for entry in loaded.broken)
        raise ConfigError(
            f"{loaded.root}: there is no source to watch; create a folder inbox here, "
            f"write config/jianbao.toml with config/sources/*.toml, or name the file with --config{broken}"
        )
    logs.begin(loaded, daemon=True, verbose=verbose)
    return loaded
