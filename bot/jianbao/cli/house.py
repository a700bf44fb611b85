"""The group of all commands: which there are, and what becomes of errors in them."""

# ruff: noqa: PLC0415  # plugins are looked at only when a command is none of the house's

from typing import Any

import click

from jianbao.errors import JianbaoError

MISTAKE = 2
"""The exit code for whatever was wrong; click's own for wrong arguments."""


class Complaint(click.ClickException):
    """What was raised on purpose, as one message instead of a trace."""

    exit_code = MISTAKE

    def show(self, file: Any = None) -> None:
        """Print it on standard error."""
        click.echo(f"jianbao: {self.format_message()}", file=file, err=True)


class House(click.Group):
    """The commands of the house, and those that plugins bring beside them; the help lists the house's, and at once."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command called *cmd_name*; the house's own first."""
        if ours := super().get_command(ctx, cmd_name):
            return ours
        from jianbao.cli import brought

        _, theirs = brought.commands().get(cmd_name, (None, None))
        return theirs

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what is raised on purpose becomes a message, and so does what a plugin's command raises."""
        try:
            return super().invoke(ctx)
        except JianbaoError as error:
            raise Complaint(str(error)) from error
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            name = ctx.invoked_subcommand
            if name is None or name in self.commands:  # a fault of ours is shown as it is
                raise
            from jianbao.cli import brought

            raise Complaint(brought.failed(error, name)) from error
