"""What a picture is made of."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bar:
    """A value: its name, how much it is, and how the document writes it."""

    name: str
    value: float
    shown: str


@dataclass(frozen=True, slots=True)
class Panel:
    """Values that are measured alike.

    Attributes:
        title: What is counted, and its total or change.
        bars: Top to bottom; of a pair and of a series, the earliest first.
        in_time: True when they are one thing at different times: the latest stands out.
    """

    title: str
    bars: tuple[Bar, ...]
    in_time: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of an alert: its headline, its panels, and where the figures come from."""

    title: str
    panels: tuple[Panel, ...]
    foot: str
