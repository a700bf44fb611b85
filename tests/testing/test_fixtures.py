"""What whoever installs jianbao finds in pytest, and what that costs those who test something else."""

import os
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from jianbao import Finding, Topic, hookimpl
from jianbao.errors import FetchError, PluginError, ReadError
from jianbao.model import Source, SourceKind
from jianbao.plugins import Candidate, Plugins
from jianbao.testing import FakeClock
from jianbao.testing.alerts import Alerts
from jianbao.testing.bot_api import FakeBotApi
from jianbao.testing.cases import case, renew
from jianbao.testing.site import Site

BODY = "截至2023年底，湖州市共有社会组织{n}个，其中社会团体1210个，基金会35个。"


def text(number: int = 3120) -> str:
    return f"湖州市社会组织登记情况之{number}\n\n{BODY.format(n=number)}\n"


def source(url: str, kind: SourceKind = SourceKind.LIST) -> Source:
    return Source(name=url, kind=kind, url=url, newest=9, entry_selector="li a")


def test_a_chat_is_told_of_a_document_once_as_it_would_read_it(jianbao_alerts: Alerts) -> None:
    (told,) = jianbao_alerts(text())
    assert told.alert.topics == ("social_organizations",)
    assert "社会组织　3,120 个（2023年底）" in told.text
    assert "<b>湖州市社会组织登记情况之3120</b>" in told.messages[0]
    assert jianbao_alerts(text()) == []
    assert jianbao_alerts("本周天气晴好。") == []


def test_several_documents_are_told_in_their_order_and_files_are_read(jianbao_alerts: Alerts, tmp_path: Path) -> None:
    file = tmp_path / "notice.html"
    file.write_text(f"<html><body><h1>社会组织登记情况</h1><p>{BODY.format(n=7)}</p></body></html>", encoding="utf-8")
    assert [told.alert.statistics[0].value for told in jianbao_alerts(text(1), file, text(2))] == [1, 7, 2]


def test_a_document_that_cannot_be_read_is_an_error_that_says_why(jianbao_alerts: Alerts, tmp_path: Path) -> None:
    (tmp_path / "empty.pdf").write_bytes(b"%PDF-1.7\nnothing")
    with pytest.raises(ReadError, match=r"empty\.pdf"):
        jianbao_alerts(tmp_path / "empty.pdf")


def test_what_a_site_lists_is_told_in_synchronous_tests_and_in_others(
    jianbao_alerts: Alerts, jianbao_site: Site
) -> None:
    articles = [jianbao_site.article(f"/a{n}.html", f"第{n}区社会组织登记情况", BODY.format(n=n), f"2026-01-0{n}")
                for n in (1, 2, 3)]  # fmt: skip
    column, feed = jianbao_site.column("/n/", *articles), jianbao_site.feed("/rss", *articles[:1])
    told = jianbao_alerts.watch(source(column))
    assert [each.alert.title for each in told] == [
        "第1区社会组织登记情况",
        "第2区社会组织登记情况",
        "第3区社会组织登记情况",
    ]
    assert {each.alert.published for each in told} == {"2026-01-01", "2026-01-02", "2026-01-03"}
    assert jianbao_alerts.watch(source(feed, SourceKind.FEED)) == []
    assert jianbao_site.counts == {"/n/": 1, "/a1.html": 2, "/a2.html": 1, "/a3.html": 1, "/rss": 1}


async def test_a_loop_that_runs_is_no_obstacle(jianbao_alerts: Alerts, jianbao_site: Site) -> None:
    news = jianbao_site.article("/a.html", "第4区社会组织登记情况", BODY.format(n=4))
    assert len(jianbao_alerts.watch(source(jianbao_site.column("/n/", news)))) == 1


def test_a_site_fails_as_often_as_it_is_told_to(jianbao_alerts: Alerts, jianbao_site: Site) -> None:
    column = jianbao_site.column("/n/", jianbao_site.article("/a.html", "第5区社会组织登记情况", BODY.format(n=5)))
    jianbao_site.fails("/n/", 503, times=2)
    for _ in range(2):
        with pytest.raises(FetchError, match="503"):
            jianbao_alerts.watch(source(column))
    assert len(jianbao_alerts.watch(source(column))) == 1
    jianbao_site.fails("/n/", None)
    with pytest.raises(httpx.RemoteProtocolError):
        httpx.get(column)
    assert httpx.get(jianbao_site.base + "/nothing").status_code == 404


def test_time_stands_still_until_the_test_moves_it(jianbao_alerts: Alerts, jianbao_clock: FakeClock) -> None:
    assert jianbao_clock.now() == jianbao_clock.now()


def test_a_telegram_is_there(jianbao_bot_api: FakeBotApi) -> None:
    answer = httpx.get(f"{jianbao_bot_api.base_url}{jianbao_bot_api.token}/getMe").json()
    assert answer["ok"]


class TestAPluginThatFails:
    """It fails the test, and its author sees where."""

    @pytest.fixture
    def jianbao_plugins(self) -> Plugins:
        class Broken:
            @hookimpl
            def topics(self) -> list[Topic]:
                return [Topic(id="broken", names={"zh": "坏"})]

            @hookimpl
            def find(self) -> list[Finding]:
                raise ValueError("so nicht")

        return Plugins([Candidate("broken", "1", Broken)])

    def test_is_an_error_with_its_own_part_of_the_trace(self, jianbao_alerts: Alerts) -> None:
        with pytest.raises(PluginError, match="so nicht") as caught:
            jianbao_alerts("本周天气晴好。")
        (trace,) = caught.value.__notes__
        assert 'raise ValueError("so nicht")' in trace
        assert trace.count("  File ") == 1


CASE = """title = "甲"
text = '''
全市共有社会组织12家。
'''

[expect]
topics = ["other"]  # not so
key = ["x", "y"]
facts = ["a: b"]
"""


def test_a_case_is_written_anew_with_what_is_said_and_its_text_stays(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_text(CASE, encoding="utf-8")
    known = case(file)
    findings = Plugins.load().find(known.article)
    assert [each.about for each in known.compare(findings)] == ["topics", "key figures", "facts"]
    renew(file, findings)
    assert file.read_text(encoding="utf-8").startswith(CASE.partition("[expect]")[0])
    assert case(file).compare(findings) == []


def run_pytest(folder: Path, *words: str) -> str:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "JIANBAO_"))}
    without = ("-p", "no:cacheprovider", "-p", "no:asyncio", "-p", "no:hypothesispytest")
    command = [sys.executable, "-m", "pytest", "-q", *without, *words]
    done = subprocess.run(command, cwd=folder, env=clean, capture_output=True, text=True, check=False, timeout=100)
    return done.stdout + done.stderr


def test_runs_that_use_nothing_of_it_load_nothing_of_jianbao(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.pytest.ini_options]\n")
    (tmp_path / "a.toml").write_text("a = 1\n")
    (tmp_path / "test_foreign.py").write_text(
        "import sys\n"
        "def test_nothing(request):\n"
        "    assert request.config.pluginmanager.has_plugin('jianbao')\n"
        "    assert [name for name in sys.modules if name.split('.')[0] == 'jianbao'] == []\n"
    )
    assert "1 passed" in run_pytest(tmp_path)


def test_cases_are_tests_that_show_what_differs_and_are_renewed_when_asked(tmp_path: Path) -> None:
    (tmp_path / "pytest.ini").write_text("[pytest]\njianbao_cases = cases\n")
    (tmp_path / "cases").mkdir()
    file = tmp_path / "cases" / "about.toml"
    text = 'text = "全市共有登记社会组织12家。社会组织登记。"\n'
    good = f'{text}[expect]\ntopics = ["social_organizations"]\nkey = ["12家"]\n'
    file.write_text(good.replace('key = ["12家"]', 'key = ["13家"]'), encoding="utf-8")
    (tmp_path / "cases" / "torn.toml").write_text("text = 1\n")
    said = run_pytest(tmp_path)
    assert "  - 13家\n  + 12家\n" in said
    assert "torn.toml is no golden case" in said
    assert "Traceback" not in said
    renewed = run_pytest(tmp_path, "--jianbao-renew", "cases/about.toml")
    assert "about.toml is written anew" in renewed
    assert file.read_text(encoding="utf-8") == good
    assert "1 passed" in run_pytest(tmp_path, "cases/about.toml")
