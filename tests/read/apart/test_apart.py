"""What a hostile or spoilt file does in the helper process harms nobody: one file is not read, the next one is."""

import sys
import threading
import zlib
from collections.abc import Iterator

import pytest

from jianbao.errors import ReadError
from jianbao.read.apart import Keeper
from jianbao.read.apart.worker import MEMORY
from jianbao.read.kinds import Kind


def simple_pdf(content: bytes, *, compressed: bool = False) -> bytes:
    """Return a PDF of one page that shows *content*."""
    entries = b"/Filter /FlateDecode " if compressed else b""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
            b" /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>"
        ),
        b"<< " + entries + b"/Length %d >>\nstream\n" % len(content) + content + b"\nendstream",
    ]
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        out
        + b"xref\n0 5\n0000000000 65535 f \n"
        + table
        + b"trailer << /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(out)
    )


HELLO = simple_pdf(b"BT /F1 12 Tf 72 700 Td (Hello, 42 households) Tj ET")


@pytest.fixture
def keeper() -> Iterator[Keeper]:
    keeper = Keeper()
    yield keeper
    keeper.close()


def python(code: str) -> tuple[str, ...]:
    """Return the command of a helper that runs *code*."""
    return sys.executable, "-P", "-c", code


def reads(keeper: Keeper) -> bool:
    return keeper.extract(Kind.PDF, HELLO, "hello.pdf").text == "Hello, 42 households"


def test_a_file_is_read_by_a_helper_that_serves_many(keeper):
    assert reads(keeper)
    first = keeper._helper
    assert reads(keeper)
    assert keeper._helper is first


def test_what_is_wrong_with_a_file_is_said_as_if_it_had_been_read_here(keeper):
    with pytest.raises(ReadError, match=r"broken\.pdf is a spoilt PDF .*get it again"):
        keeper.extract(Kind.PDF, b"%PDF-1.4\nnothing more", "broken.pdf")
    assert reads(keeper)


def test_a_page_that_unpacks_to_more_than_any_document_is_refused(keeper):
    pack = zlib.compressobj(9)
    piece = b"BT /F1 12 Tf 1 0 0 1 72 700 Tm (bomb) Tj ET\n" * 25_000
    bomb = b"".join(pack.compress(piece) for _ in range(600)) + pack.flush()
    assert len(bomb) < 3_000_000
    with pytest.raises(ReadError, match=r"bomb\.pdf "):
        keeper.extract(Kind.PDF, simple_pdf(bomb, compressed=True), "bomb.pdf")
    assert reads(keeper)


def test_a_document_of_more_pages_than_any_is_refused(keeper):
    kids = b"3 0 R " * 600
    data = HELLO.replace(b"/Kids [3 0 R] /Count 1", b"/Kids [" + kids + b"] /Count 600")
    with pytest.raises(ReadError, match="600 pages; at most 500"):
        keeper.extract(Kind.PDF, data, "many.pdf")


def test_pages_that_hold_themselves_end(keeper):
    data = HELLO.replace(b"/Kids [3 0 R] /Count 1", b"/Kids [2 0 R] /Count 9")
    with pytest.raises(ReadError):
        keeper.extract(Kind.PDF, data, "circle.pdf")
    assert reads(keeper)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "SIGSEGV"),
        ("raise SystemExit(3)", "exit code 3"),
        ("import sys; sys.stdout.buffer.write(b'abc')", "exit code 0"),
    ],
)
def test_a_helper_that_dies_costs_one_file(code, said):
    keeper = Keeper(*python(code))
    with pytest.raises(ReadError, match=rf"one\.pdf made its reader fail \({said}\)"):
        keeper.extract(Kind.PDF, HELLO, "one.pdf")
    keeper._command = Keeper()._command
    assert reads(keeper)
    keeper.close()


def test_a_helper_that_uses_up_its_time_is_ended_by_the_system(keeper, monkeypatch):
    busy = (
        "from jianbao.read.apart import worker; worker._read = lambda q, d: sum(1 for _ in iter(int, 1)); worker.main()"
    )
    monkeypatch.setattr("jianbao.read.apart.keeper._SECONDS", 1)
    keeper._command = python(busy)
    with pytest.raises(ReadError, match=r"slow\.pdf takes longer to read than any document"):
        keeper.extract(Kind.PDF, HELLO, "slow.pdf")


def test_a_helper_that_waits_for_ever_is_ended_by_the_clock(monkeypatch):
    waits = "import sys, threading; sys.stdin.buffer.readline(); threading.Event().wait()"
    monkeypatch.setattr("jianbao.read.apart.keeper._SECONDS", 1)
    monkeypatch.setattr("jianbao.read.apart.keeper._PATIENCE", 0.5)
    monkeypatch.setattr("jianbao.read.apart.keeper._GRACE", 0.5)
    keeper = Keeper(*python(waits))
    with pytest.raises(ReadError, match="takes longer"):
        keeper.extract(Kind.PDF, HELLO, "stuck.pdf")
    keeper.close()


def test_a_helper_cannot_take_more_memory_than_a_document_needs(keeper):
    greedy = (
        "from jianbao.read.apart import worker; "
        f"worker._reader = lambda kind: lambda data, place: bytearray({2 * MEMORY}); worker.main()"
    )
    keeper._command = python(greedy)
    with pytest.raises(ReadError, match="needs more memory than any document"):
        keeper.extract(Kind.PDF, HELLO, "greedy.pdf")


def test_a_helper_that_nobody_has_asked_for_a_while_makes_room_for_the_next(keeper):
    """It ends after its answer here; in life after a minute."""
    keeper._command = python("from jianbao.read.apart import worker; worker._MOST = 1; worker.main()")
    assert reads(keeper)
    assert reads(keeper)


def test_a_helper_that_cannot_be_started_is_said():
    keeper = Keeper("/nowhere/python")
    with pytest.raises(ReadError, match="no helper process can be started"):
        keeper.extract(Kind.PDF, HELLO, "one.pdf")


def test_threads_take_turns(keeper):
    texts: list[str] = []
    threads = [
        threading.Thread(target=lambda: texts.append(keeper.extract(Kind.PDF, HELLO, "hello.pdf").text))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert texts == ["Hello, 42 households"] * 8


def test_what_a_library_prints_is_no_answer(keeper):
    chatty = (
        "from jianbao.read.apart import worker; from jianbao.read.extracted import Extracted; "
        "worker._reader = lambda kind: lambda data, place: print('chatter') or Extracted('quiet', ()); worker.main()"
    )
    keeper._command = python(chatty)
    assert keeper.extract(Kind.PDF, HELLO, "one.pdf").text == "quiet"
