"""jianbao's test kit as a plugin of pytest: installed with jianbao, it is there without a line of configuration.

Fixtures: ``jianbao_plugins``, ``jianbao_alerts``, ``jianbao_clock``, ``jianbao_site``, ``jianbao_bot_api``.
Golden cases: ``jianbao_cases`` in pytest's configuration names folders, ``--jianbao-renew`` writes their expectations
anew.

pytest imports this module in every run on a machine where jianbao is installed, whatever is tested. So it is no part of
the package ``jianbao`` and imports nothing of it before a fixture or a case is used.
"""

# ruff: noqa: PLC0415

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from jianbao.plugins import Plugins
    from jianbao.testing import FakeClock
    from jianbao.testing.alerts import Alerts
    from jianbao.testing.bot_api import FakeBotApi
    from jianbao.testing.site import Site

_EXTRA = "{fixture} needs aiohttp and tdjson: pip install 'jianbao[testing]' ({error})"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add what golden cases need."""
    parser.getgroup("jianbao").addoption(
        "--jianbao-renew",
        action="store_true",
        help="write what plugins say now into the golden cases that do not hold; read the change before you keep it",
    )
    parser.addini("jianbao_cases", "folders whose *.toml are golden cases of jianbao plugins", type="paths", default=[])


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Take the files of the folders that ``jianbao_cases`` names for tests."""
    if file_path.suffix != ".toml" or file_path.parent not in parent.config.getini("jianbao_cases"):
        return None
    from jianbao.testing.golden import CaseFile

    return CaseFile.from_parent(parent, path=file_path)


def pytest_terminal_summary(terminalreporter: "pytest.TerminalReporter", config: pytest.Config) -> None:
    """Say which files are written anew."""
    if not config.getoption("jianbao_renew"):
        return
    from jianbao.testing.golden import RENEWED

    for file in config.stash.get(RENEWED, []):
        terminalreporter.write_line(f"{file} is written anew: read the change before you keep it")


@pytest.fixture
def jianbao_plugins(pytestconfig: pytest.Config) -> "Plugins":
    """The plugins that are made in the project under test, in this process; where none is made, those installed.

    A project that wants others defines a fixture of this name.
    """
    from jianbao.testing.golden import plugins_of

    return plugins_of(pytestconfig.rootpath)


@pytest.fixture
def jianbao_clock() -> "FakeClock":
    """A clock that goes on when it is told to; ``jianbao_alerts`` lives by it."""
    from jianbao.testing import FakeClock

    return FakeClock()


@pytest.fixture
def jianbao_alerts(
    tmp_path_factory: pytest.TempPathFactory, jianbao_plugins: "Plugins", jianbao_clock: "FakeClock"
) -> "Alerts":
    """What a chat that follows everything is told of documents; see :class:`jianbao.testing.alerts.Alerts`."""
    from jianbao.testing.alerts import Alerts

    return Alerts(tmp_path_factory.mktemp("jianbao"), jianbao_plugins, jianbao_clock.now)


@pytest.fixture
def jianbao_site() -> "Iterator[Site]":
    """A web server on loopback, in a thread of its own; see :class:`jianbao.testing.site.Site`."""
    try:
        from jianbao.testing.site import Site
    except ImportError as error:
        pytest.fail(_EXTRA.format(fixture="jianbao_site", error=error), pytrace=False)
    with Site.in_thread() as site:
        yield site


@pytest.fixture
def jianbao_bot_api() -> "Iterator[FakeBotApi]":
    """A strict Telegram on loopback, in a thread of its own; see :mod:`jianbao.testing.bot_api`."""
    try:
        from jianbao.testing.bot_api import FakeBotApi
    except ImportError as error:
        pytest.fail(_EXTRA.format(fixture="jianbao_bot_api", error=error), pytrace=False)
    with FakeBotApi.in_thread() as api:
        yield api
