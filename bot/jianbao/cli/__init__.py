"""The command line. Each command imports what it needs when it is called, so that ``--version`` answers at once."""

from jianbao.cli.commands import cli

__all__ = ["cli", "main"]


def main() -> None:
    """Run the command that the process was started with."""
    cli(prog_name="jianbao")
