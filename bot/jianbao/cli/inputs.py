"""What the command line names: files, addresses, standard input."""

import asyncio
import sys
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from jianbao.errors import ReadError
from jianbao.read import Raw

if TYPE_CHECKING:
    from jianbao.fetch.fetcher import Fetcher

LARGEST = 15 * 2**20  # bytes, as for what sources bring


class Inputs:
    """Opens what it is asked for; one connection pool for all addresses, made when the first is asked for."""

    def __init__(self) -> None:
        self._stack = ExitStack()
        self._web: tuple[asyncio.Runner, Fetcher] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def raw(self, name: str) -> Raw:
        """Return the bytes called *name*.

        Raises:
            ReadError: There is no such file, or it cannot be read.
            FetchError: The address does not answer with a document.
        """
        if name == "-":
            return Raw(data=_bounded(sys.stdin.buffer.read(LARGEST + 1), "standard input"), name="stdin")
        if name.lower().startswith(("http://", "https://")):
            return self._fetched(name)
        return Raw(data=_content(Path(name)), name=name)

    def _fetched(self, address: str) -> Raw:
        runner, fetcher = self._web or self._connect()
        answer = runner.run(fetcher.get(address))
        return Raw(data=answer.body, name=address, url=answer.url, content_type=answer.content_type)

    def _connect(self) -> "tuple[asyncio.Runner, Fetcher]":
        from jianbao.fetch.fetcher import Fetcher  # noqa: PLC0415  # files need no HTTP client

        runner = self._stack.enter_context(asyncio.Runner())

        async def open_fetcher() -> Fetcher:  # its locks belong to the loop that they are made in
            return Fetcher(allow_private=True)  # the operator has typed the address

        fetcher = runner.run(open_fetcher())
        self._stack.callback(lambda: runner.run(fetcher.aclose()))
        self._web = (runner, fetcher)
        return self._web


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return _bounded(file.read(LARGEST + 1), str(path))
    except IsADirectoryError as error:
        raise ReadError(f"{path} is a folder; name the files in it") from error
    except FileNotFoundError as error:
        raise ReadError(f"{path}: there is no such file; correct the name") from error
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the name
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise ReadError(f"{path} cannot be read ({reason}); correct its name or its rights") from error


def _bounded(data: bytes, name: str) -> bytes:
    if len(data) > LARGEST:
        raise ReadError(f"{name} is larger than {LARGEST // 2**20} MiB; split it into single documents")
    return data
