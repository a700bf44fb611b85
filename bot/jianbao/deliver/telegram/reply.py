"""An answer to a person: words in HTML and the buttons below them, before Telegram's library sees it."""

from dataclasses import dataclass

from jianbao.deliver.counted import Counted
from jianbao.deliver.telegram.html import outside


@dataclass(frozen=True, slots=True)
class Button:
    """A button: what it says, and what comes back when it is tapped."""

    text: str
    data: str


@dataclass(frozen=True, slots=True)
class Reply:
    """A message in answer.

    Attributes:
        html: Its text.
        buttons: Rows of buttons.
    """

    html: str
    buttons: tuple[tuple[Button, ...], ...] = ()


def fill(template: str | Counted, **values: str | int) -> str:
    """Return *template*, which is HTML of ours, with *values*, which are words from outside."""
    if isinstance(template, Counted):
        others = {name: outside(str(value)) for name, value in values.items() if name != "count"}
        return template.format(count=int(values["count"]), **others)
    return template.format(**{name: outside(str(value)) for name, value in values.items()})
