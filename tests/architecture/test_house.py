"""The house's own rules, held by tests: import contracts are held by import-linter in ``make lint``."""

import ast
import importlib
import inspect
import pkgutil
import re
import tomllib
from importlib.metadata import entry_points, version
from pathlib import Path

import pytest

import jianbao
from jianbao import hookspecs

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LONGEST = 350  # lines of a module: beyond this it has more than one reason to exist


def ours() -> list[Path]:
    return sorted(path for folder in ("bot", "plugins") for path in (ROOT / folder).rglob("*.py"))


def modules() -> list[str]:
    names = [
        module.name
        for module in pkgutil.walk_packages(jianbao.__path__, "jianbao.")
        if ".migrations" not in module.name and not module.name.endswith("__main__")
    ]
    return ["jianbao", *names]


@pytest.mark.parametrize("path", ours(), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_module_is_longer_than_one_reason_to_exist(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize("path", ours(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_module_says_what_it_is_for(path):
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), "the module has no docstring"


def _constants_classes_functions(name: str) -> tuple[bool, bool, str]:
    return not name.isupper(), not name[0].isupper(), name


@pytest.mark.parametrize("name", modules())
def test_what_a_module_exports_is_sorted_and_there(name):
    module = importlib.import_module(name)
    exported = list(getattr(module, "__all__", ()))

    assert exported == sorted(exported, key=_constants_classes_functions)
    assert all(hasattr(module, each) for each in exported)


def test_the_public_api_is_exactly_what_it_announces():
    public = {name for name, value in vars(jianbao).items() if not name.startswith("_") and not inspect.ismodule(value)}
    assert public == set(jianbao.__all__)


def hooks() -> list[str]:
    return [name for name, value in vars(hookspecs).items() if hasattr(value, f"{hookspecs.PROJECT}_spec")]


@pytest.mark.parametrize("name", hooks())
def test_every_hook_tells_when_it_is_called_what_it_takes_and_what_an_error_costs(name):
    hook = getattr(hookspecs, name)
    text = inspect.getdoc(hook) or ""

    assert "Called " in text
    assert "Returns:" in text
    assert "Raises:" in text
    for argument in inspect.signature(hook).parameters:
        assert re.search(rf"Args:.*\b{argument}:", text, re.DOTALL), f"{argument} is not described"


@pytest.mark.parametrize("name", hooks())
def test_every_hook_is_used_by_a_real_plugin(name):
    implementations = [path for path in (ROOT / "plugins").rglob("*.py") if f"def {name}(" in path.read_text("utf-8")]
    assert implementations


def test_built_in_plugins_come_in_through_entry_points_like_anybody_s():
    announced = {point.name: point.value for point in entry_points(group="jianbao")}
    folders = {path.name for path in (ROOT / "plugins").iterdir() if (path / "__init__.py").is_file()}

    assert set(PROJECT["project"]["entry-points"]["jianbao"].values()) == folders
    assert announced.items() >= PROJECT["project"]["entry-points"]["jianbao"].items()


def test_versions_agree():
    stated = PROJECT["project"]["version"]
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

    assert version("jianbao") == stated
    assert f"## [{stated}]" in changelog or "## [Unreleased]" in changelog


@pytest.mark.parametrize("path", ours(), ids=lambda path: str(path.relative_to(ROOT)))
def test_source_roots_are_no_packages(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"^\s*(from|import) (bot|plugins)[. ]", text, re.MULTILINE)


def test_the_wheel_needs_nothing_that_lies_only_in_config():
    for path in ours():
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"parents\[\d\]", text), f"{path} looks for files beside the package"


def test_the_page_on_architecture_names_the_layers_in_the_order_of_imports():
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    (contract,) = [each for each in PROJECT["tool"]["importlinter"]["contracts"] if each["type"] == "layers"]
    layers = [re.split(r" [|:] ", layer) for layer in reversed(contract["layers"])]

    named = re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)

    assert sorted(named) == sorted(name for layer in layers for name in layer)
    rank = {name: number for number, layer in enumerate(layers) for name in layer}
    assert [rank[name] for name in named] == sorted(rank[name] for name in named)
