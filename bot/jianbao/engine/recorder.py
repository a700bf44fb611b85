"""Writing down how looks went: all that end at about the same time in one transaction, and one flush to the disk."""

import asyncio

from jianbao.errors import StoreError
from jianbao.store import Store, Visit


class Recorder:
    """Collects what came of looks while the last batch is being written.

    Args:
        store: Where they are noted.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting: dict[str, tuple[Visit, asyncio.Future[None]]] = {}
        self._writing: asyncio.Task[None] | None = None

    async def record(self, name: str, visit: Visit) -> None:
        """Note a look; a cancellation takes effect when it is noted.

        Raises:
            StoreError: The store cannot be used, or knows no such source.
        """
        noted: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting[name] = visit, noted
        if self._writing is None:
            self._writing = asyncio.create_task(self._write(), name="record looks")
        try:
            await asyncio.shield(noted)
        except asyncio.CancelledError:
            await asyncio.wait([noted])
            raise

    async def _write(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, {}
            visits = {name: visit for name, (visit, _) in batch.items()}
            try:
                unknown = await asyncio.to_thread(self._store.sources.record_all, visits)
            except Exception as error:  # noqa: BLE001 - handed to those who wait for it, each of whom has a fence
                _fail(batch, list(batch), error)
                continue
            _fail(batch, unknown, StoreError("the store knows no such source: call sync with the configuration first"))
            for _, noted in batch.values():
                if not noted.done():
                    noted.set_result(None)
        self._writing = None


def _fail(batch: dict[str, tuple[Visit, asyncio.Future[None]]], names: list[str], error: Exception) -> None:
    for name in names:
        batch[name][1].set_exception(error)
