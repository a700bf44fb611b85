"""The engine in one process: who runs beside whom, and how it stops."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest
from aiohttp import web

from jianbao.engine import local
from jianbao.engine.alone import alone
from jianbao.errors import ConfigError, StoreError
from jianbao.model import Source, SourceKind
from jianbao.store import State

PATIENCE = 20.0  # seconds after which something that should happen counts as not happening


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not await asyncio.to_thread(condition):  # noqa: ASYNC110 - a store has no events
            await asyncio.sleep(0.01)


@pytest.fixture
async def stop():
    return asyncio.Event()


@pytest.fixture
async def running(room, stop):
    """Start the engine; it is stopped at the end of the test if it was not before."""
    tasks: list[asyncio.Task[None]] = []

    def start() -> asyncio.Task[None]:
        tasks.append(asyncio.create_task(room.engine().run(stop)))
        return tasks[-1]

    yield start
    stop.set()
    await asyncio.gather(*tasks)


async def test_what_is_dropped_is_told_while_other_sources_hang(room, site, news, running, monkeypatch):
    """Fifty sources that never answer take all places of the web, and none of the folder's."""
    monkeypatch.setattr(local, "WEB_VISITS", 4)
    hang = asyncio.Event()

    async def silent(request: web.Request) -> web.StreamResponse:
        await hang.wait()
        return web.Response()

    for number in range(50):
        site.pages[f"/{number}"] = silent
        room.add(Source(name=f"web{number:02}", kind=SourceKind.LIST, url=f"{site.base}/{number}"))
    _, path = room.folder("zz-last")
    (path / "a.txt").write_text(news(1))
    running()
    await until(lambda: room.told)
    (path / "b.txt").write_text(news(2))
    await until(lambda: len(room.told) == 2)
    hang.set()


async def test_many_columns_of_a_silent_host_hold_up_no_other_host(room, site, running, monkeypatch):
    monkeypatch.setattr(local, "WEB_VISITS", 4)
    hang = asyncio.Event()

    async def silent(request: web.Request) -> web.StreamResponse:
        await hang.wait()
        return web.Response()

    for number in range(20):
        site.pages[f"/{number}"] = silent
        room.add(Source(name=f"column{number:02}", kind=SourceKind.LIST, url=f"{site.base}/{number}"))
    site.says("/zz", status=503)
    other = site.base.replace("127.0.0.1", "localhost")
    room.add(Source(name="zz", kind=SourceKind.LIST, url=f"{other}/zz"))
    running()
    await until(lambda: room.store.sources.state("zz").failures == 1)
    assert room.store.sources.state("column19").visited is None
    hang.set()


async def test_sources_are_looked_at_again_when_they_are_due(room, site, running):
    site.says("/n/", status=503)
    room.add(Source(name="list", kind=SourceKind.LIST, url=f"{site.base}/n/"))
    running()
    await until(lambda: room.store.sources.state("list").failures == 1)
    room.ahead += timedelta(hours=1)
    await until(lambda: room.store.sources.state("list").failures == 2)


async def test_a_source_that_has_left_the_configuration_is_not_looked_at(room, site, running):
    room.add(Source(name="old", kind=SourceKind.LIST, url=site.base))
    room.sources.clear()
    source, _ = room.folder()
    running()
    await until(lambda: room.store.sources.state(source.name).visited)
    assert site.requests == []


async def test_stopping_abandons_fetches_and_marks_nothing(room, site, running, stop):
    asked = asyncio.Event()

    async def silent(request: web.Request) -> web.StreamResponse:
        asked.set()
        await asyncio.sleep(PATIENCE)
        return web.Response()

    site.pages["/n/"] = silent
    room.add(Source(name="list", kind=SourceKind.LIST, url=f"{site.base}/n/"))
    task = running()
    async with asyncio.timeout(PATIENCE):
        await asked.wait()
        stop.set()
        await task
    assert room.store.sources.state("list").visited is None


async def test_stopping_waits_for_what_is_being_sent(room, news, running, stop):
    leave, begun = asyncio.Event(), asyncio.Event()
    real = room.send

    async def slow(delivery, begin):
        begun.set()
        await leave.wait()
        return await real(delivery, begin)

    room.send = slow
    _, path = room.folder()
    (path / "a.txt").write_text(news(1))
    task = running()
    async with asyncio.timeout(PATIENCE):
        await begun.wait()
        stop.set()
        await asyncio.sleep(0)
        assert not task.done()
        leave.set()
        await task
    assert len(room.told) == 1
    assert room.store.outbox.counts()[State.SENT] == 1


async def test_a_channel_that_is_refused_is_said_once_and_ends_nothing(room, news, running, caplog):
    async def refused(delivery, begin):
        raise ConfigError("the token is refused")

    room.send = refused
    source, path = room.folder()
    (path / "a.txt").write_text(news(1))
    running()
    await until(lambda: any("token is refused" in record.message for record in caplog.records))
    (path / "b.txt").write_text(news(2))
    await until(lambda: room.store.documents.counts()["documents"] == 2)
    assert sum("token is refused" in record.message for record in caplog.records) == 1
    assert room.store.outbox.owed() == 2
    assert room.store.sources.state(source.name).failures == 0


async def test_once_visits_everything_and_sends_what_is_owed(room, site, news):
    site.says("/n/", status=503)
    room.add(Source(name="list", kind=SourceKind.LIST, url=f"{site.base}/n/"))
    room.add(Source(name="off", kind=SourceKind.LIST, url=f"{site.base}/off", enabled=False))
    _, path = room.folder()
    for number in (1, 2):
        (path / f"{number}.txt").write_text(news(number))
    await room.engine().once()
    assert len(room.told) == 2
    assert room.store.sources.state("list").failures == 1
    assert [request.path for request in site.requests] == ["/n/"]


async def test_once_waits_for_a_file_that_was_just_dropped(room, news):
    room.ahead = timedelta()
    _, path = room.folder()
    (path / "1.txt").write_text(news(1))
    await room.engine().once()
    assert len(room.told) == 1


def test_a_store_has_one_process(tmp_path):
    database = f"sqlite:///{tmp_path / 'store.db'}"
    with alone(database) as nobody_else:
        assert nobody_else
        with pytest.raises(StoreError, match="another jianbao works on"), alone(database):
            pass
    with alone(database) as nobody_else:
        assert nobody_else


def test_a_server_has_many(tmp_path):
    database = "postgresql+psycopg://somebody@somewhere/jianbao"
    with alone(database) as first, alone(database) as second:
        assert (first, second) == (False, False)


def test_after_a_pause_the_house_catches_up_at_thrice_its_usual_pace():
    ten_a_second = [
        Source(name=str(n), kind=SourceKind.LIST, url="https://x", interval=timedelta(minutes=15)) for n in range(9000)
    ]
    assert 30 <= local.pace(ten_a_second) <= 31
    assert local.pace(ten_a_second[:10]) == local.AT_LEAST
    assert local.pace([]) == local.AT_LEAST


async def test_what_is_due_after_a_pause_begins_in_small_steps(room, site, monkeypatch):
    async def silent(_: web.Request) -> web.StreamResponse:
        await asyncio.Event().wait()
        raise AssertionError("nobody sets it")

    monkeypatch.setattr(local, "AT_LEAST", 4)
    site.pages["/n/"] = silent
    for number in range(10):
        room.add(Source(name=f"s{number}", kind=SourceKind.LIST, url=f"{site.base}/n/"))
    engine = room.engine()
    begun = []
    for _ in range(4):
        await engine._start_due()
        begun.append(len(engine._visits))
    await engine._leave()
    assert begun == [4, 8, 10, 10]
