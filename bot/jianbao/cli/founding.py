"""``jianbao plugin new``: a complete project for a topic, whose tests pass before its author has written a line."""

import re
import sys
from importlib import resources
from pathlib import Path
from string import Template

from jianbao.errors import ConfigError
from jianbao.plugins import installed

_NAME = re.compile(r"(?=.{1,40}$)[a-z][a-z0-9]*(_[a-z0-9]+)*")
_CHINESE = re.compile(r"(?=.{2,20}$)\w[\w·、（）— -]*")  # a word of the lexicon and a pattern of figures, as it stands
# Texts about something else: title, and figure. The first that does not speak of the topic is the project's.
_OTHERS = (
    ("全市交通工作会议召开", "截至2023年底，全市共有公交线路86条。"),
    ("全县秋粮收购进入尾声", "截至2023年底，全县累计收购秋粮86万吨。"),
)
_FILES = {
    "pyproject.toml": "pyproject.toml.in",
    "$package/__init__.py": "init.py.in",
    "$package/lexicon.toml": "lexicon.toml.in",
    "cases/about.toml": "about.toml.in",
    "cases/other.toml": "other.toml.in",
    "tests/test_alerts.py": "test_alerts.py.in",
    "README.md": "README.md.in",
    "quality_scale.toml": "quality_scale.toml.in",
    "Makefile": "Makefile.in",
    ".gitignore": "gitignore.in",
}


def found(name: str, chinese: str | None, parent: Path) -> Path:
    """Write the project of a plugin called *name* into a new folder of *parent*, and return the folder.

    Args:
        name: Of the plugin, its topic and its folder.
        chinese: What readers call the topic; *name* when it is not known yet.
        parent: Where.

    Raises:
        ConfigError: The name cannot be used, or there is such a folder.
    """
    if not _NAME.fullmatch(name):
        raise ConfigError(f"{name!r} is no name for a plugin; use small letters, digits and _, like elderly_care")
    if name in {candidate.name for candidate in installed()}:
        raise ConfigError(f"a plugin {name} is installed already; choose another name")
    other = next((other for other in _OTHERS if (chinese or name) not in "".join(other)), None)
    if other is None or (chinese is not None and not _CHINESE.fullmatch(chinese)):
        raise ConfigError(f"{chinese!r} is no name for a topic; write a few Chinese words, like 养老服务")
    folder = parent / name
    if folder.exists():
        raise ConfigError(f"{folder} is there already; move it away, or choose another name")
    words = {
        "name": name,
        "package": f"jianbao_{name}",
        "zh": chinese or name,
        "other": other[0],
        "figure": other[1],
        "title": name.replace("_", " ").capitalize(),
    }
    template = resources.files("jianbao.cli") / "template"
    for place, source in _FILES.items():
        _write(folder / Template(place).substitute(words), Template(_text(template / source)).substitute(words))
    _write(folder / words["package"] / "py.typed", "")
    _write(folder / "local.mk", f"PYTHON = {sys.executable}\n")
    return folder


def _text(file: "resources.abc.Traversable") -> str:
    return file.read_text(encoding="utf-8")


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
