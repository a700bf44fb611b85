"""``jianbao uscc``: the codes of a list checked, before it is believed."""

import sys

import click

from jianbao_social_organizations.asked import verdict
from jianbao_social_organizations.credit_code import find_codes

_WRONG = 2  # as the other commands


@click.command("uscc")
@click.argument("codes", metavar="CODE|- ...", nargs=-1, required=True)
@click.pass_context
def uscc(ctx: click.Context, codes: tuple[str, ...]) -> None:
    """Check 统一社会信用代码 by their check characters; - checks those in a text on standard input.

    Ends with 2 when one is wrong.
    """
    words = [word for code in codes for word in (_read() if code == "-" else [code])]
    verdicts = [verdict(word) for word in words]
    for each in verdicts:
        click.echo(f"{'✓' if each.valid else '✗'} {each.code}  {each.zh}  {each.en}")
    ctx.exit(0 if all(each.valid for each in verdicts) else _WRONG)


def _read() -> list[str]:
    return [found.text for found in find_codes(sys.stdin.buffer.read().decode("utf-8", "replace"))]
