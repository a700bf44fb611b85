"""Charts that plugins bring: figures stand beside each other only where they can be compared."""

import asyncio
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from jianbao import ChartKind, Fact, FactKind, Finding, Span, Topic, hookimpl
from jianbao.deliver import shapes
from jianbao.deliver.pictures import drawable, picture
from jianbao.deliver.telegram.bot import TelegramBot
from jianbao.deliver.wording import EN, ZH
from jianbao.deliver.worker import drain, utc_now
from jianbao.model import Alert, Bound, Channel, Document, Kind, Statistic
from jianbao.pipeline import alerts_of, understand
from jianbao.plugins import Candidate, Limits, Plugins, installed
from jianbao.read import Raw
from jianbao.testing.bot_api import UNLIMITED, FakeBotApi

LEVELS = ChartKind(
    name="levels",
    topic="a",
    fact="count",
    by="level",
    titles={"zh": "按层级", "en": "By level"},
    where={"measure": "organizations"},
    same=("type",),
)
TEXTS = {
    "levels": "某省社会组织登记情况\n截至2023年底，共有省级社会组织1200家，市级社会组织4500家，县级社会组织8000家。\n",
    "grades": "社会组织评估等级公布\n本次评估共有5A级社会组织12家，4A级社会组织30家，3A级社会组织58家。\n",
    "standards": (
        "某市提高孤儿养育标准\n自2023年1月1日起，集中养育孤儿每人每月养育标准提高到2400元，"
        "社会散居孤儿每人每月养育标准提高到1800元。\n"
    ),
    "groups": "某市儿童福利工作情况\n全市共有孤儿320名、事实无人抚养儿童560名、留守儿童12000名。\n",
}
DRAWN = {
    "levels": ("按登记层级　社会组织　2023年12月31日", [("省级", 1200), ("市级", 4500), ("县级", 8000)]),
    "grades": ("按评估等级　社会组织", [("5A", 12), ("4A", 30), ("3A", 58)]),
    "standards": ("保障标准　孤儿", [("集中养育", 2400), ("社会散居", 1800)]),
    "groups": ("儿童", [("孤儿", 320), ("事实无人抚养儿童", 560), ("留守儿童", 12000)]),
}


@pytest.fixture(scope="module")
def plugins():
    ours = [each for each in installed() if each.name in {"social_organizations", "child_welfare"}]
    with Plugins(ours, limits=Limits(loading=20)) as plugins:
        yield plugins


def read(text, plugins):
    (alert,) = alerts_of(understand(Raw(data=text.encode(), name="a.txt"), plugins))
    return alert


@pytest.mark.parametrize("name", DRAWN)
def test_topics_draw_what_their_readers_compare(plugins, name):
    alert = read(TEXTS[name], plugins)
    assert drawable(alert, plugins.charts)
    assert not drawable(alert)
    drawn = picture(alert, ZH, None, plugins.charts)
    title, bars = DRAWN[name]
    assert drawn is not None
    assert [(panel.title, [(bar.name, bar.value) for bar in panel.bars]) for panel in drawn.panels] == [(title, bars)]


def figure(value, **more):
    return Statistic(quote=f"{value}家", start=0, end=3, value=value, unit="家", indicator="社会组织", **more)


def alert_of(*figures: tuple[str, Statistic], kind="社会组织"):
    facts = tuple(
        Fact(
            name="count",
            label="数量",
            value="x",
            quote="x",
            span=Span(0, 1),
            fields={"measure": "organizations", "type": kind, "level": level, "figure": index},
        )
        for index, (level, _) in enumerate(figures)
    )
    statistics = tuple(statistic for _, statistic in figures)
    return Alert(id="a", title="题", topics=("a",), statistics=statistics, findings=(Finding(topic="a", facts=facts),))


ONE, TWO = ("省级", figure(1)), ("市级", figure(2))


@pytest.mark.parametrize(
    "other",
    [
        ("县级", replace(figure(3), unit="%")),
        ("县级", figure(3, as_of="2020-12-31")),
        ("县级", figure(3, region="北京市")),
        ("县级", figure(3, target=True)),
        ("县级", figure(3, kind=Kind.CHANGE)),
        ("县级", figure(3, bound=Bound.AT_LEAST)),
        ("县级", figure((3, 4))),
        ("", figure(3)),
    ],
)
def test_what_cannot_be_compared_is_left_out(other):
    drawn = picture(alert_of(ONE, TWO, other), EN, None, (LEVELS,))
    assert drawn is not None
    assert [(panel.title, [bar.name for bar in panel.bars]) for panel in drawn.panels] == [
        ("By level　社会组织", ["省级", "市级"])
    ]
    assert picture(alert_of(ONE, other), EN, None, (LEVELS,)) is None


def test_a_name_with_two_values_is_left_out_and_one_said_twice_is_not():
    twice, doubtful = alert_of(ONE, TWO, ONE), alert_of(ONE, TWO, ("县级", figure(3)), ("省级", figure(9)))
    for alert, names in ((twice, ["省级", "市级"]), (doubtful, ["市级", "县级"])):
        drawn = picture(alert, ZH, None, (LEVELS,))
        assert drawn is not None
        assert [bar.name for bar in drawn.panels[0].bars] == names


def test_what_the_house_has_drawn_is_not_drawn_again():
    total = figure(3)
    parts = alert_of(("省级", figure(1, part_of=2)), ("市级", figure(2, part_of=2)))
    drawn = picture(replace(parts, statistics=(*parts.statistics, total)), ZH, None, (LEVELS,))
    assert drawn is not None
    assert len(drawn.panels) == 1
    assert drawn.panels[0].title == "社会组织　3 家"


@pytest.mark.parametrize("index", [-1, 2, True, None, "0", 10**30])
def test_a_fact_that_names_no_figure_draws_nothing(index):
    alert = alert_of(ONE, TWO)
    (finding,) = alert.findings
    wild = replace(finding.facts[0], fields={**finding.facts[0].fields, "figure": index, "level": "县级"})
    drawn = picture(replace(alert, findings=(replace(finding, facts=(*finding.facts, wild)),)), ZH, None, (LEVELS,))
    assert drawn is not None
    assert "县级" not in {bar.name for bar in drawn.panels[0].bars}


def bringing(**changes) -> Plugins:
    fields = {"measure": "what", "type": "which", "level": "of", "figure": "index"}

    class Given:
        @hookimpl
        def topics(self):
            return [Topic(id="a", names={"zh": "甲"}, facts=(FactKind(name="count", about="x", fields=fields),))]

        @hookimpl
        def chart_kinds(self):
            return [replace(LEVELS, **changes)] if changes.keys() != {"said"} else changes["said"]

    ours = [each for each in installed() if each.name == "social_organizations"]
    return Plugins([*ours, Candidate("zebra", "1.0", Given)])


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"topic": "social_organizations"}, "social_organizations/count, which no topic of it announces"),
        ({"fact": "event"}, "a/event, which no topic of it announces"),
        ({"by": "grade"}, "needs fields that no count has: grade"),
        ({"same": ("size",), "where": {"color": "red"}}, "no count has: color, size"),
        ({"titles": {"zh": "甲"}}, "needs titles['en']"),
        ({"titles": {"zh": "甲" * 31, "en": "x"}}, "needs titles['zh']"),
        ({"name": "Levels"}, "must be called by small letters"),
        ({"name": "levels"}, "chart_kinds: levels of plugin zebra is there already, of plugin social_organizations"),
        ({"said": [3]}, "return a list of jianbao.ChartKind"),
        ({"said": 3}, "return a list"),
        ({"name": "mine"}, None),
    ],
)
def test_a_chart_is_of_what_its_plugin_announces(changes, words):
    plugins = bringing(**changes)
    assert [failure.error for failure in plugins.failures if words not in failure.error] == []
    assert ("mine" in {chart.name for chart in plugins.charts}) == (words is None)


@asynccontextmanager
async def living(store, plugins, quick):
    async with FakeBotApi(limits=UNLIMITED) as api:
        options = {"version": "0.1", "base_url": api.base_url, "limiter": quick, "charts": plugins.charts}
        bot = TelegramBot(api.token, store, plugins.topics, **options)
        stop = asyncio.Event()
        running = asyncio.create_task(bot.run(stop))
        try:
            yield api, bot
        finally:
            stop.set()
            await running


async def test_the_button_stands_under_an_alert_that_only_a_plugin_can_draw_and_brings_its_chart(
    store, plugins, quick, monkeypatch
):
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    async with living(store, plugins, quick) as (api, bot):
        li = api.user("李", language_code="zh")
        told = li.says("/subscribe 社会组织")
        await api.until(lambda: told.answers)
        alert = read(TEXTS["levels"], plugins)
        document = Document(id="d", text=TEXTS["levels"])
        commit = {"source": "s", "key": "k", "alerts": [alert], "now": utc_now()}
        store.documents.commit(document, shapes=shapes(plugins.topics), **commit)
        await drain(store, Channel.TELEGRAM, bot.sender)
        await api.until(lambda: len(told.answers) == 2)
        message = told.answers[1]
        li.presses(message, "📊")
        await api.until(lambda: len(told.answers) == 3)
        assert api.calls_of("sendPhoto")
