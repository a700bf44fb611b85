"""``config/delivery.toml``: channels besides Telegram, who is subscribed on them, and when alerts are late."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, Field

from jianbao.chinese.places import lookup
from jianbao.errors import ConfigError
from jianbao.model import Promise
from jianbao.settings import files
from jianbao.settings.schema import Table
from jianbao.settings.source_schema import Interval

FILE = "config/delivery.toml"
LATE = timedelta(hours=6)
_IN_A_FILE = "_file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A subscription that stands in the configuration.

    Attributes:
        channel: Name of the channel.
        address: As the channel understands it; it may hold a secret.
        title: What operators see in lists.
        topic: Topic id, None for all.
        region: Full official name, None for everywhere.
        promise: For messages that may have arrived.
    """

    channel: str
    address: str = field(repr=False)
    title: str = ""
    topic: str | None = None
    region: str | None = None
    promise: Promise = Promise.AT_LEAST_ONCE


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliverySettings:
    """Everything that the file says.

    Attributes:
        digest_after: The age from which alerts of one chat are told of together.
        channels: By name of the channel, what its plugin is told; secrets among it.
        subscriptions: On those channels.
    """

    digest_after: timedelta = LATE
    channels: Mapping[str, Mapping[str, object]] = field(default_factory=dict, repr=False)
    subscriptions: tuple[Wanted, ...] = ()


def _region(name: str) -> str:
    place = lookup(name)
    if place is None:
        raise ValueError(f"{name!r} is no place that we know; write it in full, like 北京市")
    return place.name


class _Subscription(Table):
    channel: Annotated[str, Field(min_length=1)]
    address: Annotated[str, Field(min_length=1)]
    title: str = ""
    topic: str | None = None
    region: Annotated[str, AfterValidator(_region)] | None = None
    promise: Annotated[Promise, Field(strict=False)] = Promise.AT_LEAST_ONCE


class _DeliveryFile(Table):
    digest_after: Interval = LATE
    channel: dict[str, dict[str, Any]] = Field(default_factory=dict)
    subscription: list[_Subscription] = Field(default_factory=list)


def load(root: Path) -> DeliverySettings:
    """Return what stands in the file of the project in *root*; the defaults when there is none.

    Raises:
        ConfigError: Something in it cannot be used.
    """
    path = root / FILE
    if not path.is_file():
        return DeliverySettings()
    said = files.read(path, FILE, _DeliveryFile)
    for number, each in enumerate(said.subscription, 1):
        if each.channel in {"telegram", "console"}:
            raise ConfigError(f"{FILE}: subscription[{number}].channel: on {each.channel} people subscribe themselves")
    return DeliverySettings(
        digest_after=said.digest_after,
        channels={name: _with_secrets(table, root) for name, table in said.channel.items()},
        subscriptions=tuple(Wanted(**dict(each)) for each in said.subscription),
    )


def _with_secrets(table: Mapping[str, Any], root: Path) -> dict[str, object]:
    """Return *table* with the content of the files that its keys ``..._file`` name, under the name before that."""
    known: dict[str, object] = {}
    for key, value in table.items():
        if key.endswith(_IN_A_FILE) and isinstance(value, str):
            known[key.removesuffix(_IN_A_FILE)] = files.read_text(root / Path(value).expanduser(), value).strip()
        else:
            known[key] = value
    return known
