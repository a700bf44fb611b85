"""The work of reading a page grows with its length, not with its square; counted in calls, not in seconds."""

import sys
from collections.abc import Callable
from types import FrameType

import pytest

from jianbao.read import Raw, read, read_list

_ROW = (
    '<table><tr><td><a href="/a/{0}.html">第{0}号登记公告：关于社会组织变更登记的公告</a></td><td>2026-09-01</td></tr>'
    "<tr><td><p>截至2026年9月底，全市登记社会组织{0}家。</p>"
)


def _calls(work: Callable[[], object]) -> int:
    """Return how many functions *work* calls, those in C included."""
    count = 0

    def called(_: FrameType, event: str, __: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(called)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("reader", [read, read_list])
@pytest.mark.parametrize("end", ["", "</td></tr></table>"], ids=["never closed", "closed at once"])
def test_four_times_as_many_tables_are_about_four_times_the_work(reader: Callable[[Raw], object], end: str) -> None:
    def page(rows: int) -> Raw:
        body = "".join(_ROW.format(number) + end for number in range(rows))
        return Raw(data=f"<html><body>{body}</body></html>".encode(), name="list.html")

    reader(page(10))  # what is compiled and cached once
    few, many = _calls(lambda: reader(page(100))), _calls(lambda: reader(page(400)))
    assert many < 5 * few
