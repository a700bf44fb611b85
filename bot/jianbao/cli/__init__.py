"""The command line. Each command imports what it needs when it is called, so that ``--version`` answers at once."""

from jianbao.cli import source_commands
from jianbao.cli.commands import cli, sources

__all__ = ["cli", "main"]

for _command in source_commands.COMMANDS:
    sources.add_command(_command)


def main() -> None:
    """Run the command that the process was started with."""
    cli(prog_name="jianbao")
