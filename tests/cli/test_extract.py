"""``jianbao extract``: documents in, records out, nothing else on standard output."""

import csv
import io
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest


def test_text_is_for_people_and_the_default(jianbao, document):
    done = jianbao("extract", document)
    assert done.returncode == 0
    assert "3,120个" in done.stdout
    assert "social_organizations · 湖州市" in done.stdout
    assert done.stderr == ""


def test_jsonl_is_one_line_a_document_in_the_order_given(jianbao, tmp_path, document):
    (tmp_path / "b.txt").write_text("今天晴，各地天气平稳，适合出行。", encoding="utf-8")

    done = jianbao("extract", "--format", "jsonl", "b.txt", document, "b.txt")

    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["b", "notice", "b"]
    assert (done.returncode, done.stderr) == (0, "")


def test_the_record_quotes_the_text_it_was_given(jianbao, document):
    record = json.loads(jianbao("extract", "--format", "json", document).stdout)

    statistics = record["articles"][0]["statistics"]
    assert [statistic["value"] for statistic in statistics] == [3120, 1210, 35]
    assert all(record["text"][each["start"] : each["end"]] == each["quote"] for each in statistics)
    assert record["articles"][0]["topics"] == ["social_organizations"]


def test_csv_has_a_row_for_each_figure(jianbao, document):
    rows = list(csv.DictReader(io.StringIO(jianbao("extract", "--format", "csv", document).stdout)))
    assert [(row["id"], row["value"], row["unit"]) for row in rows] == [
        ("notice", "3120", "个"), ("notice", "1210", "个"), ("notice", "35", "个"),
    ]  # fmt: skip


def test_csv_for_excel_begins_with_the_mark_of_utf8_and_other_formats_refuse_it(jianbao, document):
    done = jianbao("extract", "--format", "csv", "--bom", document)
    assert (done.returncode, done.stdout[:3]) == (0, "\ufeffid")
    refused = jianbao("extract", "--format", "json", "--bom", document)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "--format csv" in refused.stderr


def test_a_dash_is_standard_input(jianbao, document):
    done = jianbao("extract", "--format", "jsonl", "-", stdin=document.read_bytes())
    assert json.loads(done.stdout)["id"] == "stdin"


def test_output_is_utf8_whatever_the_locale_says(jianbao, document):
    done = jianbao("extract", "--format", "jsonl", document, LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert "社会组织" in done.stdout


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("photo.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x01", "photo"),
        ("empty.txt", b"", "empty"),
        ("blank.html", b"<html><body><p> </p></body></html>", "blank"),
    ],
)
def test_what_holds_no_document_is_one_message_and_exit_code_two(jianbao, tmp_path, name, content, said):
    (tmp_path / name).write_bytes(content)

    done = jianbao("extract", "--format", "jsonl", name)

    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("jianbao: ")
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_file_that_is_not_there_and_a_folder_are_told_apart(jianbao, tmp_path):
    done = jianbao("extract", "gone.txt", tmp_path)
    assert done.returncode == 2
    missing, folder = done.stderr.splitlines()
    assert missing == "jianbao: gone.txt: there is no such file; correct the name"
    assert folder == f"jianbao: {tmp_path} is a folder; name the files in it"


def test_documents_that_can_be_read_are_printed_although_others_cannot(jianbao, document):
    done = jianbao("extract", "--format", "jsonl", document, "gone.txt", document)
    assert done.returncode == 2
    assert len(done.stdout.splitlines()) == 2
    assert len(done.stderr.splitlines()) == 1


class _Page(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        heading, words = "湖州市社会组织", "湖州市共有社会组织3120个。"
        page = f"<html><title>{heading}</title><body><h1>{heading}</h1><p>{words}</p></body></html>"
        self.send_response(200 if self.path == "/page.html" else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page.encode())

    def log_message(self, *arguments: object) -> None:
        """Keep standard error for the tests."""


@pytest.fixture
def site() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Page) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_an_address_is_fetched(jianbao, site):
    done = jianbao("extract", "--format", "jsonl", f"{site}/page.html")

    record = json.loads(done.stdout)
    assert record["url"] == f"{site}/page.html"
    assert [statistic["value"] for statistic in record["articles"][0]["statistics"]] == [3120]


def test_an_address_without_a_page_is_one_message(jianbao, site):
    done = jianbao("extract", f"{site}/gone.html")
    assert done.returncode == 2
    assert f"{site}/gone.html" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_reader_that_goes_away_is_no_trace(tmp_path, document, environment):
    command = f"{sys.executable} -m jianbao extract --format jsonl {document} {document} | true"
    done = subprocess.run(["sh", "-c", command], cwd=tmp_path, env=environment, capture_output=True, check=False)
    assert b"Traceback" not in done.stderr


@pytest.fixture
def broken_plugins(tmp_path: Path) -> dict[str, str]:
    """Install two plugins beside the real ones: one raises when it is asked, one cannot be imported."""
    folder = tmp_path / "site"
    (folder / "broken-1.0.dist-info").mkdir(parents=True)
    (folder / "broken-1.0.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: broken\nVersion: 1.0\n")
    (folder / "broken-1.0.dist-info" / "entry_points.txt").write_text(
        "[jianbao]\nraising = raising_plugin\nmissing = missing_plugin\n"
    )
    (folder / "raising_plugin.py").write_text(
        "import jianbao\n\n"
        "@jianbao.hookimpl\ndef topics():\n    return [jianbao.Topic(id='r', names={'zh': '坏'})]\n\n"
        "@jianbao.hookimpl\ndef find(article):\n    raise ValueError('out of order')\n"
    )
    return {"PYTHONPATH": str(folder)}


def test_a_plugin_that_fails_is_told_with_the_remedy_and_costs_only_itself(jianbao, document, broken_plugins):
    done = jianbao("extract", "--format", "jsonl", document, **broken_plugins)

    assert done.returncode == 2
    assert json.loads(done.stdout)["articles"][0]["topics"] == ["social_organizations"]
    missing, raising = done.stderr.splitlines()
    assert missing.startswith("jianbao: plugin missing failed in load: ModuleNotFoundError: ")
    assert raising == (
        "jianbao: plugin raising failed in find on notice: ValueError: out of order (raising_plugin.py:9); "
        'only its own findings are missing; mend it, or switch it off in jianbao.toml: [plugins] disabled = ["raising"]'
    )


def test_plugins_lists_what_failed_beside_what_works(jianbao, broken_plugins):
    done = jianbao("plugins", **broken_plugins)
    assert done.returncode == 2
    assert "social_organizations" in done.stdout
    assert "missing" in done.stdout
    assert "plugin missing failed in load" in done.stderr


def test_a_plugin_that_is_switched_off_is_not_asked(jianbao, tmp_path, document, broken_plugins):
    (tmp_path / "jianbao.toml").write_text('[plugins]\ndisabled = ["raising", "missing"]\n')
    done = jianbao("extract", "--format", "jsonl", "--config", "jianbao.toml", document, **broken_plugins)
    assert (done.returncode, done.stderr) == (0, "")


def test_trace_says_of_a_plugin_that_failed_three_times_that_it_rests(jianbao, tmp_path, broken_plugins):
    names = [f"{number}.txt" for number in range(4)]
    for name in names:
        (tmp_path / name).write_text("全市共有养老机构12家。", encoding="utf-8")
    done = jianbao("plugins", "trace", *names, **broken_plugins)
    assert done.stdout.count("rests, having failed 3 times in a row") == 1
    assert done.stdout.rstrip().splitlines()[-1].startswith("  raising ")
