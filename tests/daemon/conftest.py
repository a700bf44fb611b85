"""The real daemon, as a process of its own."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

PATIENCE = 60.0  # seconds after which something that should happen counts as not happening; never what is measured


@dataclass
class House:
    """A project folder with a configuration, a drop folder and a store."""

    root: Path
    environment: dict[str, str] = field(default_factory=dict)

    def configure(self, **sources: str) -> None:
        """Write ``config/``; each source is TOML without its header, the drop folder is always among them."""
        folder = self.root / "config" / "sources"
        folder.mkdir(parents=True, exist_ok=True)
        (self.root / "inbox").mkdir(exist_ok=True)
        (self.root / "config" / "jianbao.toml").write_text('database = "data/jianbao.sqlite3"\n')
        every = {"inbox": 'kind = "folder"\npath = "inbox"\ninterval = "1s"'} | sources
        text = "\n".join(f'[[source]]\nname = "{name}"\n{keys}\n' for name, keys in every.items())
        (folder / "all.toml").write_text(text)

    def drop(self, name: str, text: str) -> None:
        """Put a file into the drop folder as a careful program does: written elsewhere, moved in when complete."""
        aside = self.root / name
        aside.write_text(text)
        aside.replace(self.root / "inbox" / name)

    @property
    def database(self) -> str:
        return f"sqlite:///{self.root / 'data' / 'jianbao.sqlite3'}"


@dataclass
class Daemon:
    """A running ``jianbao``; what it says is collected line by line."""

    process: asyncio.subprocess.Process
    told: list[str] = field(default_factory=list)  # standard output: the alerts
    logged: list[str] = field(default_factory=list)  # standard error
    ended: int = 0  # streams
    news: asyncio.Condition = field(default_factory=asyncio.Condition)
    readers: list[asyncio.Task[None]] = field(default_factory=list)

    def listen(self) -> None:
        assert self.process.stdout
        assert self.process.stderr
        for stream, lines in ((self.process.stdout, self.told), (self.process.stderr, self.logged)):
            self.readers.append(asyncio.create_task(self._read(stream, lines)))

    async def _read(self, stream: asyncio.StreamReader, lines: list[str]) -> None:
        async for line in stream:
            async with self.news:
                lines.append(line.decode())
                self.news.notify_all()
        async with self.news:
            self.ended += 1
            self.news.notify_all()

    async def tells(self, *words: str, times: int = 1) -> None:
        """Wait until each of *words* was shown in so many lines."""
        await self._wait(lambda: all(self.count(word) >= times for word in words), words)

    async def logs(self, words: str) -> None:
        """Wait until *words* were logged."""
        await self._wait(lambda: any(words in line for line in self.logged), words)

    async def _wait(self, condition, wanted: object) -> None:
        async with self.news:
            try:
                async with asyncio.timeout(PATIENCE):
                    await self.news.wait_for(lambda: condition() or self.ended == 2)
            except TimeoutError:
                pass
            if not condition():
                pytest.fail(f"{wanted} never came.\n{''.join(self.told)}\n{''.join(self.logged)}")

    def count(self, words: str) -> int:
        return sum(words in line for line in self.told)

    async def end(self, number: int = signal.SIGTERM) -> int:
        """Send a signal, wait for the end, return the exit code."""
        self.process.send_signal(number)
        return await self.gone()

    async def gone(self) -> int:
        """Wait for the end, return the exit code."""
        async with asyncio.timeout(PATIENCE):
            code = await self.process.wait()
            await asyncio.gather(*self.readers)
        return code


@pytest.fixture
def house(tmp_path: Path) -> House:
    house = House(tmp_path)
    house.configure()
    return house


@pytest.fixture
async def start(house: House) -> AsyncIterator[Callable[..., Awaitable[Daemon]]]:
    """Start ``jianbao`` with a command; whatever still runs at the end of the test is killed."""
    running: list[Daemon] = []

    async def begin(command: str = "run") -> Daemon:
        clean = {name: value for name, value in os.environ.items() if not name.startswith("JIANBAO_")}
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "jianbao",
            command,
            cwd=house.root,
            env=clean | {"COLUMNS": "100", "PYTHONUNBUFFERED": "1"} | house.environment,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        daemon = Daemon(process)
        daemon.listen()
        running.append(daemon)
        return daemon

    yield begin
    for daemon in running:
        with suppress(ProcessLookupError):
            daemon.process.kill()
        await daemon.gone()


@pytest.fixture
def until() -> Callable[[Callable[[], bool]], Awaitable[None]]:
    """Wait until a condition holds that another process brings about."""

    async def wait(condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not await asyncio.to_thread(condition):  # noqa: ASYNC110 - a database has no events for us
                await asyncio.sleep(0.05)

    return wait
