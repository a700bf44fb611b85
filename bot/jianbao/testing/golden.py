"""Golden cases as items of pytest: a file is a test, and no Python is written for it."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from jianbao.errors import ConfigError
from jianbao.plugins import Candidate, Plugins, installed
from jianbao.testing.cases import Difference, case, renew
from jianbao.testing.projects import declared, projects
from jianbao.testing.traces import own_part

RENEWED = pytest.StashKey[list[Path]]()
_PLUGINS = pytest.StashKey[Plugins]()


class CaseFile(pytest.File):
    """A file that holds a case."""

    def collect(self) -> Iterator["CaseItem"]:
        """Yield the one test that it is."""
        yield CaseItem.from_parent(self, name=self.path.stem)


class CaseItem(pytest.Item):
    """What the plugins say of the text is what its file expects."""

    def runtest(self) -> None:
        """Ask the plugins; with ``--jianbao-renew`` write what they say into the file, unless one of them fails."""
        try:
            known = case(self.path)
        except ValueError as error:
            raise _NoCaseError(str(error)) from None
        said = _plugins(self.config).ask(known.article, self.path.name)
        if failed := [each for each in said if each.trouble]:
            traces = (f"{each.plugin.provenance}: {own_part(each.trouble.trace)}" for each in failed if each.trouble)
            raise _FailedError("\n".join(traces))
        findings = [finding for each in said for finding in each.findings]
        if not (different := known.compare(findings)):
            return
        if not self.config.getoption("jianbao_renew"):
            raise _DifferentError(different)
        renew(self.path, findings)
        self.config.stash.setdefault(RENEWED, []).append(self.path)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: object = None) -> str:  # noqa: ARG002
        """Return what a person has to know: no trace of ours."""
        if isinstance(excinfo.value, _ToldError):
            return str(excinfo.value)
        return str(super().repr_failure(excinfo))

    def reportinfo(self) -> tuple[Path, int, str]:
        """Return where the case stands."""
        return self.path, 0, f"case {self.name}"


class _ToldError(Exception):
    """Its message is all that is shown."""


class _NoCaseError(_ToldError):
    pass


class _FailedError(_ToldError):
    pass


class _DifferentError(_ToldError):
    def __init__(self, different: list[Difference]) -> None:
        lines = [line for each in different for line in each.lines]
        advice = "- expected, + said; when what is said is right: pytest --jianbao-renew, then read the change"
        super().__init__("\n".join([*lines, advice]))


def plugins_of(root: Path) -> Plugins:
    """Return the plugins that are made in *root*, in this process; those that are installed where none is made.

    Raises:
        ConfigError: One of them cannot be loaded.
    """
    plugins = Plugins(_candidates(root))
    if plugins.failures:
        raise ConfigError("; ".join(failure.told for failure in plugins.failures))
    return plugins


def _candidates(root: Path) -> list[Candidate]:
    try:
        made = projects(root)
    except ConfigError:
        names = declared(root)  # of a project that is tested as it is installed
        return [candidate for candidate in installed() if candidate.name in names or not names]
    for place in {str(project.root) for project in made} - set(sys.path):
        sys.path.insert(0, place)  # stays for the session, as what pytest itself puts there
    return [project.candidate for project in made]


def _plugins(config: pytest.Config) -> Plugins:
    if _PLUGINS not in config.stash:
        config.stash[_PLUGINS] = plugins_of(config.rootpath)
    return config.stash[_PLUGINS]
