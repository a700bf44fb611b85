"""What a failing plugin's author wants to see: the trace through their own code."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager

_FRAME = re.compile(r"(?=^  File )", re.MULTILINE)
_log = logging.getLogger("jianbao.plugins")


def own_part(trace: str) -> str:
    """Return *trace* without the frames through which the plugin was called."""
    head, *frames = _FRAME.split(trace)
    ways = [number for number, frame in enumerate(frames) if "/pluggy/" in frame.replace("\\", "/").partition("\n")[0]]
    return head + "".join(frames[ways[-1] + 1 :]) if ways else trace


@contextmanager
def traces() -> Iterator[list[str]]:
    """Collect the traces of what plugins raise meanwhile, each sort once for each ``Plugins``."""
    collected: list[str] = []

    def collect(record: logging.LogRecord) -> bool:
        if record.levelno > logging.DEBUG:
            return True
        collected.append(own_part(record.getMessage()))
        return False

    level = _log.level
    _log.setLevel(logging.DEBUG)
    _log.addFilter(collect)
    try:
        yield collected
    finally:
        _log.removeFilter(collect)
        _log.setLevel(level)
