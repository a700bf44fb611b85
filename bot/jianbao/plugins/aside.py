"""A plugin's coroutine in a thread and a loop of its own: what it blocks there holds up nobody else."""

import asyncio
import contextlib
import ctypes
import threading
from collections.abc import Callable, Coroutine
from typing import Any, Generic, TypeVar

from jianbao.errors import JianbaoError
from jianbao.model import Unchanged
from jianbao.plugins.trouble import Trouble, Troubled

_A = TypeVar("_A")
_PASS = (JianbaoError, Unchanged)  # what the house itself has said to the plugin, or lets it say


class _Over(BaseException):  # not Exception: plugins catch that
    """The thread's time is over."""


async def aside(make: Callable[[], Coroutine[Any, Any, _A]], seconds: float, overtime: float) -> _A:
    """Return what the coroutine that *make* makes returns; *make* is called in the other thread, too.

    Args:
        make: Of the plugin.
        seconds: That it may take.
        overtime: Seconds that it gets to end when it is told to.

    Raises:
        Troubled: It has raised, or is late. What the house raises on purpose passes.
    """
    work = _Work(make, seconds)
    work.thread.start()
    try:
        async with asyncio.timeout(seconds + overtime):
            return await asyncio.shield(work.done)
    except TimeoutError:
        work.abandon()
        words = f"TooLate: more than {seconds:g} s, and it would not be stopped"
        raise Troubled(Trouble("TooLate", words)) from None
    except asyncio.CancelledError:
        work.cancel()
        raise


async def there(house: asyncio.AbstractEventLoop, make: Callable[[], Coroutine[Any, Any, _A]]) -> _A:
    """Let the house's loop do something for a plugin's coroutine, and return what comes of it."""
    return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(make(), house))


class _Work(Generic[_A]):
    """The thread, and what becomes of it."""

    def __init__(self, make: Callable[[], Coroutine[Any, Any, _A]], seconds: float) -> None:
        self._house = asyncio.get_running_loop()
        self._make = make
        self._seconds = seconds
        self._inner: tuple[asyncio.AbstractEventLoop, asyncio.Task[_A]] | None = None
        self.done: asyncio.Future[_A] = self._house.create_future()
        self.done.add_done_callback(lambda done: done.cancelled() or done.exception())  # nobody may be waiting any more
        self.thread = threading.Thread(target=self._run, name="plugin", daemon=True)

    def cancel(self) -> None:
        """Tell the coroutine to end."""
        if self._inner:
            loop, task = self._inner
            with contextlib.suppress(RuntimeError):  # it has ended meanwhile
                loop.call_soon_threadsafe(task.cancel)

    def abandon(self) -> None:
        """End whatever the thread is doing, as far as that is Python; what is stuck elsewhere is left behind."""
        ident = self.thread.ident
        if ident is not None and self.thread.is_alive():
            ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(ident), ctypes.py_object(_Over))

    def _run(self) -> None:
        try:
            answer = asyncio.run(self._bounded())
        except BaseException as error:  # noqa: BLE001 - the fence: a plugin may raise anything, and ends nothing by it
            self._settle(self.done.set_exception, _passing(error))
        else:
            self._settle(self.done.set_result, answer)

    async def _bounded(self) -> _A:
        task: asyncio.Task[_A] = asyncio.ensure_future(self._make())
        self._inner = (asyncio.get_running_loop(), task)
        try:
            async with asyncio.timeout(self._seconds) as clock:
                return await task
        except TimeoutError:
            if not clock.expired():
                raise
            raise Troubled(Trouble("TooLate", f"TooLate: more than {self._seconds:g} s")) from None

    def _settle(self, settle: Callable[[Any], None], value: object) -> None:
        def now() -> None:
            if not self.done.done():
                settle(value)

        with contextlib.suppress(RuntimeError):  # the house has ended meanwhile
            self._house.call_soon_threadsafe(now)


def _passing(error: BaseException) -> Exception:
    if isinstance(error, (*_PASS, Troubled)):
        return error
    return Troubled(Trouble.of(error, direct=True))
