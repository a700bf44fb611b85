"""The record: names and types that other people's programs rely on."""

import json

from jianbao.model import (
    Article,
    Bound,
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
from jianbao.record import document_record

STATISTIC_KEYS = [
    "quote", "start", "end", "value", "unit", "bound", "indicator", "kind", "direction", "target", "as_of", "region",
    "part_of", "from", "of",
]  # fmt: skip
ARTICLE_KEYS = [
    "title", "body", "topics", "region", "issuer", "doc_number", "published", "source", "cited", "deadlines",
    "statistics", "checks", "findings", "links", "inferred",
]  # fmt: skip


def test_an_article_has_every_key_even_when_nothing_is_known(document):
    empty = Document(id="d", text="x", articles=(Article(title=None, body=(Span(0, 1),), passage=Passage("x")),))

    (article,) = document_record(empty)["articles"]

    assert list(article) == ARTICLE_KEYS
    assert article["title"] is None
    assert article["body"] == [[0, 1]]
    assert article["statistics"] == article["checks"] == article["topics"] == article["cited"] == []


def test_a_statistic_has_exactly_the_agreed_keys(document):
    (article,) = document_record(document)["articles"]

    assert [list(statistic) for statistic in article["statistics"]] == [STATISTIC_KEYS] * 3
    assert article["statistics"][1] == {
        "quote": "12700 家", "start": 14, "end": 21, "value": 12700, "unit": "家", "bound": "exact",
        "indicator": "社会组织", "kind": "level", "direction": None, "target": False, "as_of": "2022",
        "region": "北京市", "part_of": None, "from": 0, "of": None,
    }  # fmt: skip


def test_whole_numbers_stay_whole_and_ranges_are_lists(document):
    text = json.dumps(document_record(document), ensure_ascii=False)

    assert '"value": 12700,' in text
    assert '"value": [59.4, 60],' in text


def test_offsets_are_those_of_the_text_that_comes_along(document):
    record = document_record(document)

    for statistic in record["articles"][0]["statistics"]:
        assert record["text"][statistic["start"] : statistic["end"]] == statistic["quote"]


def test_checks_findings_deadlines_and_links_are_told(document):
    (article,) = document_record(document)["articles"]

    assert article["topics"] == ["social_organizations"]
    assert article["checks"] == [
        {"kind": "growth", "verdict": "holds", "subject": 2, "operands": [0, 1], "stated": 60, "computed": 59.4}
    ]
    assert article["findings"] == [
        {
            "topic": "social_organizations",
            "score": 0.9,
            "reasons": ["社会组织"],
            "key": [1],
            "facts": [
                {"name": "host", "label": "会议", "value": "推介", "quote": "推介", "start": 0, "end": 2, "fields": {}}
            ],
            "provenance": "social_organizations 0.1",
        }
    ]  # fmt: skip
    assert article["deadlines"] == [{"quote": "2025年", "date": "2025", "what": "完成"}]
    assert article["links"] == [{"url": "https://example.org/a.pdf", "title": "附件", "attachment": True}]


def test_every_value_is_json_s_own():
    statistic = Statistic(
        quote="约 60%", start=0, end=5, value=60, unit="%", bound=Bound.ABOUT, kind=Kind.GROWTH, direction=Direction.UP
    )
    check = Check(kind=CheckKind.SUM, verdict=Verdict.CANNOT_TELL, subject=0, operands=(), stated=60)
    article = Article(
        title="t", body=(), passage=Passage("约 60%"), statistics=(statistic,), checks=(check,),
        findings=(Finding(topic="x", facts=(Fact(name="n", label="l", value="v", quote="q", span=Span(0, 1)),)),),
        deadlines=(Deadline(quote="q", date="d", what="w"),), links=(Link(url="u", title="t"),),
    )  # fmt: skip
    record = document_record(Document(id="d", text="约 60%", articles=(article,)))

    assert json.loads(json.dumps(record)) == record
    assert type(record["articles"][0]["statistics"][0]["bound"]) is str


def test_what_only_the_text_of_a_page_tells_is_kept_apart():
    article = Article(
        title="t", body=(Span(0, 1),), passage=Passage("x"), issuer="临江市民政局", published="2024-07-02",
        inferred=frozenset({"issuer"}),
    )  # fmt: skip

    (record,) = document_record(Document(id="d", text="x", articles=(article,)))["articles"]

    assert (record["issuer"], record["published"]) == (None, "2024-07-02")
    assert record["inferred"] == {"issuer": "临江市民政局"}
