"""Servers of tests in a thread of their own, beside synchronous code and other processes."""

import asyncio
import threading
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import Future
from contextlib import AbstractAsyncContextManager, contextmanager
from typing import TypeVar

T = TypeVar("T")


@contextmanager
def in_thread(make: Callable[[], AbstractAsyncContextManager[T]], name: str) -> Iterator[T]:
    """Enter what *make* returns in the loop of a new thread called *name*; leave it there at the end."""
    started: Future[tuple[T, asyncio.AbstractEventLoop, asyncio.Event]] = Future()

    async def serve() -> None:
        async with make() as served:
            stop = asyncio.Event()
            started.set_result((served, asyncio.get_running_loop(), stop))
            await stop.wait()

    thread = threading.Thread(target=_run, args=(serve, started), name=name, daemon=True)
    thread.start()
    served, loop, stop = started.result()
    try:
        yield served
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()


def _run(serve: Callable[[], Coroutine[None, None, None]], started: Future[T]) -> None:
    """Run *serve*, and let the waiting thread know if it fails before it has started."""
    try:
        asyncio.run(serve())
    except BaseException as error:
        if started.done():
            raise
        started.set_exception(error)
