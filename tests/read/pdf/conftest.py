"""A printing press: pages of our own, whose content stream comes in any order that a test asks for."""

import io
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pypdfium2
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
SONG = "STSong-Light"
LEADING = 1.35  # ems from line to line


@dataclass
class Press:
    """Sets type on pages; y counts points from the top.

    ``sheets`` holds what is drawn on each page, as (y, x, drawing), in the order of drawing.
    """

    size: tuple[float, float] = A4
    sheets: list[list[tuple[float, float, Callable[[Canvas], Any]]]] = field(default_factory=lambda: [[]])

    def line(self, x: float, y: float, words: str, size: float = 10, spread: float = 0) -> None:
        """Set one line, its baseline at *y*; *spread* points more between characters."""

        def draw(canvas: Canvas) -> None:
            text = canvas.beginText(x, self.size[1] - y)
            text.setFont(SONG, size)
            text.setCharSpace(spread)
            text.textOut(words)
            canvas.drawText(text)

        self.sheets[-1].append((y, x, draw))

    def askew(self, x: float, y: float, words: str, size: float, angle: float) -> None:
        """Set one line at an angle."""

        def draw(canvas: Canvas) -> None:
            canvas.saveState()
            canvas.translate(x, self.size[1] - y)
            canvas.rotate(angle)
            canvas.setFont(SONG, size)
            canvas.drawString(0, 0, words)
            canvas.restoreState()

        self.sheets[-1].append((y, x, draw))

    def lines(self, x: float, y: float, lines: Sequence[str], size: float = 10, leading: float = LEADING) -> float:
        """Set lines under each other and return where the next one would stand."""
        for number, words in enumerate(lines):
            self.line(
                x + size * (len(words) - len(words.lstrip("\u3000"))),
                y + number * leading * size,
                words.lstrip("\u3000"),
                size,
            )
        return y + len(lines) * leading * size

    def columns(
        self, x: float, y: float, lines: Sequence[str], *, count: int, width: int, gutter: float = 1.5, size: float = 10
    ) -> float:
        """Set lines in so many columns, *width* ems wide; returns where the longest ends."""
        height = -(-len(lines) // count)
        ends = [
            self.lines(x + number * (width + gutter) * size, y, lines[number * height : (number + 1) * height], size)
            for number in range(count)
        ]
        return max(ends)

    def box(self, x: float, y: float, right: float, bottom: float) -> None:
        """Draw a frame."""
        height = self.size[1]
        self.sheets[-1].append((y, x, lambda canvas: canvas.rect(x, height - bottom, right - x, bottom - y)))

    def rule(self, x: float, y: float, right: float, bottom: float) -> None:
        """Draw a line."""
        height = self.size[1]
        self.sheets[-1].append((y, x, lambda canvas: canvas.line(x, height - y, right, height - bottom)))

    def turn(self) -> None:
        """Begin a new page."""
        self.sheets.append([])

    def print(self, order: str = "drawn", rotate: int = 0, **options: Any) -> bytes:
        """Return the PDF; *order* is that of the stream: as drawn, by rows, or shuffled."""
        out = io.BytesIO()
        canvas = Canvas(out, pagesize=self.size, invariant=True, **options)
        for sheet in self.sheets:
            if rotate:
                canvas.setPageRotation(rotate)
            things = list(sheet)
            if order == "rows":
                things.sort(key=lambda thing: thing[:2])
            elif order == "shuffled":
                random.Random(7).shuffle(things)
            for _, _, draw in things:
                draw(canvas)
            canvas.showPage()
        canvas.save()
        return out.getvalue()


@pytest.fixture
def press() -> Press:
    return Press()


@pytest.fixture
def lone_characters() -> None:
    """Pass over what draws characters one by one where this machine has no Chinese font: pdfium drops them there.

    These PDFs name a font and do not bring it; docs/files.md says what that means for readers.
    """
    press = Press()
    press.line(90, 90, "民", size=20)
    press.line(90, 130, "民政", size=20)
    with pypdfium2.PdfDocument(press.print()) as document:
        seen = document[0].get_textpage().get_text_bounded()
    if seen.count("民") < 2:
        pytest.skip("no Chinese font is installed (Debian: fonts-wqy-microhei), and the PDF does not bring one")
