"""A project of its own for each test, and an environment that says nothing."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _quiet_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.upper().startswith("JIANBAO_"):
            monkeypatch.delenv(name)


@pytest.fixture
def project(tmp_path: Path) -> Callable[..., Path]:
    """Write a project's files; returns its ``jianbao.toml``."""

    def write(main: str = "", env: str | None = None, **sources: str) -> Path:
        folder = tmp_path / "config" / "sources"
        folder.mkdir(parents=True, exist_ok=True)
        file = tmp_path / "config" / "jianbao.toml"
        file.write_text(main, encoding="utf-8")
        for name, text in sources.items():
            (folder / f"{name}.toml").write_text(text, encoding="utf-8")
        if env is not None:
            (tmp_path / ".env").write_text(env, encoding="utf-8")
        return file

    return write
