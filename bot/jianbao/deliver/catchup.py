"""After an outage: what has waited too long reaches its chat as one message that names it, not as a flood."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from jianbao.model import Channel
from jianbao.store import Backlog, Store

_log = logging.getLogger(__name__)
AFTER = timedelta(hours=6)
LEAST = 3  # alerts: two are told one by one, however old


@dataclass(frozen=True, slots=True)
class CatchUp:
    """When alerts of a channel are told of together, and how.

    Attributes:
        write: Makes one message of what waited.
        after: The age from which an alert is late.
        least: Fewer late alerts than this are sent one by one.
    """

    write: Callable[[Backlog], str]
    after: timedelta = AFTER
    least: int = LEAST

    def merge(self, store: Store, channel: Channel, now: datetime) -> int:
        """Put digests in the place of what waited too long; return how many alerts they tell of."""
        told = 0
        for backlog in store.backlogs.find(channel, now - self.after, self.least, now):
            if store.backlogs.merge(backlog, self.write(backlog)):
                told += len(backlog.alerts)
                what = "held back" if backlog.held else "late"
                _log.info("%d %s alerts for %s are told in one", len(backlog.alerts), what, backlog.subscriber.address)
        return told
