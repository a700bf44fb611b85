"""Kinds of sources that plugins bring: what they list is told, what they break costs one look."""

import asyncio
import contextlib
import json
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest

from jianbao import LayoutChanged, Listed, Lister, Source, Web, hookimpl
from jianbao.engine.visit import Visitor
from jianbao.fetch.fetcher import Fetcher
from jianbao.model import Trouble
from jianbao.plugins import IN_A_ROW, Candidate, Plugins, installed, listing

LIMIT = 0.3  # seconds for a look, here


@pytest.fixture
def gkmlpt(room, site) -> Source:
    site.says("/gkmlpt/index", "<script>window._CONFIG = { SID: '755001', NAME: '某市民政局' }</script>")
    return room.add(
        Source(name="catalogue", kind="gkmlpt", url=f"{site.base}/gkmlpt/index#505", options={"column": 505}, newest=9)
    )


def catalogue(site, page, *numbers: int) -> None:
    articles = [
        {
            "id": number,
            "title": f"第{number}区社会组织登记数量稳步增长",
            "url": site.says(f"/gkmlpt/content/1/{number}/post_{number}.html", page(number)),
            "display_publish_time": 1640995200 + number * 86400,
            "publisher": "某市民政局",
        }
        for number in sorted(numbers, reverse=True)
    ]
    answer = json.dumps({"articles": articles, "total": len(articles)}, ensure_ascii=False)
    site.says("/gkmlpt/api/all/505", answer, Content_Type="application/json", ETag=f'"{len(numbers)}"')


async def test_a_catalogue_is_followed_like_any_source_and_asked_whether_it_has_changed(room, site, page, gkmlpt):
    catalogue(site, page, 1, 2)
    first = await room.visit(gkmlpt)
    again = await room.visit(gkmlpt)
    catalogue(site, page, 1, 2, 3)
    later = await room.visit(gkmlpt)
    assert [visit.error for visit in (first, again, later)] == [None] * 3
    assert [visit.new_items for visit in (first, again, later)] == [2, 0, 1]
    assert room.owed() == [f"第{number}区社会组织登记数量稳步增长" for number in (1, 2, 3)]
    asked = [request for request in site.requests if request.path == "/gkmlpt/api/all/505"]
    assert [request.query_string for request in asked] == ["page=1&sid=755001"] * 3
    assert [request.headers.get("If-None-Match") for request in asked] == [None, '"2"', '"2"']


async def test_what_operators_wrote_wrong_and_what_sites_answer_wrong_is_told_at_the_source(room, site, gkmlpt):
    answers = {"/gkmlpt/api/all/505": '{"articles": null}', "/gkmlpt/index": "<p>改版</p>"}
    site.says("/gkmlpt/api/all/505", answers["/gkmlpt/api/all/505"])
    for source, words in (
        (gkmlpt, "something else than a list"),
        (replace(gkmlpt, options={"columm": 5}), "no option columm; remove it, its options are: column, site"),
        (replace(gkmlpt, options={"column": "5"}), "options.column '5' is no number"),
        (replace(gkmlpt, url=site.base), "is no catalogue"),
        (replace(gkmlpt, kind="nobody"), "no plugin in use brings the kind nobody"),
    ):
        visit = await room.visit(source)
        assert words in (visit.error or "")
    site.says("/gkmlpt/index", answers["/gkmlpt/index"])
    visit = await room.visit(gkmlpt)
    assert "does not say the number of its site" in (visit.error or "")
    assert visit.watched is not None
    assert visit.watched.trouble is Trouble.LAYOUT
    assert room.plugins.failures == ()


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (1693584000, "2023-09-02"),
        ("1693584000", "2023-09-02"),
        ("2023-09-01 23:59:59", "2023-09-01"),
        ("2023-09-0112", None),
        (-5, None),
        (10**30, None),
        (None, None),
        ([], None),
        ("昨天", None),
    ],
)
async def test_days_of_a_catalogue_are_those_of_china(room, site, gkmlpt, moment, day):
    article = {"title": "通知", "url": "/a.html", "date": moment}
    site.says("/gkmlpt/api/all/505", json.dumps({"articles": [article, {"title": 3}, "x"]}))
    web = _Asking(room.fetcher)
    listed = await room.plugins.look(gkmlpt, web)
    assert listed == (Listed(title="通知", url=f"{site.base}/a.html", date=day),)


class _Asking:
    def __init__(self, fetcher: Fetcher) -> None:
        self.get_if_changed = self.get = fetcher.get


Look = Callable[[Source, Web], Awaitable[Any]]


def brought(look: Look, name: str = "animal", kind: str | None = None, **options: str) -> Plugins:
    """Return the plugins of the house with one beside them whose kind of source looks like this."""

    class Given:
        @hookimpl
        def source_kinds(self) -> list[Lister]:
            return [Lister(name=kind or name, look=look, options=options)]

    return Plugins([*installed(["apprise", "email", "webhook"]), Candidate(name, "1.0", Given)])


async def raises(source: Source, web: Web) -> list[Listed]:
    raise ValueError("so nicht")


async def loops(source: Source, web: Web) -> list[Listed]:
    while True:
        pass


async def waits(source: Source, web: Web) -> list[Listed]:
    await asyncio.Event().wait()
    return []


async def sleeps(source: Source, web: Web) -> list[Listed]:
    time.sleep(0.1 + 10 * LIMIT)  # noqa: ASYNC251 - that is its fault
    return []


async def deaf(source: Source, web: Web) -> list[Listed]:
    while True:
        with contextlib.suppress(BaseException):
            await asyncio.sleep(60)


async def leaves(source: Source, web: Web) -> list[Listed]:
    raise SystemExit(3)


async def late(source: Source, web: Web) -> list[Listed]:
    raise TimeoutError("of its own")


async def mumbles(source: Source, web: Web) -> dict[str, str]:
    return {"title": "x"}


async def nameless(source: Source, web: Web) -> list[Listed]:
    return [Listed(title=" ", url="/x")]


async def timeless(source: Source, web: Web) -> list[Listed]:
    return [Listed(title="x", url="/x", date="gestern")]


def plain(source: Source, web: Web) -> list[Listed]:
    return []


ANIMALS = {
    raises: "ValueError: so nicht (test_source_kinds.py:",
    loops: "would not be stopped",
    waits: "TooLate: more than 0.3 s",
    sleeps: "would not be stopped",
    deaf: "would not be stopped",
    leaves: "SystemExit: 3",
    late: "TimeoutError: of its own",
    mumbles: "returned dict; return a list",
    nameless: "without a title",
    timeless: "'gestern'; write an ISO day",
    plain: "TypeError",
}


@pytest.fixture
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "SECONDS", LIMIT)
    monkeypatch.setattr(listing, "OVERTIME", LIMIT)


@pytest.mark.usefixtures("hurry")
@pytest.mark.parametrize(("look", "words"), ANIMALS.items(), ids=lambda value: getattr(value, "__name__", ""))
async def test_whatever_a_kind_does_costs_one_look_of_its_own_sources(room, site, page, look, words):
    _, folder = room.folder()
    (folder / "1.txt").write_text(page(1))
    plugins = brought(look)
    visitor: Visitor = replace(room.visitor, plugins=plugins)
    told: list[str] = []
    plugins.listen(told.append)
    theirs = room.add(Source(name="theirs", kind="animal", url=f"{site.base}/"))
    ours = room.sources["inbox"]

    broken, well = await asyncio.gather(visitor.visit(theirs), visitor.visit(ours))

    assert (well.ok, well.new_items) == (True, 1)
    assert not broken.ok
    assert words in (broken.error or "")
    assert broken.watched is not None
    assert broken.watched.trouble is Trouble.FAULT
    (failure,) = plugins.failures
    assert (failure.plugin, failure.hook, failure.document) == ("animal", "source_kinds", "theirs")
    if look is not raises:
        return
    for _ in range(IN_A_ROW):
        broken = await visitor.visit(theirs)
    assert "is not asked any more; `jianbao plugins` says why" in (broken.error or "")
    assert plugins.failures[0].count == IN_A_ROW
    assert [words.split()[1] for words in told] == ["animal"]


async def test_a_look_that_is_broken_off_ends_in_its_thread_too(room, site):
    ended: list[str] = []

    async def stays(source: Source, web: Web) -> list[Listed]:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append(source.name)
        return []

    theirs = room.add(Source(name="theirs", kind="animal", url=f"{site.base}/"))
    visit = asyncio.create_task(replace(room.visitor, plugins=brought(stays)).visit(theirs))
    await asyncio.sleep(0.2)
    visit.cancel()
    with pytest.raises(asyncio.CancelledError):
        await visit
    for _ in range(100):
        if ended:
            break
        await asyncio.sleep(0.05)
    assert ended == ["theirs"]


async def test_a_kind_can_go_nowhere_that_the_house_would_not_go(room, site):
    site.says("/", "inside")

    async def inside(source: Source, web: Web) -> list[Listed]:
        await web.get(site.base)
        return []

    async with Fetcher(pause=0) as stranger:
        visitor = replace(room.visitor, plugins=brought(inside), fetchers=lambda _: stranger)
        visit = await visitor.visit(room.add(Source(name="theirs", kind="animal", url="https://example.org/")))
    assert "is not a public address" in (visit.error or "")
    assert site.requests == []


async def test_what_a_kind_lists_is_bounded_to_the_web_and_may_be_nothing_but_its_text(room, site):
    async def lists(source: Source, web: Web) -> list[Listed]:
        return [
            Listed(title="第1区社会组织登记数量稳步增长", summary="<p>截至2021年底，全市共有登记社会组织120家。</p>"),
            Listed(title="etwas", url="file:///etc/passwd"),
        ]

    visitor = replace(room.visitor, plugins=brought(lists))
    visit = await visitor.visit(room.add(Source(name="theirs", kind="animal", url=f"{site.base}/", newest=9)))
    assert (visit.error, visit.new_items) == (None, 1)
    assert room.owed() == ["第1区社会组织登记数量稳步增长"]


async def test_a_kind_that_swallows_that_nothing_has_changed_changes_nothing(room, site, page):
    async def swallows(source: Source, web: Web) -> list[Listed]:
        with contextlib.suppress(Exception):
            await web.get_if_changed(source.url or "")
        return [Listed(title="x", url=site.says("/1", page(1)))]

    site.says("/", "the same")
    visitor = replace(room.visitor, plugins=brought(swallows))
    theirs = room.add(Source(name="theirs", kind="animal", url=f"{site.base}/", newest=9))
    assert [(await visitor.visit(theirs)).new_items for _ in range(2)] == [1, 0]


@pytest.mark.parametrize(
    ("name", "kind", "words"),
    [
        ("animal", "feed", "must be called animal, or animal.something"),
        ("feed", "feed", "feed of plugin feed is there already, of jianbao itself"),
        ("animal", "animal.zoo", None),
    ],
)
def test_kinds_are_called_after_their_plugin_and_never_like_those_of_the_house(name, kind, words):
    plugins = brought(raises, name, kind)
    assert [failure.error for failure in plugins.failures if words not in failure.error] == []
    kinds = [each for info in plugins.loaded for each in info.names.get("source_kinds", ())]
    assert (kind in kinds) == (words is None)


async def test_a_kind_says_itself_that_a_site_has_changed(room, site):
    async def looks(source: Source, web: Web) -> list[Listed]:
        raise LayoutChanged("the list is gone")

    plugins = brought(looks)
    visitor = replace(room.visitor, plugins=plugins)
    visit = await visitor.visit(room.add(Source(name="theirs", kind="animal", url=f"{site.base}/")))
    assert visit.watched is not None
    assert visit.watched.trouble is Trouble.LAYOUT
    assert plugins.failures == ()
