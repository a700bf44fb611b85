"""The pinned versions: complete, hashed, and without a trace of the machine that chose them."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
FILES = ["requirements.txt", "requirements-dev.txt"]


def pinned(name: str) -> dict[str, list[Requirement]]:
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    found: dict[str, list[Requirement]] = {}
    for line in filter(None, text.splitlines()):
        requirement = Requirement(line.partition(" --hash")[0])
        found.setdefault(canonicalize_name(requirement.name), []).append(requirement)
    return found


def wanted(*groups: str) -> list[Requirement]:
    lines = list(PROJECT["project"]["dependencies"])
    for group in groups:
        lines += PROJECT["dependency-groups"][group]
    return [Requirement(line) for line in lines]


@pytest.mark.parametrize("name", FILES)
def test_every_line_is_a_version_with_its_hashes(name):
    for line in (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ").splitlines():
        assert re.fullmatch(r"[a-z0-9-]+==[\w.]+( ; [^;]+?)?(\s+--hash=sha256:[0-9a-f]{64})+", line), line


@pytest.mark.parametrize("name", FILES)
def test_no_address_and_no_path_is_in_the_file(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r"https?:|file:|//|index-url|find-links", text)


@pytest.mark.parametrize(("name", "groups"), [(FILES[0], ["build"]), (FILES[1], ["build", "dev"])])
def test_what_the_project_asks_for_is_pinned_within_its_bounds(name, groups):
    known = pinned(name)
    for requirement in wanted(*groups):
        pins = known.get(canonicalize_name(requirement.name))
        assert pins, f"{requirement} is not pinned; run: make pins"
        for pin in pins:
            (exact,) = pin.specifier
            assert requirement.specifier.contains(exact.version), f"{pin} is out of bounds; run: make pins"


def test_tests_run_with_the_versions_that_users_get():
    runtime, development = pinned(FILES[0]), pinned(FILES[1])
    differing = {name for name in runtime if list(map(str, runtime[name])) != list(map(str, development.get(name, [])))}
    assert differing == set()
