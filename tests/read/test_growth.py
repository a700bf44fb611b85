"""The work of reading a page grows with its length, not with its square; counted in calls, not in seconds."""

import sys
from collections.abc import Callable
from contextlib import suppress
from types import FrameType

import pytest

from jianbao.errors import ReadError
from jianbao.read import Raw, read, read_list

_ROW = (
    '<tr><td><a href="/a/{0}.html">第{0}号登记公告：关于社会组织变更登记的公告</a></td><td>2026-09-01</td></tr>'
    "<tr><td><p>截至2026年9月底，全市登记社会组织{0}家。</p>"
)
_SHAPES = {
    "tables never closed": f"<table>{_ROW}",
    "tables closed at once": f"<table>{_ROW}</td></tr></table>",
    "empty parts never closed": "<div></div><div>",
    "links never closed": '<div></div><div><a href="/a/1.html">关于社会组织变更登记的公告<p>',
    "titles never closed": '<div></div><div><a href="/a/{0}.html"><h4><b>登记</b>',
}
_RUNS = {
    "dots in a title": "<li><a href=/a>登记公告{run}x</a></li>",
    "all there is": None,
    "dots": "<p>登记公告{run}x</p>",
    "title of the page": "<title>登记公告{run}x</title>",
}


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
@pytest.mark.parametrize("shape", _SHAPES.values(), ids=_SHAPES)
def test_four_times_the_page_is_about_four_times_the_work(reader: Callable[[Raw], object], shape: str) -> None:
    def page(times: int) -> Raw:
        body = "<p>本局公布登记结果。</p>" + "".join(shape.format(number) for number in range(times))
        return Raw(data=f"<html><body>{body}</body></html>".encode(), name="list.html")

    reader(page(10))  # what is compiled and cached once
    few, many = _calls(lambda: reader(page(250))), _calls(lambda: reader(page(1000)))
    assert many < 6 * few  # the square would be 16


def test_four_times_the_entries_of_a_feed_are_about_four_times_the_work() -> None:
    def feed(times: int) -> Raw:
        text = "&lt;p&gt;全市登记社会组织 12 345 家。&lt;/p&gt;&lt;p&gt;本局公布登记结果。&lt;/p&gt;"
        items = "".join(
            f"<item><title>公告{n}</title><link>/a/{n}</link><description>{text}</description></item>"
            for n in range(times)
        )
        return Raw(data=f"<?xml version='1.0'?><rss><channel>{items}</channel></rss>".encode(), name="feed.xml")

    read(feed(10))
    few, many = _calls(lambda: read(feed(100))), _calls(lambda: read(feed(400)))
    assert many < 6 * few


@pytest.mark.parametrize("reader", [read, read_list])
@pytest.mark.parametrize("sign", [".", "…", "9", "\n", " ", "一", "、", "—", "_"])
@pytest.mark.parametrize("place", _RUNS.values(), ids=_RUNS)
@pytest.mark.timeout(20)  # a hang; by the square it would be hours
def test_a_long_run_of_one_sign_does_not_hang_the_reader(
    reader: Callable[[Raw], object], sign: str, place: str | None
) -> None:
    run = sign * 300_000
    page = f"<html><body>{place.format(run=run) * 3}<p>本局公布登记结果。</p></body></html>" if place else f"{run}登记"
    with suppress(ReadError):  # such a page may be taken for spoilt
        reader(Raw(data=page.encode(), name="list.html"))
