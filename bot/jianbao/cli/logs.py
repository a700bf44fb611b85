"""What an operator reads on standard error. No secret ever gets there, whoever logs it."""

import logging

from jianbao.settings import Settings


def begin(settings: Settings, *, daemon: bool, verbose: bool) -> None:
    """Send the log to standard error.

    Args:
        settings: Their secrets are never shown.
        daemon: A process that runs for long tells what it does; a command only what goes wrong.
        verbose: Tell more, with traces.
    """
    handler = logging.StreamHandler()
    token = settings.telegram.token
    handler.setFormatter(_Discreet(token.get_secret_value() if token else None, dated=daemon, traces=daemon or verbose))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.DEBUG if verbose else logging.INFO if daemon else logging.WARNING)
    handler.addFilter(_Libraries(logging.INFO if verbose else logging.WARNING))
    if not (daemon or verbose):  # commands tell of plugins themselves, at their end and with a count
        logging.getLogger("jianbao.plugins").setLevel(logging.CRITICAL)


class _Libraries(logging.Filter):
    """Leaves out what libraries tell of their work: httpx names each address, alembic each plugin of its own."""

    def __init__(self, least: int) -> None:
        super().__init__()
        self._least = least

    def filter(self, record: logging.LogRecord) -> bool:
        return record.levelno >= self._least or record.name.partition(".")[0] == "jianbao"


class _Discreet(logging.Formatter):
    """Blanks out a secret in whatever is said, traces of foreign libraries included."""

    def __init__(self, secret: str | None, *, dated: bool, traces: bool) -> None:
        super().__init__(f"{'%(asctime)s ' if dated else ''}%(levelname)s %(message)s", "%Y-%m-%d %H:%M:%S")
        self._secret = secret
        self._traces = traces

    def format(self, record: logging.LogRecord) -> str:
        text = super().format(record) if self._traces else f"{record.levelname} {record.getMessage()}"
        return text.replace(self._secret, "***") if self._secret else text
