"""What a plugin did wrong, in words that can be sent from one process to another."""

import traceback
from dataclasses import dataclass
from pathlib import Path

_OURS = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that was raised.

    Attributes:
        kind: The name of its type: failures of one kind are told once.
        words: Type and message on one line, and the place in the plugin's code if that raised it.
        trace: All of it, for whoever mends the plugin.
    """

    kind: str
    words: str
    trace: str = ""

    @classmethod
    def of(cls, error: BaseException, *, direct: bool = False) -> "Trouble":
        """Describe *error*; *direct* when the house has called the plugin's function itself, not through pluggy."""
        trace = "".join(traceback.format_exception(error, limit=-20))
        return cls(type(error).__name__, _described(error, direct=direct), trace)


class Troubled(Exception):  # no error of ours: a plugin in another process has raised
    """A plugin has failed, and this is how."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.words)
        self.trouble = trouble


def _described(error: BaseException, *, direct: bool) -> str:
    words = " ".join(f"{type(error).__name__}: {_message(error)}".split())[:500]
    every = [(Path(frame.filename), frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
    frames = [(file, line) for file, line in every if file.parent != _OURS]
    through_a_hook = direct or any(file.parent.name == "pluggy" for file, _ in frames)
    if not through_a_hook or not frames or frames[-1][0].parent.name == "pluggy":
        return words
    file, line = frames[-1]
    return f"{words} ({file.name}:{line})"


def _message(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:  # noqa: BLE001 - an error of a plugin's own may be as broken as the plugin
        return "(its message cannot be written)"
