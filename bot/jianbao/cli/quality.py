"""The quality scale of a plugin: what it says of itself, and whether it is so."""

import ast
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from sys import path as search_path

import jianbao
from jianbao.errors import ConfigError
from jianbao.model import Article, Finding
from jianbao.plugins import Limits, PluginInfo, Plugins
from jianbao.testing import Case, article, cases
from jianbao.testing.projects import Project

SCALE = "quality_scale.toml"
SECONDS, MEMORY = 0.05, 128 * 2**20  # for an article
_ROUNDS = 5
_LONG = article("全市共有登记社会组织12000家，孤儿300人，开展主题教育。" * 100)  # beside the cases: a long text


@dataclass(frozen=True, slots=True)
class Mark:
    """What became of a rule.

    Attributes:
        rule: Its name.
        status: ``done``, ``todo``, ``exempt`` or ``broken``: said to be done, and is not.
        reason: Why it is not done.
    """

    rule: str
    status: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What was found out about a plugin."""

    project: Project
    plugins: Plugins
    cases: tuple[Case, ...]

    @property
    def info(self) -> PluginInfo | None:
        return next(iter(self.plugins.loaded), None)

    def find(self, about: Article) -> tuple[Finding, ...]:
        return self.plugins.find(about)


def marks(project: Project) -> list[Mark]:
    """Return what becomes of each rule.

    Raises:
        ConfigError: The scale or a golden case cannot be read.
    """
    said = _scale(project.folder / SCALE)
    try:
        known = tuple(cases(project.folder / "cases"))
    except ValueError as error:
        raise ConfigError(str(error)) from error
    with _importable(project.root), Plugins([project.candidate], limits=Limits(memory=MEMORY)) as plugins:
        evidence = _Evidence(project, plugins, known)
        return [_mark(rule, look, said.get(rule), evidence) for rule, look in _RULES.items()]


def _mark(rule: str, look: Callable[[_Evidence], str], said: object, evidence: _Evidence) -> Mark:
    match said:
        case "done":
            wrong = look(evidence)
            return Mark(rule, "broken", wrong) if wrong else Mark(rule, "done")
        case {"status": "todo" | "exempt" as status, "reason": str(reason)} if reason.strip():
            return Mark(rule, str(status), reason)
        case None:
            return Mark(rule, "broken", f"{SCALE} does not say how it stands")
    return Mark(rule, "broken", f'{SCALE} says {said!r}; write "done", or status todo or exempt with a reason')


def _scale(file: Path) -> Mapping[str, object]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{file} cannot be read: {error.strerror}; `jianbao plugin new` writes one") from error
    except ValueError as error:
        raise ConfigError(f"{file} is not valid TOML: {error}") from error


def _hooks(evidence: _Evidence) -> str:
    wrong = [failure.error for failure in evidence.plugins.failures if failure.hook != "find"]
    return "; ".join([*wrong, *(evidence.info.notes if evidence.info else ())])


def _documented(evidence: _Evidence) -> str:
    readme = evidence.project.folder / "README.md"
    text = readme.read_text(encoding="utf-8") if readme.is_file() else ""
    info = evidence.info
    others = [name for names in info.names.values() for name in names] if info else []
    names = [*(topic.id for topic in info.topics), *others] if info else []
    missing = [f"README.md does not name {name}" for name in names if name not in text]
    for file in _sources(evidence.project):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        hooks = [node for node in tree.body if isinstance(node, ast.FunctionDef) and _is_hook(node)]
        missing += [f"{file.name}: {node.name}() has no docstring" for node in hooks if not ast.get_docstring(node)]
        missing += [] if ast.get_docstring(tree) else [f"{file.name} has no docstring"]
    return "; ".join(missing) or ("" if text else "there is no README.md")


def _is_hook(node: ast.FunctionDef) -> bool:
    return any("hookimpl" in ast.unparse(each) for each in node.decorator_list)


def _cases(evidence: _Evidence) -> str:
    topics = {topic.id for topic in evidence.info.topics} if evidence.info else set()
    wrong = [said for case in evidence.cases for said in case.differences(evidence.find)]
    wrong += [failure.told for failure in evidence.plugins.failures if failure.hook == "find"]
    about = {topic for case in evidence.cases for topic in case.topics}
    wrong += [f"no case in cases/ is about {topic}" for topic in sorted(topics - about)]
    if all(case.topics for case in evidence.cases):
        wrong.append("no case in cases/ is about something else: topics = []")
    return "; ".join(wrong)


def _time(evidence: _Evidence) -> str:
    seconds = 0.0
    for text in (*(case.article for case in evidence.cases), _LONG):
        taken = [said.seconds for _ in range(_ROUNDS) for said in evidence.plugins.ask(text)]
        seconds = max(seconds, median(taken or [0.0]))
    return f"an article takes {seconds * 1000:.0f} ms, more than {SECONDS * 1000:.0f}" if seconds > SECONDS else ""


def _memory(evidence: _Evidence) -> str:
    for text in (*(case.article for case in evidence.cases), _LONG):
        evidence.plugins.find(text)
    wrong = [failure.error for failure in evidence.plugins.failures if "MemoryError" in failure.error]
    return f"{MEMORY // 2**20} MiB are not enough: {wrong[0]}" if wrong else ""


def _public(evidence: _Evidence) -> str:
    own = evidence.project.package.name
    wrong = [
        f"{file.name}:{line} imports {name}"
        for file in _sources(evidence.project)
        for line, name in _imports(ast.parse(file.read_text(encoding="utf-8")))
        if name.partition(".")[0] == "jianbao" != own and name != "jianbao"
        if name.removeprefix("jianbao.") not in jianbao.__all__
    ]
    return "; ".join(wrong) and f"{'; '.join(wrong)}; take what `import jianbao` gives"


def _imports(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def _sources(project: Project) -> list[Path]:
    return sorted(project.package.rglob("*.py"))


@contextmanager
def _importable(root: Path) -> Iterator[None]:
    search_path.insert(0, str(root))
    try:
        yield
    finally:
        search_path.remove(str(root))


_RULES: Mapping[str, Callable[[_Evidence], str]] = {
    "hooks": _hooks,
    "documented": _documented,
    "cases": _cases,
    "time": _time,
    "memory": _memory,
    "public": _public,
}
