"""Somebody who has installed jianbao into a Python of their own, and has no network."""

from collections.abc import Callable
from pathlib import Path

import pytest

Shell = Callable[[str, Path], str]


@pytest.fixture
def stranger(tmp_path: Path, python_with_jianbao: Callable[[Path], Shell]) -> Shell:
    """The one who follows the tutorial."""
    return python_with_jianbao(tmp_path / "python")
