"""A way out of the house that a plugin brings."""

from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from enum import StrEnum

from jianbao.model.delivery import Sender

ChannelSettings = Mapping[str, object]


class Form(StrEnum):
    """How alerts are written for a channel: :attr:`~jianbao.model.Delivery.body`."""

    TEXT = "text"  # for people, plain
    RECORD = "record"  # for programs: the alert's record as one line of JSON


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrier:
    """What a plugin says of its channel.

    Attributes:
        name: Of the channel, in configuration and lists.
        open: Takes what the configuration says under ``[channel.NAME]`` and yields the sender while the house works;
            raises :exc:`~jianbao.errors.ConfigError` for settings that cannot be used.
        form: How alerts are written for it.
        digests: True when late alerts may be told of together; programs want each record.
        width: Messages under way at once.
    """

    name: str
    open: Callable[[ChannelSettings], AbstractAsyncContextManager[Sender]]
    form: Form = Form.TEXT
    digests: bool = True
    width: int = 4
