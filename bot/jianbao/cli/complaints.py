"""What went wrong, told to whoever typed the command."""

import click


def complain(message: str) -> None:
    """Say on standard error what went wrong."""
    click.echo(f"jianbao: {message}", err=True)
