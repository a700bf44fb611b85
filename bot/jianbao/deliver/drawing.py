"""Pictures as PNG, readable on a phone in light and dark: matplotlib on a light card, with a font that is installed."""

import io
import textwrap
from functools import lru_cache
from importlib import resources
from threading import Lock
from typing import Any

from jianbao.deliver.shown import Panel, Picture

_WIDTH = 6.4  # inches at 160 dots: 1024 pixels, what Telegram shows of a photo
_DPI = 160
_BAR = 0.36  # inches of height for each bar
_LINE, _MARGIN, _BETWEEN, _FOOT = 0.27, 0.25, 0.5, 0.45  # inches: of the headline, above it, above a panel, below all
_PAPER, _INK, _PALE, _LATER, _EARLIER = "#fbfaf7", "#1f2328", "#57606a", "#2f6f8f", "#a9bcc6"
_WIDEST = 24  # Chinese characters of the headline in a line
_MOST_LINES = 2
_NAMES, _VALUES = 0.31, 0.48  # parts of the width: where bars begin, and how far the longest reaches
_WEIGHT = 0.07  # of the size: the font comes in its thinnest weight, and its outlines are drawn as well
_ONE_AT_A_TIME = Lock()  # matplotlib keeps fonts and caches that threads must not share


def draw(picture: Picture) -> bytes:
    """Return *picture* as PNG. Takes some hundred milliseconds; the first one a second more."""
    # It takes half a second to load, and who asks for no picture needs none of it.
    from matplotlib.figure import Figure  # noqa: PLC0415

    lines = textwrap.wrap(picture.title, _WIDEST, max_lines=_MOST_LINES, placeholder="…")
    heights = [_BAR * len(panel.bars) + _BETWEEN for panel in picture.panels]
    head = _MARGIN + _LINE * len(lines)
    total = head + sum(heights) + _FOOT
    with _ONE_AT_A_TIME:
        figure = Figure(figsize=(_WIDTH, total), dpi=_DPI, facecolor=_PAPER)
        _write(figure, 0.03, 1 - _MARGIN / 2 / total, "\n".join(lines), size=12.5, va="top")
        top = total - head
        for panel, height in zip(picture.panels, heights, strict=True):
            _write(figure, 0.03, (top - 0.28) / total, panel.title, size=9.5, va="center")
            axes = figure.add_axes((_NAMES, (top - height) / total, _VALUES, (height - _BETWEEN) / total))
            _bars(axes, panel)
            top -= height
        _write(figure, 0.03, 0.13 / total, picture.foot, size=8, va="bottom", color=_PALE)
        out = io.BytesIO()
        figure.savefig(out, format="png", facecolor=_PAPER)
    return out.getvalue()


def _bars(axes: Any, panel: Panel) -> None:
    rows = list(range(len(panel.bars)))[::-1]  # top to bottom
    values = [bar.value for bar in panel.bars]
    colors = [_EARLIER if panel.in_time and number < len(values) - 1 else _LATER for number in range(len(values))]
    axes.barh(rows, values, height=0.62, color=colors)
    lowest, highest = min(0.0, *values), max(0.0, *values)
    axes.set_xlim(lowest, highest if highest > lowest else lowest + 1)
    axes.set_ylim(-0.5, len(rows) - 0.5)
    for row, bar in zip(rows, panel.bars, strict=True):
        beside = {"textcoords": "offset points", "va": "center", "annotation_clip": False}
        _style(axes.annotate(bar.shown, (max(bar.value, 0.0), row), xytext=(4, 0), **beside), 9, _INK)
        name = axes.annotate(bar.name, (lowest, row), xytext=(-6, 0), ha="right", **beside)
        _style(name, 9, _PALE)
    axes.axis("off")


def _write(figure: Any, x: float, y: float, words: str, *, size: float, va: str, color: str = _INK) -> None:
    _style(figure.text(x, y, words, va=va, linespacing=1.35), size, color)


def _style(text: Any, size: float, color: str) -> None:
    from matplotlib.patheffects import Normal, Stroke  # noqa: PLC0415 - as above

    text.set_fontproperties(_font(size))
    text.set_color(color)
    text.set_parse_math(False)  # 10$-20$ is no formula
    text.set_path_effects([Stroke(linewidth=size * _WEIGHT, foreground=color), Normal()])


@lru_cache(maxsize=8)
def _font(size: float) -> Any:
    from matplotlib.font_manager import FontProperties  # noqa: PLC0415 - as above

    folder = resources.files("justmytype_intl_cjk") / "fonts" / "ofl" / "notosanssc" / "NotoSansSC[wght].ttf"
    return FontProperties(fname=str(folder), size=size)
