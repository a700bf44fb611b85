"""A small document with one of everything."""

import pytest

from jianbao.model import (
    Article,
    Check,
    CheckKind,
    Deadline,
    Direction,
    Document,
    Fact,
    Finding,
    Kind,
    Link,
    Passage,
    Span,
    Statistic,
    Verdict,
)

TEXT = "社会组织从 7965 家到 12700 家，增长 59.4—60%"


def figure(quote: str, **known: object) -> Statistic:
    start = TEXT.index(quote)
    return Statistic(quote=quote, start=start, end=start + len(quote), indicator="社会组织", **known)  # type: ignore[arg-type]  # test data


@pytest.fixture
def document() -> Document:
    statistics = (
        figure("7965 家", value=7965, unit="家", as_of="2012"),
        figure("12700 家", value=12700, unit="家", as_of="2022", region="北京市", from_=0),
        figure("59.4—60%", value=(59.4, 60), unit="%", kind=Kind.GROWTH, direction=Direction.UP, of=1),
    )
    check = Check(
        kind=CheckKind.GROWTH, verdict=Verdict.HOLDS, subject=2, operands=(0, 1), stated=60, computed=59.4
    )  # fmt: skip
    fact = Fact(name="host", label="会议", value="推介", quote="推介", span=Span(0, 2))
    finding = Finding(
        topic="social_organizations", score=0.9, reasons=("社会组织",), key=(1,), facts=(fact,),
        provenance="social_organizations 0.1",
    )  # fmt: skip
    article = Article(
        title="=总量提升",
        body=(Span(0, len(TEXT)),),
        passage=Passage(TEXT),
        region="北京市",
        statistics=statistics,
        checks=(check,),
        findings=(finding,),
        deadlines=(Deadline(quote="2025年", date="2025", what="完成"),),
        cited=("管理办法",),
        links=(Link(url="https://example.org/a.pdf", title="附件", attachment=True),),
    )
    return Document(id="page", text=TEXT, articles=(article,))
