"""Files that plugins read: OFD for people who get documents with a seal, and what a bad reader may break."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

import jianbao_ofd
from jianbao import FileMarks, Reader, ReadError, hookimpl
from jianbao.pipeline import understand
from jianbao.plugins import IN_A_ROW, Candidate, Limits, Plugins, installed
from jianbao.plugins.ours import OURS
from jianbao.read import Raw
from jianbao_ofd.document import text

LIMITS = Limits(seconds=1.0, reading=1.0, loading=6.0, memory=128 * 2**20, overtime=0.5)
SPACE = "http://www.ofdspec.org/2016"
SIZE = 5.6  # millimetres: 三号
LEFT, RIGHT = 28.0, 184.4  # of the text of a page that is set in lines of 28 characters
PARAGRAPHS = (
    "某市民政局关于社会组织登记情况的通报",
    "截至2021年底，全市共有登记社会组织12000家，其中社会团体4000家，基金会800家，社会服务机构7200家，比上年增加三百家。",
    "各区县民政局要于2022年6月30日前完成整改。",
)


def word(content: str, left: float, base: float, size: float = SIZE, **more: str) -> str:
    named = "".join(f' {name}="{value}"' for name, value in more.items())
    box = f"{left} {base - size} {size * len(content)} {size}"
    return (
        f'<ofd:TextObject ID="1" Boundary="{box}" Font="2" Size="{size}"{named}>'
        f'<ofd:TextCode X="0" Y="{size}" DeltaX="g {len(content) - 1} {size}">{content}</ofd:TextCode></ofd:TextObject>'
    )


def ofd(pages: Sequence[str], head: str = "", **parts: str) -> bytes:
    listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    files = {
        "OFD.xml": f"<ofd:OFD xmlns:ofd='{SPACE}'>{head}<ofd:DocBody><ofd:DocRoot>/Doc_0/Document.xml</ofd:DocRoot>"
        "</ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document xmlns:ofd='{SPACE}'><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
    }
    for number, page in enumerate(pages):
        files[f"Doc_0/Pages/Page_{number}/Content.xml"] = (
            f"<ofd:Page xmlns:ofd='{SPACE}'><ofd:Content><ofd:Layer>{page}</ofd:Layer></ofd:Content></ofd:Page>"
        )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (files | parts).items():
            archive.writestr(name, content)
    return out.getvalue()


def lines_of(paragraph: str) -> Iterator[tuple[float, str]]:
    """Yield the lines of a paragraph as they are set, with where each begins."""
    yield LEFT + 2 * SIZE, paragraph[:26]
    for start in range(26, len(paragraph), 28):
        yield LEFT, paragraph[start : start + 28]


def letter() -> bytes:
    """Return a letter of two pages: a title, two paragraphs, the first of which goes on behind the page's end."""
    title, *body = PARAGRAPHS
    lines = [line for paragraph in body for line in lines_of(paragraph)]
    first = word(title, 50, 60, 7.8) + "".join(
        word(content, left, 90 + 10 * n) for n, (left, content) in enumerate(lines[:2])
    )
    second = "".join(word(content, left, 40 + 10 * n) for n, (left, content) in enumerate(lines[2:]))
    return ofd([first + word("— 1 —", 100, 280, 4), second + word("— 2 —", 100, 280, 4)])


@pytest.fixture(scope="module")
def plugins() -> Iterator[Plugins]:
    ours = [each for each in installed() if each.name in {"ofd", "social_organizations"}]
    with Plugins(ours, limits=Limits()) as plugins:
        yield plugins


def test_a_letter_is_read_in_paragraphs_across_pages_and_without_their_numbers():
    assert tuple(text(letter()).split("\n")) == PARAGRAPHS


def test_its_figures_are_read_and_its_topic_is_told(plugins):
    document = understand(Raw(data=letter(), name="通报.ofd"), plugins)
    (article,) = document.articles
    assert article.title == PARAGRAPHS[0]
    assert article.topics == ("social_organizations",)
    assert {12000, 4000, 800, 7200} <= {figure.value for figure in article.statistics}
    assert [each.date for each in article.deadlines] == ["2022-06-30"]
    assert document.id == "通报"
    for figure in article.statistics:
        assert document.text[figure.start : figure.end] == figure.quote


def test_its_bytes_tell_whatever_it_is_called(plugins):
    for name in ("download", "通报.zip", "通报.pdf"):
        assert understand(Raw(data=letter(), name=name, content_type="application/octet-stream"), plugins).articles


def test_cells_are_parted_and_what_lies_askew_or_twice_is_left_out():
    row = word("养老机构", 28, 50) + word("12家", 90, 50) + word("12家", 90, 50)
    askew = word("内部资料", 28, 100, CTM="0.7 0.7 -0.7 0.7 0 0")
    scaled = word("另有床位", 28, 70, 1, CTM=f"{SIZE} 0 0 {SIZE} 0 0")
    assert text(ofd([row + askew + scaled])).split("\n") == ["养老机构\t12家", "另有床位"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (letter()[:-40], "spoilt OFD"),
        (ofd([""]), "without text"),
        (ofd([], head="<ofd:Encryptions>Encryptions.xml</ofd:Encryptions>"), "encrypted"),
        (ofd([word("x", 1, 1)], **{"Doc_0/Document.xml": "<nothing"}), "spoilt OFD"),
        (ofd([word("x", 1, 1)] * 501), "501 pages"),
        (ofd([], **{"Doc_0/Document.xml": " " * (21 * 2**20)}), "larger than 20 MiB"),
        (ofd([word("x", 1, 1)]).replace(b"Page_0", b"Page_9"), "spoilt OFD"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_word_and_is_no_failure_of_the_plugin(plugins, data, words):
    with pytest.raises(ReadError, match=words):
        understand(Raw(data=data, name="a.ofd"), plugins)
    assert [failure for failure in plugins.failures if failure.hook == "readers"] == []


def test_without_the_plugin_it_is_said_who_reads_it():
    with pytest.raises(ReadError, match="which the plugin ofd reads: switch it on"):
        understand(Raw(data=letter(), name="a.ofd"), Plugins())


HEAD = "import os, time\nfrom jianbao import FileMarks, Reader, ReadError, hookimpl\n"
TAIL = (
    "\n@hookimpl\ndef readers():\n    return [Reader(marks=FileMarks(suffix='.caj', begins=b'CAJ\\x00'), read=read)]\n"
)
ANIMALS = {
    "def read(data): raise ValueError('so nicht')": "ValueError: so nicht (animal.py:3)",
    "def read(data):\n    while True: pass": "TooLate: more than 1 s (animal.py:4)",
    "def read(data):\n  while True:\n    try: time.sleep(9)\n    except BaseException: pass": "not be stopped",
    "def read(data): return 'x' * (10 << 30)": "MemoryError",
    "def read(data): return 'x' * 2000001": "2000001 characters",
    "def read(data): return data": "returned bytes; return text",
    "def read(data): os._exit(0)": "it ended its process",
    "def read(data): return read(data)": "RecursionError",
}


@pytest.mark.parametrize(("source", "words"), ANIMALS.items(), ids=range(len(ANIMALS)))
def test_whatever_a_reader_does_costs_one_document(tmp_path: Path, monkeypatch, source, words):
    (tmp_path / "animal.py").write_text(HEAD + source + TAIL, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    with Plugins([Candidate.at("animal", "1.0", "animal")], limits=LIMITS) as plugins:
        with pytest.raises(ReadError, match=r"a\.caj cannot be read: plugin animal 1\.0 has failed") as raised:
            understand(Raw(data=b"CAJ\x00", name="a.caj"), plugins)
        assert words in str(raised.value)
        assert understand(Raw(data="全市共有养老机构12家。".encode(), name="a.txt"), plugins).articles
        (failure,) = plugins.failures
        assert (failure.plugin, failure.hook, failure.document) == ("animal", "readers", "a.caj")


def brought(read, suffix=".caj", begins=b"CAJ\x00", holds=b"", html=False) -> Plugins:
    class Given:
        @hookimpl
        def readers(self):
            return [Reader(marks=FileMarks(suffix=suffix, begins=begins, holds=holds), read=read, html=html)]

    return Plugins([Candidate("animal", "1.0", Given), Candidate("ofd", "0", lambda: jianbao_ofd)])


def test_a_reader_that_fails_time_and_again_is_not_asked_any_more():
    def read(data: bytes) -> str:
        raise ValueError(data)

    plugins = brought(read)
    raw = Raw(data=b"CAJ\x00", name="a.caj")
    for _ in range(IN_A_ROW + 1):
        with pytest.raises(ReadError) as raised:
            understand(raw, plugins)
    assert "which is not asked any more; `jianbao plugins` says why" in str(raised.value)
    assert plugins.failures[0].count == IN_A_ROW


def test_a_reader_may_say_html_which_is_read_like_a_page():
    plugins = brought(
        lambda _: "<html><body><h1>养老机构统计</h1><p>全市共有养老机构12家。</p></body></html>", html=True
    )
    document = understand(Raw(data=b"CAJ\x00...", name="a.caj"), plugins)
    assert [article.text for article in document.articles] == ["全市共有养老机构12家。"]
    assert "<p>" not in document.text


def test_what_the_house_reads_is_given_to_nobody():
    asked: list[bytes] = []
    plugins = brought(lambda data: asked.append(data) or "x", begins=b"PK\x03\x04", holds=b"word/")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    with pytest.raises(ReadError):
        understand(Raw(data=out.getvalue(), name="a.caj"), plugins)
    assert asked == []


@pytest.mark.parametrize(
    ("marks", "words"),
    [
        ({"suffix": ".pdf"}, "readers: .pdf of plugin animal is there already, of jianbao itself"),
        ({"suffix": "caj"}, "is none; write one like .ofd"),
        ({"begins": b"PK\x03\x04"}, "or others do; say more"),
        ({"begins": b"<html"}, "or others do; say more"),
        ({"begins": b"x"}, "or others do; say more"),
    ],
)
def test_a_reader_must_say_what_is_its_own(marks, words):
    assert words in brought(lambda _: "x", **marks).failures[0].error


def test_of_two_readers_of_a_kind_the_first_plugin_s_stays_and_both_are_named():
    plugins = brought(lambda _: "der erste", suffix=".ofd", begins=b"PK\x03\x04", holds=b"OFD.xml")
    assert "readers: .ofd of plugin ofd is there already, of plugin animal" in plugins.failures[0].error
    assert understand(Raw(data=letter(), name="a.ofd"), plugins).text == "der erste"


def test_the_suffixes_of_the_house_are_kept():
    assert {".pdf", ".docx", ".html", ".txt", ".csv", ".zip"} <= OURS["readers"]
