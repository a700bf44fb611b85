"""The buttons under an alert in a channel, where every answer below it would be read by everybody.

What an administrator taps there is answered in a window of his own, and what he is asked stands in the place of the
buttons. The choices are buttons of a card (``u:SUBSCRIPTION:cVERB.MESSAGE``), so that nothing has to be remembered.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jianbao.deliver.clean import clip
from jianbao.deliver.list_words import list_words
from jianbao.deliver.telegram.alert_buttons import rows_of
from jianbao.deliver.telegram.buttons import button
from jianbao.deliver.telegram.cards import Cards
from jianbao.deliver.telegram.here import Here
from jianbao.deliver.telegram.html import shown
from jianbao.deliver.telegram.reasons import Reasons
from jianbao.deliver.telegram.reply import Button
from jianbao.deliver.telegram.silence import SPANS
from jianbao.deliver.telegram.taps import Tap, number_of
from jianbao.model import Alert, ChartKind, Subscriber
from jianbao.store import Store

_WINDOW = 200  # characters that answerCallbackQuery takes
_HERE = "c"  # what the verbs of these cards begin with
_BACK = "back"
_RESTORE = "restore"


@dataclass(frozen=True, slots=True)
class Notice:
    """What an administrator is told alone.

    Attributes:
        text: Plain; empty when nothing is said.
        rows: The buttons that the message has from now on; none when they stay.
    """

    text: str
    rows: tuple[tuple[Button, ...], ...] = ()


class ChannelButtons:
    """Answers them.

    Args:
        store: Which alert a message brought.
        reasons: Why it came.
        cards: What can be done to the subscription that brought it.
        charts: Kinds of pictures that plugins bring.
    """

    def __init__(self, store: Store, reasons: Reasons, cards: Cards, charts: Sequence[ChartKind] = ()) -> None:
        self._store = store
        self._reasons = reasons
        self._cards = cards
        self._charts = charts

    def answer(self, tap: Tap, channel: Subscriber, here: Here) -> Notice | None:
        """Return what a tap in *channel* comes to; None for one that is answered as anywhere else."""
        verb, _, message = tap.text.removeprefix(_HERE).partition(".")
        if tap.act == "card" and tap.text.startswith(_HERE):
            number = number_of(message)
        elif tap.act in {"reason", "mute", "leave"}:
            number = tap.number
        else:
            return None
        asked = self._store.ledger.asked_by(channel.id, number=number) if number is not None else None
        if asked is None or number is None:
            return Notice(shown(here.words.stale_button))
        alert, subscription = asked
        living = self._cards.living(subscription, channel)
        match tap.act:
            case "reason":
                return _told(self._reasons.of(alert, subscription, here.words).html)
            case "mute":
                return Notice("", self._choices(living, number, here))
            case "leave":
                return self._done(living, "end", alert, number, here)
            case _:
                return self._done(tap.number or 0, verb, alert, number, here)

    def _rows(self, alert: Alert, number: int, others: Mapping[str, Button]) -> tuple[tuple[Button, ...], ...]:
        return rows_of(alert, number, self._charts, others)

    def _choices(self, subscription: int, number: int, here: Here) -> tuple[tuple[Button, ...], ...]:
        said = list_words(here.words.language)
        keys = [_key(said.spans[span], subscription, span, number) for span in SPANS]
        return tuple(keys[:-1]), (keys[-1],), (_key(said.back, subscription, _BACK, number),)

    def _done(self, subscription: int, verb: str, alert: Alert, number: int, here: Here) -> Notice:
        """Do what a button says, and return its answer and the buttons that fit what is now."""
        said = list_words(here.words.language)
        if verb == _BACK:
            return Notice("", self._rows(alert, number, {}))
        if verb == _RESTORE:
            return _told(self._cards.restore(subscription, here).html, self._rows(alert, number, {}))
        if verb not in {*SPANS, "off", "end"}:
            return Notice(shown(here.words.stale_button))
        answer = self._cards.tap(subscription, verb, here)
        if verb in SPANS:
            rows = self._rows(alert, number, {"mute": _key("🔔", subscription, "off", number)})
        elif verb == "end":
            rows = self._rows(alert, number, {"leave": _key("↩", subscription, _RESTORE, number)})
        else:
            rows = self._rows(alert, number, {})
        return Notice(said.gone) if answer.html == said.gone else _told(answer.html, rows)


def _told(html: str, rows: tuple[tuple[Button, ...], ...] = ()) -> Notice:
    return Notice(clip(shown(html), _WINDOW), rows)


def _key(label: str, subscription: int, verb: str, message: int) -> Button:
    return button(label, Tap(act="card", number=subscription, text=f"{_HERE}{verb}.{message}"))
