"""Plugins where they are made: projects on disk, whether or not they are installed."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from jianbao.errors import ConfigError
from jianbao.plugins import Candidate


@dataclass(frozen=True, slots=True)
class Project:
    """Where a plugin is made.

    Attributes:
        folder: With README.md, cases/ and quality_scale.toml.
        package: With its code.
        root: What is on the path when it is imported.
        candidate: To be loaded.
    """

    folder: Path
    package: Path
    root: Path
    candidate: Candidate


def declared(folder: Path) -> frozenset[str]:
    """Return the names of the plugins that the project in *folder* says it brings, whether or not they are there."""
    file = folder / "pyproject.toml"
    said = tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    return frozenset(said.get("project", {}).get("entry-points", {}).get("jianbao", ()))


def projects(folder: Path) -> list[Project]:
    """Return the plugins that are made in *folder*: a project, or one package of a project.

    Raises:
        ConfigError: There is none.
    """
    folder = folder.resolve()
    for root in (folder, *folder.parents):
        file = root / "pyproject.toml"
        if not file.is_file():
            continue
        project = tomllib.loads(file.read_text(encoding="utf-8")).get("project", {})
        version = str(project.get("version", "0"))
        entries: Mapping[str, str] = project.get("entry-points", {}).get("jianbao", {})
        made = [_project(folder, root, Candidate.at(name, version, entry)) for name, entry in entries.items()]
        if here := [each for each in made if each and folder in {root, each.package}]:
            return here
        break
    raise ConfigError(
        f"{folder} holds no plugin; name a folder whose pyproject.toml has [project.entry-points.jianbao] and whose "
        "module is there, or begin with `jianbao plugin new NAME`"
    )


def _project(folder: Path, root: Path, candidate: Candidate) -> Project | None:
    module = (candidate.entry or "").partition(":")[0].split(".")[0]
    for place in (root, root / "src", root / "plugins", folder.parent):
        if (place / module / "__init__.py").is_file():
            return Project(folder, place / module, place, candidate)
    return None
