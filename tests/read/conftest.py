"""Articles in our own words, and a typesetter that sets them in columns."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from jianbao.read.lines import cells

SHARED = Path(__file__).parents[3] / "shared"

_NEVER_FIRST = "，。、；：！？）》”’%"


@dataclass(frozen=True)
class Story:
    """An article to be set: headline lines and running text."""

    head: tuple[str, ...]
    text: str


STORIES = (
    Story(
        ("临江市社会组织年检全面完成", "登记总量突破八千家"),
        "近日，临江市民政局公布社会组织年度检查结果。截至2023年底，全市登记社会组织8126家，比上年增加415家，其中社会团体3010家、"
        "社会服务机构4988家、基金会128家。参加年检的社会组织总资产达到96.4亿元，从业人员7.3万人。年检发现，登记管理机关对12家长期"
        "不开展活动的社会组织依法作出撤销登记的决定。市民政局有关负责人介绍，下一步将推动年检结果与等级评估、政府购买服务衔接，"
        "让守信的社会组织得到更多支持。",
    ),
    Story(
        ("白河县为留守儿童配齐村级儿童主任",),
        "记者从白河县民政局获悉，全县186个行政村全部配备儿童主任，农村留守儿童和困境儿童关爱服务有了专人负责。儿童主任每月至少入户"
        "走访一次，填写走访记录，发现监护缺失及时报告乡镇儿童督导员。县里还为孤儿和事实无人抚养儿童按月发放基本生活费，"
        "每人每月1350元。今年暑期，县妇联组织“爱心妈妈”与320名儿童结对，开展作业辅导和防溺水教育。",
    ),
    Story(
        ("海州市民政系统集中学习党的二十大精神",),
        "12月8日上午，海州市民政局党组召开扩大会议，传达学习党的二十大精神。会议强调，各级民政部门要把学习宣传贯彻作为首要政治任务，"
        "深刻领悟“两个确立”的决定性意义，增强“四个意识”、坚定“四个自信”、做到“两个维护”。会议要求，机关各支部要结合岗位职责"
        "制定学习计划，把思想和行动统一到中央决策部署上来，以实际行动推动养老服务、社会救助各项工作落地见效。",
    ),
    Story(
        ("松溪区首批家庭养老床位投入使用",),
        "日前，松溪区首批200张家庭养老床位投入使用，高龄失能老人在家也能享受专业照护。每张床位由政府补贴改造费用3000元，"
        "配备智能呼叫设备、防跌倒扶手和护理床。签约的养老服务机构每周上门服务不少于两次，内容包括助浴、助洁、康复指导和精神慰藉。"
        "区民政局表示，明年家庭养老床位将增加到600张，覆盖所有街道。",
    ),
)


@pytest.fixture
def stories() -> tuple[Story, ...]:
    return STORIES


@pytest.fixture
def typeset() -> Callable[[str, int], list[str]]:
    """Break a text into lines of so many Chinese characters, as a typesetter does."""

    def lines(text: str, width: int) -> list[str]:
        broken, line, at = [], "", 0
        while at < len(text):
            end = at + 1
            while end < len(text) and (text[end] in _NEVER_FIRST or (text[at:end].isdigit() and text[end].isdigit())):
                end += 1
            if line and cells(line + text[at : at + 1]) > 2 * width:
                broken.append(line)
                line = ""
            line += text[at:end]
            at = end
        return [*broken, line]

    return lines


@pytest.fixture
def page(typeset: Callable[[str, int], list[str]]) -> Callable[..., str]:
    """Set stories one below the other; each says where its headline stands: before, after or at the end."""

    def compose(stories: Sequence[Story], places: Sequence[str], *, width: int = 14, column: int = 12) -> str:
        out: list[str] = []
        last: list[str] = []
        for story, place in zip(stories, places, strict=True):
            body = typeset(story.text, width)
            # Columns break every so many lines, wherever a sentence stands then.
            broken = [
                line for at, line in enumerate(body) for line in ([""] if at and at % column == 0 else []) + [line]
            ]
            head = list(story.head)
            out += [*head, *broken, ""] if place == "before" else [*broken, ""]
            out += [*head, ""] if place == "after" else []
            last += [*head, ""] if place == "end" else []
        return "\n".join(out + last)

    return compose


@pytest.fixture
def shared() -> Path:
    """Documents of third parties, which are read where they lie."""
    if not SHARED.is_dir():
        pytest.skip("the shared documents are not here: only our own pages are read")
    return SHARED
