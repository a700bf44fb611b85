"""Old office files go through LibreOffice where it is installed; where not, the word is clear."""

import shutil
import stat
import sys

import pytest

from jianbao.errors import ReadError
from jianbao.read import Raw, read

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DOC = OLE + bytes(500) + "WordDocument".encode("utf-16-le") + bytes(2000)
RTF = rb"{\rtf1\ansi\ansicpg936 Care for 1286 children in 2023.\par}"


@pytest.fixture
def office(tmp_path, monkeypatch):
    """Put a program of our own in LibreOffice's place; it gets the same arguments."""

    def install(code: str) -> None:
        program = tmp_path / "soffice"
        program.write_text(f"#!{sys.executable}\nimport sys, pathlib\n{code}\n", encoding="utf-8")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", str(tmp_path))

    return install


def test_without_libreoffice_the_error_says_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(
        ReadError, match=r"old\.doc is an old office file, which LibreOffice has to open: install it, or"
    ):
        read(Raw(data=DOC, name="old.doc"))


def test_what_libreoffice_makes_of_an_old_file_is_read(office, word, tmp_path):
    made = tmp_path / "made.docx"
    made.write_bytes(word())
    office(
        "out = pathlib.Path(sys.argv[sys.argv.index('--outdir') + 1]); out.mkdir()\n"
        "source = pathlib.Path(sys.argv[-1]); assert source.suffix == '.doc' and source.stat().st_size > 2000\n"
        f"(out / 'document.docx').write_bytes(pathlib.Path({str(made)!r}).read_bytes())"
    )
    document = read(Raw(data=DOC, name="old.doc"))
    assert document.articles[0].title == "临江市民政局关于做好2023年困境儿童保障工作的通知"


def test_a_file_that_libreoffice_does_not_understand_is_refused(office):
    office("sys.exit(1)")
    with pytest.raises(ReadError, match="LibreOffice cannot convert; open it in an office program"):
        read(Raw(data=DOC, name="old.doc"))


def test_a_libreoffice_that_does_not_end_is_ended(office, monkeypatch):
    monkeypatch.setattr("jianbao.read.office.convert._SECONDS", 0.3)
    office("import threading; threading.Event().wait()")
    with pytest.raises(ReadError, match="keeps LibreOffice busy"):
        read(Raw(data=DOC, name="old.doc"))


def test_an_encrypted_office_file_is_named():
    data = OLE + bytes(500) + "EncryptedPackage".encode("utf-16-le") + bytes(2000)
    with pytest.raises(ReadError, match="is an encrypted office file"):
        read(Raw(data=data, name="locked.docx"))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_rich_text_is_read_by_the_real_libreoffice():
    assert "1286 children" in read(Raw(data=RTF, name="note.rtf")).text
