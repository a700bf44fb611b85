"""The buttons under an alert: picture, tables, why it came, silence and end of the subscription that brought it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from jianbao.deliver.clean import clean, clip
from jianbao.deliver.drawing import draw
from jianbao.deliver.pictures import drawable, picture
from jianbao.deliver.sheets import csv_of, xlsx_of
from jianbao.deliver.telegram.cards import Cards
from jianbao.deliver.telegram.here import Here
from jianbao.deliver.telegram.html import link, outside
from jianbao.deliver.telegram.reasons import Reasons
from jianbao.deliver.telegram.reply import Button, Reply
from jianbao.deliver.telegram.taps import Tap, encode
from jianbao.model import Alert, ChartKind, Delivery, Subscriber
from jianbao.store import Store

FOR_ALL = frozenset({"picture", "csv", "xlsx", "reason"})  # what anybody in a group may ask for
UNDER_ALERTS = FOR_ALL | {"mute", "leave"}
_CAPTION = 300  # characters of the headline; Telegram takes 1024
_TABLES: Mapping[str, Callable[[Alert], bytes]] = {"csv": csv_of, "xlsx": xlsx_of}


@dataclass(frozen=True, slots=True)
class File:
    """A file in answer: a picture is shown, anything else is a document."""

    name: str
    data: bytes
    caption: str
    picture: bool = False


def under(delivery: Delivery, charts: Sequence[ChartKind] = ()) -> tuple[tuple[Button, ...], ...]:
    """Return the rows of buttons of a message; only the last one of an alert has any, and digests have none.

    Args:
        delivery: The message.
        charts: Kinds that plugins bring.
    """
    if delivery.digest or delivery.part < delivery.parts:
        return ()
    return rows_of(delivery.alert, delivery.id, charts)


def rows_of(
    alert: Alert, number: int, charts: Sequence[ChartKind], others: Mapping[str, Button] = MappingProxyType({})
) -> tuple[tuple[Button, ...], ...]:
    """Return the rows of buttons below *alert*, which the message *number* brought; *others* replace those by act."""
    figures = [("📄 CSV", "csv"), ("📑 Excel", "xlsx")] if alert.statistics else []
    if drawable(alert, charts):
        figures = [("📊", "picture"), *figures]
    wish = [("❓", "reason"), ("🔕", "mute"), ("✖", "leave")]
    rows = (
        tuple(others.get(act) or Button(text, encode(Tap(act=act, number=number), str)) for text, act in row)
        for row in (figures, wish)
    )
    return tuple(filter(None, rows))


class AlertButtons:
    """Answers them.

    Args:
        store: Which alert a message brought, and what else is known of its figures.
        reasons: Why an alert came.
        cards: What can be done to the subscription that brought it.
        charts: Kinds that plugins bring.
    """

    def __init__(self, store: Store, reasons: Reasons, cards: Cards, charts: Sequence[ChartKind] = ()) -> None:
        self._charts = tuple(charts)
        self._store = store
        self._reasons = reasons
        self._cards = cards

    def answer(self, act: str, number: int, subscriber: Subscriber, here: Here) -> Reply | File:
        """Return what a button under the message *number* of *subscriber*, who is *here*, brings."""
        words = here.words
        asked = self._store.ledger.asked_by(subscriber.id, number=number)
        if asked is None:
            return Reply(words.stale_button)
        alert, subscription = asked
        if act == "reason":
            return self._reasons.of(alert, subscription, words)
        if act in {"mute", "leave"}:
            living = self._cards.living(subscription, subscriber)
            return self._cards.tap(living, "mute" if act == "mute" else "end", here)
        caption = link(alert.url, f"<b>{outside(clip(clean(alert.title), _CAPTION))}</b>")
        if act == "picture":
            drawn = picture(alert, words, self._store.series.of(alert), self._charts)
            return File("jianbao.png", draw(drawn), caption, picture=True) if drawn else Reply(words.no_picture)
        return File(f"jianbao.{act}", _TABLES[act](alert), caption)
