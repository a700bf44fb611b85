"""Draw the picture in the README: the alert that the sample page in ``inbox`` makes, as the terminal shows it.

Run it from the project's folder: ``.venv/bin/python docs/images/draw.py``
"""

import html
import io
import re
from pathlib import Path

from rich.cells import cell_len
from rich.console import Console
from rich.terminal_theme import DIMMED_MONOKAI

from jianbao.deliver import console, shapes
from jianbao.model import Channel
from jianbao.pipeline import alerts_of, understand
from jianbao.plugins import Plugins
from jianbao.read import Raw

PAGE = Path("inbox/newspaper-page.txt")
PICTURE = Path(__file__).with_name("alert.svg")
_COLUMNS = 84
_CELL = 12.2  # rich's width of a cell in the picture
_TEXT = re.compile(r'textLength="[\d.]+"([^>]*)>([^<]*)</text>')
# The reader's own fonts, no address: each run of characters is stretched to its cells, so columns stand in any font.
_FRAME = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">
<style>
.{unique_id}-matrix {{ font: {char_height}px/{line_height}px ui-monospace, Menlo, Consolas, monospace;
  white-space: pre; }}
.{unique_id}-title {{ font: 18px sans-serif; text-anchor: middle; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal"><rect width="{terminal_width}" height="{terminal_height}"/></clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def draw() -> None:
    """Write the picture."""
    plugins = Plugins.load()
    document = understand(Raw(data=PAGE.read_bytes(), name=PAGE.name), plugins)
    show = shapes(plugins.topics)[Channel.CONSOLE]
    terminal = Console(record=True, width=_COLUMNS, file=io.StringIO(), force_terminal=True)
    for body in show(alerts_of(document)[0]):
        console.show(body, terminal)
    picture = terminal.export_svg(title="jianbao run", theme=DIMMED_MONOKAI, code_format=_FRAME, unique_id="alert")
    PICTURE.write_text(_TEXT.sub(_stretched, picture), encoding="utf-8")


def _stretched(text: re.Match[str]) -> str:
    """Return a run of characters as wide as its cells: rich counts a Chinese character as one, terminals as two."""
    width = cell_len(html.unescape(text[2])) * _CELL
    return f'textLength="{width:.1f}"{text[1]}>{text[2]}</text>'


if __name__ == "__main__":
    draw()
