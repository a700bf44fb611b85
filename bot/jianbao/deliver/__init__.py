"""Alerts on their way out: one shape, a rendering per channel, and the worker that empties the outbox."""

from collections.abc import Callable, Iterable, Sequence

from jianbao.deliver import console
from jianbao.deliver.telegram import compact, rich
from jianbao.deliver.telegram.render import render
from jianbao.model import Alert, Channel, Style, Topic, form_of

__all__ = ["shapes"]


def shapes(topics: Iterable[Topic] = ()) -> dict[Channel, Callable[[Alert], Sequence[str]]]:
    """Return for each channel, and each of its styles, what makes an alert into its messages, one per part.

    Args:
        topics: Those of the plugins: their names and emoji. A topic that is not among them is shown by its id.
    """
    known = {topic.id: topic for topic in topics}
    return {
        Channel.CONSOLE: lambda alert: console.render(alert, known),
        Channel.TELEGRAM: lambda alert: render(alert, known),
        form_of(Channel.TELEGRAM, Style.COMPACT): lambda alert: (compact.line(alert, known),),
        form_of(Channel.TELEGRAM, Style.RICH): lambda alert: rich.render(alert, known),
    }
