"""The program as its users meet it: processes, files, standard output."""

import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PATIENCE = 60  # seconds after which something that should have come by now will never come
SAMPLE = ROOT / "inbox" / "newspaper-page.txt"


class Daemon:
    """A running ``jianbao``, and what it has said so far."""

    def __init__(self, arguments: tuple[str, ...], folder: Path, environment: dict[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "jianbao", *arguments],
            cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        self.said: list[str] = []
        self.logged: list[str] = []
        self._news: queue.Queue[None] = queue.Queue()
        self._readers = [
            threading.Thread(target=self._read, args=pair)
            for pair in ((self._process.stdout, self.said), (self._process.stderr, self.logged))
        ]
        for reader in self._readers:
            reader.start()

    def wait_for(self, condition: Callable[[], bool]) -> None:
        """Wait until *condition* holds; it is asked again after each line that the daemon says."""
        while not condition():
            try:
                self._news.get(timeout=PATIENCE)
            except queue.Empty:
                pytest.fail("\n".join(["it never came; what came is:", *self.said, *self.logged]))

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Send a signal and return the exit code."""
        self._process.send_signal(how)
        return self.end()

    def end(self) -> int:
        """Wait for the end and return the exit code."""
        try:
            code = self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            pytest.fail("\n".join(["it did not end:", *self.said, *self.logged]))
        for reader in self._readers:
            reader.join()
        for stream in (self._process.stdout, self._process.stderr):
            if stream:
                stream.close()
        return code

    @property
    def running(self) -> bool:
        """True until the process has ended."""
        return self._process.poll() is None

    def _read(self, stream: "subprocess.IO[bytes]", into: list[str]) -> None:
        for line in stream:
            into.append(line.decode().rstrip("\n"))
            self._news.put(None)


def alerts(lines: list[str]) -> int:
    """Return how many alerts stand in *lines*: each is a frame of its own."""
    return sum(line.startswith("╰") for line in lines)


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Daemon]]:
    """Start ``jianbao`` in ``tmp_path``; what still runs at the end of the test is ended."""
    started: list[Daemon] = []
    surroundings = {name: value for name, value in os.environ.items() if not name.upper().startswith("JIANBAO_")}

    def run(*arguments: str, **variables: str) -> Daemon:
        started.append(Daemon(arguments, tmp_path, surroundings | variables))
        return started[-1]

    yield run
    for daemon in started:
        if daemon.running:
            daemon.stop(signal.SIGKILL)
