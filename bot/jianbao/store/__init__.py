"""What jianbao remembers: sources, documents, alerts, who is owed which, on SQLite or PostgreSQL.

Synchronous and thread-safe. Each method is one transaction.
"""

from types import TracebackType
from typing import Self

from jianbao.store.backlog import Backlog, Backlogs
from jianbao.store.delivery import State
from jianbao.store.documents import Commit, Documents, Shapes
from jianbao.store.engine import Database, connect
from jianbao.store.guests import Guests
from jianbao.store.halts import Halts
from jianbao.store.holding import Holding
from jianbao.store.kept_wishes import KeptWishes
from jianbao.store.ledger import Entry, Ledger
from jianbao.store.orphans import Orphans
from jianbao.store.outbox import Outbox
from jianbao.store.plugin_failures import PluginFailures
from jianbao.store.quarantine import Held, QuarantineList
from jianbao.store.questions import Questions
from jianbao.store.replays import Replays, Stored
from jianbao.store.series import Series
from jianbao.store.sources import Sources
from jianbao.store.subscribers import Subscribers
from jianbao.store.visits import SourceState, Visit
from jianbao.store.waiting import Backfill, Waiting, WaitingItem

__all__ = [
    "Backfill",
    "Backlog",
    "Commit",
    "Entry",
    "Held",
    "Shapes",
    "SourceState",
    "State",
    "Store",
    "Stored",
    "Visit",
    "WaitingItem",
]

from jianbao.store.whereabouts import Finder

CHINA = "Asia/Shanghai"


class Store:
    """An open database; use it as a context manager, or close it.

    Attributes:
        sources: When each source is due, and what is known of it.
        waiting: Items that were listed and are not yet safe; how far the reading of history has come.
        documents: What was read, and the alerts made of it.
        outbox: Who is owed what, for those who send it.
        ledger: The same, for those who look after it.
        backlogs: What has waited too long and is told of together.
        halts: How long channels asked us to wait.
        plugin_failures: What plugins did wrong in the daemon.
        quarantine: Plugins that are not asked.
        replays: What was read before, for plugins that are new since.
        subscribers: Who wants to hear of what.
        kept_wishes: What buttons and links name.
        questions: What people were asked and have not answered yet.
        finder: What became of single documents.
        series: What other documents gave for a figure at other times.
        guests: Who was invited.
        orphans: Subscriptions of those who were shown out.
        holding: When chats want to be written to, and what waits for that.
    """

    def __init__(self, database: Database, zone: str = CHINA) -> None:
        self._database = database
        self.sources = Sources(database)
        self.waiting = Waiting(database)
        self.documents = Documents(database, zone)
        self.outbox = Outbox(database, zone)
        self.ledger = Ledger(database)
        self.backlogs = Backlogs(database, zone)
        self.halts = Halts(database)
        self.plugin_failures = PluginFailures(database)
        self.quarantine = QuarantineList(database)
        self.replays = Replays(database, zone)
        self.subscribers = Subscribers(database)
        self.kept_wishes = KeptWishes(database)
        self.questions = Questions(database)
        self.finder = Finder(database)
        self.series = Series(database)
        self.guests = Guests(database)
        self.orphans = Orphans(database)
        self.holding = Holding(database, zone)

    @classmethod
    def open(cls, url: str, zone: str = CHINA) -> Self:
        """Open the store at *url*; it is made, or brought to the present schema, when it is not there yet.

        Args:
            url: ``sqlite:///data/jianbao.db`` (``sqlite:////`` for an absolute path), or
                ``postgresql+psycopg://user:password@host/name``.
            zone: IANA name of the zone that chats live in which have not named theirs.

        Raises:
            StoreError: It cannot be used; the message says what to do.
        """
        from jianbao.store.migrate import migrate  # noqa: PLC0415 - alembic takes a tenth of a second to load

        database = connect(url)
        try:
            migrate(database)
        except BaseException:
            database.close()
            raise
        return cls(database, zone)

    def close(self) -> None:
        """Give all connections back; the store must not be used afterwards."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
