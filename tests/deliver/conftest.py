"""An alert as the newspaper example makes it, and Telegram's own parser to hold renderings against."""

import asyncio
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
import tdjson

from jianbao.deliver.telegram.limiter import ChatLimiter
from jianbao.model import (
    Alert,
    Bound,
    Check,
    CheckKind,
    Direction,
    Fact,
    Finding,
    Kind,
    Number,
    Span,
    Statistic,
    Topic,
    Verdict,
)
from jianbao.store import Store
from jianbao.testing import FakeClock

TOPICS = (
    Topic(id="social_organizations", names={"zh": "社会组织", "en": "Social organisations"}, emoji="🏢"),
    Topic(id="child_welfare", names={"zh": "儿童福利", "en": "Child welfare"}, emoji="🧒"),
)


@pytest.fixture
def topics() -> dict[str, Topic]:
    """The topics of the plugins, by id."""
    return {topic.id: topic for topic in TOPICS}


Figure = Callable[..., Statistic]


@pytest.fixture
def figure() -> Figure:
    """A statistic out of quote, value, unit and indicator; everything else by name."""

    def make(quote: str, value: Number, unit: str = "家", indicator: str = "社会组织", **rest: Any) -> Statistic:
        return Statistic(
            quote=quote, start=0, end=len(quote), value=value, unit=unit, indicator=indicator, region="北京市", **rest
        )

    return make


@pytest.fixture
def newspaper(figure: Figure) -> Alert:
    """Figures with every kind of relation: pair, growth that holds, parts that add up, parts that do not exhaust."""
    statistics = (
        figure("7965 家", 7965, as_of="2012-12-31", indicator="依法登记的社会组织"),
        figure("12700 家", 12700, from_=0, indicator="依法登记的社会组织"),
        figure("约 60%", 60, "%", kind=Kind.GROWTH, direction=Direction.UP, of=1, bound=Bound.ABOUT),
        figure("4347 家", 4347, indicator="社会团体", part_of=1),
        figure("7534 家", 7534, indicator="社会服务机构", part_of=1),
        figure("819 家", 819, indicator="基金会", part_of=1),
        figure("超过\n1000 亿元", 10**11, "元", "登记资产", bound=Bound.AT_LEAST),
        figure("14.5 万人", 145000, "人", "从业人员"),
        figure("21.39 万人", 213900, "人", "从业人员", from_=7),
        figure("1589\n家", 1589, indicator="市级社会组织", as_of="2021-12-31"),
        figure("227 家", 227, indicator="5A级市级社会组织", part_of=9),
        figure("545\n家", 545, indicator="4A级市级社会组织", part_of=9),
        figure("三千五百余个", 3500, "个", "脱贫攻坚项目", bound=Bound.AT_LEAST),
        figure("20\n余亿元", 2_000_000_000, "元", "脱贫攻坚项目投入", bound=Bound.AT_LEAST),
    )
    checks = (
        Check(kind=CheckKind.SUM, verdict=Verdict.HOLDS, subject=1, operands=(3, 4, 5), stated=12700, computed=12700),
        Check(kind=CheckKind.SUM, verdict=Verdict.CANNOT_TELL, subject=9, operands=(10, 11), stated=1589, computed=772),
        Check(kind=CheckKind.GROWTH, verdict=Verdict.HOLDS, subject=2, operands=(0, 1), stated=60, computed=59.4476),
    )
    fact = Fact(name="event", label="活动", value="第二届推介活动", quote="第二届推介活动", span=Span(0, 7))
    return Alert(
        id="newspaper",
        title="登记资产超1000亿元",
        topics=("social_organizations",),
        region="北京市",
        source="中国社会报",
        published="2022-09-30",
        url="https://example.org/a?b=1&c=2",
        statistics=statistics,
        checks=checks,
        key=(1, 6, 8),
        findings=(Finding(topic="social_organizations", facts=(fact,), provenance="social_organizations 0.1"),),
    )


def _telegram(query: dict[str, Any]) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(tdjson.td_execute(json.dumps(query).encode()))
    return answer


@pytest.fixture(scope="session")
def telegram_parse() -> Callable[[str], dict[str, Any]]:
    """Telegram's own HTML parser: the text and entities of a message; fails on markup that Telegram refuses."""
    _telegram({"@type": "setLogVerbosityLevel", "new_verbosity_level": 0})

    def parse(markup: str) -> dict[str, Any]:
        answer = _telegram({"@type": "parseTextEntities", "text": markup, "parse_mode": {"@type": "textParseModeHTML"}})
        assert answer["@type"] == "formattedText", f"{answer['message']}: {markup}"
        return answer

    return parse


@pytest.fixture(scope="session")
def telegram_finds() -> Callable[[str], list[str]]:
    """What Telegram makes of bare text by itself: mentions, commands, links, tags."""
    _telegram({"@type": "setLogVerbosityLevel", "new_verbosity_level": 0})

    def find(text: str) -> list[str]:
        entities = _telegram({"@type": "getTextEntities", "text": text})["entities"]
        # Times such as 21:30 lead to a position in a replied-to video, of which there is none here.
        kinds = [entity["type"]["@type"] for entity in entities]
        return [kind for kind in kinds if kind != "textEntityTypeMediaTimestamp"]

    return find


def hurried(delay: float, call: Callable[[], None]) -> object:
    """Let a limiter's second take a hundredth of one."""
    return asyncio.get_running_loop().call_later(delay / 100, call)


@pytest.fixture
def quick() -> ChatLimiter:
    """A limiter that keeps nobody waiting, for Telegrams without limits."""
    return ChatLimiter(clock=lambda: 100 * monotonic(), call_later=hurried)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store of its own on disk."""
    with Store.open(f"sqlite:///{tmp_path / 'jianbao.db'}") as opened:
        yield opened


@pytest.fixture
def clock() -> FakeClock:
    """Time, moved by the test."""
    return FakeClock()
