"""CSV: the rows of a text whose cells are parted by commas, semicolons or tabs."""

import csv
import io

from jianbao.errors import ReadError
from jianbao.read.extracted import Extracted
from jianbao.read.office import grid


def read(text: str, place: str) -> Extracted:
    """Return the rows of *text*.

    Raises:
        ReadError: It holds nothing, or more than any document.
    """
    first = text.lstrip().partition("\n")[0]
    mark = max(",;\t", key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    try:
        return grid.book([("", rows)], None, place)
    except csv.Error as error:
        raise ReadError(f"{place} is a spoilt CSV ({error}); get it again from its origin") from error
