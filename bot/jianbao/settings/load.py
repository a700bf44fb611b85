"""From files and environment to :class:`~jianbao.settings.values.Settings`."""

from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import SecretStr

from jianbao.errors import ConfigError
from jianbao.settings import environment, files
from jianbao.settings.catalogue import Catalogue
from jianbao.settings.environment import Environment, checked_token
from jianbao.settings.schema import MainFile
from jianbao.settings.source_schema import inbox
from jianbao.settings.values import FetchSettings, PluginSettings, Settings, TelegramSettings

FOLDER = "config"
DEFAULT = Path(FOLDER, "jianbao.toml")


def load(path: Path | None = None) -> Settings:
    """Return all settings.

    Args:
        path: ``jianbao.toml``. None stands for ``config/jianbao.toml`` in the working directory, and when that is
            missing for the built-in defaults, with the drop folder ``inbox`` as the only source if there is one.

    A broken entry in ``sources/*.toml`` stops nothing: it stands in ``broken``.

    Raises:
        ConfigError: Something in ``jianbao.toml`` or the environment cannot be used.
    """
    if path is None and not DEFAULT.is_file():
        root = Path.cwd()
        alone = Catalogue(root)
        alone.sources += inbox(root)
        return _settings(root, MainFile(), alone)
    file = (path or DEFAULT).absolute()
    root = file.parent.parent if file.parent.name == FOLDER else file.parent
    main = files.read(file, _shown(file, root), MainFile)
    catalogue = Catalogue(root)
    for each in sorted((file.parent / "sources").glob("*.toml")):
        catalogue.read(each, _shown(each, root))
    return _settings(root, main, catalogue)


def _settings(root: Path, main: MainFile, catalogue: Catalogue) -> Settings:
    said = environment.read(root)
    return Settings(
        root=root,
        database=_database(said.database or main.database, root),
        sources=tuple(catalogue.sources),
        broken=tuple(catalogue.broken),
        telegram=TelegramSettings(
            token=_token(said, main.telegram.token_file, root),
            base_url=said.telegram_base_url or main.telegram.base_url,
            operators=tuple(main.telegram.operators),
            access=main.telegram.access,
            admins=tuple(main.telegram.admins),
            allowed=tuple(main.telegram.allowed),
        ),
        plugins=PluginSettings(
            disabled=frozenset(main.plugins.disabled), seconds=main.plugins.seconds, memory=main.plugins.memory
        ),
        fetch=FetchSettings(**dict(main.fetch)),
        timezone=ZoneInfo(said.timezone or main.timezone),
    )


def _database(address: str, root: Path) -> str:
    """Return SQLAlchemy's address for a path or an address; relative paths start at *root*."""
    scheme, found, path = address.partition(":///")
    if not found and "://" not in address:
        return f"sqlite:///{root / Path(address).expanduser()}"
    if found and scheme.startswith("sqlite") and path and path != ":memory:":
        return f"{scheme}:///{root / path}"
    return address


def _token(said: Environment, configured: str | None, root: Path) -> SecretStr | None:
    name = said.telegram_token_file or configured
    if said.telegram_token or not name:
        return said.telegram_token
    file = root / Path(name).expanduser()
    text = files.read_text(file, _shown(file, root))
    try:
        return checked_token(SecretStr(text))
    except ValueError as error:
        raise ConfigError(f"{_shown(file, root)}: {error}") from None


def _shown(file: Path, root: Path) -> str:
    """Return how messages call *file*: as seen from the project's folder where it lies there."""
    return str(file.relative_to(root)) if file.is_relative_to(root) else str(file)
